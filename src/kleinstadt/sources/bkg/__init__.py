"""GeoBasis-DE / BKG: borders."""
