"""Marking the part of a picture that a generator may change."""
