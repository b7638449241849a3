"""Statistisches Bundesamt: the register of municipalities and its changes."""
