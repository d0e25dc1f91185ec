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
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

from reader.article import Article, Translation
from reader.errors import DragomanError
from reader.files import whole_file

if TYPE_CHECKING:
    from reader.export.remarks import Remark
    from reader.glossary.termbase import Termbase

__all__ = ["FORMATS", "Writer", "save", "writer"]

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
    format: str,
    *,
    include_boilerplate: bool = True,
    termbases: Sequence[Termbase] = (),
    remarks: Sequence[Remark] = (),
) -> Writer:
    """A writer for one output.

    Args:
        format: one of `FORMATS`.
        include_boilerplate: whether the site's own blocks (menus, share bars) are written.
        termbases: where the concepts of term uses are found, for formats that show them.
        remarks: a reader's notes, highlights and bookmarks, for HTML and Markdown.

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

        return MarkdownWriter(include_boilerplate=include_boilerplate, remarks=remarks)
    if format == "jsonl":
        from reader.export.jsonl import JsonLinesWriter

        return JsonLinesWriter(include_boilerplate=include_boilerplate)
    if format == "html":
        from reader.export.html import HtmlWriter

        return HtmlWriter(
            include_boilerplate=include_boilerplate, termbases=termbases, remarks=remarks
        )
    raise DragomanError(f"there is no format {format!r}; choose one of {', '.join(FORMATS)}")


def save(
    article: Article,
    translations: Iterable[Translation],
    path: Path | str,
    format: str | None = None,
    *,
    target: str = "en",
    include_boilerplate: bool = True,
    termbases: Sequence[Termbase] = (),
    remarks: Sequence[Remark] = (),
) -> Path:
    """Write an article and its translations to a file, in one step, and return the file.

    Args:
        article: the article.
        translations: those of its sentences, in reading order; they may be incomplete, and are
            asked for as they are written.
        path: the file; what is there stays until all of the new one is written.
        format: one of `FORMATS`; None is the one of the name's ending, `text` for ".txt".
        target: the language of the translations.
        include_boilerplate: whether the site's own blocks (menus, share bars) are written.
        termbases: where the concepts of term uses are found, for formats that show them.
        remarks: a reader's notes, highlights and bookmarks, for HTML and Markdown.

    Raises:
        DragomanError: there is no such format, or a translation cannot be made.
        OSError: the file cannot be written.
    """
    path = Path(path)
    out_writer = writer(
        format or _format_of(path),
        include_boilerplate=include_boilerplate,
        termbases=termbases,
        remarks=remarks,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as out:
        out_writer.begin(out, target=target)
        out_writer.article(article, translations)
        out_writer.end()
    return path


def _format_of(path: Path) -> str:
    for name, suffix in FORMATS.items():
        if suffix == path.suffix.lower():
            return name
    endings = ", ".join(dict.fromkeys(FORMATS.values()))
    raise DragomanError(f"{path.name} has none of the endings {endings}: say which format")
