"""The right side: the conversions, the newest on top, or a welcome."""
