"""From the offices' files to an edition: whole from all of them, honest from one, refused from none."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.edition.build import SORT_KEYS, BuildResult, build
from kleinstadt.edition.edition import Edition
from kleinstadt.edition.store import MANIFEST, Store, embedded_path
from kleinstadt.errors import EditionError, SourceContentError, SourceMissingError, UnknownNameError
from kleinstadt.sources.catalogue import known_files

REGISTER = "gemeindeverzeichnis/31122019_Auszug_GV.xlsx"

Said = list[tuple[str, int, int]]


@pytest.fixture(scope="module")
def built(raw_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildResult, Said]:
    """An edition of all raw files, built once for these tests."""
    said: Said = []
    out = tmp_path_factory.mktemp("build") / "edition"
    return build(raw_dir, out, lambda *step: said.append(step)), said


def test_the_build_makes_the_embedded_edition_byte_for_byte(built: tuple[BuildResult, Said]) -> None:
    made = built[0].path
    tables = {row["name"]: row for row in Store(made).manifest["resources"]}
    embedded = {row["name"]: row for row in Store(embedded_path()).manifest["resources"]}
    differing = [
        f"{name} ({embedded.get(name, {}).get('rows')} rows embedded, {tables.get(name, {}).get('rows')} built)"
        for name in sorted({*tables, *embedded})
        if tables.get(name, {}).get("hash") != embedded.get(name, {}).get("hash")
    ]
    assert differing == [], "other tables than embedded; if the code has changed, build the embedded edition anew"
    assert (made / MANIFEST).read_bytes() == (embedded_path() / MANIFEST).read_bytes()


def test_every_known_file_was_read_and_is_vouched_for(built: tuple[BuildResult, Said], raw_dir: Path) -> None:
    result, said = built
    there = {file.path for file in known_files() if (raw_dir / file.path).is_file()}
    assert sorted(result.missing) == sorted({file.path for file in known_files()} - there)
    assert result.changed == {}, "files that the catalogue knows with another checksum"
    manifest = json.loads((result.path / MANIFEST).read_text(encoding="utf-8"))
    files = {file["path"]: file["sha256"] for source in manifest["sources"] for file in source["files"]}
    assert there <= set(files)
    assert {path: files[path] for path in there} == {
        file.path: file.sha256 for file in known_files() if file.path in there
    }
    assert there <= {name for name, _, _ in said}
    assert said[-1][1] == said[-1][2]
    assert [step[1] for step in said] == sorted(step[1] for step in said)


def test_every_vintage_names_source_licence_and_files(built: tuple[BuildResult, Said]) -> None:
    manifest = Store(built[0].path).manifest
    sources = {source["name"] for source in manifest["sources"]}
    facts = pl.read_parquet(built[0].path / "facts.parquet")
    assert {row["name"] for row in manifest["variables"]} == set(facts["variable"].unique())
    for variable in manifest["variables"]:
        for vintage in variable["vintages"]:
            assert vintage["source"] in sources
            assert vintage["licence"]
            assert vintage["files"] or set(vintage["made_from"]) <= sources, f"{variable['name']} comes from nothing"
    rows = sum(vintage["rows"] for variable in manifest["variables"] for vintage in variable["vintages"])
    assert rows == facts.height


def test_rows_are_sorted_and_no_key_is_doubled(built: tuple[BuildResult, Said]) -> None:
    """Equal keys would come in any order, and the bytes would differ."""
    for name, keys in SORT_KEYS.items():
        frame = pl.read_parquet(built[0].path / f"{name}.parquet")
        assert frame.select(pl.struct(keys).is_duplicated().any()).item() is False, name
        assert frame.select(keys).equals(frame.select(keys).sort(keys)), name


def test_a_value_is_missing_exactly_where_its_status_says_so(built: tuple[BuildResult, Said]) -> None:
    facts = pl.read_parquet(built[0].path / "facts.parquet")
    present = pl.col("status").is_in(["measured", "modelled"])
    assert facts.filter(present != pl.col("value").is_not_null()).is_empty()
    assert facts["value"].is_nan().any() is False


def test_no_register_no_edition(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    with pytest.raises(SourceMissingError, match=r"raw: no register of municipalities .* `kleinstadt sources` says"):
        build(raw, tmp_path / "edition")
    assert [path.name for path in tmp_path.iterdir()] == ["raw"]


def test_other_files_do_not_make_up_for_a_register(raw_dir: Path, tmp_path: Path) -> None:
    other = next(file.path for file in known_files() if file.source == "destatis_changes")
    (tmp_path / other).parent.mkdir(parents=True)
    shutil.copy(raw_dir / other, tmp_path / other)
    with pytest.raises(SourceMissingError, match="among the 1 known raw files that are here"):
        build(tmp_path, tmp_path / "edition")


def test_borders_of_another_file_are_refused(raw_dir: Path, tmp_path: Path) -> None:
    (tmp_path / REGISTER).parent.mkdir()
    shutil.copy(raw_dir / REGISTER, tmp_path / REGISTER)
    (tmp_path / "borders.tgz").write_bytes(b"not the tarball")
    with pytest.raises(SourceContentError, match=r"borders\.tgz: is not .* its SHA-256 is"):
        build(tmp_path, tmp_path / "edition", borders=tmp_path / "borders.tgz")
    with pytest.raises(SourceMissingError, match="no such file"):
        build(tmp_path, tmp_path / "edition", borders=tmp_path / "nowhere.tgz")
    assert not (tmp_path / "edition").exists()


def test_one_register_makes_a_small_edition_and_the_rest_is_listed(raw_dir: Path, tmp_path: Path) -> None:
    (tmp_path / REGISTER).parent.mkdir()
    shutil.copy(raw_dir / REGISTER, tmp_path / REGISTER)
    result = build(tmp_path, tmp_path / "edition")
    assert sorted(result.missing) == sorted(file.path for file in known_files() if file.path != REGISTER)
    edition = Edition(result.path)
    assert edition.years == [2019]
    assert edition.areas(2019, "bund")["population"].to_list() == [83_166_711]
    assert edition.areas(2019, "verband")["type"].null_count() == 0
    with pytest.raises(UnknownNameError, match="No links between 2015-12-31 and 2019-12-31: there are none at all"):
        edition.polygons(2019, "land")  # borders are of 2016, and nothing leads from there
    assert "density" in edition.indicators
    assert "residents_per_job" not in edition.indicators
    opened = OpenedEdition(result.path)
    figures = [one for theme in opened.profile("09574138", 2019).themes.values() for one in theme]
    assert len(figures) == len(edition.indicators)
    assert opened.findings("09574138").judged == 0
    assert opened.role_models("09574138").models == ()
    assert set(opened.peers("09574138").weights) <= set(edition.indicators), "twins by what there is"


def test_a_folder_of_something_else_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "thesis.txt").write_text("years of work", encoding="utf-8")
    said: Said = []
    with pytest.raises(EditionError, match="documents: is there already and is no edition"):
        build(tmp_path / "raw", documents, lambda *step: said.append(step))
    assert said == []
