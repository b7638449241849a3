"""`python -m bench.web`: the atlas under 20 clients at once on this machine, and the sizes of what it sends.

Each client asks, waits for the whole answer, thinks for a moment, and asks for the next thing; the server is a process
of its own on the loopback address. With `--think 0` the clients saturate the server: then the latency is the number of
clients times what one answer costs, and says how much one machine can serve.
"""

import argparse
import asyncio
import gzip
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CLIENTS: Final = 20
REQUESTS: Final = 40  # of each client
THINK_S: Final = 0.25
START: Final = "from kleinstadt.cli.main import main; main()"
HEAD: Final = (
    "| request | count | median ms | 95 % ms | most ms | a second | CPU ms of the server |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
)
WARM_S: Final = 300.0
QUIET_S: Final = 0.05  # seconds of a processor in a second: less is nothing
SEED: Final = 7
LEAST_OF_HEAD: Final = 12  # bytes of "HTTP/1.1 200"
FIRST_PROFILE: Final = "/stadt/06440002-bad-nauheim"
FIRST_CALL: Final = "/api/v1/profile/06440002"
FIRST_LAYER: Final = "/karte/ebene?ebene=verband"  # what the map opens with


def _free_port() -> int:
    """A port that nobody listens on: a server of somebody else's must not be measured."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


PORT: Final = _free_port()


@dataclass(frozen=True)
class Latency:
    """Milliseconds of one kind of request."""

    name: str
    count: int
    median: float
    p95: float
    most: float
    per_second: float


def main() -> None:
    """Start a server, measure, print Markdown, stop the server."""
    parser = argparse.ArgumentParser(prog="python -m bench.web")
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--requests", type=int, default=REQUESTS, help="of each client")
    parser.add_argument("--think", type=float, default=THINK_S, help="mean seconds between two requests of a client")
    chosen = parser.parse_args()
    print(f"load of the machine {os.getloadavg()[0]:.1f}\n\n{asked_at_once(FIRST_PROFILE)}")
    print(f"{asked_at_once(FIRST_CALL)}\n{asked_at_once(FIRST_LAYER)}\n")
    with serving() as server:
        warm()
        until_quiet(server)
        keys = towns()
        kinds = (
            ("page of a town, each a new one", [address(key) for key in keys]),
            ("its profile by the API", [f"/api/v1/profile/{key}" for key in keys]),
            ("data of a map", _layers()),
        )
        print(HEAD)
        for name, paths in kinds:
            before = _cpu_s(server.pid)
            found = asyncio.run(_load(name, paths, chosen.clients, chosen.requests, chosen.think))
            costs = (_cpu_s(server.pid) - before) / found.count * 1000
            figures = " | ".join(f"{x:.1f}" for x in (found.median, found.p95, found.most, found.per_second, costs))
            print(f"| {found.name} | {found.count} | {figures} |", flush=True)
        print(f"\n{_sizes()}")


@contextmanager
def serving() -> Iterator[subprocess.Popen[str]]:
    """A server that answers, ended afterwards."""
    line = [sys.executable, "-c", START, "serve", "--no-plans", "--port", str(PORT)]
    server = subprocess.Popen(line, stdout=subprocess.DEVNULL, text=True)
    try:
        until_answers(server)
        yield server
    finally:
        server.terminate()
        server.wait(20)


def asked_at_once(path: str) -> str:
    """How soon a server is ready, and what the first who asks then waits for, in words."""
    started = time.perf_counter()
    with serving() as server:
        ready, before = time.perf_counter(), _cpu_s(server.pid)
        fetch(path, timeout=WARM_S)
        first, costs = (time.perf_counter() - ready) * 1000, (_cpu_s(server.pid) - before) * 1000
    told = f"{path} asked at once: {first:.0f} ms, {costs:.0f} ms of a processor"
    return f"Ready after {ready - started:.1f} s ({before:.1f} s of a processor); {told}."


def _cpu_s(process: int) -> float:
    """Seconds of a processor that a process has taken (Linux)."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def fetch(path: str, timeout: float = 120.0) -> bytes:
    """What the server answers, compressed as it comes."""
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        data: bytes = answer.read()
        return data


def _text(path: str) -> str:
    data = fetch(path)
    return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode()


def until_answers(server: subprocess.Popen[str]) -> None:
    """Wait until the server is there; ends the program if it does not come."""
    for _ in range(600):
        if server.poll() is not None:
            sys.exit("The server did not start.")
        try:
            fetch("/static/x/icon.svg", timeout=2)
        except OSError:
            time.sleep(0.05)
        else:
            return
    sys.exit("The server did not answer within half a minute.")


def warm() -> None:
    """Wait until what is computed ahead in the background is there."""
    started = time.perf_counter()
    for path in (FIRST_PROFILE, "/verband/064400002-bad-nauheim", *_layers()):
        fetch(path, timeout=WARM_S)
    print(f"computed ahead after {time.perf_counter() - started:.1f} s\n")


def until_quiet(server: subprocess.Popen[str]) -> None:
    """Wait until nothing is computed ahead any more: it would be counted among the costs of answers."""
    spent = -1.0
    while (now := _cpu_s(server.pid)) - spent > QUIET_S:
        spent = now
        time.sleep(1)


def towns() -> list[str]:
    """Keys of municipalities, each only once, so that none of their pages is kept already."""
    rows = json.loads(_text("/api/v1/areas?level=gemeinde&limit=20000"))["data"]
    keys = [row["ags"] for row in rows if row["population"]]
    random.Random(SEED).shuffle(keys)
    return keys[: CLIENTS * REQUESTS]


def address(key: str) -> str:
    place = json.loads(_text(f"/api/v1/search?q={key}"))["data"][0]
    return str(place["path"])


def _layers() -> list[str]:
    names = json.loads(_text("/api/v1"))["indicators"]
    return [f"/karte/ebene?i={name}&jahr=2019&ebene=verband" for name in names]


async def _load(name: str, paths: Sequence[str], clients: int, requests: int, think: float) -> Latency:
    started = time.perf_counter()
    shares = [[paths[(place * requests + turn) % len(paths)] for turn in range(requests)] for place in range(clients)]
    found = await asyncio.gather(*(_client(share, think, place) for place, share in enumerate(shares)))
    seconds = sorted(one for share in found for one in share)
    passed = time.perf_counter() - started
    return Latency(
        name,
        len(seconds),
        statistics.median(seconds) * 1000,
        seconds[int(len(seconds) * 0.95)] * 1000,
        seconds[-1] * 1000,
        len(seconds) / passed,
    )


async def _client(paths: Sequence[str], think: float, seed: int) -> list[float]:
    """One browser: one connection, one request after the other."""
    dice = random.Random(seed)
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    seconds = []
    for path in paths:
        await asyncio.sleep(dice.uniform(0, 2 * think))
        started = time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            sys.exit(f"{path}: {head[: LEAST_OF_HEAD + 20]!r}")
        length = re.search(rb"content-length: (\d+)", head)
        await reader.readexactly(int(length.group(1)) if length else 0)
        seconds.append(time.perf_counter() - started)
    writer.close()
    return seconds


def _sizes() -> str:
    """Kilobytes on the wire of the first pages and of the map's data."""
    page = _text("/karte")
    assets = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2))"', page)
    modules = [path.rsplit("/", 1)[0] + name for path in assets[-1:] for name in ("/map_pane.js", "/map_table.js")]
    first = sum(len(fetch(path)) for path in ["/karte", *assets, *modules])
    data = sum(len(fetch(f"/api/v1/{path}")) for path in ("geometry", "geometry?level=land", "attributes"))
    start = len(fetch("/")) + sum(len(fetch(path)) for path in re.findall(r'"(/static/[^"]+)"', _text("/")))
    return f"Start page {start / 1e3:.0f} kB, map page {first / 1e3:.0f} kB, data of the map {data / 1e3:.0f} kB."


if __name__ == "__main__":
    main()
