"""The page where the user teaches a model with examples of their own."""
