"""What is listed as missing is missing, and what is named as missing elsewhere is listed."""

import re
from dataclasses import astuple

import pytest
from starlette.testclient import TestClient

from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.data_gaps import ABSENT, Absent
from kleinstadt.indicators.units import THEMES
from kleinstadt.report.ledger.reasons import REASONS
from kleinstadt.sources.catalogue import SOURCES, known_files
from kleinstadt.typologies.growth import MISSING
from kleinstadt.words.categories import MORE_THEMES

TABLE = re.compile(r"\b\d{5}(?:-[\dZ]+)+\b|(?<=Regionaldatenbank )\d{5}\b")


@pytest.mark.parametrize("absent", ABSENT, ids=[absent.mark for absent in ABSENT])
def test_no_source_or_file_bears_its_mark(absent: Absent) -> None:
    mark = re.compile(rf"(?<!\w){re.escape(absent.mark)}(?!\d)")
    for source in SOURCES.values():
        assert not mark.search(" ".join(astuple(source))), f"{source.id} brings {absent.en}: take it off the list"
    for file in known_files():
        assert not mark.search(file.path), f"{file.path} brings {absent.en}: take it off the list"


@pytest.mark.parametrize("absent", ABSENT, ids=[absent.mark for absent in ABSENT])
def test_it_is_no_declared_indicator(absent: Absent) -> None:
    assert absent.de not in {found.de for found in INDICATORS.values()}
    assert absent.mark in absent.source_de
    assert absent.theme in THEMES | MORE_THEMES


def test_tables_named_as_missing_elsewhere_are_listed() -> None:
    said = [reason.de for reason in REASONS if "fehl" in reason.de] + [pair[0] for pair in MISSING.values()]
    named = {table for text in said for table in TABLE.findall(text)}
    assert named == {"12411-02-03-5", "12711-91-01-5", "71231-01-03-5", "73111"}, "what is missing has changed"
    assert named <= {absent.mark for absent in ABSENT}


def test_the_page_of_data_lists_them_and_a_profile_leads_there(client: TestClient) -> None:
    page = client.get("/en/daten").text
    for absent in ABSENT:
        assert absent.source_en in page
    profile = client.get("/en/stadt/06440002-bad-nauheim").text
    assert 'href="/en/daten#fehlt"' in profile
    assert ABSENT[0].source_en not in profile
