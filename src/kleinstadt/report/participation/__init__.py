"""The participation of a measure as a picture."""
