"""Deutschlandatlas: indicators of equal living conditions, of several offices."""
