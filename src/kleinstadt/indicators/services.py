"""Services: schools, doctors, shops, stops, and how far they are."""

from typing import Final

from kleinstadt.indicators.model import Count, Published, Ratio
from kleinstadt.indicators.population import POPULATION

_NOTE_DE: Final = (
    "Liste von jedeschule.de, um 2016; Orte auf etwa 100 m gerundet. Berufliche Schulen nur in einem Teil der Länder, "
    "also nur innerhalb eines Landes vergleichbar."
)
_NOTE_EN: Final = (
    "List of jedeschule.de, about 2016; places rounded to about 100 m. Vocational schools in part of the Länder only, "
    "so comparable within a Land only."
)
_PRIMARY_DE: Final = "Liste von jedeschule.de, um 2016; Orte auf etwa 100 m gerundet; nach Schulart oder Name."
_PRIMARY_EN: Final = "List of jedeschule.de, about 2016; places rounded to about 100 m; by type or name of the school."

SCHOOLS: Final = Count(
    id="schools",
    unit="schools",
    theme="services",
    de="Schulen",
    en="Schools",
    note_de=_NOTE_DE,
    note_en=_NOTE_EN,
)
PRIMARY_SCHOOLS: Final = Count(
    id="primary_schools",
    unit="schools",
    theme="services",
    de="Grundschulen",
    en="Primary schools",
    note_de=_PRIMARY_DE,
    note_en=_PRIMARY_EN,
)
SCHOOLS_PER_1000: Final = Ratio(
    id="schools_per_1000",
    numerator=SCHOOLS,
    denominator=POPULATION,
    scale=1000,
    unit="per_1000",
    theme="services",
    decimals=2,
    de="Schulen je 1.000 Einwohner",
    en="Schools per 1,000 residents",
    note_de=_NOTE_DE,
    note_en=_NOTE_EN,
)
PRIMARY_SCHOOLS_PER_1000: Final = Ratio(
    id="primary_schools_per_1000",
    numerator=PRIMARY_SCHOOLS,
    denominator=POPULATION,
    scale=1000,
    unit="per_1000",
    theme="services",
    decimals=2,
    de="Grundschulen je 1.000 Einwohner",
    en="Primary schools per 1,000 residents",
    note_de=_PRIMARY_DE,
    note_en=_PRIMARY_EN,
)


def _minutes(name: str, de: str, en: str, note_de: str, note_en: str) -> Published:
    """Minutes by car of the Deutschlandatlas, by municipality."""
    return Published(
        id=name,
        better="lower",
        weight=POPULATION,
        unit="min",
        theme="services",
        decimals=1,
        de=f"Pkw-Fahrzeit {de}",
        en=f"Minutes by car to the nearest {en}",
        note_de=f"Mittel über die Einwohner, {note_de}.",
        note_en=f"Mean over the residents, {note_en}.",
    )


def _near(name: str, de: str, en: str, year: str) -> Published:
    """Share of people within 1 km as the crow flies, by Verband."""
    return Published(
        id=name,
        better="higher",
        weight=POPULATION,
        level="verband",
        unit="pct",
        theme="services",
        de=f"Einwohner mit {de} in 1 km",
        en=f"Residents with {en} within 1 km",
        note_de=f"Luftlinie, {year}.",
        note_en=f"As the crow flies, {year}.",
    )


def _distance(name: str, de: str, en: str, year: str) -> Published:
    """Mean distance as the crow flies, by Verband."""
    return Published(
        id=name,
        better="lower",
        weight=POPULATION,
        level="verband",
        unit="m",
        theme="services",
        de=f"Luftlinie {de}",
        en=f"Straight line to the nearest {en}",
        note_de=f"Mittel über die Einwohner, {year}.",
        note_en=f"Mean over the residents, {year}.",
    )


MINUTES: Final = (
    _minutes("minutes_to_supermarket", "zum nächsten Supermarkt", "supermarket", "2021", "2021"),
    _minutes("minutes_to_pharmacy", "zur nächsten Apotheke", "pharmacy", "2024", "2024"),
    _minutes("minutes_to_gp", "zur nächsten Hausarztpraxis", "general practice", "2021", "2021"),
    _minutes("minutes_to_emergency_hospital", "zum nächsten Notfallkrankenhaus", "emergency hospital", "2024", "2024"),
    _minutes(
        "minutes_to_primary_school", "zur nächsten Grundschule", "primary school", "2021 bis 2024", "2021 to 2024"
    ),
    _minutes(
        "minutes_to_lower_secondary_school",
        "zur nächsten Schule der Sekundarstufe I",
        "lower secondary school",
        "2021 bis 2024",
        "2021 to 2024",
    ),
    _minutes(
        "minutes_to_upper_secondary_school",
        "zur nächsten Schule der Sekundarstufe II",
        "upper secondary school",
        "2021 bis 2024",
        "2021 to 2024",
    ),
    _minutes("minutes_to_indoor_pool", "zum nächsten Hallenbad", "indoor pool", "2024", "2024"),
    _minutes("minutes_to_outdoor_pool", "zum nächsten Freibad", "outdoor pool", "2024", "2024"),
    _minutes("minutes_to_charging", "zur nächsten Ladestation", "charging station", "2024", "2024"),
    _minutes("minutes_to_fast_charging", "zur nächsten Schnellladestation", "fast charging station", "2024", "2024"),
)
NEAR: Final = (
    _near("within_1km_supermarket_pct", "Supermarkt", "a supermarket", "2017"),
    _near("within_1km_pharmacy_pct", "Apotheke", "a pharmacy", "2017"),
    _near("within_1km_primary_school_pct", "Grundschule", "a primary school", "2016/18"),
    _near("within_1km_stop_pct", "Haltestelle (20 Abfahrten am Tag)", "a stop (20 departures a day)", "2018"),
)
DISTANCES: Final = (
    _distance("distance_supermarket_m", "zum nächsten Supermarkt", "supermarket", "2017"),
    _distance("distance_pharmacy_m", "zur nächsten Apotheke", "pharmacy", "2017"),
    _distance("distance_primary_school_m", "zur nächsten Grundschule", "primary school", "2016/18"),
    _distance("distance_stop_m", "zur nächsten Haltestelle", "stop", "2018"),
)
NEAR_STOP: Final = Published(
    id="near_stop_20_departures_pct",
    better="higher",
    weight=POPULATION,
    level="verband",
    unit="pct",
    theme="services",
    decimals=1,
    de="Einwohner nahe an Bus und Bahn",
    en="Residents near public transport",
    note_de="Haltestelle in 600 m oder Bahnhof in 1.200 m Luftlinie, mit mindestens 20 Abfahrten am Tag, 2020.",
    note_en="A stop in 600 m or a station in 1,200 m as the crow flies, with at least 20 departures a day, 2020.",
)
GPS: Final = Published(
    id="gps_per_10000",
    better="higher",
    weight=POPULATION,
    unit="per_10000",
    theme="services",
    decimals=1,
    de="Hausärzte je 10.000 Einwohner",
    en="General practitioners per 10,000 residents",
)
PHYSICIANS: Final = Published(
    id="physicians_per_10000",
    better="higher",
    weight=POPULATION,
    unit="per_10000",
    theme="services",
    decimals=1,
    de="Ärzte je 10.000 Einwohner",
    en="Physicians per 10,000 residents",
)
PAEDIATRICIANS: Final = Published(
    id="paediatricians_per_10000_children",
    weight=POPULATION,
    unit="per_10000_children",
    theme="services",
    decimals=1,
    de="Kinderärzte je 10.000 Kinder",
    en="Paediatricians per 10,000 children",
    note_de="Kinder unter 15 Jahren; Gruppenmittel mit allen Einwohnern gewichtet.",
    note_en="Children under 15; group means are weighted by all residents.",
)
HOSPITAL_BEDS: Final = Published(
    id="hospital_beds_per_1000",
    weight=POPULATION,
    level="kreis",
    unit="per_1000",
    theme="services",
    decimals=1,
    de="Krankenhausbetten je 1.000 Einwohner im Kreis",
    en="Hospital beds per 1,000 residents in the Kreis",
)
CHILDCARE: Final = Published(
    id="childcare_under_3_pct",
    better="higher",
    weight=POPULATION,
    level="kreis",
    unit="pct",
    theme="services",
    decimals=1,
    de="Betreute Kinder unter 3 Jahren im Kreis",
    en="Children under 3 in day care in the Kreis",
    note_de="An der Altersgruppe; Gruppenmittel mit allen Einwohnern gewichtet.",
    note_en="Of the age group; group means are weighted by all residents.",
)

LONG_DISTANCE: Final = Count(
    id="stations_long_distance",
    unit="stations",
    theme="services",
    de="Bahnhöfe mit Fernverkehr",
    en="Stations with long-distance trains",
    note_de="Fahrplandaten der Deutschen Bahn.",
    note_en="Timetable data of Deutsche Bahn.",
)
REGIONAL: Final = Count(
    id="stations_regional",
    unit="stations",
    theme="services",
    de="Bahnhöfe mit Regionalverkehr",
    en="Stations with regional trains",
    note_de="Fahrplandaten der Deutschen Bahn.",
    note_en="Timetable data of Deutsche Bahn.",
)
SUBURBAN: Final = Count(
    id="stations_suburban",
    unit="stations",
    theme="services",
    de="Bahnhöfe mit S-Bahn",
    en="Stations with suburban trains",
    note_de="Fahrplandaten der Deutschen Bahn.",
    note_en="Timetable data of Deutsche Bahn.",
)
URBAN_RAIL: Final = Count(
    id="stops_urban_rail",
    unit="stops",
    theme="services",
    de="Haltestellen von U- und Straßenbahn",
    en="Stops of underground and tram",
    note_de="Fahrplandaten der Deutschen Bahn.",
    note_en="Timetable data of Deutsche Bahn.",
)
BUS: Final = Count(
    id="stops_bus",
    unit="stops",
    theme="services",
    de="Bushaltestellen",
    en="Bus stops",
    note_de="Fahrplandaten der Deutschen Bahn.",
    note_en="Timetable data of Deutsche Bahn.",
)
AIRPORTS: Final = Count(
    id="airports",
    unit="airports",
    theme="services",
    de="Flugplätze mit IATA-Code",
    en="Aerodromes with an IATA code",
)

DECLARED: Final = (
    LONG_DISTANCE,
    REGIONAL,
    SUBURBAN,
    URBAN_RAIL,
    BUS,
    AIRPORTS,
    *MINUTES,
    *NEAR,
    *DISTANCES,
    NEAR_STOP,
    GPS,
    PHYSICIANS,
    PAEDIATRICIANS,
    HOSPITAL_BEDS,
    CHILDCARE,
    SCHOOLS,
    PRIMARY_SCHOOLS,
    SCHOOLS_PER_1000,
    PRIMARY_SCHOOLS_PER_1000,
)
