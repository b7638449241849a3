"""Chapter 3: living in small towns, and who lives there."""

from typing import Final

from kleinstadt.report.contents.model import Absent, Item, Section

LIVING: Final = Section(
    "wohnen",
    3,
    ("Leben und Wohnen", "Living"),
    (
        "Auf einen Arbeitsplatz kommen in Kleinstädten {residents_per_job} Einwohner, im Bund "
        "{residents_per_job_bund}: Sie sind vor allem Orte des Wohnens.",
        "Small towns have {residents_per_job} residents per job, Germany {residents_per_job_bund}: they are places "
        "to live before all.",
    ),
    ("residents_per_job",),
    (
        Item(
            "tab2",
            "table",
            (
                "Wohnzentralität der Kleinstädte nach Größe und Lage {year}",
                "Residents per job in small towns by size and location {year}",
            ),
            (
                "Einwohner geteilt durch sozialversicherungspflichtig Beschäftigte am Arbeitsort (aus Dichten von "
                "INKAR), je Gruppe Summe durch Summe. Einwohner 2000 aus dem Register, auf der Geraden zwischen 1997 "
                "und 2002.",
                "Residents divided by employees at the place of work (from densities of INKAR), sum by sum in each "
                "group. Residents of 2000 from the register, on the line between 1997 and 2002.",
            ),
            ("residents_per_job", "employees_workplace"),
            also=("2000",),
        ),
        Item(
            "abb5",
            "figure",
            (
                "Mehrfamilienhäuser im Bestand nach Größe und Lage 2021",
                "Multi-family houses in the stock by size and location 2021",
            ),
            (
                "Wohngebäude mit 3 und mehr Wohnungen je 100 Wohngebäude, je Gruppe Summe durch Summe.",
                "Residential buildings with 3 and more dwellings per 100, sum by sum in each group.",
            ),
            ("buildings_3plus_share",),
            (
                "Punkte je Typ und Lage: Anteil der Mehrfamilienhäuser.",
                "Dots by type and location: share of multi-family houses.",
            ),
        ),
        Item(
            "abb5neubau",
            "figure",
            (
                "Wohnungen in neuen Mehrfamilienhäusern nach Kreistyp 1998 bis 2017 (nur Kreise)",
                "Dwellings in new multi-family houses by type of Kreis 1998 to 2017 (Kreise only)",
            ),
            (
                "Fertigstellungen in Gebäuden mit 3 und mehr Wohnungen je 100 aller fertiggestellten, Mittel aus vier "
                "Jahren; Kreise nach Einwohnern gewichtet. Je Gemeinde liegt die Reihe nicht offen vor.",
                "Completions in buildings with 3 and more dwellings per 100 of all, means of four years; Kreise "
                "weighted by residents. By municipality the series is not open.",
            ),
            ("dwellings_completed_large_houses_per_1000", "dwellings_completed_small_houses_per_1000"),
            (
                "Linien: Wohnungen in größeren Häusern je Kreistyp über die Jahre.",
                "Lines: dwellings in larger houses by type of Kreis over the years.",
            ),
            also=("1995",),
        ),
        Item(
            "abb6",
            "figure",
            (
                "Bevölkerungsentwicklung nach Stadt- und Gemeindetyp, {first_year} = 100",
                "Population by type of town, {first_year} = 100",
            ),
            (
                "Alle Jahre auf dem Gebietsstand {territory}, umgerechnet mit den Umsteigeschlüsseln des BBSR. Der "
                "Zensus 2011 bricht die Reihe; über den Bruch ist kein Wachstum gezeichnet. Bis 2023 setzt sie den "
                "Zensus 2011 fort; der Zensus 2022 zählte 1,6 % weniger.",
                "All years in the borders of {territory}, carried with the BBSR crosswalks. The census of 2011 "
                "breaks the series; no growth is drawn across the break. To 2023 it goes on from the census of "
                "2011; that of 2022 counted 1.6 % fewer.",
            ),
            ("population",),
            (
                "Linien je Typ von 1990 an; Kleinstädte hervorgehoben, der Zensusbruch markiert.",
                "One line a type from 1990 on; small towns emphasised, the census break marked.",
            ),
        ),
        Item(
            "abb7",
            "figure",
            (
                "Durchschnittsalter nach Stadt- und Gemeindetyp und Lage 2011 (nur Zensus)",
                "Mean age by type of town and location 2011 (census only)",
            ),
            (
                "Zensus 2011 im Kilometergitter, auf Gemeinden gelegt; Gruppen nach Einwohnern gewichtet. Reihe und "
                "Geschlechterverhältnis liegen je Gemeinde nur für Baden-Württemberg offen, bis 2010.",
                "Census of 2011 on the kilometre grid, laid on municipalities; groups weighted by residents. Series "
                "and sex ratio by municipality are open for Baden-Württemberg only, up to 2010.",
            ),
            ("mean_age_years",),
            ("Punkte je Typ und Lage: Durchschnittsalter.", "Dots by type and location: mean age."),
        ),
        Item(
            "karte3",
            "map",
            ("Mehrfamilienhäuser in Kleinstädten 2021", "Multi-family houses in small towns 2021"),
            (
                "Anteil der Wohngebäude mit 3 und mehr Wohnungen an allen Wohngebäuden.",
                "Share of residential buildings with 3 and more dwellings among all.",
            ),
            ("buildings_3plus_share",),
            (
                "Karte: Anteil der Mehrfamilienhäuser, im Osten und in Zentren am höchsten.",
                "Map: share of multi-family houses, highest in the east and in centres.",
            ),
        ),
        Item(
            "karte4",
            "map",
            (
                "Kohortenwachstum in Kleinstädten, {cohorts_from} bis {cohorts_to} (nur Baden-Württemberg)",
                "Growth of cohorts in small towns, {cohorts_from} to {cohorts_to} (Baden-Württemberg only)",
            ),
            (
                "30- bis 39-Jährige von {cohorts_to} je 100 der 20- bis 29-Jährigen von {cohorts_from}, und 20- bis "
                "29-Jährige je 100 der 10- bis 19-Jährigen. Über 100 sind mehr zugezogen als fortgezogen oder "
                "gestorben. Das Alter in anderen Ländern brächte die Tabelle 12411 der Regionaldatenbank.",
                "Persons aged 30 to 39 in {cohorts_to} per 100 of those aged 20 to 29 in {cohorts_from}, and those "
                "aged 20 to 29 per 100 of those aged 10 to 19. Above 100 more moved in than moved out or died. Table "
                "12411 of the Regionaldatenbank would bring the ages in other Länder.",
            ),
            ("cohort_20_29_pct", "cohort_30_39_pct"),
            (
                "Karte: Kleinstädte in Baden-Württemberg nach den Kohorten, die in zehn Jahren wuchsen.",
                "Map: small towns in Baden-Württemberg by the cohorts that grew in ten years.",
            ),
        ),
    ),
    (
        Absent(
            "abb8",
            (
                "die Verteilung der Haushalte auf sechs Einkommensgruppen nach Stadttyp und Lage",
                "how households spread over six income groups, by type and location",
            ),
            (
                "eine Tabelle der Haushalte nach Einkommensgruppen je Gemeinde (Lohn- und Einkommensteuerstatistik "
                "73111 oder eine Marktforschung)",
                "a table of households by income group and municipality (wage and income tax statistics 73111, or "
                "market research)",
            ),
        ),
    ),
)
