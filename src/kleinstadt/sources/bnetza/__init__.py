"""Bundesnetzagentur."""
