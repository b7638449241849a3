"""Answers that cost seconds or megabytes (maps, tables and profiles as files): few at a time, each once for all.

A costly answer waits for one of two places. Whoever asks for what is being made waits for it; whoever leaves is
forgotten, and what nobody waits for any more is not begun. With too many waiting the answer is 503 and Retry-After.
Other pages never wait for these.
"""

import asyncio
import re
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kleinstadt.memory import give_back_now, weight

AT_ONCE: Final = 2
WAITING: Final = 16
KEPT_BYTES: Final = 32 * 2**20
RETRY_S: Final = 5
PART_BYTES: Final = 2**16
OK: Final = 200

# Files of the atlas, the same for everybody: nothing here may depend on who asks. What a page shows (the data of its
# map, its small maps) costs what a page costs and is none of these: it waits for its turn and is never refused.
COSTLY: Final = re.compile(
    r"^/(karte/karte\.|gruppen/karte\.|tabelle\.|vergleich\.pdf$|api/features/collections/[^/]+/items"
    r"|(stadt|verband)/[^/]+(\.pdf|\.pptx|\.xlsx|/blatt\.pdf)$|(.+/)?vorschau\.png$|(.+/)?diagramm\b)"
)
COSTLY_FORMAT: Final = re.compile(rb"(^|&)format=(xlsx|parquet|csv)(&|$)")
ABOUT_THE_ASKER: Final = frozenset({b"if-none-match", b"if-modified-since", b"range", b"if-range", b"cookie"})

Key = tuple[object, ...]


@dataclass(frozen=True)
class Answer:
    """A whole answer.

    Attributes
    ----------
    status : int
        Of HTTP.
    headers : list of tuple of (bytes, bytes)
        Name and value, as ASGI sends them.
    body : bytes
        All of it.
    """

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


@dataclass
class _Making:
    """An answer that is being made, and how many wait for it."""

    task: "asyncio.Task[Answer] | None" = None
    askers: int = 0
    begun: bool = False  # has a place; what is begun is finished, as nothing can stop a thread


@dataclass
class Shelf:
    """The answers used last, up to so many bytes.

    Attributes
    ----------
    size : int
        Bytes that may be kept.
    used : int
        Bytes that are kept now, questions and headers among them.
    answers : ordered mapping of Key to Answer
        The one used last at the end.
    """

    size: int = KEPT_BYTES
    used: int = 0
    answers: "OrderedDict[Key, Answer]" = field(default_factory=OrderedDict)

    def get(self, key: Key) -> Answer | None:
        """The answer, if it is kept.

        Parameters
        ----------
        key : tuple
            Path, query, and the headers that the answer depends on.

        Returns
        -------
        Answer or None
            None where it is not kept.
        """
        if key in self.answers:
            self.answers.move_to_end(key)
        return self.answers.get(key)

    def put(self, key: Key, answer: Answer) -> None:
        """Keep an answer; the oldest go until all fit, and one that is too large is not kept.

        Parameters
        ----------
        key : tuple
            As `get` takes it.
        answer : Answer
            With more than a quarter of the shelf it is not kept.
        """
        size = weight((key, answer))  # a question may be longer than its answer
        if size > self.size // 4 or key in self.answers:
            return
        self.answers[key] = answer
        self.used += size
        while self.used > self.size:
            self.used -= weight(self.answers.popitem(last=False))


class CostlyAnswers:
    """Middleware that makes costly answers few at a time."""

    def __init__(self, app: ASGIApp, *, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        """Take the application inside, how many answers are made at once, and how many may wait.

        Parameters
        ----------
        app : ASGIApp
            The application inside.
        at_once : int
            So many answers are made at the same time.
        waiting : int
            So many more may wait; whoever comes then gets 503.
        """
        self.app = app
        self._places = asyncio.Semaphore(at_once)
        self._most = at_once + waiting
        self._making: dict[Key, _Making] = {}
        self._tidying: asyncio.Task[None] | None = None
        self._shelf = Shelf()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass cheap requests on; answer costly ones from the shelf, or make them when there is a place."""
        if scope["type"] != "http" or scope["method"] != "GET" or not is_costly(scope):
            await self.app(scope, receive, send)
            return
        key = _key(scope)
        answer = self._shelf.get(key) or await self._wait(key, scope, receive)
        if answer is not None:
            await _give(answer, Headers(scope=scope).get("if-none-match", ""), send)

    async def _wait(self, key: Key, scope: Scope, receive: Receive) -> Answer | None:
        """The answer once it is made; None if the asker left."""
        making = self._making.get(key)
        if making is None and len(self._making) >= self._most:
            return _full()
        if making is None or making.task is None:
            making = self._making[key] = _Making()
            making.task = asyncio.create_task(self._make(key, making, scope))
        task, leaving = making.task, asyncio.create_task(_left(receive))
        making.askers += 1
        try:
            await asyncio.wait({task, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            making.askers -= 1
            if not (making.askers or making.begun or task.done()):
                self._making.pop(key, None)
                task.cancel()
        return task.result() if task.done() and not task.cancelled() else None

    async def _make(self, key: Key, making: _Making, scope: Scope) -> Answer:
        async with self._places:
            making.begun = True
            try:
                answer = await _whole(self.app, scope)
                if answer.status == OK and Headers(raw=answer.headers).get("etag"):
                    self._shelf.put(key, answer)
            finally:
                self._making.pop(key, None)
        if not self._making:  # the last for now: what making them took goes back to the system
            self._tidying = asyncio.create_task(asyncio.to_thread(give_back_now))
        return answer


def is_costly(scope: Scope) -> bool:
    """Whether a request is for a file that must be made.

    Parameters
    ----------
    scope : Scope
        ASGI's, of a request by HTTP.

    Returns
    -------
    bool
        By path and query alone: the map's page and its data are not costly.
    """
    path = str(scope["path"]).removeprefix("/en")
    return bool(COSTLY.search(path)) or (path.startswith("/api/") and bool(COSTLY_FORMAT.search(scope["query_string"])))


def _key(scope: Scope) -> Key:
    headers = Headers(scope=scope)
    own = (scope.get("scheme"), headers.get("host"))  # links of features name the server by the name it was asked by
    return scope["path"], scope["query_string"], headers.get("accept-encoding"), headers.get("accept-language"), *own


async def _whole(app: ASGIApp, scope: Scope) -> Answer:
    """The whole answer of the application to a request without what is about one asker only."""
    status, headers, parts = 500, [], []

    async def take(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status, headers = message["status"], list(message.get("headers", []))
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    async def nobody() -> Message:
        """A request without a body, whose asker stays."""
        if not asked:
            await asyncio.Event().wait()
        return asked.pop()

    asked: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]
    kept = [(name, value) for name, value in scope["headers"] if name not in ABOUT_THE_ASKER]
    await app({**scope, "headers": kept, "state": dict(scope.get("state", {}))}, nobody, take)
    return Answer(status, headers, b"".join(parts))


async def _left(receive: Receive) -> None:
    """Ends when the asker has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _give(answer: Answer, if_none_match: str, send: Send) -> None:
    """Send an answer in parts, or 304 to who has it."""
    known = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
    if answer.status == OK and Headers(raw=answer.headers).get("etag", "-").removeprefix("W/") in known:
        kept = [(name, value) for name, value in answer.headers if name not in {b"content-length", b"content-type"}]
        await send({"type": "http.response.start", "status": 304, "headers": kept})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    for begin in range(0, max(len(answer.body), 1), PART_BYTES):
        part = answer.body[begin : begin + PART_BYTES]
        await send({"type": "http.response.body", "body": part, "more_body": begin + PART_BYTES < len(answer.body)})


def _full() -> Answer:
    """Too many are waiting: come again in some seconds."""
    told = PlainTextResponse(
        "Gerade werden zu viele Dateien erstellt. Bitte in einigen Sekunden noch einmal.\n"
        "Too many files are being made. Please ask again in some seconds.\n",
        503,
        headers={"Retry-After": str(RETRY_S), "Cache-Control": "no-store"},
    )
    return Answer(told.status_code, list(told.raw_headers), bytes(told.body))
