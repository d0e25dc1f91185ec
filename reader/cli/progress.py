"""How far a translation has come: a line on the terminal, and a closing line."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from reader.article import Article, Translation
from reader.cli.printing import counted
from reader.loading.formats import ENDINGS, ending
from reader.terminal import on_one_line

if TYPE_CHECKING:
    from reader.models.package import Package
    from reader.translator.translator import Translator

_PACKED = frozenset(("docx", "odt", "epub", "pdf", "warc"))
"""Kinds of files whose size says nothing of their text's."""


class Progress:
    """A progress bar on stderr, in characters of the input, with words a second.

    Args:
        bar: whether to draw it; where the translation itself goes to the terminal, it
            would write over the text.
    """

    def __init__(self, *, bar: bool) -> None:
        self._console = Console(stderr=True)
        self._bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            console=self._console,
            transient=True,
            disable=not bar,
        )
        self._task = self._bar.add_task("reading", total=None, rate="")
        self._file = ""
        self._origins: Counter[str] = Counter()
        self._words = 0
        self._start = time.monotonic()
        self._languages: set[str] = set()

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Take the bar away while something else is written."""
        self._bar.stop()
        yield
        self._bar.start()

    def reading(self, file: str, article: Article, size: int = 0) -> None:
        """An article of `file` is about to be translated.

        Args:
            file: the input.
            article: the article.
            size: characters of the input; 0 to estimate them.
        """
        end = article.start + len(article.text)
        if file != self._file:
            self._file = file
            name = "standard input" if file == "-" else on_one_line(Path(file).name)
            self._bar.update(self._task, description=name, completed=0, total=end)
        total = size or max(end, _characters(file, article))
        self._bar.update(self._task, total=total)

    def advance(self, translation: Translation) -> None:
        """A sentence is done."""
        sentence = translation.source
        self._origins[translation.origin] += 1
        if translation.origin == "model":
            self._words += len(translation.target.split())
            if sentence.language:
                self._languages.add(sentence.language)
        seconds = time.monotonic() - self._start
        rate = f"{self._words / seconds:,.0f} words/s" if self._words and seconds > 1 else ""
        self._bar.update(self._task, completed=sentence.start + len(sentence.text), rate=rate)

    def summary(self, translator: Translator) -> None:
        """Say on stderr what was done, and by which package."""
        total = sum(self._origins.values())
        parts = [counted(total, "sentence")]
        names = {"memory": "from the store", "correction": "corrected by you", "copied": "copied"}
        parts += [
            f"{self._origins[origin]:,} {name}"
            for origin, name in names.items()
            if self._origins[origin]
        ]
        parts.append(f"{time.monotonic() - self._start:.1f} s")
        self._console.print("[dim]" + ", ".join(parts) + "[/]", highlight=False, soft_wrap=True)
        for language in sorted(self._languages):
            route = translator.package(language)
            if any(package.is_starter for package in route):
                self._console.print(
                    f"[dim]{of_starters(route)}[/]",
                    highlight=False,
                    soft_wrap=True,
                )


def of_starters(route: tuple[Package, ...]) -> str:
    """What to know of a route with starters in it, and how to have better ones."""
    name = " + ".join(package.name for package in route)
    small = [package for package in route if package.is_starter]
    kind = "a small starter model"
    if len(route) > 1:
        kind = "one model after the other, so that the faults of both add up"
    better = ", ".join(f"reader models install {one.source} {one.target}" for one in small)
    return f"{name}: {kind}; for better translations: {better}"


def _characters(file: str, article: Article) -> int:
    """Characters in a file, estimated from its size in bytes and one of its articles."""
    if file == "-" or not article.text or ENDINGS.get(ending(file)) in _PACKED:
        return 0
    try:
        size = os.path.getsize(file)
    except OSError:
        return 0
    sample = article.text[:100_000]
    return int(size * len(sample) / max(1, len(sample.encode("utf-8", "replace"))))
