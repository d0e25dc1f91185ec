"""Documents written back: files of the input's own kind, their text translated, the rest kept.

A document is both the reader of its input and the writer of its output:

    document = opened(original("report.docx"), likely=("fr", "ar"))
    articles = list(document.articles())
    document.begin(out, target="en")
    for article in articles:
        document.article(article, translator.translate_article(article, formatted=True))
    document.end()

A kind is added by a module here with a subclass of `Document`, its case in `_class`, and its
name in `SAME`.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.errors import DragomanError, UnreadableFile
from reader.export.documents.document import Document, Task
from reader.loading.original import Original

__all__ = ["BILINGUAL", "SAME", "Document", "opened"]

SAME = ("text", "markdown", "html", "docx", "odt", "epub", "srt", "vtt", "feed", "opml")
"""The kinds of input, of `loading.FORMATS`, that can be written back."""
BILINGUAL = ("html", "docx", "odt", "epub", "srt", "vtt", "feed", "opml")
"""Those that can show each paragraph with its translation under it."""


def opened(
    original: Original,
    *,
    bilingual: bool = False,
    include_boilerplate: bool = True,
    likely: Sequence[str] | None = None,
) -> Document:
    """The document that an input is.

    Args:
        original: the input.
        bilingual: whether each paragraph keeps its place above its translation.
        include_boilerplate: whether what is the site's is translated; else it stays as it is.
        likely: languages that a word or two alone are taken for, the likeliest first;
            None for the usual ones.

    Raises:
        DragomanError: its kind cannot be written back, or not in two languages.
        UnreadableFile: it is empty.
    """
    kind = original.kind
    if kind not in SAME:
        raise DragomanError(
            f"{original.name}: Dragoman cannot write {kind}: choose another --format"
        )
    if bilingual and kind not in BILINGUAL:
        raise DragomanError(
            f"{original.name}: no {kind} is written in two languages: try --format bilingual"
        )
    if not original.data and kind not in ("text", "markdown"):
        raise UnreadableFile(f"{original.name} is empty")
    return _class(kind)(Task(original, bilingual, include_boilerplate, likely))


def _class(kind: str) -> type[Document]:
    """The class of a kind of document, imported when it is met, so that the others stay quick."""
    if kind in ("text", "markdown"):
        from reader.export.documents.plain import PlainDocument

        return PlainDocument
    if kind in ("srt", "vtt"):
        from reader.export.documents.subtitles import SubtitleDocument

        return SubtitleDocument
    if kind == "docx":
        from reader.export.documents.docx import DocxDocument

        return DocxDocument
    if kind == "odt":
        from reader.export.documents.odt import OdtDocument

        return OdtDocument
    if kind == "html":
        from reader.export.documents.webpage import WebPage

        return WebPage
    if kind in ("feed", "opml"):
        from reader.export.documents.feed import FeedDocument, OutlineDocument

        return FeedDocument if kind == "feed" else OutlineDocument
    from reader.export.documents.epub import EpubDocument

    return EpubDocument
