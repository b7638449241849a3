"""What the Länder ask of a concept: dated, sourced files, and the checklist that is computed from them."""
