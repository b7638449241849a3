"""Where plans are kept: a database on this machine or a shared one, and one file a plan."""
