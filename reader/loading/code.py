"""Code in documents: by the names that programs give to its style, and by its font."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.article import BlockKind
from reader.loading.boilerplate import is_prose
from reader.loading.runs import Run

_NAMES = frozenset(
    (
        "source code",  # pandoc
        "html preformatted",  # Word
        "preformatted text",  # LibreOffice
        "verbatim",
        "code",
        "code block",
        # within a sentence
        "source text",  # LibreOffice
        "verbatim char",  # pandoc
        "code char",
        "inline code",
        "html code",
        "html keyboard",
        "html sample",
    )
)
_FONTS = frozenset(
    (
        "courier",
        "courier new",
        "consolas",
        "menlo",
        "monaco",
        "lucida console",
        "cascadia code",
        "cascadia mono",
        "liberation mono",
        "dejavu sans mono",
        "source code pro",
        "fira code",
        "ubuntu mono",
    )
)
LONGEST = 200
"""Characters of code within a sentence; what is longer is a text in letters of one width."""


def is_code(style: str) -> bool:
    """Whether a style of this name is for code."""
    return style.casefold() in _NAMES


def is_of_one_width(font: str) -> bool:
    """Whether a font of this name is one that code is set in."""
    return font.casefold() in _FONTS


def preformatted(raw: str, text: str) -> tuple[str, BlockKind]:
    """The text and the kind of a paragraph in the style of code.

    Args:
        raw: its text as it is.
        text: the same as prose has it, on one line.
    """
    if is_prose(text):
        return text, "paragraph"
    return "\n".join(line.rstrip() for line in raw.strip("\n").split("\n")).rstrip(), "preformatted"


def without_much_code(runs: Sequence[Run]) -> list[Run]:
    """The runs of a document, none of it code where most is.

    LibreOffice opens any plain text in the style of code.
    """
    code = sum(len(run.text) for run in runs if run.kind == "preformatted")
    if code <= sum(len(run.text) for run in runs) / 2:
        return list(runs)
    return [replace(run, kind="paragraph") if run.kind == "preformatted" else run for run in runs]
