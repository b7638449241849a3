"""Bundesagentur für Arbeit."""
