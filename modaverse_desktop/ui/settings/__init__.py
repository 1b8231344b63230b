"""The settings' window: rows that each show, check, change and reset one setting."""
