"""How a sentence's translation was made: by what, held to what, and how sure it is."""

from __future__ import annotations

import math
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from reader.article import Sentence, Translation
from reader.glossary.glossaries import Glossaries
from reader.languages import name
from reader.tui.bidi import visual
from reader.tui.screens.dialog import CLOSE, Dialog, links

_ORIGINS = {
    "model": "the model, now",
    "memory": "your translation memory: it has this sentence",
    "correction": "you: it is your correction",
    "copied": "a copy: there is nothing to translate",
    "phrase": "the list of set phrases: such a text has one translation",
}
_STORED = "the model, in an earlier run"
_HOW = {
    "model": "the model wrote it by itself",
    "constrained": "the glossary held the model to it",
    "substituted": "the glossary put it in place of what the model wrote",
}


class Why(Dialog[None]):
    """What is known of how a translation came about.

    Args:
        sentence: the sentence.
        translation: its translation, if there is one.
        model: what translates the article.
        quality: how good the package is, and what would be better; empty where that is not known.
        glossaries: those in force.
        target: the language of the translation.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q,w", "dismiss_none", show=False)]

    def __init__(
        self,
        sentence: Sentence,
        translation: Translation | None,
        model: str,
        quality: str,
        glossaries: Glossaries,
        target: str,
    ) -> None:
        super().__init__()
        self._sentence = sentence
        self._translation = translation
        self._model = model
        self._quality = quality
        self._glossaries = glossaries
        self._target = target

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog terms") as box:
            box.border_title = "How this translation was made"
            box.border_subtitle = links(CLOSE)
            yield Static(self._told())

    def _told(self) -> RenderableType:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True, style="dim")
        table.add_column()
        language = self._sentence.language
        table.add_row("language", name(language) if language else "unknown")
        translation = self._translation
        if translation is None:
            table.add_row("translation", "none yet")
            if self._model:
                table.add_row("to be made by", self._model)
                self._add_quality(table)
            return table
        stored = translation.origin == "memory" and translation.package
        table.add_row("made by", _STORED if stored else _ORIGINS[translation.origin])
        if translation.package:
            table.add_row("package", visual(translation.package))
            self._add_quality(table)
        if translation.score is not None:
            table.add_row("confidence", _confidence(translation.score))
        for use in translation.terms:
            concept = self._glossaries.get(use.concept)
            words = translation.target[slice(*use.target_span)]
            label = concept.label() if concept is not None else use.concept
            line = Text(visual(words), "bold")
            if label != words:
                line.append(f" ({visual(label)})", "not bold dim")
            line.append(f": {_HOW[use.how]}", "not bold")
            table.add_row("term", line)
        for identity, words in self._others(translation).items():
            concept = self._glossaries.get(identity)
            label = concept.label() if concept is not None else identity
            if words:
                table.add_row("term", Text.assemble((visual(words), "bold"), ": it has the term"))
            else:
                table.add_row("term", f"{visual(label)}: not found in the translation")
        doubts = [Text(f"• {visual(doubt.message, base='ltr')}") for doubt in translation.doubts]
        if not doubts:
            return table
        return Group(table, Text(""), Text("Doubts", style="bold"), *doubts)

    def _others(self, translation: Translation) -> dict[str, str]:
        """The words for each term that nobody placed, as those of a correction; "" for none."""
        placed = {use.concept for use in translation.terms}
        terms = [term for term in self._sentence.terms if term.concept not in placed]
        if not terms:
            return {}
        from reader.glossary.enforcing.needs import held

        target = translation.target
        spans = held(self._sentence.text, terms, target, self._target)
        words: dict[str, str] = {}
        for term, span in zip(terms, spans, strict=True):
            words[term.concept] = words.get(term.concept) or (target[slice(*span)] if span else "")
        return words

    def _add_quality(self, table: Table) -> None:
        if self._quality:
            table.add_row("quality", visual(self._quality))


def _confidence(score: float) -> str:
    """A mean log-probability of tokens as a share, with what it is."""
    share = round(100 * math.exp(min(0.0, score)))
    return f"{share}%, the average over the pieces of its words"
