"""Pages of docs/ that say what the code says: written by `python -m tools.docs`, held to it by a test."""
