"""The Models page: what is installed, adding more, and taking care of both."""
