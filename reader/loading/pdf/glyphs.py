"""Letters and their places on the pages of a PDF, from PDFium."""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from reader.errors import UnreadableFile
from reader.loading.pdf import trial
from reader.text.regex import regex

LARGEST_PAGE = 200_000
"""Letters of one page that are read; a page of a newspaper has 40,000."""
_MOST_PAGES = 5_000
_MOST_LETTERS = 20_000_000
_PICTURE = 3
"""FPDF_PAGEOBJ_IMAGE."""
_SPACES = frozenset((0x20, 0xA0, 0x09, 0x3000, 0x2003, 0x2002, 0x2009, 0x202F))
_BOLD = regex(rb"bold|black|heavy|semibold|-demi", re.IGNORECASE)
_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not safe for several threads, and a server reads on many."""
_UNNAMED = regex(r"^(?:untitled|document\d*|sans titre|microsoft word.*|.*\.\w{2,5})$", re.I)


class Glyph(NamedTuple):
    """A letter, in points from the page's lower left corner as it is read.

    A tuple, for a page may have a hundred thousand: a frozen record takes five times as long.
    """

    text: str
    x: float
    """Where the pen was set down."""
    y: float
    """The base line."""
    left: float
    right: float
    size: float
    is_bold: bool = False
    is_space: bool = False
    """Whether it only parts its neighbours."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page."""

    glyphs: tuple[Glyph, ...]
    width: float
    height: float
    has_pictures: bool
    is_damaged: bool = False
    is_endless: bool = False
    """Whether it takes too long to read."""
    is_cut: bool = False
    """Whether it has more letters than are read."""
    askew: int = 0
    """Letters at another angle than most, which are not among its glyphs."""


@dataclass(frozen=True, slots=True)
class Letters:
    """A PDF."""

    pages: tuple[Sheet, ...]
    title: str
    """What the file says that it is called; empty where that says nothing."""


def read(data: bytes, name: str) -> Letters:
    """The letters of a PDF.

    Args:
        data: the file.
        name: what to call it in an error.

    Raises:
        UnreadableFile: it cannot be read; the message says why.
    """
    with _ONE_AT_A_TIME:
        return _read(data, name)


def _read(data: bytes, name: str) -> Letters:
    try:
        import pypdfium2
    except ImportError as error:
        raise UnreadableFile(
            f"{name} is a PDF, which takes a further package to read: pip install pypdfium2"
        ) from error
    if not data.strip():
        return Letters((), "")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFile(f"{name} is not a PDF: give it the name of what it is")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile(
                f"{name} is protected by a password: save it without one"
            ) from error
        raise UnreadableFile(f"{name} is damaged: it is not a whole PDF") from error
    try:
        count = len(document)
        if count > _MOST_PAGES:
            raise UnreadableFile(f"{name} has more than {_MOST_PAGES:,} pages: it is not read")
        pages: list[Sheet] = []
        letters = 0
        left_out = trial.endless(data, name)
        for index in range(count):
            if index in left_out:
                pages.append(Sheet((), 0, 0, False, is_endless=True))
                continue
            page = _sheet(document, index)
            letters += len(page.glyphs)
            if letters > _MOST_LETTERS:
                raise UnreadableFile(f"{name} holds more than Dragoman reads: it is left")
            pages.append(page)
        _refuse_ciphers(pages, name)
        return Letters(tuple(pages), _title(document))
    finally:
        document.close()


def _title(document: Any) -> str:
    try:
        title = " ".join((document.get_metadata_value("Title") or "").split())
    except UnicodeDecodeError:  # it is damaged there
        return ""
    return "" if _UNNAMED.match(title) else title


def _refuse_ciphers(pages: list[Sheet], name: str) -> None:
    """Refuse a PDF whose fonts do not say which letters they have."""
    known = unknown = 0
    for page in pages:
        for glyph in page.glyphs:
            if not glyph.is_space:
                is_unknown = glyph.text < " " or "\ue000" <= glyph.text[0] <= "\uf8ff"
                is_unknown = is_unknown or glyph.text == "\ufffd"
                unknown += is_unknown
                known += not is_unknown
    if unknown > known:
        raise UnreadableFile(
            f"{name} does not say which letters its fonts show: make one with text of it first "
            "(with ocrmypdf --force-ocr, for one)"
        )


def _sheet(document: Any, index: int) -> Sheet:
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError:  # one page of a damaged file
        return Sheet((), 0, 0, False, is_damaged=True)
    try:
        text = page.get_textpage()
        try:
            glyphs = list(_glyphs(text))
            is_cut = text.count_chars() > LARGEST_PAGE
        finally:
            text.close()
        width, height = page.get_size()
        turned = _turned(glyphs, page.get_rotation())
        pictures = any(True for _ in page.get_objects(filter=[_PICTURE], max_depth=3))
        upright = [glyph for glyph, angle in glyphs if angle == turned]
        askew = sum(angle != turned and not glyph.is_space for glyph, angle in glyphs)
        if turned:
            upright = [_rotated(glyph, turned, width, height) for glyph in upright]
        return Sheet(tuple(upright), width, height, pictures, is_cut=is_cut, askew=askew)
    finally:
        page.close()


def _turned(glyphs: list[tuple[Glyph, int]], rotation: int) -> int:
    """How far most letters of a page are turned, in degrees to the left."""
    counts = {0: 0, 90: 0, 180: 0, 270: 0}
    for _, angle in glyphs:
        if angle in counts:
            counts[angle] += 1
    expected = rotation % 360
    return max(counts, key=lambda angle: (counts[angle], angle == expected))


def _rotated(glyph: Glyph, angle: int, width: float, height: float) -> Glyph:
    """A letter of a page that lies on its side, where it is once the page stands."""
    span = max(width, height)
    x, y = {
        90: (glyph.y, -glyph.x),
        180: (-glyph.x, -glyph.y),
        270: (-glyph.y, glyph.x),
    }[angle]
    advance = glyph.right - glyph.left
    return Glyph(
        glyph.text, x + span, y + span, x + span, x + span + advance, glyph.size, glyph.is_bold,
        glyph.is_space,
    )  # fmt: skip


def _glyphs(page: Any) -> Iterator[tuple[Glyph, int]]:
    """The letters of a page, each with the angle at which it stands."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    edges = [ctypes.c_double() for _ in range(4)]
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    name = ctypes.create_string_buffer(64)
    flags = ctypes.c_int()
    high, turn, size = 0, 0, 0.0
    shown: tuple[float, ...] = ()
    is_bold: bool | None = None
    handle = page.raw  # which is quicker to pass on than what holds it
    for index in range(min(page.count_chars(), LARGEST_PAGE)):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        if code in (0x0A, 0x0D):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(handle, index, box)
        if code in _SPACES:
            middle = (box.left + box.right) / 2
            yield Glyph(" ", middle, y.value, box.left, box.right, 0.0, is_space=True), turn
            is_bold = None
            continue
        pdfium.FPDFText_GetMatrix(handle, index, matrix)
        font_size = pdfium.FPDFText_GetFontSize(handle, index)
        now = (font_size, matrix.a, matrix.b, matrix.c, matrix.d)
        if now != shown:
            shown = now
            size = font_size * (math.hypot(matrix.c, matrix.d) or 1.0)
            turn = _quarter(math.degrees(math.atan2(matrix.b, matrix.a)))
        pdfium.FPDFText_GetCharBox(handle, index, *edges)
        if turn in (90, 270):
            left, right = min(box.bottom, edges[2].value), max(box.top, edges[3].value)
        else:
            left = min(box.left, edges[0].value)
            right = max(box.right, edges[1].value)
        if is_bold is None:  # of a word, as its first letter is
            pdfium.FPDFText_GetFontInfo(handle, index, name, len(name), flags)
            is_bold = bool(_BOLD.search(name.value))
        yield Glyph(_letter(code), x.value, y.value, left, right, size, is_bold), turn


def _quarter(angle: float) -> int:
    """An angle as 0, 90, 180 or 270 where it is about that; else as it is."""
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) < 3 else round(angle) % 360


def _letter(code: int) -> str:
    """The letter of a code; a hyphen that a line's end called for is a soft one."""
    if code in (0x02, 0xFFFE, 0xAD):
        return "\u00ad"
    is_letter = code <= 0x10FFFF and not 0xD800 <= code < 0xE000
    return chr(code) if is_letter else "\ufffd"
