"""What HTTP asks of a server, and what keeps it up: hosts, encodings, ETags, CORS, redirects, costly answers, heads."""

import asyncio
import socket
from collections.abc import Iterator
from io import BytesIO
from threading import Thread
from time import monotonic, sleep

import polars as pl
import pytest
import served
import uvicorn
from python_calamine import CalamineWorkbook
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from kleinstadt.report.tables.export import to_bytes
from kleinstadt.spreadsheets import harmless
from kleinstadt.web.serving import connections
from kleinstadt.web.serving.costly import Answer, CostlyAnswers, Shelf, is_costly
from kleinstadt.web.serving.standards import KnownHosts, hosts_of, on_this_server, takes_gzip

MAP = "/gruppen/karte.svg?n=4&art=ward"


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("GZIP;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, br", False),
        ("*, gzip;q=0", False),
        ("identity", False),
        ("", False),
        ("gzipped", False),
        ("gzip;q=x", False),
    ],
)
def test_who_takes_gzip(accepted: str, taken: bool) -> None:
    assert takes_gzip(accepted) is taken


def test_gzip_is_not_sent_to_those_who_refuse_it(client: TestClient) -> None:
    for path in ("/", "/api/v1/areas", served.atlas().state.site.static.address("icon.svg")):
        assert "content-encoding" not in client.get(path, headers={"Accept-Encoding": "gzip;q=0"}).headers
        assert client.get(path, headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("path", ["/", "/api/v1/indicators", "/api/v1/areas?format=csv", "/daten"])
def test_if_none_match_star_is_304_where_there_is_something(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"If-None-Match": "*"})
    assert (answer.status_code, answer.content) == (304, b"")
    again = client.get(path, headers={"If-None-Match": f'"x", {answer.headers["etag"]}'})
    assert again.status_code == 304
    assert client.get(path, headers={"If-None-Match": '"x"'}).status_code == 200


@pytest.mark.parametrize("path", ["/nix", "/api/v1/profile/99999999", "/stadt/99999999"])
def test_if_none_match_star_is_404_where_there_is_nothing(client: TestClient, path: str) -> None:
    assert client.get(path, headers={"If-None-Match": "*"}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/api/v1/nix", "/api/v1/areas?year=x", "/en/api/v1/profile/99999999", "/api/v1/areas"]
)
def test_other_sites_may_read_the_api_and_its_errors(client: TestClient, path: str) -> None:
    assert client.get(path).headers["access-control-allow-origin"] == "*"


def test_preflights_are_answered(client: TestClient) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    answer = client.options("/api/v1/values", headers=asked)
    assert (answer.status_code, answer.headers["access-control-allow-methods"]) == (204, "GET, HEAD, OPTIONS")
    assert client.options("/karte", headers=asked).status_code == 405, "pages are not for other sites"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("http://evil.example/karte", "/karte"),
        ("//evil.example/karte?x=1", "/karte?x=1"),
        ("/karte?x=1#here", "/karte?x=1#here"),
        ("\\\\evil.example/a", "/a"),
        ("////evil.example", "/evil.example"),
        ("http://evil.example", "/"),
        ("?part=2", "?part=2"),
        ("next", "next"),
    ],
)
def test_redirects_lead_to_a_path(address: str, path: str) -> None:
    assert on_this_server(address) == path


@pytest.mark.parametrize("path", ["/karte/", "/api/v1/areas/", "//evil.example/karte/", "/bericht/2019"])
def test_no_redirect_names_a_host(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Host": "evil.example"})
    assert "evil.example" not in answer.headers.get("location", "")
    assert not answer.headers.get("location", "/").startswith("//")


def hosts(*names: str, host: str = "127.0.0.1") -> TestClient:
    return TestClient(KnownHosts(PlainTextResponse("here"), hosts_of(host, names)))


def test_a_server_answers_to_its_own_names_only() -> None:
    asked = {name: hosts("Atlas.example").get("/", headers={"Host": name}).status_code for name in (
        "localhost", "127.0.0.1:8000", "[::1]:8000", "atlas.example", "ATLAS.EXAMPLE.:443", "evil.example", "",
        "localhost@evil.example", "localhost:x", "evil.example#localhost", "10.0.0.1",
    )}  # fmt: skip
    assert [name for name, status in asked.items() if status == 200] == [
        "localhost", "127.0.0.1:8000", "[::1]:8000", "atlas.example", "ATLAS.EXAMPLE.:443"
    ]  # fmt: skip
    assert hosts(host="0.0.0.0").get("/", headers={"Host": "10.0.0.1:8000"}).status_code == 200
    assert hosts(host="0.0.0.0").get("/", headers={"Host": "evil.example"}).status_code == 400


def test_a_host_must_stand_once() -> None:
    sent: list[int] = []

    async def ask(headers: list[tuple[bytes, bytes]]) -> None:
        async def send(message: dict) -> None:
            if "status" in message:
                sent.append(message["status"])

        scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}
        await KnownHosts(PlainTextResponse("here"))(scope, None, send)

    for headers in ([], [(b"host", b"localhost"), (b"host", b"evil.example")], [(b"host", b"localhost")]):
        asyncio.run(ask(headers))
    assert sent == [400, 400, 200]


@pytest.mark.parametrize("path", ["/stadt/08115041", "/tabelle", "/karte"])
def test_a_year_of_5000_digits_is_refused(client: TestClient, path: str) -> None:
    for year in ("2" * 5000, "002019" + "0" * 5000):
        assert client.get(path, params={"jahr": year}).status_code in {200, 404, 422}
    assert client.get("/stadt/08115041", params={"jahr": "2" * 5000}).status_code == 422
    assert client.get("/api/v1/areas", params={"year": "2" * 5000}).status_code == 422


NASTY = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "https://evil.example", "Ort", "-", "-3,5", None]


def test_names_never_become_formulas_or_links() -> None:
    frame = pl.DataFrame({"name": NASTY, "value": [-1.5] * len(NASTY)})
    csv = to_bytes(frame, "csv").decode()
    assert csv.splitlines()[1:5] == ["'=1+1,-1.5", "+1,-1.5", "'-2+3,-1.5", "'@SUM(A1),-1.5"]
    assert harmless(frame)["name"].to_list()[-5:] == ["https://evil.example", "Ort", "-", "-3,5", None]
    sheet = CalamineWorkbook.from_filelike(BytesIO(to_bytes(frame, "xlsx"))).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet[1:10]] == [str(name) for name in NASTY[:-1]]


# --- costly answers


def test_what_is_costly() -> None:
    def asked(path: str, query: bytes = b"") -> bool:
        return is_costly({"path": path, "query_string": query})

    assert all(map(asked, ["/karte/karte.png", "/en/stadt/x.pdf", "/tabelle.xlsx", "/gruppen/karte.svg"]))
    assert all(map(asked, ["/stadt/x/diagramm/y.png", "/en/deutschland/diagramm/y.svg", "/vergleich/diagramm/y.csv"]))
    assert asked("/api/v1/areas", b"level=land&format=xlsx")
    assert not any(map(asked, ["/", "/karte", "/stadt/x", "/static/1/icon.svg", "/bericht/2019/a.png", "/plan/1.docx"]))


PARTS = ["/karte/ebene", "/en/karte/ebene", "/stadt/x/lage.svg", "/kreis/x/karte.svg", "/deutschland/karte.svg"]


def test_what_a_page_shows_waits_for_its_turn_and_is_never_refused() -> None:
    async def many() -> list[int | None]:
        app = CostlyAnswers(Slow(), at_once=1, waiting=0)
        paths = [*PARTS, "/einbetten/karte"] * 5
        return list(await asyncio.gather(*(asked(app, path=f"{path}?{at}") for at, path in enumerate(paths))))

    assert set(asyncio.run(many())) == {200}


def test_a_small_map_is_drawn_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/stadt/06440002-bad-nauheim/lage.svg"
    first = client.get(path, headers={"Accept-Encoding": "gzip"})
    monkeypatch.setattr("kleinstadt.report.drawing.small_maps.locator", lambda *_: "drawn again")
    assert client.get(path, headers={"Accept-Encoding": "identity"}).text == first.text
    assert first.headers["content-encoding"] == "gzip"
    assert first.text.startswith("<svg")


def test_the_shelf_is_bounded_in_bytes() -> None:
    shelf = Shelf(110_000)
    for number in range(10):
        shelf.put((number,), Answer(200, [], bytes(20_000)))
    shelf.put(("large",), Answer(200, [], bytes(30_000)))
    assert 100_000 < shelf.used <= 110_000
    assert list(shelf.answers) == [(number,) for number in range(5, 10)]


def test_long_questions_with_short_answers_count_on_the_shelf() -> None:
    """Each address with another list of keys is a question of its own: 2 kB of it, and 20 bytes that none fits."""
    shelf = Shelf(100_000)
    for number in range(1_000):
        shelf.put(("/api/v1/areas", f"{number:02000}".encode()), Answer(200, [(b"etag", b"x" * 100)], bytes(20)))
    assert 10 < len(shelf.answers) < 50
    assert shelf.used <= 100_000
    for number in range(1_000, 1_050):
        shelf.put((number,), Answer(200, [], bytes(20_000)))
    assert len(shelf.answers) == 4
    assert 80_000 < shelf.used <= 100_000, "what went is no longer counted"


class Slow:
    """An application whose answers take a while, or as long as it is told, and how many it made, and made at once."""

    def __init__(self, until: asyncio.Event | None = None) -> None:
        self.made = self.now = self.most = 0
        self.until = until

    async def __call__(self, scope: dict, receive: object, send: object) -> None:
        self.made, self.now = self.made + 1, self.now + 1
        self.most = max(self.most, self.now)
        await (asyncio.sleep(0.05) if self.until is None else self.until.wait())
        self.now -= 1
        await PlainTextResponse("made", headers={"ETag": 'W/"x"'})(scope, receive, send)  # type: ignore[arg-type]


async def asked(app: CostlyAnswers, name: str = "", *, leaves_after: float | None = None, path: str = "") -> int | None:
    """The status of one request; None where the asker left first."""
    found: list[int] = []
    messages = [{"type": "http.request", "body": b""}]

    async def receive() -> dict:
        if messages:
            return messages.pop()
        await asyncio.sleep(60 if leaves_after is None else leaves_after)
        return {"type": "http.disconnect"}

    async def send(message: dict) -> None:
        if "status" in message:
            found.append(message["status"])

    path, _, query = (path or f"/stadt/{name}.pdf").partition("?")
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    await app(scope, receive, send)
    return found[0] if found else None


def test_an_answer_is_made_once_for_all_who_ask_and_kept() -> None:
    async def many() -> tuple[list[int | None], int]:
        slow = Slow()
        app = CostlyAnswers(slow)
        found = await asyncio.gather(*(asked(app, "same") for _ in range(60)))
        return [*found, await asked(app, "same")], slow.made

    assert asyncio.run(many()) == ([200] * 61, 1)


def test_few_are_made_at_once_and_too_many_are_sent_away() -> None:
    async def many() -> tuple[list[int | None], Slow]:
        slow = Slow()
        app = CostlyAnswers(slow, at_once=2, waiting=3)
        return list(await asyncio.gather(*(asked(app, str(number)) for number in range(9)))), slow

    found, slow = asyncio.run(many())
    assert sorted(map(str, found)) == ["200"] * 5 + ["503"] * 4
    assert (slow.made, slow.most) == (5, 2)


def test_what_nobody_waits_for_is_not_begun() -> None:
    async def many() -> tuple[list[int | None], int]:
        all_have_left = asyncio.Event()
        slow = Slow(until=all_have_left)
        app = CostlyAnswers(slow, at_once=1, waiting=50)
        first = asyncio.create_task(asked(app, "first"))
        found = list(await asyncio.gather(*(asked(app, str(number), leaves_after=0.01) for number in range(40))))
        all_have_left.set()
        found.append(await first)
        await asyncio.sleep(0.1)
        return found, slow.made

    found, made = asyncio.run(many())
    assert found == [*[None] * 40, 200]
    assert made == 1


def test_a_kept_answer_is_304_for_who_has_it(client: TestClient) -> None:
    first = client.get(MAP)
    assert first.status_code == 200
    again = client.get(MAP, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(MAP).headers["etag"] == first.headers["etag"]


# --- heads and silent sockets


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(connections, "HEAD_S", 0.5)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(PlainTextResponse("here"), http=connections.GuardedProtocol, log_level="error")
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            sleep(0.01)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join(5)


def spoken(port: int, *parts: bytes, pause: float = 0.0) -> bytes:
    """What the server says to some bytes, up to its closing the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        heard = b""
        try:
            for part in parts:
                connection.sendall(part)
                sleep(pause)
            while part := connection.recv(65536):
                heard += part
        except ConnectionError:
            pass
        return heard


HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"


def test_heads_of_more_than_64_kb_are_cut(port: int) -> None:
    assert b"200 OK" in spoken(port, HEAD + b"X: " + b"a" * 60_000 + b"\r\n\r\n")
    begun = monotonic()
    assert b"200 OK" not in spoken(port, HEAD + b"X: ", *[b"a" * 2**20] * 60)
    assert monotonic() - begun < 2
    assert b"200 OK" in spoken(port, HEAD + b"\r\n")


def test_slow_heads_and_silent_sockets_are_cut(port: int) -> None:
    begun = monotonic()
    assert spoken(port) == b""
    assert spoken(port, HEAD, *[b"X: y\r\n"] * 6, pause=0.2) == b""
    assert monotonic() - begun < 4
    assert b"200 OK" in spoken(port, HEAD, b"\r\n", pause=0.1)
