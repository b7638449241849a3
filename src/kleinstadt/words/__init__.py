"""What is said to people: languages, labels, numbers."""
