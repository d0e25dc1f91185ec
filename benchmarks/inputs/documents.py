# ruff: noqa: E501
"""Word documents, OpenDocument texts and books: what office programs wrote, and zip files that lie."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from inputs import damage
from inputs.texts import FRAGMENTS, LINES, Kind, prose

_FOLDER = Path(__file__).parents[2] / "tests" / "fixtures" / "office"
_OFFICE = [*sorted(_FOLDER.glob("*.docx")), *sorted(_FOLDER.glob("*.odt"))]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_O = "urn:oasis:names:tc:opendocument:xmlns:"
_DOCX = "word/document.xml"
_XML = [
    *(
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "<w:tbl><w:tr><w:tc>",
        "<w:del>",
        "<w:fldChar w:fldCharType='begin'/>",
        "<w:br/>",
    ),
    *(
        "<text:p>",
        "</text:p>",
        "<text:span>",
        "<text:s text:c='99999999'/>",
        "<table:table-cell table:number-columns-repeated='9999999'/>",
        "<office:annotation>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?x ?>",
    ),
    *(
        "&amp;",
        "&#0;",
        "&x;",
        "<",
        ">",
        "'",
        '"',
        "xmlns:w='x'",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        "\x0b",
        "\x00",
    ),
]


def _zipped(parts: dict[str, bytes | str], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packed) as archive:
        for name, part in parts.items():
            content = part.encode("utf-8", "replace") if isinstance(part, str) else part
            archive.writestr(zipfile.ZipInfo(name), content, packed)
    return file.getvalue()


def _word(body: str, **more: bytes | str) -> bytes:
    return _zipped(
        {_DOCX: f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>', **more}
    )


def _open(body: str) -> bytes:
    return _zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<o:document-content xmlns:o="{_O}office:1.0" xmlns:text="{_O}text:1.0" '
        f'xmlns:table="{_O}table:1.0"><o:body><o:text>{body}</o:text></o:body></o:document-content>',
    })  # fmt: skip


def of_an_office(chance: random.Random) -> tuple[str, bytes]:
    """A real document, a part of it damaged, and zipped again."""
    path = chance.choice(_OFFICE)
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([each for each in parts if each.endswith(".xml") or chance.random() < 0.2])
    match chance.randrange(5):
        case 0:
            del parts[name]
        case 1:
            parts[name] = damage.of_bytes(chance, bytes(parts[name]))  # type: ignore[arg-type]
        case 2:
            text = bytes(parts[name]).decode("utf-8", "replace")  # type: ignore[arg-type]
            parts[name] = damage.of_text(chance, text, [*_XML, *FRAGMENTS], longest=500)
        case 3:
            text = bytes(parts[name]).decode("utf-8", "replace")  # type: ignore[arg-type]
            parts[name] = text.replace("UTF-8", chance.choice(("UTF-16", "x", "cp1256"))).encode(
                "utf-16"
            )
        case 4:
            parts = {
                chance.choice((each, each.upper(), "/" + each, "./" + each)): parts[each]
                for each in parts
            }
    return path.name, _zipped(parts)


def cut_off(chance: random.Random) -> tuple[str, bytes]:
    path = chance.choice(_OFFICE)
    data = path.read_bytes()
    return path.name, data[: chance.randrange(len(data))]


def of_many_paragraphs(chance: random.Random) -> tuple[str, bytes]:
    lines = [escape(line) for line in prose(chance).splitlines()] * damage.amount(chance, 1, 30)
    if chance.random() < 0.5:
        body = "".join(
            "<w:p>"
            + "".join(
                f"<w:r><w:rPr><w:b/></w:rPr><w:t>{word} </w:t></w:r>" for word in line.split()
            )
            + "</w:p>"
            for line in lines[:2_000]
        )
        return "report.docx", _word(body)
    body = "".join(
        "<text:p>"
        + "".join(f"<text:span>{word}</text:span><text:s/>" for word in line.split())
        + "</text:p>"
        for line in lines[:2_000]
    )
    return "report.odt", _open(body)


def deep(chance: random.Random) -> tuple[str, bytes]:
    depth, line = damage.amount(chance, 20, 200, 5_000, 60_000), escape(chance.choice(LINES))
    if chance.random() < 0.5:
        start, end = chance.choice([
            ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
            ("<w:p><w:r>", "</w:r></w:p>"), ("<w:ins>", "</w:ins>"), ("<w:p><w:hyperlink>", "</w:hyperlink></w:p>"),
            ("<w:txbxContent>", "</w:txbxContent>"),
        ])  # fmt: skip
        return "deep.docx", _word(
            start * depth + f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" + end * depth
        )
    start, end = chance.choice([
        ("<text:section>", "</text:section>"), ("<text:list><text:list-item>", "</text:list-item></text:list>"),
        ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>"),
        ("<text:p><text:span>", "</text:span></text:p>"), ("<text:p><text:note>", "</text:note></text:p>"),
    ])  # fmt: skip
    return "deep.odt", _open(start * depth + f"<text:p>{line}</text:p>" + end * depth)


def bomb(chance: random.Random) -> tuple[str, bytes]:
    """Little that unpacks to much, of which some is within what is read."""
    megabytes = damage.amount(chance, 1, 8, 20, 60, 300)
    filler = chance.choice(
        (
            "0",
            " ",
            "<w:p/>",
            "<w:p><w:r><w:t>a</w:t></w:r></w:p>",
            "<text:s/>",
            "<a b='c'/>",
            "&#65;",
        )
    )
    body = filler * (megabytes * 1_000_000 // len(filler))
    kind = chance.randrange(4)
    if kind == 0:
        return "bomb.docx", _word(body)
    if kind == 1:
        return "bomb.odt", _open(f"<text:p>{body}</text:p>")
    if kind == 2:
        pictures = {f"word/media/{n}.png": bytes(megabytes * 100_000) for n in range(10)}
        return "pictures.docx", _word(
            f"<w:p><w:r><w:t>{escape(chance.choice(LINES))}</w:t></w:r></w:p>", **pictures
        )
    return "bomb.epub", _book({"a.xhtml": f"<html><body>{body}</body></html>"}, ["a.xhtml"])


def lying(chance: random.Random) -> tuple[str, bytes]:
    """A zip file whose directory says what is not so."""
    data = bytearray(
        _word("".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in LINES[:9]))
    )
    at = data.rfind(b"PK\x01\x02")
    field = chance.choice(
        (8, 10, 16, 20, 24, 28, 30, 42)
    )  # flags, method, CRC, sizes, lengths, offset
    width = "<I" if field in (16, 20, 24, 42) else "<H"
    struct.pack_into(width, data, at + field, chance.randrange(256 ** struct.calcsize(width)))
    return "liar.docx", bytes(data)


def many_parts(chance: random.Random) -> tuple[str, bytes]:
    count = damage.amount(chance, 100, 3_000, 25_000)
    return "parts.docx", _word("<w:p/>", **{f"word/{n}.xml": "" for n in range(count)})


def _book(chapters: dict[str, str], spine: list[str], more: str = "", head: str = "") -> bytes:
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in chapters
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in spine)
    return _zipped({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
        "b.opf": f"<package><metadata>{head}</metadata><manifest>{items}{more}</manifest><spine>{order}</spine></package>",
        **chapters,
    })  # fmt: skip


def book(chance: random.Random) -> tuple[str, bytes]:
    count = damage.amount(chance, 1, 5, 60)
    chapters = {
        f"c{n}.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>T</h1>'
        + "".join(f"<p>{escape(line)}</p>" for line in prose(chance, 8).splitlines())
        + "</body></html>"
        for n in range(count)
    }
    name = chance.choice(list(chapters))
    if chance.random() < 0.6:
        chapters[name] = damage.of_text(chance, chapters[name], [*_XML, *FRAGMENTS], longest=500)
    return "book.epub", _book(chapters, list(chapters))


def book_of_loops(chance: random.Random) -> tuple[str, bytes]:
    chapters = {"a.xhtml": f"<html><body><p>{escape(chance.choice(LINES))}</p></body></html>"}
    spine = ["a.xhtml"] * damage.amount(chance, 1, 500, 20_000)
    more = '<item id="x" href="b.opf" fallback="x"/><item id="y" href="../../etc/passwd" fallback="x"/>'
    more += '<item id="nav" properties="nav" href="a.xhtml"/><item id="z" href="%61.xhtml#a"/>'
    return "loop.epub", _book(chapters, [*spine, "x", "y", "nav", "z", "missing"], more)


KINDS: list[Kind] = [
    of_an_office, of_an_office, cut_off, of_many_paragraphs, deep, bomb, lying, many_parts, book, book_of_loops,
]  # fmt: skip
