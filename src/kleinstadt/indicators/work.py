"""Work: jobs where they are, people of working age, people without work."""

from typing import Final

from kleinstadt.indicators.model import Count, Ratio
from kleinstadt.indicators.population import POPULATION

EMPLOYEES: Final = Count(
    id="employees_workplace",
    carried_by="employees",
    unit="persons",
    theme="work",
    de="Beschäftigte am Arbeitsort",
    en="Employees at the place of work",
    note_de="Sozialversicherungspflichtig Beschäftigte.",
    note_en="Employees subject to social insurance.",
)
RESIDENTS_PER_JOB: Final = Ratio(
    id="residents_per_job",
    numerator=POPULATION,
    denominator=EMPLOYEES,
    unit="1",
    theme="work",
    decimals=2,
    de="Wohnzentralität",
    en="Residents per job",
    note_de="Einwohner je Beschäftigtem am Arbeitsort.",
    note_en="Residents per employee at the place of work.",
)
WORKING_AGE: Final = Count(
    id="working_age_population",
    unit="persons",
    theme="work",
    de="Erwerbsfähige Bevölkerung",
    en="Working-age population",
    note_de="15 bis unter 65 Jahre.",
    note_en="Aged 15 to under 65.",
)
WORKING_AGE_SHARE: Final = Ratio(
    id="working_age_share",
    better="higher",
    numerator=WORKING_AGE,
    denominator=POPULATION,
    scale=100,
    unit="pct",
    theme="work",
    decimals=1,
    de="Anteil der Bevölkerung im erwerbsfähigen Alter",
    en="Share of working-age population",
)
UNEMPLOYED: Final = Count(id="unemployed", unit="persons", theme="work", de="Arbeitslose", en="Unemployed")
UNEMPLOYED_SHARE: Final = Ratio(
    id="unemployed_share",
    better="lower",
    numerator=UNEMPLOYED,
    denominator=WORKING_AGE,
    scale=100,
    unit="pct",
    theme="work",
    decimals=1,
    de="Arbeitslose je 100 Personen im erwerbsfähigen Alter",
    en="Unemployed per 100 of working age",
    note_de="Nicht die amtliche Arbeitslosenquote: Bezug ist die erwerbsfähige Bevölkerung.",
    note_en="Not the official unemployment rate: the base is the working-age population.",
)
JOBS_PER_WORKING_AGE: Final = Ratio(
    id="jobs_per_100_working_age",
    better="higher",
    numerator=EMPLOYEES,
    denominator=WORKING_AGE,
    scale=100,
    unit="per_100",
    theme="work",
    decimals=1,
    de="Arbeitsplatzdichte",
    en="Jobs per 100 of working age",
    note_de="Beschäftigte am Arbeitsort je 100 Personen im erwerbsfähigen Alter.",
    note_en="Employees at the place of work per 100 persons of working age.",
)
COMMUTER_BALANCE: Final = Count(
    id="commuter_balance_persons",
    carried_by="employees",
    unit="persons",
    theme="work",
    de="Einpendler minus Auspendler",
    en="In-commuters minus out-commuters",
    note_de=(
        "Modelliert: je Kreis wie in der Pendlermatrix 2019, auf Gemeinden nach Beschäftigten am Arbeitsort (2020) und "
        "erwerbsfähiger Bevölkerung verteilt. Negativ, wo mehr aus- als einpendeln."
    ),
    note_en=(
        "Modelled: for a Kreis as in the matrix of commuters of 2019, spread over municipalities by employees at the "
        "place of work (2020) and working-age population. Negative where more leave than come."
    ),
)
COMMUTER_BALANCE_RATE: Final = Ratio(
    id="commuter_balance_per_100",
    numerator=COMMUTER_BALANCE,
    denominator=EMPLOYEES,
    scale=100,
    unit="per_100",
    theme="work",
    decimals=1,
    de="Pendlersaldo",
    en="Commuter balance",
    note_de="Modelliert: Einpendler minus Auspendler je 100 Beschäftigte am Arbeitsort.",
    note_en="Modelled: in-commuters minus out-commuters per 100 employees at the place of work.",
)

DECLARED: Final = (
    EMPLOYEES,
    RESIDENTS_PER_JOB,
    JOBS_PER_WORKING_AGE,
    WORKING_AGE,
    WORKING_AGE_SHARE,
    UNEMPLOYED,
    UNEMPLOYED_SHARE,
    COMMUTER_BALANCE,
    COMMUTER_BALANCE_RATE,
)
