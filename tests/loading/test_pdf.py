"""PDF: ten pages with what is hard in them, and files that are none."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import UnreadableFile
from reader.loading import load
from reader.loading.pdf import glyphs, trial
from tests.counting import calls
from tests.fixtures.pdf.make import EXPECTED, HERE, Said

pytest.importorskip("pypdfium2")


def said(path: Path) -> Said:
    (article,) = load(path)
    for block in article.blocks:
        assert article.text.startswith(block.text, block.start)
    return [(block.kind, block.text) for block in article.blocks]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_text_is_right_and_in_order(name: str) -> None:
    expected = [(kind, unicodedata.normalize("NFC", text)) for kind, text in EXPECTED[name]]
    assert said(HERE / f"{name}.pdf") == expected


def test_a_running_head_is_kept_once_as_the_sites() -> None:
    (article,) = load(HERE / "running.pdf")
    assert [block.text for block in article.blocks if block.boilerplate] == ["La Gazette du port"]


def test_the_language_and_the_title() -> None:
    (article,) = load(HERE / "arabic.pdf")
    assert (article.title, article.language) == ("ميناء الواحة يفتح أبوابه من جديد", "ar")


def pdf(*objects: str) -> bytes:
    """A PDF put together by hand."""
    parts, offsets = [b"%PDF-1.4\n"], []
    for number, content in enumerate(objects, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1"))
    start = sum(map(len, parts))
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    parts.append(
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size "
        f"{len(objects) + 1} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return b"".join(parts)


def page(content: str, resources: str, *objects: str, more: str = "") -> bytes:
    return pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{more}"
        f"/Contents 4 0 R/Resources<<{resources}>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        *objects,
    )


FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
TEXT = (
    "BT /F 12 Tf 72 700 Td (Le pont est ferm\xe9 depuis lun-) Tj 0 -14 Td "
    "(di, mais le tunnel est ouvert.) Tj ET"
)
PICTURE = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream"  # noqa: E501


def test_a_word_that_a_line_breaks_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(page(TEXT, "/Font<</F 5 0 R>>", FONT))
    assert said(path) == [
        ("paragraph", "Le pont est fermé depuis lundi, mais le tunnel est ouvert.")
    ]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_lies_on_its_side(tmp_path: Path, turned: int) -> None:
    matrix = {90: "0 1 -1 0 400 100", 180: "-1 0 0 -1 500 800", 270: "0 -1 1 0 100 700"}[turned]
    text = TEXT.replace("72 700 Td", f"{matrix} Tm").replace("lun-", "lundi").replace("di, ", "et ")
    path = tmp_path / "a.pdf"
    path.write_bytes(page(text, "/Font<</F 5 0 R>>", FONT, more=f"/Rotate {turned}"))
    assert said(path) == [
        ("paragraph", "Le pont est fermé depuis lundi et mais le tunnel est ouvert.")
    ]


def test_a_page_without_text_among_others_is_told_of() -> None:
    scan = "q 500 0 0 700 40 40 cm /I Do Q"
    data = pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        "/Resources<</Font<</F 7 0 R>>>>>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R"
        "/Resources<</XObject<</I 8 0 R>>>>>>",
        f"<</Length {len(TEXT)}>>stream\n{TEXT}\nendstream",
        f"<</Length {len(scan)}>>stream\n{scan}\nendstream",
        FONT,
        PICTURE,
    )
    (article,) = load(data)
    assert article.blocks[-1].text == "[Page 2 is a picture without text.]"
    assert article.blocks[-1].kind == "preformatted"


SCAN = page("q 500 0 0 700 40 40 cm /I Do Q", "/XObject<</I 5 0 R>>", PICTURE)
LOCKED = pdf(
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[]/Count 0>>",
    f"<</Filter/Standard/V 1/R 2/O<{'41' * 32}>/U<{'42' * 32}>/P -4>>",
).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 3 0 R/ID[<41><41>]")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (SCAN, "is a scan"),
        (LOCKED, "protected by a password"),
        (b"%PDF-1.7\n" + b"x" * 300, "is damaged"),
        (SCAN[:120], "is damaged"),
        (b"Bonjour tout le monde.\n", "is not a PDF"),
        (b"PK\x03\x04" + b"\0" * 60, "is not a PDF"),
    ],
    ids=["scan", "locked", "nonsense", "truncated", "text", "zip"],
)
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=says) as caught:
        load(path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_a_file_without_text_says_so(tmp_path: Path) -> None:
    path = tmp_path / "vide.pdf"
    for data, says in ((b"", "is empty"), (page("", ""), "has no text in it")):
        path.write_bytes(data)
        with pytest.raises(UnreadableFile, match=says):
            load(path)


def test_without_the_library_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UnreadableFile, match=r"pip install pypdfium2"):
        load(SCAN)


def test_entries_of_a_table_of_contents_stay_apart(tmp_path: Path) -> None:
    text = (
        "BT /F 12 Tf 72 700 Td (Introduction . . . . . . . . . . . . . . . . . . . 1) Tj 0 -14 Td "
        "(Le pont .............................................. 12) Tj ET"
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(page(text, "/Font<</F 5 0 R>>", FONT))
    assert [text for _, text in said(path)] == ["Introduction … 1", "Le pont … 12"]


@given(st.data())
@settings(max_examples=30)
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray((HERE / "arabic-office.pdf").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=4))
    try:
        load(bytes(content), format="pdf")
    except UnreadableFile as error:
        assert "\n" not in str(error)


def test_a_damaged_page_among_others_is_told_of() -> None:
    data = pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(TEXT)}>>stream\n{TEXT}\nendstream",
        FONT,
    )
    (article,) = load(data)
    first, *_, last = [block.text for block in article.blocks]
    assert first.startswith("Le pont est fermé")
    assert last == "[Page 2 is damaged, and not read.]"


ENDLESS = (
    "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 12>>stream"
    "\n/X Do /X Do \nendstream"
)
"""A drawing that draws itself twice."""


def of_pages(count: int, *kids: int) -> bytes:
    """Pages with a text (3) and without an end (7)."""
    return pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]/Count {count}>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(TEXT)}>>stream\n{TEXT}\nendstream",
        FONT,
        ENDLESS,
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 6 0 R"
        "/Resources<</XObject<</X 6 0 R>>>>>>",
    )


@pytest.mark.slow
def test_pages_without_end_are_left_out_and_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "LONGEST", 0.2)
    (article,) = load(of_pages(3, 3, 7, 3))
    said = [block.text for block in article.blocks]
    assert sum(text.startswith("Le pont est fermé") for text in said) == 2
    assert "[Page 2 takes too long to read, and is left out.]" in said
    with pytest.raises(UnreadableFile, match="drawings that draw themselves without end"):
        load(of_pages(1, 7))
    monkeypatch.setattr(trial, "_MOST", 0)
    with pytest.raises(UnreadableFile, match="drawings that draw themselves without end"):
        load(of_pages(2, 3, 7))


def test_one_thread_at_a_time_asks_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, most = 0, 0
    asked = glyphs._glyphs

    def counted(page: Any) -> Iterator[tuple[glyphs.Glyph, int]]:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        yield from asked(page)
        at_work -= 1

    monkeypatch.setattr(glyphs, "_glyphs", counted)
    data = (HERE / "report.pdf").read_bytes()
    with ThreadPoolExecutor(4) as threads:
        texts = list(threads.map(lambda _: load(data)[0].text, range(8)))
    assert most == 1 and len(set(texts)) == 1


def test_text_at_another_angle_is_told_of() -> None:
    turned = "BT /F 12 Tf 0 1 -1 0 40 300 Tm (Exemplaire de travail) Tj ET"
    short = turned.replace("Exemplaire de travail", "Page 1")
    for content, notes in ((TEXT, []), (f"{TEXT} {short}", []), (f"{TEXT} {turned}", [1])):
        (article,) = load(page(content, "/Font<</F 5 0 R>>", FONT))
        found = [block.text for block in article.blocks if block.text.startswith("[")]
        assert found == [f"[Text at an angle is not read: page {n}.]" for n in notes]


def test_a_page_that_is_too_long_to_be_read_whole_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def said() -> list[str]:
        (article,) = load(page(TEXT, "/Font<</F 5 0 R>>", FONT))
        return [block.text for block in article.blocks]

    assert said() == ["Le pont est fermé depuis lundi, mais le tunnel est ouvert."]
    monkeypatch.setattr(glyphs, "LARGEST_PAGE", 17)
    assert said() == [
        "Le pont est fermé",
        "[Page 1 has more than 17 letters: the others are left out.]",
    ]


def spread(count: int, step: float, sizes: tuple[int, ...], letters: str, rise: int = 0) -> bytes:
    """A page of one row of letters, each where it is put."""
    codes = "".join(
        f"<{0x20 + n:02x}> <{letter.encode('utf-16-be').hex()}>\n"
        for n, letter in enumerate(letters)
    )
    told = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> "
        f"endcodespacerange {len(letters)} beginbfchar\n{codes}endbfchar endcmap end"
    )
    content = "".join(
        f"/F {sizes[n % len(sizes)]} Tf 1 0 0 1 {n * step:.2f} {400 + rise * (n % 2)} Tm "
        f"<{0x20 + n % len(letters):02x}> Tj\n"
        for n in range(count)
    )
    return page(
        f"BT {content} ET",
        "/Font<</F 5 0 R>>",
        FONT.replace(">>", "/ToUnicode 6 0 R>>"),
        f"<</Length {len(told)}>>stream\n{told}\nendstream",
    ).replace(b"[0 0 595 842]", b"[0 0 14000 842]")


def test_letters_anywhere_and_rows_of_words_take_time_as_they_grow() -> None:
    def anywhere(count: int) -> bytes:
        chance = random.Random(1)
        marks = "".join(
            f"1 0 0 1 {chance.uniform(0, 595):.1f} {chance.uniform(0, 842):.1f} Tm (a) Tj "
            for _ in range(count)
        )
        return page(f"BT /F 2 Tf {marks} ET", "/Font<</F 5 0 R>>", FONT)

    def below(count: int) -> bytes:
        rows = "".join(f"1 0 0 1 40 {800 - 3 * n} Tm (le pont du port) Tj " for n in range(count))
        return page(f"BT /F 2 Tf {rows} ET", "/Font<</F 5 0 R>>", FONT)

    load(below(2))  # what is imported once
    few, many = (calls(partial(load, below(count))) for count in (150, 600))
    assert many < 6 * few
    assert calls(partial(load, anywhere(1_000))) < 1_000_000


@pytest.mark.parametrize(
    ("step", "sizes", "letters", "rise"),
    [
        (3.0, (12,), "a\u0301\u0302b", 0),
        (3.0, (12, 8), "abcd", 3),
        (3.0, (12, 24), "ABCD", 0),
        (40.0, (12,), "abcd", 0),
    ],
    ids=["marks", "raised", "large", "far apart"],
)
def test_twice_as_many_letters_in_a_row_are_twice_the_work(
    step: float, sizes: tuple[int, ...], letters: str, rise: int
) -> None:
    load(spread(4, step, sizes, letters, rise))  # what is imported once
    few, many = (
        calls(partial(load, spread(count, step, sizes, letters, rise))) for count in (500, 2_000)
    )
    assert many < 6 * few


def test_marks_stay_on_their_letters(tmp_path: Path) -> None:
    path = tmp_path / "marks.pdf"
    path.write_bytes(spread(60, 7.0, (12,), "la\u0301"))
    ((_, text),) = said(path)
    assert text.count("á") == 20


def test_a_paragraph_ends_where_the_other_language_of_a_text_begins() -> None:
    """Both were one paragraph, taken to be in the language of the last."""
    arabic = "فتح الميناء أبوابه من جديد."
    codes = {letter: code for code, letter in enumerate(sorted(set(arabic)), 65)}
    cmap = "".join(f"<{code:02x}> <{ord(letter):04x}>\n" for letter, code in codes.items())
    unicode = f"1 begincodespacerange <00> <ff> endcodespacerange {len(codes)} beginbfchar\n{cmap}"
    shown = "".join(chr(codes[letter]) for letter in reversed(arabic))
    content = (
        "BT /F 12 Tf 72 700 Td (Le port ouvre ses portes ce lundi.) Tj /G 12 Tf 0 -14 Td "
        f"({shown}) Tj /F 12 Tf 0 -14 Td (Le maire sera sur le quai.) Tj ET"
    )
    (article,) = load(
        page(
            content,
            "/Font<</F 5 0 R/G 6 0 R>>",
            FONT,
            FONT.replace(">>", "/ToUnicode 7 0 R>>"),
            f"<</Length {len(unicode) + 11}>>stream\n{unicode}endbfchar \nendstream",
        )
    )
    assert [block.text for block in article.blocks] == [
        "Le port ouvre ses portes ce lundi.",
        arabic,
        "Le maire sera sur le quai.",
    ]
