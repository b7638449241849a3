"""The open small-town observatory: the report on German small towns, rebuilt from open data."""
