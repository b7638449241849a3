"""Change over years: on constant borders, on one census, the nearest pair."""

from itertools import pairwise

import pytest

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.model import Change
from kleinstadt.indicators.population import POPULATION, POPULATION_CHANGE

NAME = POPULATION_CHANGE.id


def test_periods_of_two_censuses_are_not_comparable() -> None:
    change = Change(
        id="change",
        numerator=POPULATION,
        denominator=POPULATION,
        years=10,
        breaks=POPULATION.breaks,
        de="A",
        en="B",
        unit="pct",
        theme="population",
    )
    assert change.comparable(["2003", "2009", "2013", "2014", "2019", "2023", "2024"]) == ["2023"]
    assert change.basis("2011") != change.basis("2012") == change.basis("2023") != change.basis("2024")
    assert change.formula("en") == "(Population − Population 10 years before) / Population 10 years before × 100"
    assert change.is_share is False


def test_a_share_is_of_one_census(edition: Edition) -> None:
    """People of working age of 2011 are of its census, all people of the register only from 2013 on."""
    rows = {
        period: edition.indicator("working_age_share", 2024, "bund", period=period).row(0, named=True)
        for period in ("2010", "2011", "2012", "2013")
    }
    assert [row["vintage"] for row in rows.values()] == ["2010 / 2009", "2011 / 2013", "2012 / 2013", "2013"]
    values = [row["value"] for row in rows.values()]
    assert max(abs(later - earlier) for earlier, later in pairwise(values)) < 0.5


def test_bad_berleburg_lost_403_of_19236(edition: Edition) -> None:
    """Registers of 31 December 2013 and 2023, both on the census of 2011."""
    town = edition.indicator(NAME, 2024).filter(verband="059700004").row(0, named=True)
    assert (town["numerator"], town["denominator"]) == (-403, 19_236)
    assert town["value"] == pytest.approx(-403 / 19_236 * 100)
    assert town["vintage"] == "2013/2023"
    assert edition.indicators[NAME].dated(town["vintage"], "de") == "2013 bis 2023"


def test_across_a_census_there_is_no_number(edition: Edition) -> None:
    across = edition.indicator(NAME, 2019, period="2019")
    assert across["value"].null_count() == across.height
    assert set(across["status"]) == {"not_meaningful"}
    assert edition.periods(NAME) == ["2023"]


def test_a_year_without_its_partner_is_refused(edition: Edition) -> None:
    with pytest.raises(UnknownNameError, match="no population of 2014 and 10 years before"):
        edition.indicator(NAME, 2014, period="2014")


def test_a_land_changes_as_its_people_do(edition: Edition) -> None:
    """No mean of rates: the sum of differences over the sum of the earlier."""
    land = edition.indicator(NAME, 2024, "land").filter(land="05").row(0, named=True)
    then = edition.indicator("population", 2024, "land", period="2013").filter(land="05")["value"].item()
    now = edition.indicator("population", 2024, "land", period="2023").filter(land="05")["value"].item()
    assert land["value"] == pytest.approx((now / then - 1) * 100)
