"""The plan before this one: its list of measures is read, and what became of each is kept."""
