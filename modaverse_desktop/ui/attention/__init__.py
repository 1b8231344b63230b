"""Telling the user, when the window is elsewhere, that something is done or waits for them."""
