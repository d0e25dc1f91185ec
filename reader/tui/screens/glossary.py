"""The glossary editor: every concept in force, and the reader's own changes to them.

What ships with Dragoman, or another glossary the reader only consults, is never written to:
an edit of one of its concepts is kept in the reader's own glossary, where it wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from reader.errors import GlossaryError
from reader.files import from_home
from reader.glossary.concept import Concept
from reader.glossary.glossaries import Glossaries, merged
from reader.glossary.merging import save
from reader.glossary.termbase import Termbase
from reader.tui import bidi
from reader.tui.background import Background
from reader.tui.effect import Effects, concerned, in_words
from reader.tui.screens.concept import ConceptForm
from reader.tui.screens.dialog import paragraph
from reader.tui.screens.late import Late
from reader.tui.widgets.concept_table import Column, ConceptTable, Row
from reader.tui.widgets.field import Field
from reader.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from reader.tui.document import Document

_WIDTHS = {"ar": 30, "fr": 34, "zh": 20, "en": 38}
_NARROWEST = 12
"""Cells of a language's column."""
_NOTE = 24
"""Cells from which a note is worth a column."""
_SHOWN = 4
"""Concerned sentences that are quoted."""


class Glossary(Late[bool]):
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
        # What leads out and helps comes first: a narrow footer loses its end.
        Binding("escape,q", "leave", "Back"),
        Binding("question_mark", "app.help", "Help"),
        Binding("w,ctrl+s", "save", "Save"),
        Binding("a,g", "add", "Add"),
        Binding("e", "edit", "Edit"),
        Binding("d,delete", "delete", "Delete"),
        Binding("u,ctrl+z", "undo", "Undo"),
        Binding("ctrl+y,ctrl+r", "redo", "Redo", show=False),
        Binding("s", "sort", "Sort"),
        Binding("slash", "search", "Search"),
    ]

    HELP = "In the glossary"
    """The group of keys that its help begins with."""

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
        self._read = {concept.id: concept for concept in self.own}
        self._document = document
        self._target = target
        self._names = names
        self._first = concept
        self._sorted_by: str | None = None
        self._rows: list[Row] = []
        self._everything: list[Row] = []
        self._by_id: dict[str, Row] = {}
        self._is_changed = False
        self._saved = False
        self._warned = False
        self._before = {concept.id: concept for _, concept in merged(self.in_force)}
        used = {code for concept in self._before.values() for code in concept.terms}
        seen = [code for base in (self.own, *self.others) for code in base.languages]
        self._languages = list(dict.fromkeys(seen))
        self._used = [code for code in self._languages if code in used]

    @property
    def in_force(self) -> tuple[Termbase, ...]:
        """The glossaries with the reader's changes."""
        return (self.own, *self.others)

    def compose(self) -> ComposeResult:
        with Horizontal(id="glossary-head"):
            yield Static("Glossary", classes="headline")
            yield Static(id="glossary-count")
        yield Field(id="filter", placeholder="Search terms in any language", compact=True)
        yield ConceptTable(self._cell, id="concepts")
        yield Static(id="effect")
        yield KeyBar()

    def on_mount(self) -> None:
        self._take_changes(self._first)
        self._table.focus()
        # The first search folds every term: it is done while the reader looks at the table.
        Background().start(self._fold_terms)

    def _fold_terms(self, stopped: Callable[[], bool]) -> None:
        for base in self.in_force:
            if not stopped():
                base.lookup("\0")

    def on_resize(self) -> None:
        self._table.set_columns(self._columns())

    def _columns(self) -> list[Column]:
        """A column for every language that has terms, or for two where room is short."""
        room = self.size.width - 6
        shares = _shares(self._used, room - 21)
        if sum(shares.values()) + 2 * len(shares) > room - 21:
            article = self._document.article.language if self._document else None
            two = [code for code in self._used if code in (article, self._target)]
            shares = _shares(two or self._used[:2], room - 21)
        columns = [Column(code, self._names.get(code, code), n) for code, n in shares.items()]
        left = room - sum(column.width + 2 for column in columns)
        for column in (Column("acronym", "Acronym", 10), Column("own", "Yours", 5)):
            if column.width <= left:
                columns.append(column)
                left -= column.width + 2
        return [*columns, Column("note", "Note", left)] if left >= _NOTE else columns

    @property
    def _table(self) -> ConceptTable:
        return self.query_one(ConceptTable)

    # --- the table -------------------------------------------------------------------------

    def _take_changes(self, stay: str | None = None) -> None:
        """Show the concepts as they are now, and what that means for the open article."""
        self._everything = [Row(concept, n == 0) for n, concept in merged(self.in_force)]
        self._by_id = {row.concept.id: row for row in self._everything}
        self._is_changed = self.own.modified
        used = {code for row in self._everything for code in row.concept.terms}
        self._used = [code for code in self._languages if code in used]
        self._table.set_columns(self._columns())  # forgets how the concepts before looked
        self._fill(stay)
        self._show_effect()

    def _fill(self, stay: str | None = None) -> None:
        """Show the concepts that the search leaves, with the cursor on the same one."""
        current = self._current
        stay = stay or (current.id if current else None)
        query = self.query_one("#filter", Input).value
        rows = self._everything
        if query.strip():
            rows = [
                row
                for base in self.in_force
                for concept in base.lookup(query)
                if (row := self._by_id[concept.id]).concept is concept
            ]
        if self._sorted_by is not None:
            rows = sorted(rows, key=self._sort_key)
        self._rows = rows
        place = 0
        if stay is not None and stay in self._by_id:
            place = next((i for i, row in enumerate(rows) if row.concept.id == stay), 0)
        self._table.set_rows(rows, place)
        total = len(self._everything)
        changed = " · not saved yet" if self._is_changed else ""
        count = f"{len(rows):,} of {total:,}" if query.strip() else f"{total:,}"
        self.query_one("#glossary-count", Static).update(f"{count} concepts{changed}", layout=False)

    def _cell(self, row: Row, column: Column) -> Text:
        concept = row.concept
        if column.key == "own":
            return Text("  ✓" if row.own else "")
        if column.key == "note":
            base = bidi.prevailing(concept.note)
            return Text(bidi.visual(concept.note, column.width, base=base), style="dim")
        if column.key == "acronym":
            return Text(bidi.visual(concept.acronym, column.width))
        preferred = concept.preferred(column.key)
        more = len(concept.terms.get(column.key, ())) - bool(preferred)
        base = bidi.direction(preferred, column.key)
        room = column.width - (3 if more > 0 else 0)
        text = Text(bidi.visual(preferred, room, base=base), no_wrap=True)
        if more > 0:
            text.append(f" +{more}", "dim")
        return text

    def _sort_key(self, row: Row) -> tuple[bool, str]:
        concept, own = row
        column = self._sorted_by or ""
        if column == "own":
            return not own, ""
        value = {"acronym": concept.acronym, "note": concept.note}.get(column)
        value = concept.preferred(column) if value is None else value
        return not value, value.casefold()

    @property
    def _current(self) -> Concept | None:
        return self._table.current

    def _show_effect(self) -> None:
        effect = self.query_one("#effect", Static)
        document = self._document
        if not self.own.modified or document is None:
            effect.display = False
            return
        now = {name: row.concept for name, row in self._by_id.items()}
        changed: set[int] = set()
        for name in self._before.keys() | now.keys():
            before, after = self._before.get(name), now.get(name)
            if before is after:
                continue
            if after is not None:
                changed |= concerned(document, after, self._target)
            elif before is not None:
                changed |= concerned(document, before, self._target, gone=True)
        indexes = sorted(changed)
        lines = Text(in_words(len(indexes)), style="bold")
        width = max(20, self.size.width - 6)
        for index in indexes[:_SHOWN]:
            sentence = document.sentences[index]
            text = " ".join(sentence.text.split())
            quoted = paragraph(text, width, language=sentence.language)
            first = quoted.plain.split("\n")[0]
            lines.append("\n" + first, "not bold dim")
        if len(indexes) > _SHOWN:
            lines.append(f"\nand {len(indexes) - _SHOWN} more", "not bold dim")
        effect.update(lines)
        effect.display = True

    @on(Input.Changed, "#filter")
    def _filtered(self) -> None:
        self._fill()

    @on(Input.Submitted, "#filter")
    def _to_table(self) -> None:
        self._table.focus()

    @on(ConceptTable.HeadChosen)
    def _sort_by(self, event: ConceptTable.HeadChosen) -> None:
        self._sorted_by = None if event.key == self._sorted_by else event.key
        self._fill()

    @on(ConceptTable.Chosen)
    def _chosen(self) -> None:
        self.action_edit()

    def action_sort(self) -> None:
        """Sort by the next column; after the last, as the files have it."""
        columns = [None, *(column.key for column in self._columns())]
        place = columns.index(self._sorted_by) if self._sorted_by in columns else 0
        self._sorted_by = columns[(place + 1) % len(columns)]
        name = self._names.get(self._sorted_by or "", self._sorted_by or "the files' order")
        self.notify(f"Sorted by {name}", timeout=1.5)
        self._fill()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key does something now: in the search, `/` is a letter like others."""
        return action != "search" or not isinstance(self.focused, Input)

    def action_search(self) -> None:
        """Search terms in any language."""
        self.set_focus(self.query_one("#filter", Input))

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
        effects = Effects(self._document, self.in_force, self._target)
        return ConceptForm(concept, self._languages, names=self._names, effect=effects.of)

    def _added(self, concept: Concept | None) -> None:
        if concept is not None:
            self._change(lambda: self.own.add(concept).id, shown=True)

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
            self._take_changes()
        else:
            self.notify("There is nothing to undo.")

    def action_redo(self) -> None:
        """Make the change again that was taken back."""
        if self.own.redo():
            self._take_changes()

    def _change(self, change: Callable[[], str], *, shown: bool = False) -> None:
        """Make a change; what is to be shown is so whatever is searched for."""
        self._warned = False
        try:
            stay = change()
        except GlossaryError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._take_changes(stay)
        if shown and all(row.concept.id != stay for row in self._rows):
            self.query_one("#filter", Input).value = ""
            self._fill(stay)

    def action_save(self) -> None:
        """Write the reader's own glossary."""
        if not self.own.modified:
            self.notify("There is nothing to save.")
            return
        try:
            self.own = save(self.own, self._read)
        except GlossaryError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._read = {concept.id: concept for concept in self.own}
        self._saved = True
        self._on_save(self.in_force)
        self._before = {row.concept.id: row.concept for row in self._everything}
        self._take_changes()
        self.notify(f"Saved in {from_home(self.own.path or Path())}", markup=False)

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
    return {
        code: max(_NARROWEST, int((_WIDTHS.get(code, 24) + 2) * share) - 2) for code in languages
    }
