"""The history's page: search and filters, tiles, one entry in full."""
