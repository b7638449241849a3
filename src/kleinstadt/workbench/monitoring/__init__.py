"""Whether it works: newest values by reference, verdicts, sentences that a new edition made wrong."""
