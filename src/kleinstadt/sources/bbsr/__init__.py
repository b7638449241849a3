"""BBSR: reference files, crosswalks, official classes."""
