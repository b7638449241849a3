"""The edition: opened, laid over with the user's own tables, described, built, stored."""
