"""Breitbandatlas of BMDV and Bundesnetzagentur."""
