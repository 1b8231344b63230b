"""The history of conversions: one SQLite file, searched while the user writes. No Qt; used from one thread."""
