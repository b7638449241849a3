"""Known holes of pinned packages, asked of the index that pip is set up for, where it answers as PyPI's JSON API does.

No index is named here: what `pip config list` says is asked, or else what pip itself goes to; a folder or another
kind of index has no answer.
"""

import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

ACCEPTED: Final[dict[str, str]] = {}  # advisories that do not concern us, each with its reason
TIMEOUT_S: Final = 10.0
AT_ONCE: Final = 4
NAMED: Final = re.compile(r"^[^=]*\.(?:extra-)?index-url='(.*)'$", re.MULTILINE)
FIRST: Final = re.compile(r"^[^=]*\.index-url=", re.MULTILINE)
NO_INDEX: Final = re.compile(r"^[^=]*\.no-index='(?:1|true|yes|on)'$", re.MULTILINE | re.IGNORECASE)
NOT_ASKED: Final = "Known holes: not asked, as pip is set up for no index on a server."


def indexes(listed: str) -> list[str]:
    """The addresses of servers among the indexes that `pip config list` names, each once."""
    named = [address for found in NAMED.findall(listed) for address in found.replace("\\n", " ").split()]
    return list(dict.fromkeys(one for one in named if urlsplit(one).scheme in ("http", "https")))


def of_pip() -> list[str]:
    """The indexes that pip is set up for, by its files and the environment, or the one that it goes to by itself."""
    line = [sys.executable, "-m", "pip", "config", "list"]
    listed = subprocess.run(line, capture_output=True, text=True, check=False).stdout
    if NO_INDEX.search(listed):
        return []
    own = [] if FIRST.search(listed) else [_of_pip_itself()]
    return indexes(listed) + [address for address in own if address]


def _of_pip_itself() -> str:
    with suppress(ImportError, AttributeError):
        return str(import_module("pip._internal.models.index").PyPI.simple_url)
    return ""


def _asked(index: str, name: str, version: str) -> list[dict[str, Any]]:
    """The advisories of a release; raises OSError or ValueError where the index has no such answer."""
    parts = urlsplit(index)
    host = parts.netloc.rpartition("@")[2]
    path = f"{parts.path.rstrip('/').removesuffix('/simple')}/pypi/{quote(name)}/{quote(version)}/json"
    request = Request(urlunsplit((parts.scheme, host, path, "", "")), headers={"Accept": "application/json"})
    if parts.username is not None:
        secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        request.add_header("Authorization", f"Basic {base64.b64encode(secret).decode()}")
    with urlopen(request, timeout=TIMEOUT_S) as answer:
        found = json.load(answer)["vulnerabilities"]
    return [one for one in found if not one.get("withdrawn")]


def _lines(name: str, version: str, found: Iterable[dict[str, Any]]) -> list[str]:
    told = []
    for one in found:
        ids = [str(one["id"]), *map(str, one.get("aliases") or ())]
        if not ACCEPTED.keys() & set(ids):
            mended = ", ".join(one.get("fixed_in") or ()) or "no release yet"
            told.append(f"{name}: {version} has a known hole, {' = '.join(ids)}; mended in: {mended}")
    return told


def advisories(index: str, releases: Sequence[tuple[str, str]]) -> tuple[list[str], int] | None:
    """What the index knows against the releases, a line each, and of how many it had no answer; None: of none at all.

    One release is asked first: a server that has no such answers is not asked for all.
    """

    def one(release: tuple[str, str]) -> list[str] | None:
        try:
            return _lines(*release, _asked(index, *release))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    if not releases or (first := one(releases[0])) is None:
        return None
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = [first, *pool.map(one, releases[1:])]
    return [line for lines in found for line in lines or ()], sum(lines is None for lines in found)


def holes(releases: Sequence[tuple[str, str]], named: Sequence[str]) -> tuple[list[str], str]:
    """What is known against the releases, a line each, and a sentence on who was asked."""
    if not named:
        return [], NOT_ASKED
    for index in named:
        if (answer := advisories(index, releases)) is not None:
            told, silent = answer
            host = urlsplit(index).hostname
            rest = f"; of {silent} it had no answer" if silent else ""
            return told, f"Known holes: {len(releases) - silent} releases asked of {host}, {len(told)} found{rest}."
    hosts = ", ".join(str(urlsplit(index).hostname) for index in named)
    return [], f"Known holes: not known, as no index answers that can say them (asked: {hosts})."
