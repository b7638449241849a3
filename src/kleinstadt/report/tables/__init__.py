"""The report's tables, computed, shown, exported."""
