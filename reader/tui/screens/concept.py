"""Adding or editing one concept of a glossary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import Input, Label, Static

from reader.glossary.concept import Concept, faults, format_terms, parse_terms
from reader.languages import is_right_to_left
from reader.tui import bidi
from reader.tui.background import Background
from reader.tui.bidi import printable
from reader.tui.effect import Effect
from reader.tui.screens.dialog import LEAVE, Dialog, links
from reader.tui.widgets.field import Field

_HINT = "Separate terms with |, the preferred one first; one that must not be used has ! before it."

_RESTED = 0.2
"""Seconds without a key after which it is said what a concept would do: that takes as long as a
key in a long article."""


class _Terms(Field):
    """A field that shows Arabic as it reads, unless it is being written in; ↓ takes a proposal.

    A cursor moves through the letters in the order they are typed, so there they stand in
    that order; the line below the field shows them as they will read.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "take", "Take it", show=False)]

    proposal = ""

    def propose(self, text: str) -> None:
        """Show in the empty field what may well be meant."""
        self.proposal = text
        self.placeholder = f"{text}   (↓ takes it)"

    def action_take(self) -> None:
        """Write the proposal."""
        if not self.value and self.proposal:
            self.value = self.proposal
            self.cursor_position = len(self.value)

    def render_line(self, y: int) -> Strip:
        """The row of the field."""
        if self.has_focus or y or bidi.direction(self.value) == "ltr":
            return super().render_line(y)
        width = self.content_size.width
        segment = Segment(bidi.visual(self.value, width), self.rich_style)
        return Strip([segment]).adjust_cell_length(width, self.rich_style)


class ConceptForm(Dialog[Concept]):
    """A concept's fields. Its result is the concept, without an id if it is a new one.

    Args:
        concept: what to begin with.
        languages: the languages to offer, beside those the concept has.
        focus: the field to begin in.
        effect: says what a concept would change; it is asked in a thread.
    """

    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-high")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", "Save", priority=True)]

    def __init__(
        self,
        concept: Concept,
        languages: Sequence[str],
        *,
        names: Mapping[str, str],
        focus: str | None = None,
        effect: Callable[[Concept], Effect] = lambda concept: Effect(),
    ) -> None:
        super().__init__()
        self._concept = concept
        self._languages = list(dict.fromkeys([*languages, *concept.terms]))
        self._names = names
        self._first = focus
        self._effect = effect
        self._work = Background()
        self._begun: list[str] = []
        self._rest: Timer | None = None
        """Runs while what is written may still change."""
        self._is_touched = False
        """Whether something was typed or was to be kept: until then nothing is wrong."""

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog concept") as box:
            box.border_title = "Edit a term" if self._concept.id else "Add a term"
            box.border_subtitle = links(("Enter keeps", "save"), LEAVE, "Tab next field")
            box.can_focus = False
            for code in self._languages:
                value = printable(format_terms(self._concept.terms.get(code, ())))
                with Vertical(classes="term"):
                    with Horizontal(classes="field"):
                        yield Label(self._names.get(code, code))
                        yield _Terms(value, id=f"term-{code}", compact=True, select_on_focus=False)
                    if is_right_to_left(code):
                        yield Static(id=f"shown-{code}", classes="shown")
            with Horizontal(classes="field"):
                yield Label("Acronym")
                yield Field(printable(self._concept.acronym), id="acronym", compact=True)
            with Horizontal(classes="field"):
                yield Label("Note")
                yield Field(printable(self._concept.note), id="note", compact=True)
            yield Static(_HINT, classes="hint")
            yield Static(id="conflicts", markup=False)
            yield Static(id="effect", markup=False)

    def on_mount(self) -> None:
        wanted = f"#term-{self._first}" if self._first in self._languages else "Input"
        self.query(wanted).first(Input).focus()
        self._begun = self._written()
        self._draw()

    def on_unmount(self) -> None:
        self._work.stop()

    def propose(self, code: str, text: str) -> None:
        """Propose a term for a language; the reader may take it."""
        if code in self._languages:
            for field in self.query(f"#term-{code}").results(_Terms):  # none once it is closed
                field.propose(printable(text))

    @on(Input.Changed)
    def _draw(self) -> None:
        for code in self._languages:
            if is_right_to_left(code):
                value = self.query_one(f"#term-{code}", Input).value
                self.query_one(f"#shown-{code}", Static).update(
                    Text(bidi.visual(value, base="rtl"), justify="left")
                )
        self.on_descendant_focus()
        self._say()

    def on_descendant_focus(self) -> None:
        """Show how Arabic will read below the field it is written in."""
        for shown in self.query(".shown"):
            code = (shown.id or "").removeprefix("shown-")
            shown.display = self.query_one(f"#term-{code}", Input).has_focus

    def _written(self) -> list[str]:
        return [field.value for field in self.query(Input)]

    def _say(self) -> None:
        """Say what is wrong with what is written, or, once the reader rests, what it would do."""
        self._work.stop()
        if self._rest is not None:
            self._rest.stop()
        self._is_touched = self._is_touched or self._written() != self._begun
        try:
            concept = self._read()
        except ValueError as error:
            self._show(Effect(), str(error) if self._is_touched else "")
            return
        if self.query_one("#effect").has_class("-wrong"):
            self._show(Effect())
        self._rest = self.set_timer(_RESTED, partial(self._ask, concept))

    def _ask(self, concept: Concept) -> None:
        def work(stopped: Callable[[], bool]) -> None:
            effect = self._effect(concept)
            if not stopped():
                self.app.call_later(show, effect)

        def show(effect: Effect) -> None:
            if self.is_active:
                self._show(effect)

        self._work.start(work)

    def _show(self, effect: Effect, wrong: str = "") -> None:
        conflicts, line = self.query_one("#conflicts", Static), self.query_one("#effect", Static)
        conflicts.display = bool(effect.conflicts)
        for shown, text in (
            (conflicts, "\n".join(effect.conflicts)),
            (line, wrong or effect.article),
        ):
            if text != shown.content:  # to say the same again would lay out the form anew
                shown.update(text)
        line.set_class(bool(wrong), "-wrong")

    def _read(self) -> Concept:
        """The concept as the fields have it; a ValueError says what is wrong."""
        terms = {}
        for code in self._languages:
            try:
                parsed = parse_terms(self.query_one(f"#term-{code}", Input).value)
            except ValueError as error:
                raise ValueError(f"{self._names.get(code, code)}: {error}.") from error
            if parsed:
                terms[code] = parsed
        concept = replace(
            self._concept,
            terms=terms,
            acronym=self.query_one("#acronym", Input).value.strip(),
            note=" ".join(self.query_one("#note", Input).value.split()),
        )
        problems = faults(replace(concept, id=concept.id or "new"))
        if problems:
            raise ValueError(f"{problems[0].capitalize()}.")
        return concept

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Keep the concept."""
        try:
            self.dismiss(self._read())
        except ValueError as error:
            self._is_touched = True
            self._show(Effect(), str(error))
            self.notify(str(error), severity="warning", markup=False)
