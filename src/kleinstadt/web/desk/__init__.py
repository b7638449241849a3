"""The desk: pages on which a town writes, follows and prints its plan."""
