"""What the BBSR calls a place."""

import pytest

from kleinstadt.compare.bbsr_classes import NO_REGION, bbsr_classes, towns_of
from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Edition


@pytest.fixture(scope="module")
def atlas(edition: Edition) -> Atlas:
    return Atlas(edition)


def said(atlas: Atlas, *towns: str) -> dict[str, str]:
    return {one.scheme: one.value.de for one in bbsr_classes(atlas, towns, 2023)}


def test_a_town_has_its_names(atlas: Atlas) -> None:
    assert said(atlas, "05970004") == {
        "central_place": "Mittelzentrum",
        "mittelbereich": "Bad Berleburg",
        "grossstadtregion": NO_REGION.de,
        "growth_official": "wachsend",
    }
    near = {one.scheme: one for one in bbsr_classes(atlas, ["08116006"], 2023)}
    assert (
        near["grossstadtregion"].said("de") == "Großstadtregion: Stuttgart, engerer Pendlerverflechtungsbereich (2019)"
    )
    assert near["grossstadtregion"].said("en") == "City region: Stuttgart, inner commuting area (2019)"


def test_what_grows_is_said_beside_the_class(atlas: Atlas) -> None:
    """Bad Berleburg lost 2.1 % of its people in ten years; the class of 2019 is made of six developments over five."""
    growth = next(one for one in bbsr_classes(atlas, ["05970004"], 2024) if one.scheme == "growth_official")
    assert growth.said("de") == "Entwicklung in fünf Jahren nach Einwohnern, Arbeit und Steuern: wachsend (2019)"
    assert growth.said("en") == "Development in five years by people, jobs and taxes: growing (2019)"


def test_of_several_towns_only_what_they_share_is_said(atlas: Atlas) -> None:
    both = said(atlas, "05970004", "08116006")
    assert "mittelbereich" not in both
    assert "grossstadtregion" not in both
    assert towns_of(atlas, "kreis", "05970", 2023) == ()
    assert bbsr_classes(atlas, (), 2023) == ()
