"""The networks that metrics look through. Their weights are the user's files, checked by hash; none is shipped."""
