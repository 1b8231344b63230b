"""The metrics: formulas over given captions, features and logits, each proven against the published tool."""
