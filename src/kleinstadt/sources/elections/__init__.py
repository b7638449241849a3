"""Elections: turnout, as the offices of the Länder publish it."""
