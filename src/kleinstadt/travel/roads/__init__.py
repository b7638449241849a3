"""Road networks: read, prepared, searched."""
