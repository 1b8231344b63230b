"""What trains the starter models and anybody's own adapter: its own commands, its own process."""
