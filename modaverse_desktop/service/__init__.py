"""Between window and engine: the engine's process and thread, the queue of conversions, the user's settings."""
