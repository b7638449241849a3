"""The lines of docs/security.md for nginx, run as they stand there: TLS, HSTS, limits, names."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

NAME = "atlas.example.de"
PAGE = Path(__file__).parent.parent.parent / "docs" / "security.md"
HTTP = """
{user}
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{documented}
}}
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("nginx") and shutil.which("openssl")), reason="no nginx or no openssl here"),
]


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def documented(folder: Path, atlas: int, proxy: int) -> str:
    """What the page says, with this test's ports and certificate."""
    lines = re.findall(r"^    (.*)$", PAGE.read_text(encoding="utf-8").split("for nginx", 1)[-1], re.MULTILINE)
    text = "\n".join(lines[next(at for at, line in enumerate(lines) if line.startswith("limit_req_zone")) :])
    for old, new in (
        ("listen 443 ssl", f"listen 127.0.0.1:{proxy} ssl"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", f"{folder}/cert.pem"),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", f"{folder}/key.pem"),
        ("http://127.0.0.1:8000", f"http://127.0.0.1:{atlas}"),
    ):
        assert old in text, f"the page no longer says {old}"
        text = text.replace(old, new)
    return text


def until_listens(port: int) -> None:
    for _ in range(600):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"nobody listens on {port}")


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of an nginx before a public atlas."""
    folder, atlas, port = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    certificate += ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem"]
    subprocess.run(certificate, check=True, capture_output=True)
    user = "user root;" if os.getuid() == 0 else ""
    written = HTTP.format(user=user, folder=folder, documented=documented(folder, atlas, port))
    (folder / "nginx.conf").write_text(written, encoding="utf-8")
    serving = [sys.executable, "-m", "kleinstadt", "serve", "--public", NAME, "--port", str(atlas)]
    proxying = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    running = [subprocess.Popen(line, stdout=subprocess.DEVNULL) for line in (serving, proxying)]
    try:
        until_listens(atlas)
        until_listens(port)
        yield port
    finally:
        for process in running:
            process.terminate()
            process.wait(20)


@pytest.fixture
def asker(proxy: int) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=f"https://127.0.0.1:{proxy}", headers={"Host": NAME}, verify=False, timeout=60, trust_env=False
    ) as client:
        yield client


def test_pages_come_by_tls_with_hsts_and_without_cookies(asker: httpx.Client) -> None:
    answer = asker.get("/")
    assert answer.status_code == 200
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert "set-cookie" not in answer.headers
    assert answer.headers["content-security-policy"]
    moved = asker.get("/stadt/06440002", follow_redirects=False)
    assert not moved.headers.get("location", "/").startswith("http:"), "never back to plain HTTP"
    assert asker.get("/plan/").status_code == 404, "no desk for everybody"


def test_foreign_names_large_bodies_and_old_tls_are_refused(asker: httpx.Client, proxy: int) -> None:
    assert asker.get("/", headers={"Host": "evil.example"}).status_code >= 400
    assert asker.post("/", content=b"x" * 2_000_000).status_code == 413
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("DEFAULT@SECLEVEL=0")
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection(("127.0.0.1", proxy)) as plain,
        pytest.raises(ssl.SSLError),
        old.wrap_socket(plain),
    ):
        pass


def test_who_asks_too_fast_is_told_to_wait(asker: httpx.Client) -> None:
    found = [asker.get("/static/x/icon.svg").status_code for _ in range(300)]
    assert set(found) == {200, 503}
    time.sleep(1)
    assert asker.get("/").status_code == 200
