"""From a path, standard input or bytes to articles.

`load` and `stream` are the only doors; one module each answers what the bytes mean
(`decoding`), what the blocks of a format are (`text`, `markdown`, `html`, `docx`, `odt`,
`epub`), and where an article begins (`titles`).
"""

from __future__ import annotations

import codecs
import errno
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reader.article import Article
from reader.errors import UnreadableFile
from reader.loading.formats import FORMATS, PAGED, strange_xml, told
from reader.loading.original import Original

if TYPE_CHECKING:
    from reader.loading.container import Container
    from reader.loading.page import Page

__all__ = ["FORMATS", "Original", "in_language", "load", "of_text", "original", "stream"]

_ZIPPED = frozenset(("docx", "odt", "epub"))
_WHOLE = 4 << 20
"""Bytes up to which an input is read whole."""
_WINDOW = 1 << 18
"""Bytes of the pieces that a longer text is read in."""


def load(
    source: str | Path | bytes,
    *,
    format: str | None = None,
    encoding: str | None = None,
    likely: Sequence[str] | None = None,
) -> list[Article]:
    """The articles of an input; an empty list where it holds no text.

    Args:
        source: a path, "-" for standard input, or the bytes themselves.
        format: one of `FORMATS`, or None to tell it from the name and the content.
        encoding: the encoding's name, or None to tell it from the bytes.
        likely: languages that a word or two alone are taken for, the likeliest first: those
            that can be translated; None for the usual ones.

    Raises:
        UnreadableFile: no such file, a folder, no permission, not text, unknown encoding.
    """
    articles = list(stream(source, format=format, encoding=encoding, likely=likely))
    return articles if any(article.blocks for article in articles) else []


def of_text(
    text: str, language: str | None = None, *, likely: Sequence[str] | None = None
) -> tuple[str, list[Article]]:
    """A plain text without halves of surrogate pairs, and its articles.

    Args:
        text: the text; the articles' offsets are in what is returned of it.
        language: what it is written in; None to tell it block by block.
        likely: see `load`.
    """
    clean = text.encode("utf-8", "replace").decode("utf-8")
    articles = load(clean.encode("utf-8"), format="text", encoding="utf-8", likely=likely)
    return clean, [in_language(article, language) for article in articles]


def in_language(article: Article, language: str | None) -> Article:
    """The article with every block taken for a language; None leaves what was detected."""
    if language is None:
        return article
    blocks = tuple(replace(block, language=language) for block in article.blocks)
    return replace(article, blocks=blocks)


def original(
    source: str | Path | bytes, *, format: str | None = None, encoding: str | None = None
) -> Original:
    """An input as it is, for what is to be written back in its own kind.

    Arguments are those of `load`.

    Raises:
        UnreadableFile: it cannot be read, is too large, or is not of the format asked for.
    """
    from reader.loading.container import LARGEST_FILE

    _check(format)
    name = "-" if isinstance(source, bytes) else str(source)
    with _open(source) as file:
        try:
            data = file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise _unreadable(name, error) from error
    kind = format or told(name, data[:_WHOLE])
    if kind in _ZIPPED or len(data) > LARGEST_FILE:
        kind = _container(data, kind, name, forced=format is not None).kind()
    return Original(name, kind, data, encoding)


def _check(format: str | None) -> None:
    if format is not None and format not in FORMATS:
        raise UnreadableFile(f"no format is called {format!r}: try {', '.join(FORMATS)}")


def stream(
    source: str | Path | bytes | Original,
    *,
    format: str | None = None,
    encoding: str | None = None,
    likely: Sequence[str] | None = None,
) -> Iterator[Article]:
    """The articles of an input, one after the other; memory stays flat on a huge plain text.

    An input of up to 4 MB is read whole. A longer plain text is read in windows of about
    256 KB that end between paragraphs, each of which yields its articles; boilerplate and
    repeats are looked for inside a window. A text of blank lines is an article without blocks.
    Arguments and errors are those of `load`.
    """
    from reader.loading import decoding

    _check(format)
    if isinstance(source, Original):
        name, format = source.name, format or source.kind
        encoding = encoding or source.encoding
        source = source.data
    else:
        name = "-" if isinstance(source, bytes) else str(source)
    with _open(source) as file:
        try:
            head = file.read(_WHOLE + 1)
            kind = format or told(name, head)
            if format is None and kind == "text" and (root := strange_xml(name, head)):
                raise UnreadableFile(
                    f"{name} is XML of a kind that is not read (“{root}”): save it as HTML or "
                    ".docx first"
                )
            if kind in _ZIPPED:
                from reader.loading.container import LARGEST_FILE

                rest = file.read(LARGEST_FILE - len(head) + 1)
                yield from _document(head + rest, kind, name, likely, forced=format is not None)
                return
            if kind in PAGED:
                from reader.loading.pages import pages

                start = 0
                for page in pages(kind, head, file, name, encoding):
                    yield from marked([page], name, likely, start)
                    start += len(page.text)
                return
            if len(head) > _WHOLE and kind != "text":
                from reader.loading.container import LARGEST_FILE

                head += file.read(LARGEST_FILE - len(head) + 1)
                _check_size(head, name)
            elif len(head) > _WHOLE:
                yield from _windows(head, file, name, encoding, likely)
                return
        except OSError as error:
            raise _unreadable(name, error) from error
    content = decoding.decode(head, encoding, name)
    articles = _articles(content, kind, name, likely)
    if not articles and content and kind != "html":
        articles = [Article("", (), name, content)]
    yield from articles


def _open(source: str | Path | bytes) -> AbstractContextManager[BinaryIO]:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if str(source) == "-":
        return nullcontext(sys.stdin.buffer)
    if not str(source):
        raise UnreadableFile("one of the names is empty: name a file, or - for standard input")
    try:
        return Path(source).open("rb")
    except (OSError, ValueError) as error:
        raise _unreadable(str(source), error) from error


def _unreadable(name: str, error: OSError | ValueError) -> UnreadableFile:
    missing = getattr(error, "errno", None) in (errno.ENOENT, errno.ENAMETOOLONG)
    if missing and "://" in name:
        return UnreadableFile(f"{name} is an address: fetch it first (curl -s URL | translate)")
    if missing and _reads_as_text(name):
        start = name[:40].rstrip() + "…" * (len(name) > 40)
        return UnreadableFile(
            f"no file is called “{start}”; if it is the text itself, pipe it: echo TEXT | translate"
        )
    if isinstance(error, FileNotFoundError):
        return UnreadableFile(f"{name}: there is no such file")
    if isinstance(error, IsADirectoryError):
        return UnreadableFile(f"{name} is a folder: name the files in it")
    if isinstance(error, PermissionError):
        return UnreadableFile(f"{name} cannot be read: check its permissions")
    if name == "-" and getattr(error, "errno", None) == errno.EBADF:
        return UnreadableFile("standard input is closed")
    return UnreadableFile(f"{name}: {getattr(error, 'strerror', None) or error}")


def _reads_as_text(name: str) -> bool:
    """Whether what was given as a file's name has several words and no ending or folder."""
    return len(name.split()) > 1 and "/" not in name and "." not in name[-6:-1]


def _document(
    data: bytes, kind: str, name: str, likely: Sequence[str] | None, forced: bool
) -> Iterator[Article]:
    """The articles of a document that is a zip file; a book has one a chapter."""
    from reader.loading import docx, epub, odt

    document = _container(data, kind, name, forced)
    actual = document.kind()
    if actual == "epub":
        pages = [chapter.page for chapter in epub.chapters(document, name)]
    else:
        pages = [(docx if actual == "docx" else odt).extract(document)]
    yield from marked(pages, name, likely, 0)


def _check_size(data: bytes, name: str) -> None:
    from reader.loading.container import LARGEST_FILE

    if len(data) > LARGEST_FILE:
        raise UnreadableFile(f"{name} is larger than {LARGEST_FILE >> 20} MB: it is not read")


def _container(data: bytes, kind: str, name: str, forced: bool) -> Container:
    """The parts of a document, which is of the kind that was asked for if one was."""
    from reader.loading import decoding
    from reader.loading.container import Container

    _check_size(data, name)
    if not data:
        raise UnreadableFile(f"{name} is empty")
    if data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile(f"{name} is protected by a password: save it without one")
    if not data.startswith(b"PK"):
        decoding.detect(data[:4096], None, name)  # says what it is where it is not text either
        if forced:
            raise UnreadableFile(f"{name} is not in the format {kind}: it is a text")
        raise UnreadableFile(
            f"{name} is called .{kind} but is not one: give it the name of what it is"
        )
    document = Container(data, name)
    actual = document.kind()
    if forced and actual != kind:
        raise UnreadableFile(f"{name} is in the format {actual}, not {kind}")
    return document


def _articles(
    content: str, kind: str, name: str, likely: Sequence[str] | None, start: int = 0
) -> list[Article]:
    from reader.loading.page import Page

    # What a format needs is imported for it alone: a plain text waits for no web page.
    if kind == "html":
        from reader.loading import html

        page = html.extract(content)
    elif kind == "markdown":
        from reader.loading import markdown

        page = Page(content, tuple(markdown.blocks(content)))
    else:
        from reader.loading import text

        page = Page(content, tuple(text.blocks(content)))
    return list(marked([page], name, likely, start))


def marked(
    pages: Sequence[Page], name: str, likely: Sequence[str] | None, start: int
) -> Iterator[Article]:
    """The articles of pages, with the language of each block, and whether it is the site's."""
    from reader.loading import boilerplate, titles
    from reader.text import language

    texts = [
        "" if page.single and block.kind == "preformatted" else block.text
        for page in pages
        for block in page.blocks
    ]
    verdicts = language.verdicts(texts, language.DEFAULT_LIKELY if likely is None else likely)
    guessed = any(verdict.guessed for verdict in verdicts)
    languages = iter(verdicts)
    for page in pages:
        known = [replace(block, language=next(languages).language) for block in page.blocks]
        if page.single:
            marked = known if page.authored else boilerplate.mark(known, page.text, page.kept)
            article = titles.whole(page.text, marked, name, start, page.name)
            yield replace(article, guessed=True) if guessed else article
            start += len(page.text)
            continue
        marked = boilerplate.mark(known, page.text, page.kept)
        for article in titles.split(page.text, marked, name, start, page.kept):
            yield replace(article, guessed=True) if guessed else article
        start += len(page.text)


def _windows(
    head: bytes, file: BinaryIO, name: str, encoding: str | None, likely: Sequence[str] | None
) -> Iterator[Article]:
    """The articles of a plain text that is too long to be read whole."""
    from reader.loading import decoding

    codec = decoding.detect(head, encoding, name)
    decoder = codecs.getincrementaldecoder(codec)("replace")
    pending, offset = "", 0
    for chunk in chain(_chunks(io.BytesIO(head)), _chunks(file), (b"",)):
        pending += decoding.whole(decoder.decode(chunk, final=not chunk), codec)
        if not offset:
            pending = pending.removeprefix("\ufeff")
        cut = _cut(pending) if chunk else len(pending)
        if cut:
            window, pending = pending[:cut], pending[cut:]
            # A window of blank lines is an article without blocks: no character is lost.
            yield from _articles(window, "text", name, likely, offset) or [
                Article("", (), name, window, offset)
            ]
            offset += cut


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(_WINDOW), b"")


def _cut(pending: str) -> int:
    """Where to end a window: after a blank line, else a line, else, in a huge line, a sentence."""
    for mark in ("\n\n", "\n\r\n", "\n"):
        at = pending.rfind(mark)
        if at > len(pending) // 4:
            return at + len(mark)
    if len(pending) < 4 * _WINDOW:
        return 0
    for mark in (". ", "。", "؟ ", "! ", " "):
        at = pending.rfind(mark)
        if at > len(pending) // 2:
            return at + len(mark)
    return len(pending)
