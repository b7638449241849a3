"""Schematic drawings of chapters 6 to 8: no numbers, our own drawings of what the report describes."""
