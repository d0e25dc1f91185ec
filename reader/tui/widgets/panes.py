"""The two texts of an article, row by row.

One widget on Textual's line API: a row is drawn with both its columns, so that they cannot
drift apart and only what is on the screen costs anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from reader.article import Translation
from reader.tui import bidi
from reader.tui.config import Mode
from reader.tui.document import Document, Unit
from reader.tui.keys import binding
from reader.tui.layout import Layout
from reader.tui.rows import Columns, Side
from reader.tui.widgets.painting import Marks, Painter, Ranges
from reader.tui.widgets.selecting import Selecting
from reader.tui.widgets.words import Selection, term_at

_DRAWN = 2000
"""Drawn rows that are kept."""


class Panes(Selecting, can_focus=True):
    """An article and its translation."""

    ALLOW_SELECT = False  # its own selection knows which characters stand where

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("terms", "terms", "Terms", show=False),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "panes--source",
        "panes--target",
        "panes--below",
        "panes--title",
        "panes--heading",
        "panes--quote",
        "panes--image",
        "panes--site",
        "panes--fold",
        "panes--waiting",
        "panes--current",
        "panes--term",
        "panes--term-below",
        "panes--term-current",
        "panes--doubtful",
        "panes--unsure",
        "panes--highlight",
        "panes--bullet",
        "panes--match",
        "panes--counterpart",
        "panes--selection",
        "panes--rule",
        "panes--bar",
        "panes--mark",
    }

    @dataclass
    class Entered(Message):
        """The current sentence was entered, or one of its terms clicked."""

        document: Document
        """What it is of: another one may be open by the time this is heard of."""
        sentence: int
        concept: str | None

    @dataclass
    class Unfolded(Message):
        """A fold was opened or closed, so other sentences are in view."""

    def __init__(self, *, drawing: bidi.Drawing = "app", id: str | None = None) -> None:
        super().__init__(id=id)
        self.drawing: bidi.Drawing = drawing
        self.marks = Marks()
        """What is shown beside the words; `redraw` after a change."""
        self._target = "en"
        self._revealed: set[int] = set()
        self._styles: dict[str, Style] = {}
        self._drawn: dict[tuple[object, ...], Strip] = {}
        """Rows as they were drawn, by all that may change in them while the layout stays."""

    def on_hide(self, event: events.Hide) -> None:
        """Keep the focus for the article to come.

        Textual would give it to the library, and the next keys would move there.
        """
        event.prevent_default()

    # --- what is shown ---------------------------------------------------------------------

    def show(self, document: Document | None, *, target: str = "en", cursor: int = 0) -> None:
        """Show an article, with a sentence of it as the current one; None for one to come.

        Keys that move are for the one to come, if they are typed before it is there.
        """
        self.document, self._pressed = document, None
        self._target = target
        follows_end = self.follows_end and document is not None
        self.cursor, self.reached, self.follows_end = cursor, "jump", False
        ahead, self._ahead = self._ahead if document is not None else 0, 0
        for _ in range(abs(ahead)):
            following = self._step(self.cursor, 1 if ahead > 0 else -1)
            if following is not None:
                self.cursor, self.reached = following, "reading"
        self.selection = None
        self.marks = Marks()
        self._revealed = set()
        self._layout = None
        self._relayout(anchor=False)
        if follows_end:
            self.action_edge(1)

    def take(self, document: Document, cursor: int) -> None:
        """Show more of the same article, or the same read anew, without moving its rows."""
        self.document, self._revealed, self._pressed = document, set(), None
        follows_end = self.follows_end
        if self._layout is None:
            self.cursor = cursor
            self._relayout(anchor=False)
        else:
            place = self._layout.rows_of(self.cursor)[0] - int(self.scroll_y)
            self.cursor, self.selection, self._layout = cursor, None, None
            self._relayout(anchor=False)
            if self._layout is not None and self._layout.units:
                self._place(self.cursor, max(1 - self._height, min(place, self._height - 1)))
            self.redraw()
        if follows_end:
            self.action_edge(1)

    @property
    def mode(self) -> Mode:
        """How the texts are shown."""
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        if mode != self._mode:
            self._mode = mode
            self.selection = None
            self._relayout()

    @property
    def hidden(self) -> bool:
        """Whether Enter would show the current sentence's translation."""
        return self.mode == "demand" and self.cursor not in self._revealed

    def shows(self, sentence: int, side: Side) -> bool:
        """Whether a side of a sentence is shown in this view."""
        if side == "target" and self.mode == "demand":
            return sentence in self._revealed
        return self.mode != ("source" if side == "target" else "translation")

    @property
    def matches(self) -> Ranges:
        """What a search found."""
        return self.marks.matches

    def highlight(self, matches: Ranges) -> None:
        """Show what a search found."""
        self.marks.matches = matches
        self.redraw()

    def light(self, counterparts: Ranges) -> None:
        """Show what stands for the selected words in the other text."""
        if counterparts != self.marks.counterparts:
            self.marks.counterparts = counterparts
            self.redraw()

    def redraw(self) -> None:
        """Draw everything again: something beside the cursor and the selection changed."""
        self._drawn.clear()
        self.refresh()

    def extend(self) -> None:
        """The document has more sentences than before."""
        follows_end = self._is_at_end
        if self._layout is not None:
            self._layout.extend()
            self._sized()
            if (here := self._in_sight(self.cursor)) != self.cursor:
                self.go_to(here)
        if follows_end:
            self.action_edge(1)
        self.redraw()

    def put(self, arrived: Iterable[tuple[int, Translation | None]]) -> None:
        """Show translations that arrived; what is being read does not move."""
        document, layout = self.document, self._layout
        if document is None:
            return
        arrived = list(arrived)

        def change() -> None:
            for index, translation in arrived:
                document.put(index, translation)
                if layout is not None:
                    layout.changed(index)

        if layout is None:
            change()
            return
        top, height = int(self.scroll_y), self._height
        near = range(layout.locate(top - height)[0], layout.locate(top + 2 * height)[0] + 1)
        units = {layout.unit_of(index) for index, _ in arrived}
        was_unsure = document.is_mostly_unsure
        if any(number in near for number in units):
            is_at_end = self._is_at_end
            self._steadily(change)
            if is_at_end:
                self._scroll_to_end()
            self.redraw()
            return
        change()  # far from the screen: nothing to draw until the reader comes near
        if document.is_mostly_unsure != was_unsure:
            self.redraw()
        self._drawn = {key: strip for key, strip in self._drawn.items() if key[0] not in units}

    def toggle_site(self, unit: Unit | None = None) -> None:
        """Open or fold the site's own blocks: those of one fold, which is read on there, or all."""
        document, layout = self.document, self._layout
        if document is None or layout is None:
            return
        site = {i for i, block in enumerate(document.article.blocks) if block.boilerplate}
        if unit is not None:
            here = range(unit.block, unit.block + unit.folded)
            document.unfold(document.opened | (site & set(here)))
            self.cursor = unit.first
        else:
            document.unfold(() if document.opened else site)
            self.cursor = self._in_sight(self.cursor)
        self._steadily(layout.refold)
        self.redraw()
        self.post_message(self.Unfolded())

    # --- keys ------------------------------------------------------------------------------

    def action_terms(self) -> None:
        """Enter the current sentence: reveal its translation, or show its terms."""
        if self.document is None or not self.document.sentences:
            return
        if self.hidden:
            self._reveal(self.cursor)
            return
        concept = None
        if self.selection is not None:
            text = self._text(self.selection.side, self.selection.unit)
            concept = term_at(text, self.selection.start, self.selection.end)
        self.post_message(self.Entered(self.document, self.cursor, concept))

    def _clicked(self, event: events.MouseEvent, pressed: Selection | None) -> None:
        """A click opens a fold, enters a term, or chooses a sentence."""
        layout = self._layout
        if layout is None:
            return
        offset = event.get_content_offset(self)
        if offset is not None:
            number, row = layout.locate(int(self.scroll_y) + offset.y)
            unit = layout.units[number] if layout.units else None
            if unit is not None and unit.folded:
                if row == 0:
                    self.toggle_site(unit)
                return
        if pressed is None:
            return
        text = self._text(pressed.side, pressed.unit)
        sentence = text.sentence(pressed.start)
        if sentence is None:
            return
        self.side = pressed.side
        concept = term_at(text, pressed.start, pressed.start + 1)
        self.go_to(sentence)
        if self.mode == "demand" and pressed.side == "target":
            self._reveal(sentence)
        elif concept is not None and self.document is not None:
            self.post_message(self.Entered(self.document, sentence, concept))

    # --- geometry --------------------------------------------------------------------------

    @property
    def columns(self) -> Columns | None:
        """Where the texts stand; None while there are none."""
        return self._layout.columns if self._layout is not None else None

    def on_resize(self) -> None:
        width = self.scrollable_content_region.width
        if self._layout is None or width != self._layout.width:
            self._relayout()
        elif self._layout.units:  # only their height changed: the rows stay
            self._sized()
            self.go_to(self.cursor)
            self.redraw()

    def notify_style_update(self) -> None:
        self._styles.clear()
        self._drawn.clear()
        super().notify_style_update()

    def _relayout(self, *, anchor: bool = True) -> None:
        """Lay out again for another width, mode or document."""
        document = self.document
        width = self.scrollable_content_region.width
        if document is None or width < 4:
            self._layout = self._painter = None
            self.virtual_size = Size(width, 0)
            self.refresh()
            if document is not None and self.display:
                # Shown again, with a size that is not known yet: it may be what it was, and then
                # no event tells of it.
                self.call_after_refresh(self._lay_out_late)
            return
        mode: Mode = self._mode

        def change() -> None:
            layout = Layout(document, width, mode, self.drawing, self._target)
            layout.revealed = self._revealed
            self._layout = layout
            self._painter = Painter(document, layout, self.marks, self._style)

        if anchor and self._layout is not None:
            self._steadily(change)
            self.redraw()
            return
        change()
        self._sized()
        self._scroll(0)
        self.go_to(self.cursor, centre=True)
        if self.follows_end:
            self._scroll_to_end()
        self.redraw()  # the size and the place may be as they were, the text is another

    def _lay_out_late(self) -> None:
        if self._layout is None and self.scrollable_content_region.width >= 4:
            self._relayout(anchor=False)

    def _reveal(self, sentence: int) -> None:
        layout = self._layout
        self._revealed.add(sentence)
        if layout is not None:
            self._steadily(lambda: layout.changed(sentence))
            self.redraw()
        self.post_message(self.Moved(sentence))

    # --- drawing ---------------------------------------------------------------------------

    def _style(self, name: str) -> Style:
        """A component's style, its transparent colours mixed with the background."""
        style = self._styles.get(name)
        if style is None and name == "base":
            style = self._styles[name] = self.rich_style
        if style is None:
            styles = self.get_component_styles(f"panes--{name}")
            behind = self.background_colors[1]
            color = behind + styles.color if styles.has_rule("color") else None
            back = behind + styles.background if styles.has_rule("background") else None
            style = styles.text_style + Style(
                color=color.rich_color if color else None,
                bgcolor=back.rich_color if back else None,
            )
            self._styles[name] = style
        return style

    def render_line(self, y: int) -> Strip:
        """One row of the screen, both columns of it."""
        width = self.scrollable_content_region.width
        layout, painter = self._layout, self._painter
        row = int(self.scroll_y) + y
        if layout is None or painter is None or not layout.units:
            return Strip.blank(width, self._style("base"))
        number, place = layout.locate(row)
        if row >= layout.height:
            return Strip.blank(width, self._style("base"))
        unit = layout.units[number]
        current = self.cursor if unit.first <= self.cursor < unit.last else -1
        selection = self.selection if self.selection and self.selection.unit == number else None
        key = (number, place, width, current, selection)
        strip = self._drawn.get(key)
        if strip is None:
            strip = painter.draw(row, width, current, selection)
            if len(self._drawn) > _DRAWN:
                self._drawn.clear()
            self._drawn[key] = strip
        return strip
