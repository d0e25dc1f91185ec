"""Articles and their translations as files: one module a format.

A writer takes articles one after the other, each with its translations in reading order,
and writes every block as soon as its last translation is there:

    out = writer("bilingual")
    out.begin(sys.stdout, target="en")
    out.article(article, translator.translate(translator.sentences(article)))
    out.end()

Translations may be incomplete; what is missing is shown as such, and stays in the source
language where the format is a translation's alone (`text`, `markdown`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol, TextIO

from reader.article import Article, Translation
from reader.errors import DragomanError

if TYPE_CHECKING:
    from reader.glossary.termbase import Termbase

__all__ = ["FORMATS", "Writer", "writer"]

FORMATS = {
    "text": ".txt",
    "bilingual": ".txt",
    "markdown": ".md",
    "jsonl": ".jsonl",
    "html": ".html",
}
"""Each format's name and the suffix of its files."""


class Writer(Protocol):
    """Writes one output; each call is flushed as it goes."""

    def begin(self, out: TextIO, *, target: str) -> None:
        """Start an output on `out` (opened with `newline=""`) in the language `target`."""

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        """Write an article, block by block, as its translations come in reading order."""

    def end(self) -> None:
        """Finish the output; `out` stays open."""


def writer(
    format: str, *, include_boilerplate: bool = True, termbases: Sequence[Termbase] = ()
) -> Writer:
    """A writer for one output.

    Args:
        format: one of `FORMATS`.
        include_boilerplate: whether the site's own blocks (menus, share bars) are written.
        termbases: where the concepts of term uses are found, for formats that show them.

    Raises:
        DragomanError: when there is no such format.
    """
    # Each format is imported when it is asked for, so that `translate --help` stays quick.
    if format == "text":
        from reader.export.text import TextWriter

        return TextWriter(include_boilerplate=include_boilerplate)
    if format == "bilingual":
        from reader.export.bilingual import BilingualWriter

        return BilingualWriter(include_boilerplate=include_boilerplate)
    if format == "markdown":
        from reader.export.markdown import MarkdownWriter

        return MarkdownWriter(include_boilerplate=include_boilerplate)
    if format == "jsonl":
        from reader.export.jsonl import JsonLinesWriter

        return JsonLinesWriter(include_boilerplate=include_boilerplate)
    if format == "html":
        from reader.export.html import HtmlWriter

        return HtmlWriter(include_boilerplate=include_boilerplate, termbases=termbases)
    raise DragomanError(f"there is no format {format!r}; choose one of {', '.join(FORMATS)}")
