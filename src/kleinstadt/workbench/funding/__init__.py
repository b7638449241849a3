"""Funding: programmes as dated files, and whether one fits a town."""
