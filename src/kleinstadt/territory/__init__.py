"""Who belongs to whom, when, and where the borders run."""
