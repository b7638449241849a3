"""What stands in the report, in which order, and what is said about it."""
