"""What the store keeps: every change with its revisions, undo, bin, two writers; the same on both databases."""

from dataclasses import replace

import pytest
from sqlalchemy import inspect, text
from stores import KEY, PLAN, RECORDS, measure

from kleinstadt.errors import PlanError, UnknownNameError
from kleinstadt.workbench.models.findings import Chapter, Finding
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.models.proofs import SideText
from kleinstadt.workbench.storage.done import AlreadySavedError
from kleinstadt.workbench.storage.engines import migrate
from kleinstadt.workbench.storage.store import Store


def test_what_was_created_is_read_back(filled: Store) -> None:
    found = filled.load(KEY)
    assert {one.id: one for kind in found.records.values() for one in kind.values()} == {one.id: one for one in RECORDS}
    assert filled.kept() == [KEY]


def test_a_plan_is_begun_once_and_unknown_ones_are_named(filled: Store) -> None:
    with pytest.raises(PlanError, match="already"):
        filled.create(KEY, RECORDS, "Planung")
    with pytest.raises(UnknownNameError, match="kleinstadt plan start 01001000"):
        filled.load("01001000")


def test_ids_are_never_given_twice(filled: Store) -> None:
    with filled.change(KEY, "A", "neu") as change:
        assert change.put(measure()).id == "m2"
    with filled.change(KEY, "A", "weg") as change:
        change.delete(Measure, "m2")
    with filled.change(KEY, "A", "neu") as change:
        assert change.put(measure(title="Anderes")).id == "m3"


def test_deleted_things_come_back_as_they_were(filled: Store) -> None:
    before = filled.load(KEY).one(Measure, "m1")
    with filled.change(KEY, "A", "weg") as change:
        change.delete(Measure, "m1")
    assert filled.load(KEY).find(Measure, "m1") is None
    assert filled.bin(KEY) == [before]
    with filled.change(KEY, "A", "zurück") as change:
        change.restore(Measure, "m1")
    assert filled.load(KEY).one(Measure, "m1") == before
    assert filled.bin(KEY) == []


def test_undo_is_a_new_change_and_can_be_undone(filled: Store) -> None:
    with filled.change(KEY, "A", "Titel") as change:
        change.save(Measure, "m1", {"title": "Neu"}, filled.load(KEY).changed)
    number = filled.history(KEY)[0].number
    with filled.change(KEY, "B", "rückgängig") as change:
        assert change.undo(number) == []
    assert filled.load(KEY).one(Measure, "m1").title == "Praxisräume im Ortskern"
    newest = filled.history(KEY)[0]
    assert (newest.who, newest.undoes) == ("B", number)
    with filled.change(KEY, "B", "doch") as change:
        change.undo(newest.number)
    assert filled.load(KEY).one(Measure, "m1").title == "Neu"


def test_undo_leaves_what_somebody_changed_since(filled: Store) -> None:
    read = filled.load(KEY).changed
    with filled.change(KEY, "A", "beide") as change:
        change.save(Measure, "m1", {"title": "Neu", "climate": "Umbau"}, read)
    number = filled.history(KEY)[0].number
    with filled.change(KEY, "B", "Titel") as change:
        change.save(Measure, "m1", {"title": "Neuer"}, filled.load(KEY).changed)
    with filled.change(KEY, "A", "rückgängig") as change:
        assert change.undo(number) == ["measure m1 title"]
    found = filled.load(KEY).one(Measure, "m1")
    assert (found.title, found.climate) == ("Neuer", "")


def test_a_form_sent_twice_is_one_change(filled: Store) -> None:
    with filled.change(KEY, "A", "neu", token="t1") as change:
        change.put(measure())
    with pytest.raises(AlreadySavedError) as told, filled.change(KEY, "A", "neu", token="t1") as change:
        change.put(measure())
    assert told.value.number == filled.history(KEY)[0].number
    assert len(filled.load(KEY).all(Measure)) == 2


def test_a_change_that_fails_leaves_nothing(filled: Store) -> None:
    before = filled.load(KEY)
    with pytest.raises(RuntimeError), filled.change(KEY, "A", "halb") as change:
        change.put(measure())
        raise RuntimeError
    assert filled.load(KEY) == before


def test_saving_what_is_there_is_no_change(filled: Store) -> None:
    before = filled.load(KEY).changed
    with filled.change(KEY, "A", "nichts") as change:
        change.save(Measure, "m1", {"title": "Praxisräume im Ortskern"}, before)
    assert filled.load(KEY).changed == before


# --- two writers ---------------------------------------------------------------------------------------------------


def _two(store: Store, one: str, other: str) -> tuple[str, list[SideText]]:
    """Two people change the same text, which both read at the same moment."""
    read = store.load(KEY).changed
    for who, words in (("Kämmerei", one), ("Bauamt", other)):
        with store.change(KEY, who, "Text") as change:
            change.save(Chapter, "demografie", {"text": words}, read)
    found = store.load(KEY)
    return found.one(Chapter, "demografie").text, found.all(SideText)


def test_different_paragraphs_are_merged_without_asking(filled: Store) -> None:
    assert _two(filled, "Eins A.\n\nZwei.\n\nDrei.", "Eins.\n\nZwei.\n\nDrei B.") == (
        "Eins A.\n\nZwei.\n\nDrei B.",
        [],
    )


def test_the_same_paragraph_keeps_both_versions(filled: Store) -> None:
    text, sides = _two(filled, "Eins A.\n\nZwei A.\n\nDrei.", "Eins.\n\nZwei B.\n\nDrei B.")
    assert text == "Eins A.\n\nZwei A.\n\nDrei B."
    assert [(one.mine, one.mine_by, one.theirs_by) for one in sides] == [
        ("Eins.\n\nZwei B.\n\nDrei B.", "Bauamt", "Kämmerei")
    ]


def test_other_fields_of_one_record_do_not_clash(filled: Store) -> None:
    read = filled.load(KEY).changed
    with filled.change(KEY, "A", "Titel") as change:
        change.save(Measure, "m1", {"title": "Neu"}, read)
    with filled.change(KEY, "B", "Klima") as change:
        change.save(Measure, "m1", {"climate": "Umbau"}, read)
        assert change.clashes == []
    found = filled.load(KEY).one(Measure, "m1")
    assert (found.title, found.climate) == ("Neu", "Umbau")


def test_two_choices_are_never_mixed(filled: Store) -> None:
    read = filled.load(KEY).changed
    for who, state in (("A", "building"), ("B", "done")):
        with filled.change(KEY, who, "Status") as change:
            change.save(Measure, "m1", {"state": state}, read)
    found = filled.load(KEY)
    assert found.one(Measure, "m1").state == "building"
    assert [(one.field, one.mine, one.theirs) for one in found.all(SideText)] == [("state", "done", "building")]


# --- what does not fit ----------------------------------------------------------------------------------------------


def test_what_does_not_fit_is_named(filled: Store) -> None:
    with pytest.raises(PlanError, match="state"), filled.change(KEY, "A", "falsch") as change:
        change.save(Measure, "m1", {"state": "fertig"}, 0)
    with pytest.raises(PlanError, match="no id"), filled.change(KEY, "A", "falsch") as change:
        change.put(measure(id="../m1"))
    with pytest.raises(PlanError, match="exactly one"):
        filled.create("06440002", [replace(PLAN, id="p")], "A")


@pytest.mark.parametrize("address", ["mysql://x/y", "plans.sqlite", "http://host"])
def test_no_other_database_is_taken(address: str) -> None:
    with pytest.raises(PlanError, match="no database"):
        Store(address)


def test_a_database_that_cannot_be_opened_says_why(tmp_path: object) -> None:
    with pytest.raises(PlanError, match="cannot be opened"):
        Store("postgresql://nobody:secret@127.0.0.1:1/none")
    with pytest.raises(PlanError) as told:
        Store("postgresql://nobody:secret@127.0.0.1:1/none")
    assert "secret" not in str(told.value)


# --- migrations -----------------------------------------------------------------------------------------------------


def test_migrations_run_down_and_up_on_a_filled_database(filled: Store) -> None:
    filled.attach(KEY, "foto.jpg", "image/jpeg", b"\xff\xd8")
    before, history = filled.load(KEY), filled.history(KEY)
    migrate(filled.engine, "0001")
    assert "attachment" not in inspect(filled.engine).get_table_names()
    assert filled.load(KEY) == before
    migrate(filled.engine)
    assert (filled.load(KEY), filled.history(KEY), filled.attachments(KEY)) == (before, history, {})
    migrate(filled.engine, "base")
    assert "record" not in inspect(filled.engine).get_table_names()
    migrate(filled.engine)
    assert filled.kept() == []


def test_the_tables_are_those_that_migrations_make(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from kleinstadt.workbench.storage.tables import metadata

    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_newer_database_is_left_alone(filled: Store, url: str) -> None:
    with filled.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(PlanError, match="newer version"):
        Store(url)


def test_everything_of_a_removed_plan_is_gone(filled: Store) -> None:
    filled.attach(KEY, "a.txt", "text/plain", b"a")
    filled.remove(KEY)
    assert filled.kept() == []
    with filled.engine.connect() as connection:
        for table in ("record", "revision", "change", "attachment"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0


def test_kinds_are_kept_apart(filled: Store) -> None:
    found = filled.load(KEY)
    assert [one.id for one in found.all(Finding)] == ["b1"]
    assert found.plan == found.one(Plan, "plan") == PLAN
