"""One file holds a whole plan: export and import are inverse, and what is no plan is named."""

import io
import json
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import KEY, PLAN

from kleinstadt.errors import PlanError
from kleinstadt.workbench.kinds import KINDS
from kleinstadt.workbench.models.findings import Chapter
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.records import Record, from_json, to_json
from kleinstadt.workbench.storage.exchange import exported, imported
from kleinstadt.workbench.storage.parcel import FORMAT, Parcel, files_of, pack, read, unpack, write
from kleinstadt.workbench.storage.store import Store

st.register_type_strategy(
    Decimal, st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12)
)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)
st.register_type_strategy(str, WORDS)


@st.composite
def parcels(draw: Any) -> Parcel:
    kinds = [kind for kind in KINDS.values() if kind.KIND != "plan"]
    records: list[Record] = [PLAN]
    for place, kind in enumerate(draw(st.lists(st.sampled_from(kinds), max_size=4)), 1):
        records.append(draw(st.builds(kind, id=st.just(f"{kind.PREFIX}{place}"))))
    files = draw(
        st.dictionaries(
            st.sampled_from(["a.txt", "Foto 1.jpg"]), st.tuples(st.just("text/plain"), st.binary(max_size=9))
        )
    )
    split = draw(st.integers(1, len(records)))
    return Parcel(KEY, tuple(records[:split]), tuple(records[split:]), files)


def _same(one: Parcel, other: Parcel) -> None:
    for side in ("records", "binned"):
        sides = [{(r.KIND, r.id): to_json(r) for r in getattr(parcel, side)} for parcel in (one, other)]
        assert sides[0] == sides[1]
    assert (one.key, one.attachments, one.history) == (other.key, other.attachments, other.history)


@pytest.mark.slow
@settings(max_examples=60)
@given(parcels())
def test_packing_and_unpacking_are_inverse(parcel: Parcel) -> None:
    _same(unpack(pack(parcel)), parcel)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@settings(max_examples=10)
@given(data=st.data())
def test_every_record_comes_back_from_its_json(kind: type[Record], data: st.DataObject) -> None:
    record = data.draw(st.builds(kind))
    assert from_json(kind, json.loads(json.dumps(to_json(record)))) == record


def test_a_plan_goes_out_and_comes_in_with_history_bin_and_attachments(filled: Store, tmp_path: Path) -> None:
    with filled.change(KEY, "Kämmerei", "Titel") as change:
        change.save(Measure, "m1", {"title": "Anders"}, filled.load(KEY).changed)
    with filled.change(KEY, "Bauamt", "rückgängig") as change:
        change.undo(filled.history(KEY)[0].number)
    with filled.change(KEY, "Bauamt", "weg") as change:
        change.delete(Measure, "m1")
    filled.attach(KEY, "foto.jpg", "image/jpeg", b"\xff\xd8")
    before, history = exported(filled, KEY), filled.history(KEY)
    filled.remove(KEY)
    assert imported(filled, unpack(pack(before)), "Bauamt") == KEY
    _same(Parcel(**{**vars(exported(filled, KEY)), "history": before.history}), before)
    told = [(one.who, one.what) for one in filled.history(KEY)]
    assert told == [("Bauamt", "Plan-Datei eingelesen"), *((one.who, one.what) for one in history)]
    with filled.change(KEY, "Bauamt", "zurück") as change:
        assert change.restore(Measure, "m1").title == "Praxisräume im Ortskern"
    with pytest.raises(PlanError, match="already"):
        imported(filled, before, "Bauamt")


def test_a_folder_holds_the_same_and_forgets_what_is_gone(tmp_path: Path) -> None:
    parcel = Parcel(KEY, (PLAN, Measure(id="m1", title="A", summary="Lang\n\nund länger")))
    write(parcel, tmp_path / "plan")
    assert (tmp_path / "plan/texte/measure/m1.summary.md").read_text() == "Lang\n\nund länger\n"
    _same(read(tmp_path / "plan"), parcel)
    write(Parcel(KEY, (PLAN,)), tmp_path / "plan")
    assert not (tmp_path / "plan/texte/measure/m1.summary.md").exists()
    _same(read(tmp_path / "plan"), Parcel(KEY, (PLAN,)))


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert pack(Parcel(KEY, (PLAN,))) == pack(Parcel(KEY, (PLAN,)))


def _zip(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_json", ".json"), content)
    return stream.getvalue()


HEAD = json.dumps({"format": FORMAT, "key": KEY, "program": "kleinstadt plan"})


MEASURE = "eintraege__measure_json"


@pytest.mark.parametrize(
    ("data", "german"),
    [
        (b"%PDF-1.7", "gefunden: eine PDF-Datei"),
        (_zip(xl__workbook="x"), "Excel-Datei. Meinten Sie"),
        (_zip(word__document="x"), "Word-Datei"),
        (_zip(plan_json="{}"), "von etwas anderem"),
        (_zip(plan_json="{"), "plan.json: Das ist kein lesbares JSON"),
        (_zip(plan_json=HEAD.replace(f'"format": {FORMAT}', '"format": 99')), "aus Fassung 99, dieses Programm"),
        (_zip(**{MEASURE: '[{"id": "m1"}]'}, plan_json=HEAD), "measure.json, 1: measure m1: Das Feld „title“"),
        (_zip(**{MEASURE: '[{"id": "m1", "title": "A", "farbe": 1}]'}, plan_json=HEAD), "Ein Feld „farbe“ kennt"),
        (_zip(plan_json=HEAD, eintraege__wish_json="[]"), "Eine Art „wish“ kennt"),
        (_zip(**{MEASURE: '[{"title": {"$text": "texte/weg.md"}}]'}, plan_json=HEAD), "texte/weg.md fehlt"),
        (pack(Parcel(KEY, (PLAN,)))[:-30], "keine Plan-Datei"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_named(data: bytes, german: str) -> None:
    with pytest.raises(PlanError) as told:
        unpack(data)
    assert german in told.value.german


def test_a_file_without_a_plan_is_not_taken(store: Store) -> None:
    with pytest.raises(PlanError, match="holds no plan"):
        imported(store, Parcel(KEY, ()), "A")
    assert store.kept() == []


def test_long_texts_are_files_of_their_own() -> None:
    names = set(files_of(Parcel(KEY, (PLAN, Measure(id="m1", title="A", note="x")))))
    assert names == {"plan.json", "eintraege/plan.json", "eintraege/measure.json", "texte/measure/m1.note.md"}


@pytest.mark.parametrize(
    "name",
    ["../../evil", "/evil", "a/b", "a\\b", "..", ".git", "c:x", "CON", "nul.txt", "com1", "a ", "a.", "a\n"],
)
def test_no_name_in_a_plan_leads_out_of_its_folder_or_is_one_that_windows_keeps(name: str, tmp_path: Path) -> None:
    """A plan that somebody sent is read in, and later written as a folder."""
    of = (
        {"key": name},
        {"records": (PLAN, Chapter(id=name, topic="a", title="A", text="Eins."))},
        {"attachments": {name: ("text/plain", b"x")}},
    )
    for bad in of:
        parcel = replace(Parcel(KEY, (PLAN,)), **bad)
        with pytest.raises(PlanError, match="no name that a file can have"):
            unpack(pack(parcel))
        with pytest.raises(PlanError, match="no name that a file can have"):
            write(parcel, tmp_path / "plan" / "folder")
    assert list(tmp_path.iterdir()) == []
