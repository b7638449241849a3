"""What is kept on disk is not found again once what it was made of has changed."""

import shutil
from pathlib import Path

import pytest

from kleinstadt.edition import kept_columns
from kleinstadt.edition.edition import Edition


@pytest.mark.parametrize(
    "maker",
    [
        "typologies/central_places.csv",  # what docs/central-places.md asks readers to mend
        "typologies/type_overrides.csv",
        "typologies/growth.csv",
        "typologies/official.py",
        "territory/dissolved_forests.csv",
        "territory/names.py",
        "edition/classes.py",
        "indicators/sums.py",
        "sources/reading/symbols.py",
    ],
)
def test_numbers_are_made_anew_when_a_rule_or_table_behind_them_changes(
    maker: str, edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = shutil.copytree(kept_columns.PACKAGE, tmp_path / "kleinstadt", ignore=_all_but_text)
    monkeypatch.setattr(kept_columns, "PACKAGE", copied)
    before = kept_columns.fingerprint(edition.store)
    assert before == kept_columns.fingerprint(edition.store)
    with (copied / maker).open("ab") as stream:
        stream.write(b"\n")
    assert kept_columns.fingerprint(edition.store) != before


def _all_but_text(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if Path(folder, name).is_file() and not name.endswith((".py", ".csv"))]
