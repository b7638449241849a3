"""On foot: who has which service near."""
