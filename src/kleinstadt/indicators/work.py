"""Work: jobs where they are, people of working age, people without work."""

from typing import Final

from kleinstadt.indicators.model import Count, Published, Ratio
from kleinstadt.indicators.population import POPULATION

EMPLOYEES: Final = Count(
    id="employees_workplace",
    carried_by="employees",
    unit="persons",
    theme="work",
    de="Beschäftigte am Arbeitsort",
    en="Employees at the place of work",
    note_de=(
        "Sozialversicherungspflichtig Beschäftigte am 30. Juni. Was geheim gehalten wird, ist aus der Summe des "
        "Verbands oder dem nächsten Jahr geschätzt und gilt als modelliert."
    ),
    note_en=(
        "Employees subject to social insurance, 30 June. What is kept secret is estimated from the Verband's total or "
        "the nearest year and counts as modelled."
    ),
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
    breaks=("2011",),  # its source counts the end of 2011 from the census of that year, the register that of 2013
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
    de="Einpendler minus Auspendler, aus Kreiszahlen modelliert",
    en="In-commuters minus out-commuters, modelled from Kreise",
    note_de=(
        "Modelliert: je Kreis wie in der Pendlermatrix 2019, auf Gemeinden nach Beschäftigten am Arbeitsort (2020) und "
        "erwerbsfähiger Bevölkerung verteilt. Negativ, wo mehr aus- als einpendeln."
    ),
    note_en=(
        "Modelled: for a Kreis as in the matrix of commuters of 2019, spread over municipalities by employees at the "
        "place of work (2020) and working-age population. Negative where more leave than come."
    ),
)
MODELLED_COMMUTER_BALANCE: Final = Ratio(
    id="modelled_commuter_balance_per_100",
    numerator=COMMUTER_BALANCE,
    denominator=EMPLOYEES,
    scale=100,
    unit="per_100",
    theme="work",
    decimals=1,
    de="Pendlersaldo, aus Kreiszahlen modelliert",
    en="Commuter balance, modelled from Kreise",
    note_de=(
        "Modelliert: Einpendler minus Auspendler je 100 Beschäftigte am Arbeitsort. Wo der veröffentlichte "
        "Pendlersaldo vorliegt, gilt dieser."
    ),
    note_en=(
        "Modelled: in-commuters minus out-commuters per 100 employees at the place of work. Where the published "
        "commuter balance is there, it holds."
    ),
)

COMMUTERS_IN: Final = Published(
    id="commuters_in_pct",
    weight=EMPLOYEES,
    level="verband",
    unit="pct",
    theme="work",
    decimals=1,
    de="Einpendleranteil",
    en="Share of in-commuters",
    note_de="Einpendler an den sozialversicherungspflichtig Beschäftigten am Arbeitsort.",
    note_en="In-commuters among employees subject to social insurance at the place of work.",
)
COMMUTERS_OUT: Final = Published(
    id="commuters_out_pct",
    weight=WORKING_AGE,
    level="verband",
    unit="pct",
    theme="work",
    decimals=1,
    de="Auspendleranteil",
    en="Share of out-commuters",
    note_de=(
        "Auspendler an den sozialversicherungspflichtig Beschäftigten am Wohnort; Gruppenmittel mit der "
        "erwerbsfähigen Bevölkerung gewichtet."
    ),
    note_en=(
        "Out-commuters among employees subject to social insurance at the place of residence; group means are weighted "
        "by the working-age population."
    ),
)
COMMUTER_BALANCE_RATE: Final = Published(
    id="commuter_balance_per_100",
    weight=EMPLOYEES,
    level="verband",
    unit="per_100",
    theme="work",
    decimals=1,
    de="Pendlersaldo",
    en="Commuter balance",
    note_de="Einpendler minus Auspendler je 100 sozialversicherungspflichtig Beschäftigte am Arbeitsort.",
    note_en="In-commuters minus out-commuters per 100 employees subject to social insurance at the place of work.",
)
LONG_WAYS: Final = Published(
    id="commuters_50km_pct",
    weight=WORKING_AGE,
    level="verband",
    unit="pct",
    theme="work",
    decimals=1,
    de="Beschäftigte mit Arbeitsweg ab 50 km",
    en="Employees with 50 km and more to work",
    note_de="An den Beschäftigten am Wohnort; Gruppenmittel mit der erwerbsfähigen Bevölkerung gewichtet.",
    note_en="Among employees at the place of residence; group means are weighted by the working-age population.",
)
COMMUTING_DISTANCE: Final = Published(
    id="commuting_distance_km",
    better="lower",
    weight=WORKING_AGE,
    level="verband",
    unit="km",
    theme="work",
    decimals=1,
    de="Mittlere Pendeldistanz",
    en="Mean commuting distance",
    note_de="Der Beschäftigten am Wohnort; Gruppenmittel mit der erwerbsfähigen Bevölkerung gewichtet.",
    note_en="Of employees at the place of residence; group means are weighted by the working-age population.",
)
EMPLOYMENT_RATE: Final = Published(
    id="employment_rate_pct",
    better="higher",
    weight=WORKING_AGE,
    level="verband",
    unit="pct",
    theme="work",
    decimals=1,
    de="Beschäftigtenquote",
    en="Employment rate",
    note_de="Beschäftigte am Wohnort je 100 Personen von 15 bis unter 65 Jahren.",
    note_en="Employees at the place of residence per 100 persons aged 15 to under 65.",
)
EMPLOYMENT_RATE_GEMEINDE: Final = Published(
    id="employment_rate_gemeinde_pct",
    better="higher",
    weight=WORKING_AGE,
    unit="pct",
    theme="work",
    decimals=1,
    de="Beschäftigtenquote der Gemeinde",
    en="Employment rate of the municipality",
    note_de="Beschäftigte am Wohnort je 100 Einwohner im erwerbsfähigen Alter, aus dem Deutschlandatlas.",
    note_en="Employees at the place of residence per 100 residents of working age, from the Deutschlandatlas.",
)
OVERNIGHT_STAYS: Final = Published(
    id="overnight_stays_per_resident",
    weight=POPULATION,
    unit="per_resident",
    theme="work",
    decimals=1,
    de="Gästeübernachtungen je Einwohner",
    en="Nights of guests per resident",
    note_de="Betriebe ab zehn Betten. Wo keine sind oder wenige geheim bleiben, fehlt die Zahl.",
    note_en="Establishments of ten beds and more. Where none or a few secret ones are, the number is missing.",
)
GUEST_BEDS: Final = Published(
    id="guest_beds_per_1000",
    weight=POPULATION,
    unit="per_1000",
    theme="work",
    de="Gästebetten je 1.000 Einwohner",
    en="Guest beds per 1,000 residents",
    note_de="Betriebe ab zehn Betten. Wo keine sind oder wenige geheim bleiben, fehlt die Zahl.",
    note_en="Establishments of ten beds and more. Where none or a few secret ones are, the number is missing.",
)
BASIC_INCOME_SUPPORT: Final = Published(
    id="basic_income_support_per_1000",
    better="lower",
    weight=POPULATION,
    unit="per_1000",
    theme="work",
    de="Personen in Bedarfsgemeinschaften je 1.000 Einwohner",
    en="Persons on basic income support per 1,000 residents",
    note_de="Nach SGB II; eine Null ist von einer geheim gehaltenen Zahl nicht zu unterscheiden und fehlt.",
    note_en="SGB II; a zero cannot be told from a number kept secret, and is missing.",
)
GDP: Final = Published(
    id="gdp_thousand_eur_per_head",
    weight=POPULATION,
    level="kreis",
    unit="thousand_eur_per_head",
    theme="work",
    decimals=1,
    de="Bruttoinlandsprodukt je Einwohner im Kreis",
    en="Gross domestic product per head in the Kreis",
)

ACADEMICS: Final = Published(
    id="academics_pct",
    weight=POPULATION,
    level="kreis",
    unit="pct",
    theme="work",
    decimals=1,
    de="Beschäftigte mit akademischem Abschluss im Kreis",
    en="Employees with a university degree in the Kreis",
)
DISPOSABLE_INCOME: Final = Published(
    id="disposable_income_thousand_eur_per_head",
    weight=POPULATION,
    level="kreis",
    unit="thousand_eur_per_head",
    theme="work",
    decimals=1,
    de="Verfügbares Einkommen je Einwohner im Kreis",
    en="Disposable income per head in the Kreis",
)
PRODUCTIVITY: Final = Published(
    id="gdp_thousand_eur_per_employed",
    weight=POPULATION,
    level="kreis",
    unit="thousand_eur",
    theme="work",
    decimals=1,
    de="Bruttoinlandsprodukt je Erwerbstätigem im Kreis",
    en="Gross domestic product per person employed in the Kreis",
)

KNOWLEDGE_SERVICES: Final = Published(
    id="knowledge_services_pct",
    weight=EMPLOYEES,
    level="kreis",
    unit="pct",
    theme="work",
    decimals=1,
    de="Wissensintensive Unternehmensdienste im Kreis",
    en="Knowledge-intensive business services in the Kreis",
    note_de="Anteil an den Beschäftigten am Arbeitsort, nach Kreisen (WZ 62–64, 66, 69–74).",
    note_en="Share of employees at the place of work, by Kreis (WZ 62–64, 66, 69–74).",
)
CREATIVE: Final = Published(
    id="creative_industries_pct",
    weight=EMPLOYEES,
    level="kreis",
    unit="pct",
    theme="work",
    decimals=1,
    de="Beschäftigte in Kreativbranchen im Kreis",
    en="Employees in creative industries in the Kreis",
    note_de="Anteil am Arbeitsort, nach Kreisen.",
    note_en="Share at the place of work, by Kreis.",
)
SECONDARY: Final = Published(
    id="secondary_sector_pct",
    weight=EMPLOYEES,
    level="kreis",
    unit="pct",
    theme="work",
    decimals=1,
    de="Beschäftigte im sekundären Sektor im Kreis",
    en="Employees in the secondary sector in the Kreis",
    note_de="Anteil am Arbeitsort, nach Kreisen.",
    note_en="Share at the place of work, by Kreis.",
)
TERTIARY: Final = Published(
    id="tertiary_sector_pct",
    weight=EMPLOYEES,
    level="kreis",
    unit="pct",
    theme="work",
    decimals=1,
    de="Beschäftigte im tertiären Sektor im Kreis",
    en="Employees in the tertiary sector in the Kreis",
    note_de="Anteil am Arbeitsort, nach Kreisen.",
    note_en="Share at the place of work, by Kreis.",
)

DECLARED: Final = (
    KNOWLEDGE_SERVICES,
    CREATIVE,
    SECONDARY,
    TERTIARY,
    ACADEMICS,
    DISPOSABLE_INCOME,
    PRODUCTIVITY,
    COMMUTERS_IN,
    COMMUTERS_OUT,
    COMMUTER_BALANCE_RATE,
    MODELLED_COMMUTER_BALANCE,
    COMMUTER_BALANCE,
    LONG_WAYS,
    COMMUTING_DISTANCE,
    EMPLOYMENT_RATE,
    EMPLOYMENT_RATE_GEMEINDE,
    OVERNIGHT_STAYS,
    GUEST_BEDS,
    BASIC_INCOME_SUPPORT,
    GDP,
    EMPLOYEES,
    RESIDENTS_PER_JOB,
    JOBS_PER_WORKING_AGE,
    WORKING_AGE,
    WORKING_AGE_SHARE,
    UNEMPLOYED,
    UNEMPLOYED_SHARE,
)
