"""The self-check: its questions, its answers, and what follows from them."""
