"""Participation: the steps of the pyramid, formats, and whether people are asked while something is still open."""
