"""Tables, figures, maps and the documents made of them."""
