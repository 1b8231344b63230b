"""The recipe of the starter stack's sounds: which kinds, made into clips how, told in which words, shipped how."""
