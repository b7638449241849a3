"""The desk as a browser sees it, in memory: a client with a session, forms found by what they do."""

import re
from html import unescape
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from kleinstadt.web.app import create_app
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.storage.store import Store

TOWN = "/plan/05970004-bad-berleburg"
ALLIANCE_KEY = "05b9dbc84"
ALLIANCE = f"/plan/{ALLIANCE_KEY}-wittgenstein"
MEMBERS = {"05970004": "Bad Berleburg", "05970028": "Bad Laasphe"}


def app(folder: Path, **more: Any) -> Any:
    return create_app(ahead=False, database=f"sqlite:///{folder}/plans.sqlite", **more)


def begin_alliance(store: Store) -> None:
    """An alliance of two towns, with nothing in it yet."""
    known = {"id": "plan", "key": ALLIANCE_KEY, "unit": "alliance", "name": "Wittgenstein", "land": "05"}
    members = {"members": tuple(MEMBERS), "member_names": tuple(MEMBERS.values())}
    store.create(ALLIANCE_KEY, [Plan(**known, **members, title="INSEK", edition="e", year=2024)], "Planung")  # type: ignore[arg-type]


class Browser:
    """A client that fills forms in as a person does."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.action = ""

    def get(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
        return answer.text

    def fields(self, path: str, having: str) -> dict[str, str]:
        """The fields of the first form of a page whose HTML has these words."""
        forms = re.findall(r"<form.*?</form>", self.get(path), re.DOTALL)
        form = next(one for one in forms if having in one)
        action = re.search(r'<form[^>]* action="([^"]*)"', form)
        self.action = unescape(action[1]) if action else path
        found: dict[str, str] = {}
        for tag in re.findall(r"<input[^>]*>", form):
            kind = re.search(r'type="(\w+)"', tag)
            if kind and kind[1] in ("radio", "checkbox") and " checked" not in tag:
                continue
            name = re.search(r'name="([^"]*)"', tag)
            value = re.search(r'value="([^"]*)"', tag)
            if name:
                found[name[1]] = unescape(value[1]) if value else ""
        for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
            found[name] = unescape(text)
        for name, inside in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
            chosen = re.search(r'<option value="([^"]*)"[^>]* selected', inside) or re.search(
                r'<option value="([^"]*)"', inside
            )
            found[name] = unescape(chosen[1]) if chosen else ""
        return found

    def send_file(self, path: str, having: str, name: str, data: bytes, status: int = 303) -> str:
        """The same with a file."""
        fields = self.fields(path, having)
        answer = self.client.post(self.action, data=fields, files={"datei": (name, data)}, follow_redirects=False)
        assert answer.status_code == status, (answer.status_code, answer.text[:500])
        return answer.headers.get("location", answer.text)

    def send(self, path: str, having: str, status: int = 303, **changed: str) -> str:
        """Fill in a form of a page and send it; returns where it leads, or the page where it is refused."""
        fields = self.fields(path, having) | changed
        answer = self.client.post(self.action, data=fields, follow_redirects=False)
        assert answer.status_code == status, (answer.status_code, answer.text[:500])
        return answer.headers.get("location", answer.text)
