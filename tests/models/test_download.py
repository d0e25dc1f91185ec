from __future__ import annotations

import base64
import hashlib
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from reader.errors import DownloadFailed
from reader.models import download
from tests.models.server import Server

DATA = os.urandom(300_000)
LIMIT = 1 << 20


def fetch(server: Server, to: Path, **options: Any) -> None:
    options = {"limit": LIMIT, "pause": 0.01, "timeout": 60.0} | options
    download.fetch(f"{server.url}/file", to, **options)


def leavings(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_file_comes_whole_and_alone(server: Server, tmp_path: Path) -> None:
    server.serve("/file", DATA)
    seen: list[tuple[int, int | None]] = []
    to = tmp_path / "new" / "folder" / "file"
    fetch(server, to, progress=lambda have, total: seen.append((have, total)))
    assert to.read_bytes() == DATA
    assert leavings(to.parent) == ["file"]
    assert seen[0] == (0, len(DATA))
    assert seen[-1] == (len(DATA), len(DATA))
    assert seen == sorted(seen)


def test_a_cut_connection_is_continued_at_once(server: Server, tmp_path: Path) -> None:
    server.serve("/file", DATA, cuts=[100_000, 50_000])
    fetch(server, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == DATA
    assert server.requests == [
        ("/file", ""),
        ("/file", "bytes=100000-"),
        ("/file", "bytes=150000-"),
    ]
    assert server.sent == len(DATA)


def test_the_next_call_continues_what_this_one_could_not(server: Server, tmp_path: Path) -> None:
    file = server.serve("/file", DATA, cuts=[100_000], statuses=[0, 503, 503, 503, 503])
    with pytest.raises(DownloadFailed, match="503"):
        fetch(server, tmp_path / "file")
    assert not (tmp_path / "file").exists()
    file.statuses.clear()
    server.requests.clear()
    seen: list[int] = []
    fetch(server, tmp_path / "file", progress=lambda have, total: seen.append(have))
    assert (tmp_path / "file").read_bytes() == DATA
    assert server.requests == [("/file", "bytes=100000-")]
    assert seen[0] == 100_000
    assert leavings(tmp_path) == ["file"]


@pytest.mark.parametrize("conditions", [True, False])
@pytest.mark.parametrize("by", ["etag", "modified"])
def test_a_file_that_changed_is_not_spliced(
    by: str, conditions: bool, server: Server, tmp_path: Path
) -> None:
    def version(number: int) -> dict[str, str]:
        if by == "etag":
            return {"etag": f'"{number}"'}
        return {"etag": "", "modified": f"Sun, 0{number} Nov 2026 00:00:00 GMT"}

    server.serve("/file", DATA, **version(1), cuts=[100_000, 0, 0, 0])
    with pytest.raises(DownloadFailed):
        fetch(server, tmp_path / "file")
    other = os.urandom(250_000)
    server.serve("/file", other, **version(2), conditions=conditions)
    fetch(server, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == other


def test_what_begins_elsewhere_is_not_spliced(server: Server, tmp_path: Path) -> None:
    server.serve("/file", DATA, cuts=[100_000, 0, 0, 0])
    with pytest.raises(DownloadFailed):
        fetch(server, tmp_path / "file")
    server.serve("/file", DATA, skips=1)
    fetch(server, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == DATA


@pytest.mark.parametrize(
    "traits", [{"etag": ""}, {"etag": 'W/"1"'}, {"ranges": False}, {"etag": "", "silent": True}]
)
def test_where_it_cannot_be_continued_it_begins_anew(
    traits: dict[str, Any], server: Server, tmp_path: Path
) -> None:
    silent = traits.get("silent", False)
    server.serve("/file", DATA, cuts=[] if silent else [100_000], **traits)
    fetch(server, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == DATA
    assert server.sent == len(DATA) + (0 if silent else 100_000)


def test_a_server_that_always_cuts_is_not_asked_forever(server: Server, tmp_path: Path) -> None:
    server.serve("/file", DATA, ranges=False, cuts=[100_000] * 50)
    with pytest.raises(DownloadFailed, match="cut"):
        fetch(server, tmp_path / "file")
    assert len(server.requests) < 10


def test_all_but_the_name_was_there_already(server: Server, tmp_path: Path) -> None:
    """Killed after the last byte and before the file got its name."""
    server.serve("/file", DATA, cuts=[len(DATA) - 1, 0, 0, 0])
    with pytest.raises(DownloadFailed):
        fetch(server, tmp_path / "file")
    with (tmp_path / "file.part").open("ab") as part:
        part.write(DATA[-1:])
    fetch(server, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == DATA
    assert server.sent == len(DATA) - 1


def test_more_than_there_is_begins_anew(server: Server, tmp_path: Path) -> None:
    server.serve("/file", DATA, cuts=[100, 0, 0, 0])
    with pytest.raises(DownloadFailed):
        fetch(server, tmp_path / "file")
    with (tmp_path / "file.part").open("ab") as part:
        part.write(DATA * 2)
    fetch(server, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == DATA


def test_the_digest_decides(server: Server, tmp_path: Path) -> None:
    server.serve("/file", DATA)
    right = hashlib.sha256(DATA).hexdigest()
    with pytest.raises(DownloadFailed, match="not what was published"):
        fetch(server, tmp_path / "file", sha256="0" * 64)
    assert "file" not in leavings(tmp_path)
    fetch(server, tmp_path / "file", sha256=right.upper())
    assert leavings(tmp_path) == ["file"]
    # A part that was spoiled on disk is found out, and the next call is clean.
    server.serve("/file", DATA, cuts=[100_000, 0, 0, 0])
    with pytest.raises(DownloadFailed):
        fetch(server, tmp_path / "again", sha256=right)
    with (tmp_path / "again.part").open("r+b") as part:
        part.write(b"spoiled")
    with pytest.raises(DownloadFailed, match="not what was published"):
        fetch(server, tmp_path / "again", sha256=right)
    fetch(server, tmp_path / "again", sha256=right)
    assert (tmp_path / "again").read_bytes() == DATA


@pytest.mark.parametrize("silent", [False, True])
def test_more_than_any_package_is_refused(silent: bool, server: Server, tmp_path: Path) -> None:
    server.serve("/file", DATA, silent=silent)
    with pytest.raises(DownloadFailed, match="more than it should have"):
        fetch(server, tmp_path / "file", limit=100_000)
    assert not (tmp_path / "file").exists()


def test_what_is_not_there_is_not_asked_for_twice(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed) as caught:
        fetch(server, tmp_path / "file")
    assert len(server.requests) == 1
    assert "404" in str(caught.value)
    assert "install FILE.argosmodel" in str(caught.value)
    assert leavings(tmp_path) == []


def test_a_busy_server_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.serve("/file", DATA, statuses=[503, 429])
    fetch(server, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == DATA


def test_nobody_listens(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/file"
        with pytest.raises(DownloadFailed) as caught:
            download.fetch(url, tmp_path / "file", limit=LIMIT, pause=0.01)
    said = str(caught.value)
    assert "refused" in said
    assert "without a network, install from a file" in said
    assert "\n" not in said


def test_a_server_that_never_answers_is_given_up(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"http://127.0.0.1:{mute.getsockname()[1]}/file"
        with pytest.raises(DownloadFailed, match="timed out"):
            download.fetch(url, tmp_path / "file", limit=LIMIT, pause=0.01, timeout=0.1)
        with pytest.raises(DownloadFailed, match="timed out"):
            download.read(url, limit=LIMIT, timeout=0.1)


@pytest.mark.slow
def test_a_server_that_falls_silent_is_left_and_continued(server: Server, tmp_path: Path) -> None:
    server.serve("/file", DATA, stops=[1 << 17, 1 << 16])
    fetch(server, tmp_path / "file", timeout=1.5, pause=0)
    assert (tmp_path / "file").read_bytes() == DATA
    continued = [int(wanted.strip("bytes=-")) for _, wanted in server.requests[1:]]
    assert len(continued) >= 2 and continued == sorted(set(continued)) and continued[0] > 0


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/x", "data:,x", "x"])
def test_only_the_web_is_fetched_from(url: str, tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match="only http"):
        download.fetch(url, tmp_path / "file", limit=LIMIT)
    with pytest.raises(DownloadFailed, match="only http"):
        download.read(url, limit=LIMIT)


def test_another_process_is_not_disturbed(server: Server, tmp_path: Path) -> None:
    server.serve("/file", DATA)

    def meanwhile(have: int, total: int | None) -> None:
        with pytest.raises(DownloadFailed, match="another process"):
            fetch(server, tmp_path / "file")

    fetch(server, tmp_path / "file", progress=meanwhile)
    assert (tmp_path / "file").read_bytes() == DATA


def test_an_interrupt_keeps_what_has_come(server: Server, tmp_path: Path) -> None:
    server.serve("/file", DATA)

    def interrupt(have: int, total: int | None) -> None:
        if have > 100_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(server, tmp_path / "file", progress=interrupt)
    server.requests.clear()
    fetch(server, tmp_path / "file")
    ((_, wanted),) = server.requests
    assert int(wanted.removeprefix("bytes=").rstrip("-")) > 100_000
    assert (tmp_path / "file").read_bytes() == DATA


def test_a_place_that_cannot_be_written_is_named(server: Server, tmp_path: Path) -> None:
    server.serve("/file", DATA)
    (tmp_path / "in the way").write_text("")
    with pytest.raises(DownloadFailed, match="in the way"):
        fetch(server, tmp_path / "in the way" / "file")


def test_a_full_disk_is_named_and_what_has_come_is_kept(server: Server, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    server.serve("/file", DATA)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limits[1]))
    try:
        with pytest.raises(DownloadFailed) as caught:
            fetch(server, tmp_path / "file")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert f"cannot write to {tmp_path}" in str(caught.value)
    fetch(server, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == DATA
    assert server.sent < 2 * len(DATA)


def test_what_is_small_is_read_in_one_go(server: Server) -> None:
    server.serve("/small", b"[]")
    assert download.read(f"{server.url}/small", limit=10) == b"[]"
    with pytest.raises(DownloadFailed, match="larger"):
        download.read(f"{server.url}/small", limit=1)
    with pytest.raises(DownloadFailed, match="404"):
        download.read(f"{server.url}/other", limit=1)


def test_a_redirect_leads_to_the_web_alone(server: Server, tmp_path: Path) -> None:
    server.serve("/good", b"", location="/file")
    server.serve("/file", b"data")
    download.fetch(f"{server.url}/good", tmp_path / "x", limit=10)
    assert (tmp_path / "x").read_bytes() == b"data"
    secret = tmp_path / "secret"
    secret.write_text("secret")
    for location in (f"file://{secret}", "ftp://127.0.0.1/file", "data:,x", "gopher://x/"):
        server.serve("/bad", b"", location=location)
        with pytest.raises(DownloadFailed, match="leads to what is not http"):
            download.fetch(f"{server.url}/bad", tmp_path / "y", limit=10, pause=0)
        with pytest.raises(DownloadFailed):
            download.read(f"{server.url}/bad", limit=10)
    assert not (tmp_path / "y").exists()


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://h/x", "//h/x", "x", "http://[x"])
def test_other_addresses_are_refused(address: str, tmp_path: Path) -> None:
    for ask in (
        lambda: download.read(address, limit=10),
        lambda: download.fetch(address, tmp_path / "x", limit=10),
    ):
        with pytest.raises(DownloadFailed, match="only http and https"):
            ask()


def test_a_password_is_used_and_not_shown(server: Server, tmp_path: Path) -> None:
    server.serve("/file", b"data")
    address = server.url.replace("://", "://me:p%40ss@") + "/file?token=abc"
    with pytest.raises(DownloadFailed) as caught:
        download.fetch(address, tmp_path / "x", limit=10, pause=0)
    for secret in ("me:", "p%40ss", "p@ss", "abc"):
        assert secret not in str(caught.value)
    download.fetch(address.partition("?")[0], tmp_path / "x", limit=10)
    assert server.authorized[-1] == "Basic " + base64.b64encode(b"me:p@ss").decode()


def test_a_password_is_for_its_own_server(server: Server, tmp_path: Path) -> None:
    server.serve("/file", b"", location=server.url.replace("127.0.0.1", "localhost") + "/other")
    server.serve("/other", b"data")
    address = server.url.replace("://", "://me:pass@") + "/file"
    download.fetch(address, tmp_path / "x", limit=10)
    assert [bool(one) for one in server.authorized] == [True, False]


@pytest.mark.slow
def test_who_sends_a_byte_at_a_time_is_not_waited_for(server: Server, tmp_path: Path) -> None:
    server.serve("/file", bytes(100_000), drip=0.02)
    with pytest.raises(DownloadFailed, match="next to nothing"):
        download.read(f"{server.url}/file", limit=200_000, timeout=0.1)
    with pytest.raises(DownloadFailed, match="next to nothing"):
        download.fetch(f"{server.url}/file", tmp_path / "x", limit=200_000, timeout=0.1, pause=0)
