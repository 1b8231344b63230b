"""The proposal as the user may change it before it runs."""
