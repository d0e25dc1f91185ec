# ruff: noqa: E501
"""PDFs: what programs printed, damaged; and pages written by hand, of letters in odd places."""

from __future__ import annotations

import random
import zlib
from pathlib import Path

from inputs import damage
from inputs.texts import Kind

_FOLDER = Path(__file__).parents[2] / "tests" / "fixtures" / "pdf"
_PRINTED = [path.read_bytes() for path in sorted(_FOLDER.glob("*.pdf"))]
_WORDS = "Le pont est ferme depuis lundi mais le tunnel est ouvert (a tous) 12,5 % 1. - * A".split()


def _pdf(*objects: bytes) -> bytes:
    parts, offsets = [b"%PDF-1.4\n"], []
    for number, content in enumerate(objects, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = sum(map(len, parts))
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, start)
    )
    return b"".join(parts)


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)


def _codes(letters: str) -> bytes:
    """What says which letters the codes of a font from 0x20 on are."""
    pairs = "".join(
        f"<{0x20 + n:02x}> <{letter.encode('utf-16-be').hex()}>\n"
        for n, letter in enumerate(letters)
    )
    return _stream(
        f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}endbfchar endcmap end".encode()
    )


def page(
    content: str,
    letters: str = "",
    size: tuple[int, int] = (595, 842),
    pages: int = 1,
    more: str = "",
) -> bytes:
    """A PDF with the same content on each of its pages.

    Args:
        content: operators.
        letters: what the codes from 0x20 on stand for; those of Latin 1 where it is empty.
        size: of the page, in points.
        pages: how many.
        more: entries of the page.
    """
    kids = " ".join(["3 0 R"] * pages)
    told = b"/ToUnicode 6 0 R" if letters else b""
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]{more}/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>".encode(),
        _stream(content.encode("latin-1", "replace")),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding%s>>" % told,
        _codes(letters) if letters else b"null",
    )


def printed(chance: random.Random) -> tuple[str, bytes]:
    return "printed.pdf", damage.of_bytes(chance, chance.choice(_PRINTED))


def printed_and_unpacked(chance: random.Random) -> tuple[str, bytes]:
    """A page by hand whose operators are damaged where no packing hides them."""
    words = " ".join(
        f"({word}) Tj 0 -{chance.randrange(30)} Td" for word in chance.choices(_WORDS, k=90)
    )
    content = damage.of_text(
        chance, f"BT /F 12 Tf 72 700 Td {words} ET",
        ["BT", "ET", "q", "Q", "Tj", "1e38", "-1", "0", "nan", "(", ")", "<", "[", "/F", "Tf", "cm", "Tm", "Do", "\\"],
        longest=300,
    )  # fmt: skip
    return "operators.pdf", page(content)


def letters_anywhere(chance: random.Random) -> tuple[str, bytes]:
    count = damage.amount(chance, 200, 3_000, 12_000)
    width, height = size = chance.choice(((595, 842), (14_400, 14_400), (20, 20)))
    sizes = chance.choice(((12,), (6, 12, 40), (1, 12, 300), (12, 22)))
    letters = chance.choice(
        (
            "",
            "اَلعربية\u0651\u064e\u0301مرحبا()12",
            "\u0301\u0302\u064b",
            "中文字符，。",
            "ﬁﻻ\u00ad-",
        )
    )
    most = len(letters) or 90
    marks = "".join(
        f"/F {chance.choice(sizes)} Tf 1 0 0 1 {chance.uniform(0, width):.1f} {chance.uniform(0, height):.1f} Tm "
        f"<{0x20 + chance.randrange(1, most):02x}> Tj\n" for _ in range(count)
    )  # fmt: skip
    return "anywhere.pdf", page(f"BT {marks} ET", letters, size)


def one_row(chance: random.Random) -> tuple[str, bytes]:
    """All letters in a row: with marks, with small ones, with large ones among them."""
    count = damage.amount(chance, 200, 2_000, 8_000, 20_000)
    letters = chance.choice(("", "اَبَتَ", "a\u0301\u0302b", "ab12", "لاA(1)"))
    most = max(2, len(letters))
    step = chance.choice((0.0, 0.05, 3.0, 9.0, 40.0))
    sizes = chance.choice(((12,), (12, 8), (12, 24), (8, 12, 60)))
    rise = chance.choice((0, 0, 3, 20))
    marks = "".join(
        f"/F {sizes[n % len(sizes)]} Tf 1 0 0 1 {n * step:.2f} {400 + rise * (n % 2)} Tm <{0x20 + n % most:02x}> Tj\n"
        for n in range(count)
    )
    return "row.pdf", page(f"BT {marks} ET", letters, (14_000, 842))


def rows(chance: random.Random) -> tuple[str, bytes]:
    """Rows below each other, in columns or not, on many pages or one."""
    count, columns = chance.choice(
        ((40, 1), (40, 2), (90, 1), (2_000, 1), (1_000, 3), (60, 40), (6_000, 1))
    )
    pages = damage.amount(chance, 1, 12, 60) if count * columns < 100 else 1
    leading = chance.choice((14, 2, 0.1))
    sizes = chance.choice(((11,), (11, 11, 8), (8,), (11, 20)))
    text = " ".join(chance.choices(_WORDS, k=chance.choice((1, 6, 12))))
    text = text.replace("(", "").replace(")", "")
    lines = "".join(
        f"/F {sizes[n % len(sizes)]} Tf 1 0 0 1 {40 + column * 500 / columns + n % 3:.1f} {800 - n * leading:.2f} Tm "
        f"({text}) Tj\n"
        for n in range(count) for column in range(columns)
    )  # fmt: skip
    return "rows.pdf", page(f"BT {lines} ET", "", (595, 842), pages)


def turned(chance: random.Random) -> tuple[str, bytes]:
    import math

    lines = ""
    for n in range(damage.amount(chance, 10, 2_000)):
        angle = math.radians(chance.choice((0, 90, 180, 270, 45, n)))
        a, b = math.cos(angle), math.sin(angle)
        lines += f"{a:.4f} {b:.4f} {-b:.4f} {a:.4f} {chance.randrange(600)} {chance.randrange(800)} Tm (Le pont) Tj\n"
    more = chance.choice(
        ("", "/Rotate 90", "/Rotate 45", "/Rotate 999999999", "/UserUnit 1e9", "/CropBox[0 0 0 0]")
    )
    return "turned.pdf", page(f"BT /F 11 Tf {lines} ET", more=more)


def loops(chance: random.Random) -> tuple[str, bytes]:
    """Objects that name each other, and trees of pages that have no end."""
    data = chance.choice([
        _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>"),
        _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2000000000>>", b"<</Type/Page>>"),
        _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"2 0 R"),
        _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
             b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>",
             b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length 12>>stream\n"
             b"/X Do /X Do \nendstream"),
        _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids" + b"[" * 5_000 + b"]" * 5_000 + b"/Count 1>>"),
        page("BT /F 12 Tf 72 700 Td (Bonjour) Tj ET", pages=damage.amount(chance, 1, 400, 6_000)),
        page("q " * 50_000 + "BT /F 12 Tf 72 700 Td (Bonjour) Tj ET"),
    ])  # fmt: skip
    return "loops.pdf", data


KINDS: list[Kind] = [
    printed, printed, printed_and_unpacked, letters_anywhere, one_row, rows, turned, loops,
]  # fmt: skip
