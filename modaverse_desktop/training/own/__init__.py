"""Training on a user's own examples: an adapter that starts from the stack's, compared before and after."""
