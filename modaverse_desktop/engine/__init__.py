"""The engine: everything that needs torch. Runs in its own process."""
