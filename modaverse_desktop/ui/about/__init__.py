"""What this program is, what it is made of, and what to tell who helps."""
