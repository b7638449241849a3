"""What comes out of a plan: entered once, printed many times."""
