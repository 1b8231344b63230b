"""Output-side pairs written by a chat model: planned, journalled, asked for, validated, repaired once, compared."""
