"""The recipe of the starter stack: what is fetched, how it is trained, what is shipped."""
