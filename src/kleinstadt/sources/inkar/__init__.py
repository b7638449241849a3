"""INKAR, the indicators of the BBSR."""
