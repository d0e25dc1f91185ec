"""What is doubtful in a sentence's translation, and what the glossary says of its terms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from reader.article import Translation
from reader.glossary.concept import Concept
from reader.glossary.termbase import Termbase
from reader.tui.bidi import visual, visual_lines
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


def card(
    concept: Concept,
    termbase: Termbase | None,
    how: str | None = None,
    *,
    languages: Collection[str] = (),
    most: int | None = None,
) -> Group:
    """A concept for the eye: its languages and variants, its note, how it was enforced.

    Args:
        concept: what is shown.
        termbase: the glossary it is from.
        how: it came into the translation, as in `TermUse`.
        languages: those that are shown; without any, all of them.
        most: how many terms of a language are shown; the others are counted.
    """
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column()
    for code, terms in concept.terms.items():
        if languages and code not in languages:
            continue
        first = True
        for term in terms[:most]:
            style = {"preferred": "bold", "admitted": "", "forbidden": "strike"}[term.status]
            word = Text(visual(term.text), style=style)
            if term.status == "forbidden":
                word.append("  not to be used", "not strike dim")
            table.add_row(code if first else "", word)
            first = False
        if left := len(terms[most:]) if most else 0:
            word.append(f"  +{left}", "not bold not strike dim")
    parts: list[Text | Table] = [Text(visual(concept.label()), style="bold"), Text(""), table]
    if concept.acronym:
        table.add_row("acronym", visual(concept.acronym))
    if concept.note:
        parts += [Text(""), Text(visual_lines(concept.note))]
    parts.append(Text(""))
    named = "your own glossary" if termbase and termbase.name == "own" else "the glossary {}"
    where = f"From {named.format(visual(termbase.name))}." if termbase is not None else ""
    parts.append(Text(" ".join(part for part in (_HOW.get(how or "", ""), where) if part), "dim"))
    return Group(*parts)


def doubts_of(translation: Translation | None) -> Group | None:
    """What is doubtful in a translation, for the eye; None where nothing is."""
    if translation is None or not translation.doubts:
        return None
    lines = [Text("Look twice at this translation:", style="bold"), Text("")]
    lines += [Text(f"• {visual(doubt.message, base='ltr')}") for doubt in translation.doubts]
    return Group(*lines)


class Terms(Dialog[str]):
    """A sentence's doubts, and under them its concepts, a page each.

    Its result is a concept's id to edit, or None.

    Args:
        concepts: those of the sentence, with their glossaries.
        translation: of the sentence.
        first: id of the concept to begin with, which is then all that is asked for.
    """

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
        self._doubts = doubts_of(translation) if first is None else None
        ids = [concept.id for concept, _ in concepts]
        self._shown = ids.index(first) if first in ids else 0

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog terms"):
            yield Static()

    def on_mount(self) -> None:
        self._show()

    def action_step(self, step: int) -> None:
        """Show the sentence's next or previous term."""
        if self._concepts:
            self._shown = (self._shown + step) % len(self._concepts)
            self._show()

    def action_edit(self) -> None:
        """Edit the concept in the glossary."""
        if self._concepts:
            self.dismiss(self._concepts[self._shown][0].id)

    def _show(self) -> None:
        box, page = self.query_one(VerticalScroll), self.query_one(Static)
        count = len(self._concepts)
        parts: list[RenderableType] = [] if self._doubts is None else [self._doubts]
        title, keys = "Doubts", [CLOSE]
        if count:
            place = f"erm {self._shown + 1} of {count}" if count > 1 else "erm"
            title = f"Doubts, and t{place}" if parts else f"T{place}"
            keys = [("e edits the term", "edit"), CLOSE]
            concept, termbase = self._concepts[self._shown]
            parts += [Text("")] * bool(parts)
            parts.append(card(concept, termbase, self._uses.get(concept.id)))
        if count > 1:
            keys.insert(0, ("Tab next term", "step(1)"))
        box.border_title, box.border_subtitle = title, links(*keys)
        page.update(Group(*parts))
