"""Cells from a spreadsheet through the plain text field: preview, questions, one change, one undo."""

import re
from decimal import Decimal
from html import unescape

from desks import TOWN, Browser
from stores import KEY

from kleinstadt.workbench.models.money import MoneyRow
from kleinstadt.workbench.storage.store import Store

PATH = f"{TOWN}/geld"


def rows(store: Store) -> list[MoneyRow]:
    return store.load(KEY).all(MoneyRow)


def test_a_block_is_shown_asked_taken_and_undone(browser_of: Browser, plan_store: Store) -> None:
    before = rows(plan_store)
    block = "Marktplatz\t1,234\t0\nBrücke\t250.000\t12.50"
    page = browser_of.send(PATH, 'name="block"', 200, block=block, ab=".title")
    assert rows(plan_store) == before
    assert page.count("<legend>") == 2
    answer = browser_of.client.post(PATH, data=_fields(page))
    assert answer.status_code == 400
    assert "Bitte noch 2 Fragen beantworten" in answer.text
    assert rows(plan_store) == before
    fields = _fields(answer.text) | {"neu1.total": "0", "neu2.ineligible": "1"}
    assert browser_of.client.post(PATH, data=fields, follow_redirects=False).status_code == 303
    made = [row for row in rows(plan_store) if row not in before]
    assert [(row.title, row.total, row.ineligible) for row in made] == [
        ("Marktplatz", Decimal(1234), Decimal(0)),
        ("Brücke", Decimal(250000), Decimal("12.50")),
    ]
    browser_of.send(f"{TOWN}/verlauf", "Zellen eingefügt")
    assert rows(plan_store) == before


def _fields(page: str) -> dict[str, str]:
    """The hidden fields of the preview's form."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if "bestaetigt" in one)
    found = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form))
    text = re.search(r'<textarea name="block" hidden>\n?(.*?)</textarea>', form, re.DOTALL)
    return {**found, "block": unescape(text[1]) if text else ""}
