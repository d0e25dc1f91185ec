"""Other ways to translate a sentence: the memory's, the model's next best, other packages'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.console import Group
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.article import Sentence
from reader.tui.bidi import printable
from reader.tui.differences import different, rows
from reader.tui.screens.dialog import CLOSE, Dialog, links, paragraph
from reader.tui.widgets.choices import Choices


@dataclass(frozen=True, slots=True)
class Rendering:
    """A translation of the sentence, or of one like it."""

    target: str
    label: str
    """Whose it is, or how it came about."""
    source: str = ""
    """The sentence that it translates, where that is another one."""

    def says(self, other: Rendering) -> bool:
        """Whether it is the same translation, of the same sentence."""
        return (self.target, self.source) == (other.target, other.source)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose."""

    target: str
    edit: bool
    """Whether it is to be written on before it is kept."""


class Renderings(Dialog[Choice]):
    """A list that fills as the translations come; its result is the one that is to be kept.

    A translation that is there already is not listed again: its label says who agrees. Words that
    differ from the translation as it is are lit, and those of another sentence that differ from
    this one.

    Args:
        sentence: what is translated.
        current: how it is translated now, or "".
        label: where that comes from.
        target_language: language of the translations.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", show=False),
        Binding("q,A", "dismiss_none", show=False),
    ]

    def __init__(self, sentence: Sentence, current: str, label: str, target_language: str) -> None:
        super().__init__()
        self._sentence = sentence
        self._current = current
        self._language = target_language
        self._shown: list[Rendering] = []
        self._agreeing: dict[int, list[str]] = {}
        """By the index of what is listed: whose translations are the same."""
        self._busy = "looking"
        if current:
            self._shown.append(Rendering(current, label))

    @property
    def renderings(self) -> list[Rendering]:
        """What is listed."""
        return list(self._shown)

    @property
    def finished(self) -> bool:
        """Whether all that there is has come."""
        return not self._busy

    @property
    def _is_open(self) -> bool:
        """Whether there is a list to add to: not before it is composed, nor once it is closed."""
        return self.is_mounted and bool(self.query(OptionList))

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog list wide renderings") as box:
            box.border_title = "Other ways to translate it"
            box.border_subtitle = links("Enter keeps it", ("e edits it first", "edit"), CLOSE)
            yield Static(id="original")
            yield Choices()
            yield Static(id="busy", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def add(self, made: Sequence[Rendering]) -> None:
        """List translations that came; of those that are there already, say whose they are."""
        first = len(self._shown)
        for one in made:
            there = (place for place, known in enumerate(self._shown) if known.says(one))
            place = next(there, None)
            if place is None:
                self._shown.append(one)
            elif one.label not in (self._shown[place].label, *self._agreeing.get(place, ())):
                self._agreeing.setdefault(place, []).append(one.label)
        if self._is_open and made:
            self._relabel(first)

    def _relabel(self, first: int) -> None:
        """Draw what is listed anew up to one, and list what is new from there on."""
        listed = self.query_one(OptionList)
        drawn = self._options()
        for place, option in enumerate(drawn[:first]):
            if place in self._agreeing:
                listed.replace_option_prompt_at_index(place, option.prompt)
        listed.add_options(drawn[first:])

    def say(self, busy: str) -> None:
        """Say what is being waited for, or "" for nothing."""
        self._busy = busy
        if self._is_open:
            told = f"{busy}…" if busy else "" if len(self._shown) > 1 else "No other was found."
            self.query_one("#busy", Static).update(printable(told))

    def _draw(self) -> None:
        if not self._is_open:
            return
        original = self.query_one("#original", Static)
        width = max(10, original.content_size.width)
        original.update(paragraph(self._sentence.text, width, language=self._sentence.language))
        options = self.query_one(OptionList)
        place = options.highlighted
        options.clear_options()
        options.add_options(self._options())
        options.highlighted = place if place is not None else 0
        self.say(self._busy)

    def _options(self) -> list[Option]:
        """What is listed; those that came about alike have one label."""
        options, before = [], ""
        for place, one in enumerate(self._shown):
            labels = [one.label] if one.label != before else []
            labels += [f"{other}: the same" for other in self._agreeing.get(place, ())]
            options.append(self._option(one, " · ".join(labels)))
            before = one.label
        return options

    def _option(self, one: Rendering, label: str) -> Option:
        width = max(10, self.query_one(OptionList).scrollable_content_region.width - 4)
        parts = [Text(label, "dim")] if label else []
        lit = "bold underline"
        if one.source:
            language = self._sentence.language
            spans = different(one.source, self._sentence.text)
            parts += rows(one.source, width, language=language, lit=spans, style=lit, base="dim")
        spans = different(one.target, self._current) if self._current and not one.source else []
        parts += rows(one.target, width, language=self._language, lit=spans, style=lit)
        return Option(Group(*parts, Text("")))

    def action_edit(self) -> None:
        """Write on the translation before it is kept."""
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._shown):
            self.dismiss(Choice(self._shown[place].target, True))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if self._current and event.option_index == 0:
            self.dismiss(None)
        else:
            self.dismiss(Choice(self._shown[event.option_index].target, False))
