"""Data preparation: media verified and encoded once into memory-mapped shards, instructions turned into token files."""
