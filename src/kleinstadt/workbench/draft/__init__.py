"""A first draft of a plan, written from the figures: findings, chapters, goals, dates."""
