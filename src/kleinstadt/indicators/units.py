"""Units and themes of indicators, with their German and English words."""

from typing import Final

UNITS: Final = {
    "persons": ("Personen", "persons"),
    "buildings": ("Gebäude", "buildings"),
    "dwellings": ("Wohnungen", "dwellings"),
    "schools": ("Schulen", "schools"),
    "km2": ("km²", "km²"),
    "ha": ("ha", "ha"),
    "kw": ("kW", "kW"),
    "person_years": ("Personenjahre", "person-years"),
    "1": ("", ""),
    "pct": ("%", "%"),
    "per_km2": ("je km²", "per km²"),
    "per_100": ("je 100", "per 100"),
    "per_1000": ("je 1.000 Einwohner", "per 1,000 residents"),
    "per_10000": ("je 10.000 Einwohner", "per 10,000 residents"),
    "per_10000_children": ("je 10.000 Kinder", "per 10,000 children"),
    "per_100000": ("je 100.000 Einwohner", "per 100,000 residents"),
    "per_resident": ("je Einwohner", "per resident"),
    "pct_per_year": ("% im Jahr", "% a year"),
    "m": ("m", "m"),
    "km": ("km", "km"),
    "stations": ("Bahnhöfe", "stations"),
    "stops": ("Haltestellen", "stops"),
    "airports": ("Flugplätze", "aerodromes"),
    "years": ("Jahre", "years"),
    "min": ("Minuten", "minutes"),
    "eur": ("€", "€"),
    "eur_per_head": ("€ je Einwohner", "€ per head"),
    "thousand_eur": ("1.000 €", "€1,000"),
    "thousand_eur_per_head": ("1.000 € je Einwohner", "€1,000 per head"),
    "eur_per_m2": ("€ je m²", "€ per m²"),
    "persons_per_household": ("Personen je Haushalt", "persons per household"),
    "kw_per_head": ("kW je Einwohner", "kW per head"),
}

THEMES: Final = {
    "population": ("Bevölkerung", "Population"),
    "land": ("Fläche und Siedlung", "Land and settlement"),
    "location": ("Lage", "Location"),
    "work": ("Arbeit", "Work"),
    "housing": ("Wohnen", "Housing"),
    "services": ("Versorgung", "Services"),
    "digital": ("Digitales", "Digital"),
    "finances": ("Finanzen", "Public finances"),
    "energy": ("Energie", "Energy"),
}

SCALES: Final = {"pct": 100.0, "per_100": 100.0, "per_1000": 1_000.0, "per_10000": 10_000.0}
"""What a quotient is multiplied by, where its unit says it."""
