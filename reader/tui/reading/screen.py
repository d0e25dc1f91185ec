"""The screen people read on: the library, the two texts, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from reader.errors import DragomanError
from reader.files import from_home
from reader.tui import messages, scanning
from reader.tui.config import MODES, Mode
from reader.tui.document import Document
from reader.tui.index import Index
from reader.tui.reading import doubting
from reader.tui.reading.article import ArticleView
from reader.tui.reading.correcting import Correcting
from reader.tui.reading.counterparts import Counterparts
from reader.tui.reading.exporting import Exporting
from reader.tui.reading.hints import Hints
from reader.tui.reading.incoming import path_in, save_pasted
from reader.tui.reading.keys import OF_AN_ARTICLE, bindings
from reader.tui.reading.marking import Marking
from reader.tui.reading.offering import Offering
from reader.tui.reading.searching import Searching
from reader.tui.reading.shelving import Shelving
from reader.tui.reading.status import describe
from reader.tui.reading.terminology import Terminology
from reader.tui.screens.late import Late
from reader.tui.session import Session
from reader.tui.shelf import Shelf
from reader.tui.widgets.bars import StatusBar, TitleBar
from reader.tui.widgets.key_bar import KeyBar
from reader.tui.widgets.library import Library
from reader.tui.widgets.library_pane import Filter, Grip, LibraryPane
from reader.tui.widgets.match_bar import MatchBar
from reader.tui.widgets.panes import Panes
from reader.tui.widgets.search_bar import SearchBar

NARROW = 100
"""Columns below which the two texts stand under each other and the library steps aside."""
_LOOK_AGAIN = 4.0
"""Seconds between two looks for files that came into the library's folders."""
_SAVE_AGAIN = 15.0
"""Seconds between two savings of the place, for a machine that is switched off."""


class Reading(Late[None]):
    """A library and an article of it.

    What a key does is found by its action's name: `config.ACTIONS` has the keys, `_actions` what
    they do.

    Args:
        session: what all screens share.
        quit: leaves the reader.
        help: shows every key.
        save: keeps what is to be known at the next start.
        hold: keeps what is typed until a widget takes it.
    """

    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        Binding("escape", "back", "Back to the text", show=False),
        Binding("tab,shift+tab", "switch", "To the library, and back", show=False),
    ]

    def __init__(
        self,
        session: Session,
        *,
        quit: Callable[[], None],
        help: Callable[[], None],
        save: Callable[[], None],
        hold: Callable[[Widget], None],
    ) -> None:
        self._shelf = Shelf(session.memory, session.paths)
        has_library = session.memory.library_shown and self._shelf.roots
        super().__init__(classes=None if has_library else "-no-library")
        self.session = session
        self._save = save
        self._hold = hold
        self._mode: Mode = "side"
        self.article = view = ArticleView(session, Index(), id="reading")
        self.library_pane = LibraryPane(self._shelf, id="library")
        self.shelving = Shelving(view, self.library_pane, self._shelf, save)
        self.bar = SearchBar(id="search")
        self.searching = Searching(view, self.bar, lambda: self.shelving.scanning)
        self.correcting = Correcting(view)
        self.match_bar = MatchBar(id="match")
        self.offering = Offering(view, self.match_bar, self.correcting)
        self.marking = Marking(view)
        self.counterparts = Counterparts(view)
        self.terminology = Terminology(view, self.counterparts)
        self._hints = Hints(view)
        self._actions: dict[str, Callable[[], object]] = {
            "help": help,
            "quit": quit,
            "next_article": partial(self.shelving.step, 1),
            "previous_article": partial(self.shelving.step, -1),
            "next_doubt": partial(doubting.step, view, 1),
            "previous_doubt": partial(doubting.step, view, -1),
            "why": self.terminology.explain,
            "mode": self._next_mode,
            "library": self._toggle_library,
            "filter": self._filter,
            "sort": self._sort,
            "narrower": lambda: self.library_pane.widen(-4),
            "wider": lambda: self.library_pane.widen(4),
            "mark_read": self.shelving.mark_read,
            "boilerplate": lambda: self.panes.toggle_site(),
            "search": self.searching.begin,
            "search_all": self.searching.everywhere,
            "concordance": self.searching.concordance,
            "bookmark": self.marking.bookmark,
            "highlight": self.marking.highlight,
            "note": self.marking.note,
            "bookmarks": self.marking.list,
            "correct": self.correcting.write,
            "corrections": self.correcting.list,
            "compare": self.offering.compare,
            "take_match": self.offering.take,
            "add_term": self.terminology.add,
            "glossary": self.terminology.edit,
            "look_up": self.terminology.look_up,
            "copy": self._copy,
            "export": Exporting(view, self.marking).choose,
            "open_path": self.shelving.ask_path,
            "reload": self.shelving.reload,
            "stop": view.toggle_pause,
            "suspend": lambda: self.app.action_suspend_process(),
        }

    def compose(self) -> ComposeResult:
        yield TitleBar(id="title")
        with Horizontal(id="body"):
            yield self.library_pane
            yield Grip(id="grip")
            with Vertical(id="texts"):
                yield self.article
                yield self.match_bar
        yield self.bar
        yield StatusBar(id="status")
        yield KeyBar(id="keys")

    # --- parts -----------------------------------------------------------------------------

    @property
    def panes(self) -> Panes:
        """The two texts."""
        return self.article.panes

    @property
    def library(self) -> Library:
        """The articles of the library."""
        return self.library_pane.articles

    @property
    def document(self) -> Document | None:
        """The open article."""
        return self.article.document

    @property
    def actions(self) -> frozenset[str]:
        """What can be done here, by the names of `config.ACTIONS`."""
        return frozenset(self._actions)

    # --- beginning and end -------------------------------------------------------------------

    def on_mount(self) -> None:
        memory, session = self.session.memory, self.session
        wanted = session.config.mode or memory.mode
        self._mode = next((mode for mode in MODES if mode == wanted), "side")
        self._fit()
        self.call_after_refresh(self.shelving.open_first)
        if session.patience is not None:
            self.set_timer(session.patience, self.shelving.scan)
            self.set_interval(_LOOK_AGAIN, self.shelving.look_again)
            self.set_interval(_SAVE_AGAIN, self._save)

    def leave(self, *, parting: bool) -> None:
        """Remember where the reader is, who goes on there or not."""
        self.article.leave(parting=parting)

    def stop(self) -> None:
        """Stop what is being done."""
        self.shelving.stop()
        self.article.stop()

    # --- what the parts tell -------------------------------------------------------------------

    @on(ArticleView.Began)
    def _began(self, event: ArticleView.Began) -> None:
        self.query_one(TitleBar).describe(event.path.name)
        self._update_status()

    @on(ArticleView.Shown)
    def _shown(self, event: ArticleView.Shown) -> None:
        view = self.article
        self.query_one(TitleBar).describe(event.title, event.place, view.model)
        if view.path is not None:
            self.library.describe(view.path, [scanning.facts(each) for each in view.articles])
            self.library.mark_open(view.path, view.number)
        self.marking.show()
        if event.first:
            if not self.library_pane.has_focus_within:
                self.panes.focus()
            self._fit()
        self._hints.say()
        self._update_status()

    @on(ArticleView.Changed)
    @on(Panes.Moved)
    @on(Panes.Unfolded)
    def _update_status(self) -> None:
        describe(self.query_one(StatusBar), self.query_one(TitleBar), self.article)
        self.offering.look()

    @on(Panes.Moved)
    def _moved(self) -> None:
        self.shelving.note_end()

    @on(Panes.Selected)
    def _words_selected(self) -> None:
        self.counterparts.look()

    @on(ArticleView.Left)
    def _left(self) -> None:
        self.library.refresh_labels()

    @on(Panes.Entered)
    def _entered(self, event: Panes.Entered) -> None:
        if event.document is not self.document:
            return
        with suppress(DragomanError):  # it is told in place of the article
            self.terminology.enter(event.sentence, event.concept)

    @on(Library.Chosen)
    def _chosen(self, event: Library.Chosen) -> None:
        self.remove_class("-library")
        self.shelving.open(event.path, event.article)
        self.panes.focus()

    @on(Filter.Closed)
    def _filter_closed(self) -> None:
        if not self.has_class("-narrow"):
            self.panes.focus()

    @on(Grip.Dragged)
    def _dragged(self, event: Grip.Dragged) -> None:
        self.library_pane.widen(event.columns)

    @on(SearchBar.Changed, "#search")
    def _searched(self, event: SearchBar.Changed) -> None:
        self.searching.look_for(event.value)

    @on(SearchBar.Stepped)
    def _searched_on(self, event: SearchBar.Stepped) -> None:
        self.searching.step(event.step)

    @on(SearchBar.Widened)
    @on(LibraryPane.Sought)
    def _searched_everywhere(self, event: SearchBar.Widened | LibraryPane.Sought) -> None:
        self.searching.everywhere(event.query)

    @on(SearchBar.Closed)
    def _search_closed(self) -> None:
        self.searching.end()

    def on_scanned(self, event: messages.Scanned) -> None:
        self.library.describe(event.path, event.articles)

    def on_exported(self, event: messages.Exported) -> None:
        self.app.clear_notifications()
        self.notify(f"Exported to {from_home(event.path)}", timeout=4, markup=False)

    def on_paste(self, event: events.Paste) -> None:
        """Open the text that was pasted, or the file whose name was, or that was dropped here."""
        event.stop()
        path = path_in(event.text)
        self.shelving.add(path if path is not None else save_pasted(event.text, datetime.now()))

    # --- shape -----------------------------------------------------------------------------

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Fold the panes and put the library aside where there is no room for them."""
        narrow = self.size.width < NARROW
        if narrow != self.has_class("-narrow"):
            self.set_class(narrow, "-narrow")
            self.remove_class("-library")
            hidden = narrow or self.has_class("-no-library")
            if self.library_pane.has_focus_within and hidden:
                self.panes.focus()
        mode = self._mode
        if mode == "side" and not self._has_room:
            mode = "interleaved"
        if mode != self.panes.mode:
            self.panes.mode = mode
            self._update_status()

    @property
    def _has_room(self) -> bool:
        return self.size.width >= NARROW and self.session.drawing != "terminal"

    def _next_mode(self) -> None:
        """Show the texts in the next way."""
        modes = [mode for mode in MODES if mode != "side" or self._has_room]
        following = modes[(modes.index(self.panes.mode) + 1) % len(modes)]
        self._mode = "side" if following == "interleaved" and "side" not in modes else following
        self.panes.mode = following
        self.session.memory.mode = self._mode
        self._update_status()

    def _toggle_library(self) -> None:
        """Show the library and go to it, or hide it."""
        if self.has_class("-narrow"):
            shown = self.has_class("-library")
            self.set_class(not shown, "-library")
        else:
            shown = not self.has_class("-no-library")
            self.set_class(shown, "-no-library")
            self.session.memory.library_shown = not shown
        # Only what is displayed takes the focus, and that is known after the refresh.
        self.call_after_refresh((self.panes if shown else self.library).focus)
        self._hold(self)

    def _show_library(self) -> None:
        if self.has_class("-narrow"):
            self.add_class("-library")
        else:
            self.remove_class("-no-library")
            self.session.memory.library_shown = True

    def _filter(self) -> None:
        """Type what the library's articles have to have."""
        self._show_library()
        self.call_after_refresh(self.library_pane.start_filter)
        self._hold(self)

    def _sort(self) -> None:
        self._show_library()
        self.notify(f"Library sorted by {self.library_pane.sort_next()}", timeout=1.5)

    # --- keys ------------------------------------------------------------------------------

    def action_act(self, name: str) -> None:
        """Do what a key stands for."""
        if self.document is None and name in OF_AN_ARTICLE:
            self.notify(
                "Still reading." if self.article.reading else "No article is open.", timeout=2
            )
            return
        try:
            self._actions[name]()
        except DragomanError as error:  # a faulty glossary: there is no translator
            self.notify(str(error), severity="error", markup=False)

    def action_switch(self) -> None:
        """Go to the library, or back to the text."""
        if self.library_pane.has_focus_within:
            self.action_back()
        else:
            self._show_library()
            self.call_after_refresh(self.library.focus)
            self._hold(self)

    def action_back(self) -> None:
        """Go back to the text."""
        self.remove_class("-library")
        self.panes.focus()

    def _copy(self) -> None:
        """Copy the selected words, or the current sentence and its translation."""
        current = self.article.current()
        if current is None:
            return
        text = self.panes.selected_text()
        if not text:
            _, sentence, translation = current
            text = "\n".join([sentence.text, *([translation.target] if translation else [])])
        self.app.copy_to_clipboard(text)
        self.notify("Copied", timeout=1.5)
