"""What a town does with its numbers: check, participation, funding, and the plan they belong to."""
