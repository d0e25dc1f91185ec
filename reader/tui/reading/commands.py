"""What can be done with the open article by the name of a command, beside what has a key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from reader.languages import name
from reader.tui.bidi import visual
from reader.tui.reading import languages

if TYPE_CHECKING:
    from reader.tui.reading.screen import Reading

_MOST = 12
"""Languages up to which all are listed before a name is typed; a package may have hundreds."""


def of_article(screen: Reading) -> Iterator[SystemCommand]:
    """The commands that choose the open article's package and language."""
    view, document = screen.article, screen.document
    if document is None:
        return
    for package in screen.offering.packages():
        yield SystemCommand(
            f"Translate this article with {visual(package.name)}",
            "Corrections stay; what it translated before is there at once",
            partial(view.translate_with, package),
        )
    if document.package is not None:
        yield SystemCommand(
            "Translate this article with the usual package",
            f"Not with {visual(document.package.name)} any more",
            partial(view.translate_with, None),
        )
    others = languages.others(view)
    for code in others:
        yield SystemCommand(
            f"Read this article as {name(code)}",
            "For one whose language was detected wrongly; it is remembered",
            partial(languages.read_as, view, code),
            discover=len(others) <= _MOST,
        )
    if document.read_as:
        yield SystemCommand(
            "Read this article as detected",
            f"Not as {name(document.read_as)} any more",
            partial(languages.read_as, view, ""),
        )
