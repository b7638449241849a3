"""Postcodes and Ortsteile of an edition that was built without their files: none, and no error."""

from pathlib import Path

from small_edition import write_small

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.places_within import PlacesWithin
from kleinstadt.edition.edition import Edition


def test_an_edition_without_postcodes_has_none(tmp_path: Path) -> None:
    atlas = Atlas(Edition(write_small(tmp_path / "edition")))
    within = PlacesWithin(atlas, atlas.areas(atlas.newest, "gemeinde"))
    assert within.keys_of_postcode("01098") == []
    assert within.postcodes_of(["01098001"]) == {}
