"""What the application talks about: plain values and pure functions; no Qt, no torch, only the standard library."""
