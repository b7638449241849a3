"""The atlas as a folder of files, for those who have a web space but no server."""
