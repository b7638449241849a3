"""What a town takes away: slides and a handout, from the figures of its page."""
