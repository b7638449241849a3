"""What is asked of an edition when towns are compared: columns, profiles, peers, trends, places by name."""
