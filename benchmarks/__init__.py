"""What the design promises, measured through the real doors: `make bench`."""
