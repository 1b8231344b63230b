"""How well a stack does what it is for, measured on data that its training never saw."""
