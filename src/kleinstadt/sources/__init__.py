"""Publishers: bytes in, tidy tables out."""
