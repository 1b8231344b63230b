"""The starter's clip generator: how things move, in which words, and the pack that makes pictures do so."""
