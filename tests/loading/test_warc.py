"""Web archives: every page an article, whatever lies between them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from reader.errors import UnreadableFile
from reader.loading import load

PAGE = (
    "<html><head><title>{0}</title></head><body><nav>Accueil</nav><h1>{0}</h1><p>{1}</p></body>"
    "</html>"
)
PONT = PAGE.format("Le pont est ouvert", "Il est ouvert depuis le mois de mai, dit le maire.")
PORT = PAGE.format("ميناء الواحة", "يفتح الميناء أبوابه صباح اليوم بعد ثلاثة أشهر.")


def archive(*pages: tuple[str, str, str, bytes], gzip: bool = True) -> bytes:
    """An archive of responses: address, status, media type, content."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for address, status, kind, content in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                address, "response", payload=io.BytesIO(content), http_headers=headers
            )
        )
    return file.getvalue()


PAGES = (
    ("https://example.org/pont", "200 OK", "text/html; charset=utf-8", PONT.encode()),
    ("https://example.org/style.css", "200 OK", "text/css", b"p { color: red }"),
    ("https://example.org/non", "404 Not Found", "text/html", b"<p>Introuvable, cette page.</p>"),
    ("https://example.org/pont?2", "200 OK", "text/html", PONT.encode()),
    ("https://example.org/vide", "200 OK", "text/html", b""),
    (
        "https://example.org/port",
        "200 OK",
        "text/html; charset=windows-1256",
        PORT.encode("cp1256"),
    ),
)


@pytest.mark.parametrize("gzip", [True, False])
def test_every_page_is_an_article(gzip: bool) -> None:
    data = archive(*PAGES, gzip=gzip)
    articles = load(data)
    assert [(a.title, a.language) for a in articles] == [
        ("Le pont est ouvert", "fr"),
        ("ميناء الواحة", "ar"),
    ]
    assert articles[0].blocks[0].text.startswith("https://example.org/pont · 20")
    assert [block.boilerplate for block in articles[0].blocks] == [None, "menu", None, None]
    text = "".join(article.text for article in articles)
    for article in articles:
        for block in article.blocks:
            assert text.startswith(block.text, block.start)


def test_the_name_of_a_compressed_archive(tmp_path: Path) -> None:
    path = tmp_path / "crawl.WARC.gz"
    path.write_bytes(archive(*PAGES))
    assert len(load(path)) == 2


def test_what_is_cut_off_gives_the_pages_before(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(archive(*PAGES, gzip=False)[:-100])
    first, second = load(path)
    assert first.title == "Le pont est ouvert"
    assert second.blocks[-1].text == "[The archive is cut off here.]"


@pytest.mark.parametrize("data", [b"Bonjour.\n" * 20, b"\x1f\x8b\x08\0damaged", b"\x1f\x8b"])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_what_is_no_archive_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=name) as caught:
        load(path)
    assert "\n" not in str(caught.value)


def test_a_page_that_cannot_be_unpacked_is_told_of() -> None:
    file = io.BytesIO()
    writer = WARCWriter(file)
    for address, packing in (("https://example.org/a", "zstd"), ("https://example.org/b", "UTF-8")):
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", packing)], "HTTP/1.1"
        )
        content = b"(\xb5/\xfd\x04X packed" if packing == "zstd" else PONT.encode()
        writer.write_record(
            writer.create_warc_record(
                address, "response", payload=io.BytesIO(content), http_headers=headers
            )
        )
    packed, plain = load(file.getvalue())
    assert [block.text for block in packed.blocks][1:] == [
        "[This page is packed with zstd, and not read.]"
    ]
    assert plain.title == "Le pont est ouvert"


def test_a_page_that_unpacks_to_too_much_is_left_out() -> None:
    huge = b"<p>" + b" " * (40 << 20) + b"Bonjour tout le monde.</p>"
    data = archive(("https://example.org/", "200 OK", "text/html", huge), PAGES[0])
    assert len(data) < 1 << 20
    assert [article.title for article in load(data)] == ["Le pont est ouvert"]


ARCHIVES = {gzip: archive(*PAGES, gzip=gzip) for gzip in (True, False)}


@given(st.data())
@settings(max_examples=60)
def test_a_damaged_archive_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(ARCHIVES[data.draw(st.booleans())])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=4))
    try:
        load(bytes(content), format="warc")
    except UnreadableFile as error:
        assert "\n" not in str(error)


def test_nothing_of_an_archive_is_written_to_the_terminal(tmp_path: Path) -> None:
    """The library warns of addresses with spaces, as they come; a server would log them."""
    path = tmp_path / "odd.warc"
    path.write_bytes(archive(PAGES[0], gzip=False).replace(b"/pont", b"/a b\x1b[31m"))
    code = "import sys; from reader.loading import load; print(len(load(sys.argv[1])))"
    run = [sys.executable, "-c", code, str(path)]
    result = subprocess.run(run, capture_output=True, text=True, timeout=60)
    assert (result.stdout, result.stderr) == ("1\n", "")


def test_nothing_is_printed_of_damaged_records(capfd: pytest.CaptureFixture[str]) -> None:
    data = archive(*PAGES, gzip=False)
    wrong = re.sub(rb"(Content-Length: )(\d+)", lambda found: found[1] + b"9", data, count=1)
    for damaged in (wrong, data.replace(b"\r\n\r\n\r\n\r\n", b"\r\nx"), data[:-900]):
        with suppress(UnreadableFile):
            load(damaged)
    assert capfd.readouterr() == ("", "")


def test_pages_of_every_kind_of_record_are_read() -> None:
    file = io.BytesIO()
    writer = WARCWriter(file)
    page = PONT.encode()
    writer.write_record(
        writer.create_warc_record(
            "https://example.org/a",
            "resource",
            payload=io.BytesIO(page),
            warc_content_type="text/html",
        )
    )
    for number, kind in enumerate(([], [("Content-Type", "application/xhtml+xml")])):
        headers = StatusAndHeaders("200 OK", kind, "HTTP/1.1")
        content = page.replace(b"Il est", f"{number} est".encode())
        writer.write_record(
            writer.create_warc_record(
                f"https://example.org/{number}",
                "response",
                payload=io.BytesIO(content),
                http_headers=headers,
            )
        )
    assert [article.title for article in load(file.getvalue())] == ["Le pont est ouvert"] * 3


def test_what_a_server_says_of_the_encoding_is_believed() -> None:
    content = "<p>Le billet pour Tanger coûte 12 €.</p>".encode("iso-8859-15")
    kind = 'text/html; charset="ISO-8859-15"'
    (article,) = load(archive(("https://example.org/", "200 OK", kind, content)))
    assert article.blocks[-1].text == "Le billet pour Tanger coûte 12 €."


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 4, b"<html><body><script>x()</script></body></html>"]
)
def test_a_page_without_a_text_is_no_article(content: bytes) -> None:
    data = archive(("https://example.org/x", "200 OK", "text/html", content), PAGES[0])
    assert [article.title for article in load(data)] == ["Le pont est ouvert"]


@pytest.mark.parametrize("gzip", [True, False])
def test_an_archive_that_ends_in_something_else_is_damaged(gzip: bool) -> None:
    with pytest.raises(UnreadableFile, match=r"is damaged$"):
        load(archive(*PAGES[:1], gzip=gzip) + b"junk\n" * 50)
