"""The declared indicators as a whole."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

from kleinstadt import indicators
from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.catalogue import INDICATORS, indicator, needed_variables
from kleinstadt.indicators.model import Published, Ratio

MODULES = [import_module(f"kleinstadt.indicators.{found.name}") for found in iter_modules(indicators.__path__)]
DECLARED = [found for module in MODULES for found in getattr(module, "DECLARED", ())]


def test_no_declaration_is_lost() -> None:
    """Whatever module of indicators/ has a list DECLARED is part of the catalogue."""
    assert len({found.id for found in DECLARED}) == len(DECLARED) > 30, "two indicators share an id"
    assert sorted(INDICATORS) == sorted(found.id for found in DECLARED)
    assert all(INDICATORS[found.id] is found for found in DECLARED)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("populatoin", "population"),
        ("density_settlement", "settlement_density"),
        ("broadband_50", "broadband_all_50_pct"),
        ("residents per job", "residents_per_job"),
    ],
)
def test_an_unknown_name_is_answered_with_near_ones(typed: str, meant: str) -> None:
    with pytest.raises(UnknownNameError, match=rf"No indicator '{typed}'\. Near: .*\b{meant}\b"):
        indicator(typed)


def test_an_edition_keeps_what_the_indicators_need() -> None:
    needed = needed_variables()
    assert {"population", "land_settlement_ha", "land_traffic_ha", "employees_workplace"} <= needed
    assert all(set(found.variables) <= needed for found in INDICATORS.values())


def test_rates_that_are_published_have_a_weight() -> None:
    """So every one of them has group values in the report."""
    assert [found.id for found in INDICATORS.values() if isinstance(found, Published) and found.weight is None] == []


def test_a_share_in_per_cent_is_scaled_by_a_hundred() -> None:
    ratios = [found for found in INDICATORS.values() if isinstance(found, Ratio)]
    assert {found.id for found in ratios if found.unit in ("pct", "per_100")} == {
        found.id for found in ratios if found.scale == 100
    }
    assert {found.unit for found in ratios if found.scale == 1} <= {"per_km2", "1", "years", "kw_per_head"}


def test_a_figure_of_the_kreis_says_so_in_its_name() -> None:
    """On a town's page it stands beside the town's own: 23 % from 65 on and 24 % from 67 on are of two areas."""
    of_kreis = [one for one in INDICATORS.values() if getattr(one, "level", "") == "kreis"]
    assert len(of_kreis) >= 20
    assert [one.id for one in of_kreis for lang in ("de", "en") if "Kreis" not in one.label(lang)] == []


def test_a_short_unit_is_not_found_within_a_word() -> None:
    assert INDICATORS["distance_supermarket_m"].titled("de") == "Luftlinie zum nächsten Supermarkt (m)"
    assert INDICATORS["stops_bus"].titled("de") == "Bushaltestellen"
