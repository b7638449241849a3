"""Comparison of towns and groups: arrays in, arrays out."""
