"""Numbers that are not of the year asked for say of when they are, wherever there is room."""

import json
from io import BytesIO

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from kleinstadt.edition.edition import Edition
from kleinstadt.report.contents.items import ITEMS
from kleinstadt.report.drawing.studio import Studio
from kleinstadt.report.provenance import other_years, provenance
from kleinstadt.report.tables import export
from kleinstadt.report.tables.catalogue import TABLES

RATES_1990 = "Not of 1990: Rate of property tax A, Rate of property tax B, Rate of trade tax (vintage 2021)."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("item", "year", "said"),
    [
        ("abb21", 1990, RATES_1990),
        ("abb21", 2021, ""),
        ("tab2", 2019, ""),
        ("tab2", 2005, "Not of 2005: Residents per job, Employees at the place of work (vintage 2004)."),
        ("tab2", 1990, ""),  # left empty there
        ("tab4", 2019, "Not of 2019: Broadband from 50 Mbit/s, Broadband from 1000 Mbit/s (vintage 2020-06)."),
        ("tab1", 2023, ""),
        ("abb6", 2023, ""),
        ("tab3", 2019, ""),
    ],
)
def test_what_is_of_another_year_is_named(edition: Edition, item: str, year: int, said: str) -> None:
    assert other_years(edition, item, year, "en") == said


@pytest.mark.parametrize("year", [1990, 2005, 2023])
def test_a_vintage_of_another_year_is_never_kept_back(edition: Edition, year: int) -> None:
    """What an item takes from the edition is asked of the edition itself, value by value."""
    for name in ("abb9", "abb14", "abb21"):
        for indicator in ITEMS[name].indicators:
            vintages = set(edition.indicator(indicator, year)["vintage"].drop_nulls())
            for period in {part for vintage in vintages for part in vintage.split(" / ")} - {str(year)}:
                assert period in other_years(edition, name, year, "de"), (name, indicator)


@pytest.mark.parametrize(
    ("item", "source", "periods"),
    [
        ("abb4", "gv", {"1990", "2005", "2019"}),
        ("abb12", "occupations", {"2019"}),
        ("abb15", "jedeschule", {"2016"}),
        ("abb22", "inkar_2021", {"1997", "2019"}),
        ("karte9", "renewables", {"2023"}),
        ("tab2", "inkar_2024", {"2000", "2019"}),
        ("tab4", "breitbandatlas", {"2015-12", "2018-06", "2020-06"}),
    ],
)
def test_a_caption_names_every_time_that_is_shown(edition: Edition, item: str, source: str, periods: set[str]) -> None:
    found = provenance(edition, ITEMS[item], 2019, Studio(edition, 2019, "en").periods)
    assert set(found.vintages[source]) == periods


FRAME = pl.DataFrame({"typ": ["Großstädte"], "n": [83]})


def test_a_note_stands_where_there_is_room() -> None:
    assert export.to_bytes(FRAME, "csv", note=RATES_1990) == export.to_bytes(FRAME, "csv")
    assert export.to_bytes(FRAME, "md", note=RATES_1990).decode().endswith(f"| 83 |\n\n{RATES_1990}\n")
    assert json.loads(export.to_bytes(FRAME, "json", note=RATES_1990)) == [
        {"typ": "Großstädte", "n": 83, "note": RATES_1990}
    ]
    book = CalamineWorkbook.from_filelike(BytesIO(export.to_bytes(FRAME, "xlsx", "abb21", RATES_1990)))
    assert book.sheet_names == ["abb21", "notes"]
    assert book.get_sheet_by_name("notes").to_python() == [[RATES_1990]]


@pytest.mark.parametrize("form", export.FORMATS)
def test_without_a_note_nothing_is_added(form: str) -> None:
    data = export.to_bytes(FRAME, form)
    assert b"note" not in data
    if form == "xlsx":
        assert CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names == ["kleinstadt"]


def test_every_table_with_figures_is_an_item_or_is_of_its_year() -> None:
    assert set(TABLES) <= set(ITEMS)
