"""Numbers that a new edition made old: one click each, undone in the history; without script."""

from dataclasses import replace

from desks import TOWN, Browser
from plans import CHAPTER, QUOTED
from stores import KEY

from kleinstadt.workbench.models.findings import Chapter
from kleinstadt.workbench.storage.store import Store


def test_an_old_number_is_replaced_by_one_click_and_nothing_else_is(browser_of: Browser, plan_store: Store) -> None:
    """18.833 in 2023 is the edition's; a text that a person wrote says 18.900 of an older edition."""
    old = replace(QUOTED, text="18.900", value=18900.0)
    text = "Bei uns leben 18.900 Menschen (2023).\n\nUnser eigener Satz  bleibt."
    with plan_store.change(KEY, "Planung", "alt") as change:
        change.put(replace(CHAPTER, text=text, suggested="anders", quoted=(old,)))
    assert "1 Zahlen überholt" in browser_of.get(TOWN)
    assert "18.900 (2023) → 18.833 (2023)" in browser_of.get(f"{TOWN}/veraltet")
    browser_of.send(f"{TOWN}/veraltet", 'value="zahl"')
    kept = plan_store.load(KEY).one(Chapter, CHAPTER.id)
    assert kept.text == text.replace("18.900", "18.833")
    assert kept.quoted[0].edition != old.edition
    assert "Keine: alle Zahlen" in browser_of.get(f"{TOWN}/veraltet")
    browser_of.send(f"{TOWN}/verlauf", "18.900 durch 18.833")
    assert plan_store.load(KEY).one(Chapter, CHAPTER.id).text == text


def test_a_text_that_nobody_touched_is_written_anew(browser_of: Browser, plan_store: Store) -> None:
    old = replace(QUOTED, text="18.900", value=18900.0)
    text = "Ende 2023 lebten hier 18.900 Menschen."
    with plan_store.change(KEY, "Planung", "alt") as change:
        change.put(replace(CHAPTER, text=text, suggested=text, quoted=(old,)))
    browser_of.send(f"{TOWN}/veraltet", 'value="neu"')
    kept = plan_store.load(KEY).one(Chapter, CHAPTER.id)
    assert "Ende 2023 lebten in Bad Berleburg 18.833 Menschen" in kept.text
    assert kept.text == kept.suggested
    assert kept.tables
