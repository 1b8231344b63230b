"""The window: views that draw conversions and say what the user wants; no torch, no decisions about models."""
