"""What a plan keeps: one frozen dataclass a kind of record."""
