"""Training on prepared data, on one process or many: what is trained by name, validation, curves, packs of it."""
