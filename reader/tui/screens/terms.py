"""What the glossary says of a sentence's terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from reader.article import Translation
from reader.glossary.concept import Concept
from reader.glossary.termbase import Termbase
from reader.tui.bidi import visual
from reader.tui.screens.dialog import CLOSE, Dialog, links

_HOW = {
    "model": "The model wrote it by itself.",
    "constrained": "The glossary held the model to it.",
    "substituted": "The glossary put it in place of what the model wrote.",
}


def concept_of(termbases: Sequence[Termbase], concept_id: str) -> tuple[Concept, Termbase] | None:
    """A concept and the glossary it is from, the first one that has it."""
    for termbase in termbases:
        concept = termbase.get(concept_id)
        if concept is not None:
            return concept, termbase
    return None


def card(concept: Concept, termbase: Termbase | None, how: str | None = None) -> Group:
    """A concept for the eye: its languages and variants, its note, how it was enforced."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column()
    for code, terms in concept.terms.items():
        first = True
        for term in terms:
            style = {"preferred": "bold", "admitted": "", "forbidden": "strike"}[term.status]
            word = Text(visual(term.text), style=style)
            if term.status == "forbidden":
                word.append("  not to be used", "not strike dim")
            table.add_row(code if first else "", word)
            first = False
    parts: list[Text | Table] = [Text(concept.label(), style="bold"), Text(""), table]
    if concept.acronym:
        table.add_row("acronym", concept.acronym)
    if concept.note:
        parts += [Text(""), Text(concept.note)]
    parts.append(Text(""))
    where = f"From the glossary {termbase.name}." if termbase is not None else ""
    parts.append(Text(" ".join(part for part in (_HOW.get(how or "", ""), where) if part), "dim"))
    return Group(*parts)


class Terms(Dialog[str]):
    """The concepts of a sentence. Its result is the id of a concept to edit, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "dismiss_none", show=False),
        Binding("tab,right,j,down,n", "step(1)", show=False),
        Binding("shift+tab,left,k,up,p", "step(-1)", show=False),
        Binding("e", "edit", "Edit", show=False),
    ]

    def __init__(
        self,
        concepts: Sequence[tuple[Concept, Termbase]],
        translation: Translation | None,
        first: str | None = None,
    ) -> None:
        super().__init__()
        self._concepts = list(concepts)
        self._uses = {use.concept: use.how for use in translation.terms} if translation else {}
        ids = [concept.id for concept, _ in concepts]
        self._shown = ids.index(first) if first in ids else 0

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog terms") as box:
            box.border_title = "Term"
            yield Static()

    def on_mount(self) -> None:
        self._show()

    def action_step(self, step: int) -> None:
        """Show the sentence's next or previous term."""
        self._shown = (self._shown + step) % len(self._concepts)
        self._show()

    def action_edit(self) -> None:
        """Edit the concept in the glossary."""
        self.dismiss(self._concepts[self._shown][0].id)

    def _show(self) -> None:
        concept, termbase = self._concepts[self._shown]
        box = self.query_one(VerticalScroll)
        count = len(self._concepts)
        box.border_title = f"Term {self._shown + 1} of {count}" if count > 1 else "Term"
        following = [("Tab next", "step(1)")] if count > 1 else []
        box.border_subtitle = links(*following, ("e edits", "edit"), CLOSE)
        self.query_one(Static).update(card(concept, termbase, self._uses.get(concept.id)))
