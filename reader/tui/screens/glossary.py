"""The glossary editor: every concept in force, and the reader's own changes to them.

What ships with Dragoman, or another glossary the reader only consults, is never written to:
an edit of one of its concepts is kept in the reader's own glossary, where it wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Input, Static

from reader.errors import GlossaryError
from reader.glossary.concept import Concept
from reader.glossary.glossaries import Glossaries, merged
from reader.glossary.termbase import Termbase
from reader.tui import bidi
from reader.tui.effect import concerned, in_words
from reader.tui.screens.concept import ConceptForm
from reader.tui.screens.dialog import paragraph

if TYPE_CHECKING:
    from reader.tui.document import Document

_WIDTHS = {"ar": 30, "fr": 34, "zh": 20, "en": 38}
_SHOWN = 4
"""Concerned sentences that are quoted."""


class Glossary(Screen[bool]):
    """A table of concepts. Its result is whether a change was saved.

    Args:
        termbases: the glossaries in force, by priority.
        document: the open article, to show the effect on.
        target: the language it is translated into.
        names: languages' names by their codes.
        concept: id of the concept to begin at.
        on_save: takes the glossaries after each save.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back"),  # first: a narrow footer loses its end
        Binding("w,ctrl+s", "save", "Save"),
        Binding("a,g", "add", "Add"),
        Binding("e", "edit", "Edit"),
        Binding("d,delete", "delete", "Delete"),
        Binding("u,ctrl+z", "undo", "Undo"),
        Binding("ctrl+y,ctrl+r", "redo", "Redo", show=False),
        Binding("s", "sort", "Sort"),
        Binding("slash", "search", "Search"),
    ]

    def __init__(
        self,
        termbases: Sequence[Termbase],
        document: Document | None,
        target: str,
        names: dict[str, str],
        concept: str | None = None,
        *,
        on_save: Callable[[tuple[Termbase, ...]], None] = lambda termbases: None,
    ) -> None:
        super().__init__()
        self._on_save = on_save
        self.own, self.others = Glossaries(termbases).editable()
        self._document = document
        self._target = target
        self._names = names
        self._first = concept
        self._sorted_by: str | None = None
        self._rows: list[tuple[Concept, bool]] = []
        self._widths: dict[str, int] = {}
        self._saved = False
        self._warned = False
        seen = [code for base in (self.own, *self.others) for code in base.languages]
        self._languages = list(dict.fromkeys(seen))

    @property
    def in_force(self) -> tuple[Termbase, ...]:
        """The glossaries with the reader's changes."""
        return (self.own, *self.others)

    def compose(self) -> ComposeResult:
        with Horizontal(id="glossary-head"):
            yield Static("Glossary", classes="headline")
            yield Static(id="glossary-count")
        yield Input(id="filter", placeholder="Search terms in any language", compact=True)
        yield DataTable(id="concepts", cursor_type="row", zebra_stripes=True)
        yield Static(id="effect")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self._lay_columns(self._first)
        self._table.focus()

    def on_resize(self) -> None:
        if self._widths:
            self._lay_columns()

    def _lay_columns(self, stay: str | None = None) -> None:
        """Give every language a column, or the article's and the target's where room is short."""
        current = self._current
        stay = stay or (current.id if current else None)
        room = self.size.width - 6
        self._widths = _shares(self._languages, room)
        if sum(self._widths.values()) + 2 * len(self._widths) > room:
            article = self._document.article.language if self._document else None
            two = [code for code in self._languages if code in (article, self._target)]
            self._widths = _shares(two or self._languages[:2], room)
        table = self._table
        table.clear(columns=True)
        for code, width in self._widths.items():
            table.add_column(self._names.get(code, code), key=code, width=width)
        table.add_column("Acronym", key="acronym", width=10)
        table.add_column("Yours", key="own", width=5)
        table.add_column("Note", key="note")
        self._fill(stay)

    @property
    def _table(self) -> DataTable[Text]:
        return cast("DataTable[Text]", self.query_one(DataTable))

    # --- the table -------------------------------------------------------------------------

    def _fill(self, stay: str | None = None) -> None:
        """Show the concepts that the search leaves, with the cursor on the same one."""
        table = self._table
        stay = stay or (self._current.id if self._current else None)
        query = self.query_one("#filter", Input).value
        concepts = [(concept, place == 0) for place, concept in merged(self.in_force)]
        if query.strip():
            kept: dict[str, None] = {}
            for base in self.in_force:
                kept |= dict.fromkeys(concept.id for concept in base.lookup(query))
            order = {name: number for number, name in enumerate(kept)}
            concepts = [item for item in concepts if item[0].id in order]
            concepts.sort(key=lambda item: order[item[0].id])
        if self._sorted_by is not None:
            concepts.sort(key=lambda item: self._sort_key(*item))
        self._rows = concepts
        table.clear()
        for concept, own in concepts:
            cells = [self._cell(concept, code) for code in self._widths]
            cells += [
                Text(concept.acronym),
                Text("✓" if own else "", justify="center"),
                Text(concept.note, style="dim"),
            ]
            table.add_row(*cells, key=concept.id)
        place = next((i for i, (c, _) in enumerate(concepts) if c.id == stay), 0)
        if concepts:
            table.move_cursor(row=place)
        total = len(merged(self.in_force))
        changed = " · not saved yet" if self.own.modified else ""
        count = f"{len(concepts)} of {total}" if query.strip() else str(total)
        self.query_one("#glossary-count", Static).update(f"{count} concepts{changed}")
        self._show_effect()

    def _cell(self, concept: Concept, code: str) -> Text:
        preferred = concept.preferred(code)
        more = len(concept.terms.get(code, ())) - bool(preferred)
        base = bidi.direction(preferred, code)
        room = self._widths[code] - (3 if more > 0 else 0)
        text = Text(bidi.visual(preferred, room, base=base), no_wrap=True)
        if more > 0:
            text.append(f" +{more}", "dim")
        return text

    def _sort_key(self, concept: Concept, own: bool) -> tuple[bool, str]:
        column = self._sorted_by or ""
        if column == "own":
            return not own, ""
        value = {"acronym": concept.acronym, "note": concept.note}.get(column)
        value = concept.preferred(column) if value is None else value
        return not value, value.casefold()

    @property
    def _current(self) -> Concept | None:
        row = self._table.cursor_row
        return self._rows[row][0] if 0 <= row < len(self._rows) else None

    def _show_effect(self) -> None:
        effect = self.query_one("#effect", Static)
        document = self._document
        if not self.own.modified or document is None:
            effect.display = False
            return
        found = concerned(document, self.in_force, self._target)
        lines = Text(in_words(len(found)), style="bold")
        width = max(20, self.size.width - 6)
        for index in found[:_SHOWN]:
            sentence = document.sentences[index]
            text = " ".join(sentence.text.split())
            quoted = paragraph(text, width, language=sentence.language)
            first = quoted.plain.split("\n")[0]
            lines.append("\n" + first, "not bold dim")
        if len(found) > _SHOWN:
            lines.append(f"\nand {len(found) - _SHOWN} more", "not bold dim")
        effect.update(lines)
        effect.display = True

    @on(Input.Changed, "#filter")
    def _filtered(self) -> None:
        self._fill()

    @on(Input.Submitted, "#filter")
    def _to_table(self) -> None:
        self._table.focus()

    @on(DataTable.HeaderSelected)
    def _sort_by(self, event: DataTable.HeaderSelected) -> None:
        column = event.column_key.value
        self._sorted_by = None if column == self._sorted_by else column
        self._fill()

    @on(DataTable.RowSelected)
    def _chosen(self) -> None:
        self.action_edit()

    def action_sort(self) -> None:
        """Sort by the next column; after the last, as the files have it."""
        columns = [None, *self._widths, "acronym", "own", "note"]
        place = columns.index(self._sorted_by) if self._sorted_by in columns else 0
        self._sorted_by = columns[(place + 1) % len(columns)]
        name = self._names.get(self._sorted_by or "", self._sorted_by or "the files' order")
        self.notify(f"Sorted by {name}", timeout=1.5)
        self._fill()

    def action_search(self) -> None:
        """Search terms in any language."""
        self.query_one("#filter", Input).focus()

    # --- changes ---------------------------------------------------------------------------

    def action_add(self) -> None:
        """Add a concept."""
        self.app.push_screen(self._form(Concept("")), self._added)

    def action_edit(self) -> None:
        """Edit the concept under the cursor."""
        concept = self._current
        if concept is not None:
            self.app.push_screen(self._form(concept), self._edited)

    def _form(self, concept: Concept) -> ConceptForm:
        return ConceptForm(concept, self._languages, names=self._names, effect=self._effect_of)

    def _effect_of(self, concept: Concept) -> str:
        if self._document is None:
            return ""
        trial = Termbase(self.own.concepts, languages=self.own.languages)
        trial.put(concept)
        return in_words(len(concerned(self._document, (trial, *self.others), self._target)))

    def _added(self, concept: Concept | None) -> None:
        if concept is not None:
            self._change(lambda: self.own.add(concept).id)

    def _edited(self, concept: Concept | None) -> None:
        if concept is not None:
            self._change(lambda: self.own.put(concept).id)

    def action_delete(self) -> None:
        """Delete the concept under the cursor from the reader's own glossary."""
        concept = self._current
        if concept is None:
            return
        if concept.id not in self.own:
            self.notify(
                "This concept is not from your glossary: it can be changed, not deleted.",
                severity="warning",
            )
            return
        self._change(lambda: self.own.remove(concept.id).id)
        self.notify(f"Deleted “{concept.label()}”; u brings it back.", markup=False)

    def action_undo(self) -> None:
        """Take back the last change."""
        if self.own.undo():
            self._fill()
        else:
            self.notify("There is nothing to undo.")

    def action_redo(self) -> None:
        """Make the change again that was taken back."""
        if self.own.redo():
            self._fill()

    def _change(self, change: Callable[[], str]) -> None:
        self._warned = False
        try:
            stay = change()
        except GlossaryError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._fill(stay)

    def action_save(self) -> None:
        """Write the reader's own glossary."""
        if not self.own.modified:
            self.notify("There is nothing to save.")
            return
        try:
            path = self.own.save()
        except GlossaryError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._saved = True
        self._on_save(self.in_force)
        self._fill()
        self.notify(f"Saved in {path}", markup=False)

    def action_leave(self) -> None:
        """Back to the search's table, then to the text; once more to leave changes unsaved."""
        search = self.query_one("#filter", Input)
        if search.has_focus or search.value:
            search.value = ""
            self._table.focus()
            return
        if self.own.modified and not self._warned:
            self._warned = True
            self.notify("Not saved yet: w saves, Esc again forgets the changes.", timeout=4)
            return
        self.app.clear_notifications()
        self.dismiss(self._saved)


def _shares(languages: Sequence[str], room: int) -> dict[str, int]:
    """The widths of the languages' columns in so many cells, with a least one for each."""
    wanted = sum(_WIDTHS.get(code, 24) + 2 for code in languages)
    share = min(1.0, room / wanted) if wanted else 1.0
    return {code: max(12, int((_WIDTHS.get(code, 24) + 2) * share) - 2) for code in languages}
