"""Instruction construction: published sets converted, new pairs written by a chat model, one schema for all of them."""
