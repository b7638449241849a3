"""jedeschule.de."""
