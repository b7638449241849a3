"""An edition of the register alone: what can be computed is, and what cannot names its figures and their source."""

from pathlib import Path

import polars as pl
import pytest
from small_edition import PEOPLE, facts, write_small

from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.catalogue import indicator
from kleinstadt.indicators.digital import BROADBAND
from kleinstadt.report import document
from kleinstadt.report.contents.items import ITEMS
from kleinstadt.report.document import write_report
from kleinstadt.report.ledger import needs
from kleinstadt.report.ledger.entries import Entry, ledger
from kleinstadt.report.tables.catalogue import TABLES, table

BESIDE = ("abb10", "abb11", "abb12")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return Edition(write_small(tmp_path_factory.mktemp("bare") / "edition"))


@pytest.fixture(scope="module")
def entries(bare: Edition) -> list[Entry]:
    return ledger(bare)


def test_the_source_of_each_figure_is_the_one_that_has_it(edition: Edition) -> None:
    names = {name for item in ITEMS.values() for name in item.indicators} | {found.id for found in BROADBAND.values()}
    for variable in {variable for name in names for variable in indicator(name).variables}:
        source = needs.told([(variable, None)], "de").partition("(")[2].partition(":")[0]
        assert source in {vintage.source for vintage in edition.choice.vintages.of(variable)}


def test_the_embedded_edition_lacks_nothing(edition: Edition) -> None:
    assert [name for name in TABLES if needs.lacking_for(edition, name)] == []
    assert not any("dieser Ausgabe" in entry.reason_de for entry in ledger(edition))


@pytest.mark.parametrize("table_id", TABLES)
def test_every_table_goes_on_with_what_there_is(bare: Edition, table_id: str) -> None:
    frame = table(bare, table_id, 2019)
    assert frame.height > 1 or needs.lacking_for(bare, table_id) or table_id in BESIDE, (
        "flows and occupations have no indicator"
    )
    empty = frame.select(pl.selectors.numeric().exclude("n")).null_count().sum_horizontal().sum()
    assert empty == 0 or needs.lacking_for(bare, table_id) or table_id in ("tab1", *BESIDE)


def test_a_table_with_a_part_of_its_figures_has_that_part(tmp_path: Path) -> None:
    """A job for every twenty people, whatever the year 2000 was."""
    jobs = facts("employees_workplace", "2019", {ags: people / 20 for ags, people in PEOPLE.items()})
    edition = Edition(write_small(tmp_path / "edition", jobs))
    frame = table(edition, "tab2", 2019)
    assert frame["wohnzentralitaet_2019"][0] == 20
    assert frame["bevoelkerung_2000_2019_pct"].null_count() == frame.height
    assert ("employees_workplace", None) not in needs.lacking_for(edition, "tab2")
    assert ("population", "2000") in needs.lacking_for(edition, "tab2")


@pytest.mark.parametrize(
    ("table_id", "column", "row", "named"),
    [
        ("tabelle_2", "wohnzentralitaet_2019", "Bund", "employees_workplace (inkar_2024: "),
        ("tabelle_2", "bevoelkerung_2000_2019_pct", "Bund", "population 2000 (gv: "),
        ("tabelle_3", "mittelstadt zentral", "insgesamt", "potential_persons (reach_model: "),
        ("tabelle_4", "mittelstadt zentral", "1000 Mbit/s 2020", "broadband_all_1000_pct"),
        ("zahlen_im_text", "wert", "Breitband 50 Mbit/s 2020", "broadband_all_50_pct (breitbandatlas: "),
        ("zahlen_im_text", "wert", "Kleinstädte 2019 mit <50 %", "broadband_all_50_pct (breitbandatlas: "),
        ("zahlen_im_text", "wert", "Kleinstädte mit >=20 % Bevölkerungsverlust", "population 1990 (gv: "),
        ("zahlen_im_text", "wert", "Median Hebesatz", "grundsteuer_b_rate_pct (hebesaetze: "),
        ("zahlen_im_text", "wert", "Lage: Mittelwert", "potential_persons (reach_model: "),
    ],
)
def test_no_data_names_what_is_missing(entries: list[Entry], table_id: str, column: str, row: str, named: str) -> None:
    found = [e for e in entries if (e.table, e.column) == (table_id, column) and e.row.startswith(row)]
    assert found
    for entry in found:
        assert entry.verdict == "no data"
        assert entry.computed is None
        for lang in ("de", "en"):
            assert named in entry.reason(lang)


def test_every_number_without_data_says_why(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.verdict == "no data":
            assert not entry.reason_de.startswith(("Ursache nicht", "Im Druck", "Summe der", "Der Landesplan")), entry
        else:
            assert entry.computed is not None


@pytest.mark.slow
def test_the_report_is_written_and_says_what_it_lacks(
    bare: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "PNG_DPI", 40)
    result = write_report(bare, 2019, tmp_path / "report", lang="en")
    page = (result.folder / "index.html").read_text(encoding="utf-8")
    assert {"abb1.svg", "abb6.svg", "tab1.csv", "report.pdf"} <= {path.name for path in result.files}
    assert "karte10.svg" not in {path.name for path in result.files}
    assert 'id="tab4"' not in page
    assert "employees_workplace (inkar_2024: " in page
    assert "grundsteuer_b_rate_pct, gewerbesteuer_rate_pct (hebesaetze: " in page
    assert "in dieser Ausgabe fehlt" not in page
