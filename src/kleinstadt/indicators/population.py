"""Population: how many, how dense, how old."""

from typing import Final

from kleinstadt.indicators.model import Count, Ratio

POPULATION: Final = Count(
    id="population",
    unit="persons",
    theme="population",
    de="Bevölkerung",
    en="Population",
    note_de="Fortschreibung des Bevölkerungsstandes; Brüche durch die Zensus 2011 und 2022.",
    note_en="Intercensal updating; the series breaks at the censuses of 2011 and 2022.",
)
AREA: Final = Count(
    id="area_km2", unit="km2", theme="population", decimals=2, carried_by="area", de="Fläche", en="Area"
)
DENSITY: Final = Ratio(
    id="density",
    numerator=POPULATION,
    denominator=AREA,
    unit="per_km2",
    theme="population",
    de="Einwohnerdichte",
    en="Population density",
)
CENSUS_POPULATION: Final = Count(
    id="census_population",
    unit="persons",
    theme="population",
    de="Bevölkerung laut Zensus 2022",
    en="Population in the census of 2022",
)
AGE_PERSON_YEARS: Final = Count(
    id="grid_age_person_years",
    unit="person_years",
    theme="population",
    de="Lebensjahre aller Einwohner (Gitter)",
    en="Years lived by all residents (grid)",
)
AGE_PERSONS: Final = Count(
    id="grid_persons_with_age",
    unit="persons",
    theme="population",
    de="Einwohner mit bekanntem Alter (Gitter)",
    en="Residents of known age (grid)",
)
MEAN_AGE: Final = Ratio(
    id="mean_age_years",
    numerator=AGE_PERSON_YEARS,
    denominator=AGE_PERSONS,
    unit="years",
    theme="population",
    decimals=1,
    de="Durchschnittsalter (1-km-Gitter)",
    en="Mean age (1 km grid)",
    note_de="Zensus 2011; Gitterzellen liegen über Gemeindegrenzen, daher modelliert.",
    note_en="Census of 2011; cells of the grid straddle borders, hence modelled.",
)

DECLARED: Final = (POPULATION, AREA, DENSITY, CENSUS_POPULATION, MEAN_AGE)
