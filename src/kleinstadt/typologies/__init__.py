"""Classes of towns: pure functions from numbers to categories."""
