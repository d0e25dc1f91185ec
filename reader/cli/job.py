"""The work of `translate`: inputs to outputs, with what there is to say on the way."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reader.cli.console import complain, describe
from reader.errors import DragomanError, UnreadableFile

if TYPE_CHECKING:
    from reader.article import Article, Translation
    from reader.cli.progress import Progress
    from reader.cli.report import Report
    from reader.loading import Original
    from reader.translator.translator import Translator

NAME = "translate"
DOCUMENTS = ("same", "docx", "epub")
"""Formats of documents that are written back or made, and not written as text."""
_NOT_HELD = frozenset(("literal", "number", "term"))
"""Kinds of doubt that --check fails for."""
_NOT_LATIN = frozenset(("ar", "zh", "zt"))
"""Languages in which Latin letters are names, and copied."""


class _Run:
    """What accompanies the translation of inputs to one output."""

    def __init__(self) -> None:
        self.progress: Progress | None = None
        self.report: Report | None = None
        self.failed = 0


class Job:
    """The translation of one or more inputs to one output after another."""

    def __init__(
        self,
        translator: Translator,
        format_: str,
        article_only: bool,
        report: bool,
        check: bool,
        input_format: str | None,
        encoding: str | None,
    ) -> None:
        self._translator = translator
        self._format = format_
        self._article_only = article_only
        self._report_wanted = report
        self._check_wanted = check
        self._lost = 0
        """Sentences in which something was not held."""
        self._input_format = input_format
        self._encoding = encoding
        self._warned: set[str] = set()
        self.begun = False
        """Whether anything was written to the output of the last run."""
        self.is_summed_up = True
        """Whether each run ends with a line of what was done."""

    def run(self, files: tuple[str, ...], out: TextIO, *, stop_at_error: bool = False) -> int:
        """Translate `files` to `out`. Returns 0, or 1 where a file could not be."""
        from reader.export import writer

        target = writer(
            self._format,
            include_boilerplate=not self._article_only,
            termbases=self._translator.termbases if self._format == "html" else (),
        )

        def translate(file: str, run: _Run) -> None:
            for article in self._articles(file, run.progress):
                self._check(article, file)
                if not self.begun:
                    target.begin(out, target=self._translator.target)
                    self.begun = True
                target.article(article, self._translated(article, file, run))
                self._warn_of_strays(file)

        with self._running(bar=not out.isatty()) as run:
            for file in files:
                try:
                    translate(file, run)
                except DragomanError as error:
                    if stop_at_error:
                        raise
                    with run.progress.paused() if run.progress else nullcontext():
                        complain(NAME, describe(error))
                    run.failed = 1
            if self.begun:
                target.end()
            out.flush()
        return run.failed or int(self._lost > 0)

    def write_back(
        self, files: tuple[str, ...], place: Path | None, kind: str, *, bilingual: bool = False
    ) -> int:
        """Translate a document, or what one is made of. Returns 0, or 1 for what was not held.

        Args:
            files: the inputs; only where a document is made may they be several.
            place: the output; None for standard output.
            kind: the format of the output; "same" for that of the input.
            bilingual: whether the source stays above its translation.

        Raises:
            DragomanError: it could not be; nothing is written then.
            OSError: the output cannot be written.
        """
        from reader.cli.outputs import opened_document
        from reader.export.documents import opened
        from reader.loading.formats import ENDINGS, ending

        file = files[0]
        wanted = kind if kind != "same" else ENDINGS.get(ending(str(place or "")))
        source = self._source(files, wanted)
        document = opened(
            source,
            bilingual=bilingual,
            include_boilerplate=not self._article_only,
            likely=self._likely(),
        )
        articles = list(document.articles())
        size = max((article.start + len(article.text) for article in articles), default=0)
        if not any(article.blocks for article in articles):
            raise UnreadableFile(f"{file}: there is no text in it to translate")
        for article in articles:
            self._check(article, file)
        with self._running(bar=True) as run, opened_document(place) as out:
            document.begin(out, target=self._translator.target)
            self.begun = True
            for article in articles:
                if run.progress is not None:
                    run.progress.reading(file, article, size)
                document.article(article, self._translated(article, file, run, formatted=True))
                self._warn_of_strays(file)
            document.end()
        return int(self._lost > 0)

    def _source(self, files: tuple[str, ...], wanted: str | None) -> Original:
        """The document to translate: the input, or one that is made of what is in the inputs."""
        from dataclasses import replace

        from reader.export.documents.making import MADE, made
        from reader.loading import Original, original, stream

        sources = [
            original(file, format=self._input_format, encoding=self._encoding) for file in files
        ]
        if len(sources) == 1 and wanted in (None, sources[0].kind):
            return sources[0]
        if len(sources) == 1 and {wanted, sources[0].kind} == {"srt", "vtt"}:
            from reader.export.documents.subtitles import converted

            return converted(sources[0])
        if wanted not in MADE:
            raise DragomanError(
                f"{files[0]} is {sources[0].kind}, and {wanted or 'this kind'} is only written "
                f"from {wanted or 'its like'}: choose {' or '.join(f'.{kind}' for kind in MADE)}, "
                "or the input's own ending"
            )
        articles = []
        for source in sources:
            for article in stream(source, likely=self._likely()):
                own = [
                    block
                    for block in article.blocks
                    if not (block.boilerplate and self._article_only)
                ]
                articles.append(replace(article, blocks=tuple(own)))
        articles = [article for article in articles if article.blocks]
        if not articles:
            raise UnreadableFile(f"{files[0]}: there is no text in it to translate")
        return Original(files[0], wanted, made(wanted, articles))

    @contextmanager
    def _running(self, *, bar: bool) -> Iterator[_Run]:
        """What accompanies a run: its progress, and in the end what there is to say of it."""
        run = _Run()
        if self._report_wanted:
            from reader.cli.report import Report

            run.report = Report(self._translator.termbases)
        self._lost = 0
        self.begun = False
        with _progress(bar=bar) as run.progress:
            yield run
        if run.report is not None:
            if sys.stdout.isatty():
                sys.stderr.write("\n")  # whether the text's last line has an end or not
            run.report.print(sys.stderr)
        if run.progress is not None and self.begun and self.is_summed_up:
            run.progress.summary(self._translator)

    def _translated(
        self, article: Article, file: str, run: _Run, *, formatted: bool = False
    ) -> Iterator[Translation]:
        translations = self._translator.translate_article(
            article, boilerplate=not self._article_only, formatted=formatted
        )
        return self._watched(translations, file, run.progress, run.report)

    def _watched(
        self,
        translations: Iterator[Translation],
        file: str,
        progress: Progress | None,
        report: Report | None,
    ) -> Iterator[Translation]:
        for translation in translations:
            if report is not None:
                report.add(translation)
            if progress is not None:
                progress.advance(translation)
            lost = [doubt for doubt in translation.doubts if doubt.kind in _NOT_HELD]
            if lost and self._check_wanted:
                from reader.export.provenance import reasons

                self._lost += 1
                with progress.paused() if progress else nullcontext():
                    place = translation.source.start
                    complain(NAME, f"{file}: at character {place}: {reasons(lost)}")
            yield translation

    def _articles(self, file: str, progress: Progress | None) -> Iterator[Article]:
        from reader.loading import stream

        for article in stream(
            file, format=self._input_format, encoding=self._encoding, likely=self._likely()
        ):
            if progress is not None:
                progress.reading(file, article)
            yield article

    def _likely(self) -> list[str]:
        """The languages that a text of a word or two is taken for."""
        from reader.models import catalogue

        return [code for code in catalogue.sources() if code != self._translator.target]

    def _check(self, article: Article, file: str) -> None:
        """Refuse an article whose own language has no package; tell what is left as it is."""
        from reader.errors import ModelNotInstalled
        from reader.languages import name

        translator = self._translator
        language = article.language if translator.source == "auto" else translator.source
        if language and language != translator.target:
            try:
                translator.package(language)
            except ModelNotInstalled as error:
                if translator.source != "auto":
                    raise
                hint = f"if it is not {name(language)}, --source LANG sets the language"
                raise ModelNotInstalled(f"{error}; {hint}") from None
        if translator.source == translator.target and file not in self._warned:
            self._warned.add(file)
            complain(
                NAME,
                f"{_named(file)}: it is already in {name(translator.target)}, and is left as it is",
            )
        elif translator.source in _NOT_LATIN and file not in self._warned and _is_latin(article):
            self._warned.add(file)
            complain(
                NAME,
                f"{_named(file)}: it has no {name(translator.source)} in it, and is left as it is"
                " (--source auto detects the language)",
            )
        if translator.source == "auto" and file not in self._warned:
            warning = _language_warning(article, language, translator.target)
            if warning:
                self._warned.add(file)
                complain(NAME, f"{_named(file)}: {warning} (--source LANG sets the language)")

    def _warn_of_strays(self, file: str) -> None:
        """Say which blocks in another language had no package."""
        for code, error in self._translator.unavailable.items():
            if code not in self._warned:
                self._warned.add(code)
                complain(
                    NAME,
                    f"{_named(file)}: parts in another language are left as they are: {error}",
                )


def _is_latin(article: Article) -> bool:
    """Whether all its words are in Latin letters."""
    from reader.text.language import is_translatable
    from reader.text.scripts import script_of

    scripts = (script_of(block.text) for block in article.blocks if is_translatable(block.text))
    return next(scripts, None) == "latin" and all(script == "latin" for script in scripts)


def _named(file: str) -> str:
    """What an input is called in messages."""
    return "standard input" if file == "-" else file


def _language_warning(article: Article, language: str | None, target: str) -> str | None:
    """What to warn of: a language that is a guess, or an article that is left as it is."""
    from reader.languages import name
    from reader.models.catalogue import reachable
    from reader.text.language import is_translatable

    if language not in (None, target):
        return _guess(article, language)
    targets = reachable()
    parts = [block.language for block in article.blocks if is_translatable(block.text)]
    translated = [
        code
        for code, _ in Counter(parts).most_common()
        if code and code != target and target in targets.get(code, ())
    ]
    if language is None:
        language = next(iter(translated), None)
    if language is None:
        return "its language is not known, so it is left as it is" if parts else None
    if language == target and translated:
        return (
            f"it is taken for {name(language)}, and only its parts in"
            f" {', '.join(map(name, translated))} are translated"
        )
    if language == target:
        into = [code for code in targets.get(language, []) if code != target]
        other = f"; --target {' or '.join(into)} translates it" if 0 < len(into) < 6 else ""
        return f"it is taken for {name(language)}, so it is left as it is{other}"
    return _guess(article, language)


def _guess(article: Article, language: str) -> str | None:
    from reader.languages import name

    return f"it is taken for {name(language)}, which is not certain" if article.guessed else None


@contextmanager
def _progress(*, bar: bool) -> Iterator[Progress | None]:
    if not sys.stderr.isatty():
        yield None
        return
    from reader.cli.progress import Progress

    with Progress(bar=bar) as progress:
        yield progress
