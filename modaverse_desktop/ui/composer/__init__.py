"""The left side: media, instruction, send."""
