"""How processes share a training: each with a whole model, or with a piece of everything (FSDP2)."""
