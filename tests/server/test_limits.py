"""Who may ask a server, and how much."""

from __future__ import annotations

import http.client
import os
import re
import select
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from reader.server import limits, refusals
from tests.cli.conftest import long_page
from tests.server.serving import Served, run, serving
from tests.waiting import LIMIT, until

pytestmark = pytest.mark.slow

ASKED = {"q": "Le ministre a visité le port.", "source": "fr", "target": "en"}
SECRET = "كلمةسريةلاتظهر"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("guarded")


@pytest.fixture(scope="module")
def key(home: Path) -> str:
    made = run(home, "keys", "add", "library")
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


@pytest.fixture(scope="module")
def guarded(home: Path, key: str) -> Iterator[Served]:
    """A server with small limits that demands a key."""
    limits = ("--char-limit", "200", "--batch-limit", "3", "--body-limit", "1")
    with serving(home, "--api-keys", "-v", "--no-cache", *limits) as running:
        yield running


def line_to(served: Served) -> socket.socket:
    """A connection, for what no client library would send."""
    place = urlsplit(served.url)
    return socket.create_connection((place.hostname, place.port), LIMIT)


def to_the_end(line: socket.socket) -> bytes:
    """All that a server sends until it closes a connection."""
    received = b""
    while piece := line.recv(65536):
        received += piece
    return received


# Keys.


def test_without_a_key_and_with_a_wrong_one(guarded: Served, key: str) -> None:
    needed = "Please contact the server operator to get an API key"
    for path in ("/translate", "/detect"):
        bare = guarded.ask(path, ASKED)
        assert (bare.status, bare.error) == (400, needed)
        wrong = guarded.ask(path, {**ASKED, "api_key": key[:-1]})
        assert (wrong.status, wrong.error) == (403, "Invalid API key")
    assert guarded.ask("/translate", {**ASKED, "api_key": key}).status == 200
    assert guarded.ask("/translate", json_={**ASKED, "api_key": key}).status == 200
    bearer = {"Authorization": f"Bearer {key}"}
    assert guarded.ask("/translate", ASKED, headers=bearer).status == 200
    assert guarded.upload("/translate_file", "a.txt", b"x", source="fr", target="en").error == (
        needed
    )
    for path in ("/", "/languages", "/health", "/frontend/settings", "/docs"):
        assert guarded.ask(path).status == 200
    assert guarded.ask("/metrics").status == 400
    assert guarded.ask("/metrics", headers=bearer).status == 200
    assert guarded.ask("/frontend/settings").json["keyRequired"] is True


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Authorization: Bearer wrong\r\nContent-Type: application/json", b""),
        (
            b"Content-Type: multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="api_key"\r\n\r\nwrong\r\n--x\r\n',
        ),
    ],
)
def test_a_wrong_key_is_told_before_the_body_has_come(
    guarded: Served, head: bytes, body: bytes
) -> None:
    with line_to(guarded) as line:
        line.sendall(
            b"POST /translate_file HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n"
            + head
            + b"\r\n\r\n"
            + body
        )
        answer = b""
        while b"Invalid API key" not in answer:
            piece = line.recv(4096)
            assert piece, answer
            answer += piece
    assert b" 403 " in answer


def test_keys_are_shown_once_and_kept_as_digests(home: Path, key: str) -> None:
    file = home / "data" / "api-keys.json"
    assert key not in file.read_text("utf-8") and "library" in file.read_text("utf-8")
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    again = run(home, "keys", "add", "library")
    assert again.returncode == 1 and again.stderr.count("\n") == 1
    assert run(home, "keys", "remove", "nobody").returncode == 1


def test_a_key_that_is_withdrawn_opens_nothing_more(home: Path, guarded: Served) -> None:
    made = run(home, "keys", "add", "guest").stdout.strip()
    assert "guest" in run(home, "keys", "list").stdout
    assert guarded.ask("/translate", {**ASKED, "api_key": made}).status == 200
    assert run(home, "keys", "remove", "guest").returncode == 0
    assert guarded.ask("/translate", {**ASKED, "api_key": made}).status == 403


def test_another_address_demands_keys(tmp_path: Path) -> None:
    refused = run(tmp_path, "--host", "0.0.0.0", "--port", "0")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1 and "reader serve keys add" in refused.stderr


# Limits.


def test_too_long_too_many_too_large(guarded: Served, key: str) -> None:
    mine = {**ASKED, "api_key": key}
    assert guarded.ask("/detect", json_={**mine, "q": ["a"] * 4}).status == 400
    answer = guarded.ask("/translate", {**mine, "q": "é" * 201})
    message = "Invalid request: request (201) exceeds text limit (200)"
    assert (answer.status, answer.error) == (400, message)
    assert guarded.ask("/translate", {**mine, "q": "é" * 200}).status == 200
    assert guarded.ask("/detect", {**mine, "q": "é" * 201}).status == 400
    answer = guarded.ask("/translate", json_={**mine, "q": ["a"] * 4})
    assert answer.error == "Invalid request: request (4) exceeds text limit (3)"
    assert guarded.ask("/translate", json_={**mine, "q": ["a"] * 3}).status == 200
    answer = guarded.ask("/translate", json_={**mine, "q": "a" * (1 << 20)})
    assert (answer.status, answer.error) == (413, "Invalid request: body exceeds 1048576 bytes")


def test_a_body_of_unknown_length_ends_at_the_limit(guarded: Served) -> None:
    with line_to(guarded) as line:
        line.sendall(
            b"POST /translate HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        for _ in range(40):
            line.sendall(b"10000\r\n" + b"q" * 0x10000 + b"\r\n")
        line.sendall(b"0\r\n\r\n")
        assert b" 413 " in to_the_end(line)


def test_who_is_still_sending_gets_the_answer(guarded: Served) -> None:
    size, piece = 3 << 20, b"q" * 0x10000
    with line_to(guarded) as line:
        line.sendall(
            b"POST /translate HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"Content-Length: %d\r\n\r\n" % size
        )
        answer = b""
        while b"exceeds 1048576 bytes" not in answer:  # it is told before anything was sent
            answer += line.recv(4096)
        for _ in range(size // len(piece)):
            line.sendall(piece)
        assert to_the_end(line) == b""
    assert b"connection: close" in answer.lower()


def test_who_never_stops_sending_is_left(guarded: Served) -> None:
    with line_to(guarded) as line:
        line.sendall(
            b"POST /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n"
        )
        sent = 0
        with pytest.raises(OSError):
            while sent < 200 << 20:
                line.sendall(b"q" * 0x100000)
                sent += 0x100000


def test_the_wait_is_told_in_whole_seconds_that_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    rate = limits.Rate(1)
    monkeypatch.setattr("reader.server.limits.time.monotonic", lambda: 100.0)
    rate.count("a")
    monkeypatch.setattr("reader.server.limits.time.monotonic", lambda: 157.6)
    with pytest.raises(refusals.Refused) as caught:
        rate.count("a")
    assert caught.value.retry == 3
    monkeypatch.setattr("reader.server.limits.time.monotonic", lambda: 160.6)
    rate.count("a")


def test_of_too_many_clients_the_one_silent_for_longest_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "_MOST_CLIENTS", 2)
    rate = limits.Rate(2)
    for client in ("a", "a", "b", "b"):
        rate.count(client)
    with pytest.raises(refusals.Refused):
        rate.count("a")
    rate.count("c")
    with pytest.raises(refusals.Refused):
        rate.count("a")
    rate.count("b")


def test_too_often(tmp_path: Path) -> None:
    with serving(tmp_path, "--req-limit", "3") as served:
        statuses = [served.ask("/detect", {"q": "Bonjour"}).status for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        answer = served.ask("/translate", ASKED)
        assert answer.error == "Slowdown: 3 per 1 minute"
        assert 0 < int(answer.headers["Retry-After"]) <= 60
        assert served.ask("/languages").status == 200


def test_a_request_may_take_so_long_and_no_longer(tmp_path: Path) -> None:
    with serving(tmp_path, "--time-limit", "1", "--no-cache", "-j", "1") as served:
        long = long_page(1_500)
        answer = served.ask("/translate", json_={"q": long, "source": "ar", "target": "en"})
        message = "Cannot translate text: it takes more than 1 seconds"
        assert (answer.status, answer.error) == (503, message)
        until(lambda: served.ask("/translate", {**ASKED, "q": "12"}).status == 200)
        with pytest.raises(http.client.IncompleteRead):  # no half of a file passes for a whole one
            served.ask("/read", {"q": long, "source": "ar", "target": "en", "as": "text"})


def test_a_document_that_takes_too_long_to_read_is_ended(tmp_path: Path) -> None:
    long = long_page(20_000).encode() * 4
    with serving(tmp_path, "--time-limit", "1", "--no-cache") as served:

        def processes() -> list[str]:
            task = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children")
            return task.read_text().split() if task.exists() else []

        for path in ("/translate_file", "/read"):
            answer = served.upload(path, "long.md", long, source="ar", target="en")
            assert answer.status == 503 and b"more than 1 seconds" in answer.content
            until(lambda: not processes())
        assert served.ask("/health").status == 200


def test_who_neither_asks_nor_listens_is_left(tmp_path: Path) -> None:
    asked = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with serving(tmp_path, first="from reader.server import run; run.SLOWEST = 1") as served:
        for sent in (b"", asked[:-2]):
            with line_to(served) as line, suppress(ConnectionResetError):
                line.sendall(sent)
                to_the_end(line)
        with line_to(served) as line:
            line.sendall(asked * 5_000)
            hung_up = select.poll()
            hung_up.register(line, select.POLLHUP | select.POLLERR)
            assert hung_up.poll(1000 * LIMIT)
        assert served.ask("/health").status == 200


# Pages of others.


def test_pages_of_others_may_not_use_it(guarded: Served) -> None:
    def status(origin: str, path: str = "/translate") -> int:
        return guarded.ask(path, ASKED, headers={"Origin": origin}).status

    assert status("https://evil.example") == status("null") == 403
    assert status("http://localhost.evil.example") == status("http://[") == 403
    assert status("https://evil.example", "/suggest") == 403
    # These go on to where a key is asked for.
    for origin in (guarded.url, "http://localhost:3000", "moz-extension://0a1b", "http://[::1]:1"):
        assert status(origin) == 400
    allowed = guarded.ask("/languages", headers={"Origin": "http://localhost:3000"})
    assert allowed.headers["Access-Control-Allow-Origin"] == "http://localhost:3000"
    foreign = guarded.ask("/languages", headers={"Origin": "https://evil.example"})
    assert foreign.headers["Access-Control-Allow-Origin"] is None


def test_a_name_that_was_made_to_point_here_is_refused(guarded: Served) -> None:
    for host in ("evil.example", "evil.example:5000", "", "[", "127.0.0.1.evil.example"):
        answer = guarded.ask("/languages", headers={"Host": host})
        assert answer.status == 400
    assert guarded.ask("/languages", headers={"Host": "localhost:1"}).status == 200


def test_a_site_that_is_allowed(tmp_path: Path) -> None:
    with serving(tmp_path, "--allow-origin", "https://reading.example") as served:
        mine = {"Origin": "https://reading.example"}
        before = served.ask("/translate", method="OPTIONS", headers=mine)
        assert before.status == 204
        assert before.headers["Access-Control-Allow-Methods"] == "GET, POST"
        answer = served.ask("/translate", ASKED, headers=mine)
        assert answer.headers["Access-Control-Allow-Origin"] == mine["Origin"]
        assert answer.status == 200


# What is kept to oneself.


def test_nothing_of_a_text_is_in_the_log(guarded: Served, key: str) -> None:
    mine = {"api_key": key, "source": "ar", "target": "en"}
    for form in (
        {**mine, "q": f"وصل {SECRET} أمس."},
        {**mine, "q": SECRET, "target": "fr"},
        {**mine, "q": SECRET * 20},
        {**mine, "q": SECRET, "glossary": SECRET},
        {**mine, "q": SECRET, "source": SECRET},
        {**mine, "q": SECRET, "api_key": SECRET},
    ):
        guarded.ask("/translate", form)
        guarded.ask("/detect", form)
        guarded.ask("/read", form)
        guarded.ask("/translate?" + re.sub("%..", "", "q=" + SECRET.encode().hex()), form)
    guarded.upload("/translate_file", f"{SECRET}.txt", SECRET.encode(), **mine)
    until(lambda: any("/translate_file" in line for line in guarded.lines))
    told = "".join(guarded.lines)
    assert "POST /translate 200" in told
    assert SECRET not in told and SECRET.encode().hex() not in told and key not in told


def test_corrections_are_not_taken_where_nothing_is_kept(guarded: Served, key: str) -> None:
    sent = {**ASKED, "s": "x", "api_key": key}
    answer = guarded.ask("/suggest", sent)
    assert (answer.status, answer.error) == (403, "Suggestions are disabled on this server.")
    assert guarded.ask("/frontend/settings").json["suggestions"] is False


# The end.


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_whatever_is_at_work(tmp_path: Path, number: int) -> None:
    with serving(tmp_path, "--no-cache") as served:
        answers = []

        def ask() -> None:
            sent = {"q": long_page(1_500), "source": "ar", "target": "en"}
            answers.append(served.ask("/translate", json_=sent))

        asking = threading.Thread(target=ask)
        asking.start()
        until(lambda: served.metric("dragoman_requests_in_progress") == 2)
        assert served.stop(number) == 0
        asking.join()
        (answer,) = answers
        assert (answer.status, answer.error) == (
            503,
            "Cannot translate text: the server is stopping",
        )
        until(lambda: served.lines[-1:] == ["reader: stopped\n"])
        assert len(served.lines) == 2


def test_a_client_that_leaves_stops_its_work(served: Served) -> None:
    place = urlsplit(served.url)
    body = b"source=ar&target=en&q=" + long_page(1_500, 10_000).encode()
    with socket.create_connection((place.hostname, place.port), 60) as line:
        head = f"POST /translate HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
        line.sendall(head.encode() + body)
        until(lambda: served.metric("dragoman_requests_in_progress") == 2)
    until(lambda: served.metric("dragoman_requests_in_progress") == 1)
    assert served.metric('dragoman_request_duration_seconds_count{.*status="499"') == 1


def test_a_reader_that_leaves_stops_the_work(served: Served) -> None:
    place = urlsplit(served.url)
    body = b"source=ar&target=en&q=" + long_page(1_500, 20_000).encode()
    with socket.create_connection((place.hostname, place.port), 60) as line:
        head = f"POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
        line.sendall(head.encode() + body)
        received = b""
        while b'id="t1"' not in received:  # it is shown as it is translated
            received += line.recv(65536)
        assert b"</html>" not in received
        assert served.metric("dragoman_requests_in_progress") == 2
    until(lambda: served.metric("dragoman_requests_in_progress") == 1)


def test_an_address_that_is_taken(tmp_path: Path, served: Served) -> None:
    port = str(urlsplit(served.url).port)
    refused = run(tmp_path, "--port", port)
    assert refused.returncode == 1 and refused.stderr.count("\n") == 1
    assert "choose another --port" in refused.stderr
    nowhere = run(tmp_path, "--host", "no.such.host.invalid", "--api-keys")
    assert nowhere.returncode == 1 and nowhere.stderr.count("\n") == 1


def test_unknown_options(tmp_path: Path) -> None:
    assert run(tmp_path, "--target", "klingon").returncode == 2
    assert run(tmp_path, "-g", "no-such-glossary", "--port", "0").returncode == 1
