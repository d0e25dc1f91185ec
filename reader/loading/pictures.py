"""What a picture's description says, where it is a description."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.loading.container import local_name, outermost
from reader.loading.runs import Run
from reader.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

MARK = "[image] "
"""Stands before a description in a page's text."""
_FILE = regex(r"\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|avif|heic|emf|wmf)\b", re.IGNORECASE)
_ADDRESS = regex(r"https?://|www\.|^data:", re.IGNORECASE)
_NUMBERED = regex(
    r"(?:img|dsc|image|imagen|picture|photo|figure|fig|graphique|graphic|object|objet|logo|shape|"
    r"صورة|图片|图像|图)?[\s_.:#-]*\d*",
    re.IGNORECASE,
)
"""What programs call a picture for want of a name."""
_BY_MACHINE = regex(
    r" ?(?:description automatically generated|description générée automatiquement"
    r"(?: avec .*)?|تم إنشاء الوصف تلقائيا\S*|描述已自动生成).*$",
    re.IGNORECASE | re.DOTALL,
)
_SPACELESS = regex("[\u3040-\u30ff\u3400-\u9fff]")
_FEWEST_LETTERS = 4
"""Characters that a description has at least in a script that writes no spaces."""
_PIXEL = regex(r"\s*[0-3](?:px)?\s*")


def described(text: str | None) -> str:
    """A picture's description; nothing where the text is a file's name, a number or a word."""
    text = _BY_MACHINE.sub("", " ".join((text or "").split()))
    if not text or _FILE.search(text) or _ADDRESS.search(text) or _NUMBERED.fullmatch(text):
        return ""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    if len(words) < 2 and len(_SPACELESS.findall(text)) < _FEWEST_LETTERS:
        return ""
    return text


def of_page(attributes: Mapping[str, str]) -> str:
    """The description of a picture in a web page, given the attributes of its element."""
    if attributes.get("role") in ("presentation", "none"):
        return ""
    if attributes.get("aria-hidden") == "true" or "hidden" in attributes:
        return ""
    if any(_PIXEL.fullmatch(attributes.get(side) or "-") for side in ("width", "height")):
        return ""
    return described(attributes.get("alt"))


def of_word(drawing: _Element) -> Iterator[_Element]:
    """The elements of a drawing in a Word document that may describe it, each by its `descr`.

    What stands in a text box of it, or only stands in for it in old programs, is left out.
    """
    return outermost(drawing, "docPr", "Fallback", "txbxContent")


def of_frame(frame: _Element) -> Iterator[_Element]:
    """The elements of a frame in an OpenDocument text whose text describes it."""
    described_by = {local_name(each): each for each in frame if local_name(each)}
    first = described_by.get("desc")
    if first is None or not described(first.text):
        first = described_by.get("title")
    if first is not None:
        yield first


def without_repeats(runs: Sequence[Run]) -> list[Run]:
    """The runs of a page without descriptions of what its text says already."""
    pictures = [run for run in runs if run.kind == "image"]
    if not pictures:
        return list(runs)
    said = "\n".join(_folded(run.text) for run in runs if run.kind != "image")
    seen: set[str] = set()
    kept: list[Run] = []
    for run in runs:
        if run.kind == "image":
            own = _folded(run.text)
            if own in seen or own in said:
                continue
            seen.add(own)
        kept.append(run)
    return kept


def runs_of(texts: Iterable[str]) -> Iterator[Run]:
    """The runs of pictures' descriptions in a document."""
    for text in texts:
        if own := described(text):
            yield Run(own, "image", MARK)


def _folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
