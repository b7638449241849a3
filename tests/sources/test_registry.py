"""A source is registered once, in its own module."""

import pytest

from kleinstadt.sources import registry
from kleinstadt.sources.catalogue import SOURCES
from kleinstadt.sources.destatis import gv100
from kleinstadt.sources.reading.tables import Reader


def test_a_module_with_a_reader_is_found_by_itself() -> None:
    assert registry.READERS["gv100"] is gv100.read
    assert all(registry.READERS[name].__module__.startswith("kleinstadt.sources.") for name in registry.READERS)


def test_two_readers_of_one_source_are_refused() -> None:
    twice = (Reader("gv", gv100.read), Reader("gv", gv100.read))
    with pytest.raises(ValueError, match=r"gv100 and .*gv100 both declare a READER of 'gv'"):
        registry._by_source(iter(twice))


def test_the_catalogue_is_what_its_table_says() -> None:
    assert SOURCES["gv"].publisher == "Statistische Ämter des Bundes und der Länder"
    assert SOURCES["vg250"].attribution_in("en") == "© GeoBasis-DE / BKG 2016 (data changed)"
    assert SOURCES["gv"].attribution_in("en") == SOURCES["gv"].attribution
