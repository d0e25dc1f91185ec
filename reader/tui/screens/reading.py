"""The screen people read on: the library, the two texts, and what is known of them."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Input, Static
from textual.worker import Worker, get_current_worker

from reader.article import Article, Sentence, Translation
from reader.errors import DragomanError
from reader.tui import bidi, state, streaming
from reader.tui import folders as library
from reader.tui.config import MODES, Mode
from reader.tui.document import Document
from reader.tui.keys import binding
from reader.tui.search import find
from reader.tui.widgets.bars import StatusBar, TitleBar, route_name
from reader.tui.widgets.library import Library, progress_of
from reader.tui.widgets.panes import Panes

if TYPE_CHECKING:
    from reader.tui.app import ReaderApp

NARROW = 100
"""Columns below which the two texts stand under each other and the library steps aside."""

_MODE_NAMES: dict[Mode, str] = {
    "side": "side by side",
    "interleaved": "interleaved",
    "source": "source only",
    "translation": "translation only",
    "demand": "on demand",
}
_ORIGINS = {
    "memory": "from the store",
    "correction": "your correction",
    "copied": "copied: nothing to translate",
}


class Reading(Screen[None]):
    """A library and an article of it."""

    AUTO_FOCUS = None

    BINDINGS: ClassVar[list[BindingType]] = [
        # What helps and leads out comes first: a narrow footer loses its end.
        binding("help", "app.help", "Help"),
        binding("quit", "app.quit", "Quit"),
        binding("mode", "mode", "View"),
        binding("search", "search", "Search"),
        binding("correct", "correct", "Correct"),
        binding("add_term", "add_term", "Term"),
        binding("glossary", "glossary", "Glossary"),
        binding("export", "export", show=False),
        binding("library", "library", "Library"),
        binding("next_article", "article(1)", show=False),
        binding("previous_article", "article(-1)", show=False),
        binding("boilerplate", "boilerplate", show=False),
        binding("bookmark", "bookmark", show=False),
        binding("bookmarks", "bookmarks", show=False),
        binding("look_up", "look_up", show=False),
        binding("copy", "copy", show=False),
        binding("stop", "stop", show=False),
        Binding("escape", "back", "Back to the text", show=False),
    ]

    def __init__(self, paths: Sequence[Path], *, drawing: bidi.Drawing) -> None:
        super().__init__()
        self._paths = list(paths)
        self._drawing: bidi.Drawing = drawing
        self._roots = library.roots(self._paths)
        self._articles: list[Article] = []
        self._path: Path | None = None
        self._number = 0
        self._document: Document | None = None
        self._worker: Worker[None] | None = None
        self._mode: Mode = "side"
        self._model = ""
        self._missing: dict[str, str] = {}
        self._paused = False
        self._found: list[tuple[int, int]] = []
        self._pending: list[tuple[int, Translation | None]] = []
        self._query = ""
        """What was searched for last."""
        self._drafts: dict[Sentence, str] = {}
        """Corrections that were begun, and neither kept nor withdrawn."""
        self._awaited = (0, 0)
        """The sentence that was gone to, and the offset it was to be at: a long book's may
        come later."""

    @property
    def reader(self) -> ReaderApp:
        """The application."""
        return cast("ReaderApp", self.app)

    def compose(self) -> ComposeResult:
        yield TitleBar(id="title")
        with Horizontal(id="body"):
            yield Library(self._roots, progress_of(self.reader.memory), id="library")
            with Vertical(id="reading"):
                yield Static(id="notice", markup=False)
                yield Panes(drawing=self._drawing, id="panes")
                yield Static(id="empty", markup=True)
        yield Input(id="search", placeholder="Search both texts", select_on_focus=False)
        yield StatusBar(id="status")
        yield Footer(id="keys", show_command_palette=False)

    # --- parts -----------------------------------------------------------------------------

    @property
    def panes(self) -> Panes:
        return self.query_one(Panes)

    @property
    def library(self) -> Library:
        return self.query_one(Library)

    @property
    def document(self) -> Document | None:
        """The open article."""
        return self._document

    @property
    def waiting(self) -> bool:
        """Whether translations have arrived that are not shown yet."""
        return bool(self._pending)

    def on_mount(self) -> None:
        memory = self.reader.memory
        wanted = self.reader.config.mode or memory.mode
        self._mode = wanted if wanted in MODES else "side"
        self.set_class(not memory.library_shown or not self._roots, "-no-library")
        self._fit()
        self._say_empty()
        self.call_after_refresh(self._open_first)
        if self.reader.patience is not None:
            self.set_timer(self.reader.patience, self._scan)

    def _scan(self) -> None:
        """Look into the library's files, once the first article had its time."""
        files = self.library.files()

        def work() -> None:
            worker = get_current_worker()
            streaming.scan(
                files,
                load=self.reader.load_articles,
                send=self.post_message,
                cancelled=lambda: worker.is_cancelled,
            )

        self.run_worker(work, thread=True, group="scan")

    def on_scanned(self, event: streaming.Scanned) -> None:
        self.library.describe(event.path, event.articles)

    def _open_first(self) -> None:
        last = self.reader.memory.last
        files = {path for path in self._paths if path.is_file()}
        if len(last) == 2 and (path := Path(str(last[0]))).is_file():
            inside = any(path == root or root in path.parents for root in self._paths)
            if inside and not files:
                self.open(path, int(last[1]))
                return
        first = library.first_file(self._roots)
        if first is not None:
            self.open(first, 0)
        else:
            self.library.focus() if self._roots else None

    def _say_empty(self) -> None:
        empty = self.query_one("#empty", Static)
        empty.display = self._document is None
        self.panes.display = self._document is not None
        if not self._roots:
            place = self._paths[0] if self._paths else "the library"
            empty.update(
                f"[b]There is nothing to read in {place} yet.[/b]\n\n"
                "Put text, Markdown or HTML files there,\n"
                "or open others: [b]reader FOLDER[/b] or [b]reader FILE…[/b]"
            )

    # --- opening ---------------------------------------------------------------------------

    def open(self, path: Path, number: int = 0) -> None:
        """Open an article of a file."""
        self.reader.remember()
        articles = self._articles if path == self._path else None
        self._path, self._number = path, number
        self._document = None
        self._missing = {}
        self._pending = []
        self.query_one(TitleBar).describe(path.name)
        self._start(partial(self._open_in_thread, path, number, articles))

    def _open_in_thread(self, path: Path, number: int, articles: list[Article] | None) -> None:
        worker = get_current_worker()
        streaming.open_article(
            path,
            number,
            load=self.reader.load_articles,
            translator=self.reader.translator,
            near=self.panes.in_view,
            send=self.post_message,
            cancelled=lambda: worker.is_cancelled or self._paused,
            articles=articles,
        )

    def _start(self, work: object) -> None:
        if self._worker is not None:
            self._worker.cancel()
        self._worker = self.run_worker(
            work,  # type: ignore[arg-type]
            thread=True,
            group="article",
            exclusive=True,
            exit_on_error=True,
        )

    def translate_rest(self) -> None:
        """Translate, in the background, what has no translation."""
        document = self._document
        if document is None or self._paused:
            return

        def work() -> None:
            worker = get_current_worker()
            streaming.translate(
                document,
                len(document.sentences),
                translator=self.reader.translator(),
                near=self.panes.in_view,
                send=self.post_message,
                cancelled=lambda: worker.is_cancelled,
            )

        self._start(work)

    def on_opened(self, event: streaming.Opened) -> None:
        if event.path != self._path:
            return
        self._articles, self._number = event.articles, event.number
        self._document = document = event.document
        place = f"{event.number + 1}/{len(event.articles)}" if len(event.articles) > 1 else ""
        self._say_empty()
        self._name_model()
        title = document.article.title or event.path.name
        self.query_one(TitleBar).describe(title, place, self._model)
        memory = self.reader.memory
        progress = memory.progress.get(state.key(event.path, event.number))
        start = progress.start if progress else 0
        cursor = document.at(start)
        self._awaited = (cursor, start)
        self.panes.show(document, target=self.reader.translator().target, cursor=cursor)
        self._show_bookmarks()
        self.library.describe(event.path, [streaming.facts(each) for each in event.articles])
        self.library.mark_open(event.path, event.number)
        memory.last = [str(event.path), event.number]
        self.panes.focus()
        self._fit()
        self._notice()
        self._tell()
        self._hint(document.article.language)

    def _hint(self, language: str | None) -> None:
        """Tell once what the terminal and the model need for a better result."""
        if language in bidi.RTL_LANGUAGES and os.environ.get("KITTY_WINDOW_ID"):
            self._tell_once(
                "kitty",
                "kitty turns Arabic words around. If they look wrong, put “force_ltr yes” "
                "into kitty.conf and start it again.",
            )
        if "starter" in self._model and language is not None:
            target = self.reader.translator().target
            self._tell_once(
                "starter",
                "This is the starter model: small, and at times wrong. With a network, "
                f"“reader models install {language} {target}” gets a bigger one.",
            )

    def _tell_once(self, name: str, message: str) -> None:
        hints = self.reader.memory.hints
        if name not in hints and self.app.screen is self:
            hints.append(name)
            self.notify(message, timeout=8, markup=False)

    def on_extended(self, event: streaming.Extended) -> None:
        document = self._document
        if document is None or event.document is not document:
            return
        document.extend(event.sentences)
        for index, translation in event.translations:
            document.put(index, translation)
        self.panes.extend()
        cursor, start = self._awaited
        if self.panes.cursor == cursor and document.at(start) != cursor:
            self._awaited = (document.at(start), start)
            self.panes.go_to(document.at(start), centre=True)
        self._tell()

    def on_arrived(self, event: streaming.Arrived) -> None:
        document = self._document
        if document is None or event.document is not document:
            return
        for index, translation in event.translations:
            if document.sentences[index] == translation.source:
                self._pending.append((index, translation))
        if len(self._pending) == len(event.translations):
            self.set_timer(0.05, self._flush)

    def _flush(self) -> None:
        pending, self._pending = self._pending, []
        if pending and self._document is not None:
            self.panes.put(pending)
            self._tell()

    def on_missing(self, event: streaming.Missing) -> None:
        if event.document is self._document:
            self._missing[event.language] = event.reason
            self._notice()
            self._tell()

    def on_failed(self, event: streaming.Failed) -> None:
        if event.path in (None, self._path) and self._document is None:
            empty = self.query_one("#empty", Static)
            self._say_empty()
            said = f"{event.path.name} cannot be opened.\n\n" if event.path else ""
            empty.update(self._plain(f"{said}{event.reason}"))
        else:
            self.notify(event.reason, severity="error", markup=False)

    def on_finished(self, event: streaming.Finished) -> None:
        if event.document is self._document:
            self._tell()
            self.library.refresh_labels()

    @staticmethod
    def _plain(text: str) -> str:
        return text.replace("[", "\\[")

    def _leave(self) -> None:
        """Remember where the reader was in the open article."""
        document, path = self._document, self._path
        if document is None or path is None or not document.sentences:
            return
        cursor = self.panes.cursor
        awaited, start = self._awaited
        before = self.reader.memory.progress.get(state.key(path, self._number))
        sights = document.in_sight
        finished = bool(sights) and cursor >= sights[-1]
        state.remember(
            self.reader.memory,
            path,
            self._number,
            state.Progress(
                start=start if cursor == awaited else document.sentences[cursor].start,
                sentences=len(sights),
                translated=document.translated,
                language=document.article.language,
                finished=finished or (before is not None and before.finished),
            ),
        )
        self.library.refresh_labels()

    def save(self) -> None:
        """Remember where the reader is."""
        self._leave()

    # --- what is known ---------------------------------------------------------------------

    def _name_model(self) -> None:
        document = self._document
        self._model = ""
        language = document.article.language if document else None
        if language is None:
            return
        try:
            self._model = route_name(self.reader.translator().package(language))
        except DragomanError as error:
            self._missing[language] = str(error)

    def _notice(self) -> None:
        notice = self.query_one("#notice", Static)
        notice.display = bool(self._missing)
        if self._missing:
            notice.update("\n".join(self._missing.values()))

    def _tell(self) -> None:
        document = self._document
        status = self.query_one(StatusBar)
        if document is None or not document.sentences:
            status.describe("", "", "", 0, 0)
            return
        cursor = self.panes.cursor
        translation = document.translations[cursor]
        origin = ""
        if self.panes.hidden:
            origin = "Enter shows the translation"
        elif translation is not None:
            package = "starter model" if "starter" in translation.package else translation.package
            origin = _ORIGINS.get(translation.origin, package)
            if translation.origin == "memory" and package:
                origin = f"{package}, {origin}"
        shown, done = document.in_sight, document.translated
        note = "paused" if self._paused else ""
        if self._missing and not note and done < len(shown):
            note = "no package"
        place = f"{bisect_left(shown, cursor) + 1}/{len(shown)}"
        view = _MODE_NAMES[self.panes.mode]
        status.describe(place, view, origin, done, len(shown), note)

    @on(Panes.Moved)
    def _moved(self) -> None:
        self._tell()

    @on(Panes.Unfolded)
    def _unfolded(self) -> None:
        self._tell()
        self.translate_rest()

    @on(Library.Chosen)
    def _chosen(self, event: Library.Chosen) -> None:
        self.remove_class("-library")
        self.open(event.path, event.article)
        self.panes.focus()

    # --- shape -----------------------------------------------------------------------------

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Fold the panes and put the library aside where there is no room for them."""
        narrow = self.size.width < NARROW
        if narrow != self.has_class("-narrow"):
            self.set_class(narrow, "-narrow")
            self.remove_class("-library")
            if self.library.has_focus and (narrow or self.has_class("-no-library")):
                self.panes.focus()
        mode = self._mode
        if (narrow or self._drawing == "terminal") and mode == "side":
            mode = "interleaved"
        if mode != self.panes.mode:
            self.panes.mode = mode
            self._tell()

    def action_mode(self) -> None:
        """Show the texts in the next way."""
        modes = list(MODES)
        if self.size.width < NARROW or self._drawing == "terminal":
            modes.remove("side")
        current = self.panes.mode
        following = modes[(modes.index(current) + 1) % len(modes)]
        self._mode = "side" if following == "interleaved" and "side" not in modes else following
        self.panes.mode = following
        self.reader.memory.mode = self._mode
        self._tell()

    def action_library(self) -> None:
        """Show the library and go to it, or hide it."""
        if self.has_class("-narrow"):
            shown = self.has_class("-library")
            self.set_class(not shown, "-library")
        else:
            shown = not self.has_class("-no-library")
            self.set_class(shown, "-no-library")
            self.reader.memory.library_shown = not shown
        # Only what is displayed takes the focus, and that is known after the refresh.
        self.call_after_refresh((self.panes if shown else self.library).focus)

    def action_back(self) -> None:
        """Go back to the text."""
        self.remove_class("-library")
        self.panes.focus()

    def action_boilerplate(self) -> None:
        """Open or fold the site's own blocks."""
        self.panes.toggle_site()

    def action_stop(self) -> None:
        """Stop translating, or go on."""
        self._paused = not self._paused
        if self._paused and self._worker is not None:
            self._worker.cancel()
        self.translate_rest()
        self._tell()

    def action_article(self, step: int) -> None:
        """Open the next or the previous article."""
        if self._path is None:
            return
        number = self._number + step
        if 0 <= number < len(self._articles):
            self.open(self._path, number)
            return
        files = self.library.files()
        place = files.index(self._path) + step if self._path in files else -1
        if 0 <= place < len(files):
            self.open(files[place], 0 if step > 0 else 1_000_000)
        else:
            self.notify("That was the last article." if step > 0 else "This is the first article.")

    # --- search ----------------------------------------------------------------------------

    def action_search(self) -> None:
        """Search both texts."""
        search = self.query_one("#search", Input)
        search.border_subtitle = "Enter next · ↑ ↓ · Esc closes"
        self.add_class("-searching")
        if not search.value:
            search.value = self._query
        search.action_select_all()
        search.focus()

    @on(Input.Changed, "#search")
    def _searched(self, event: Input.Changed) -> None:
        document = self._document
        if document is None:
            return
        self.panes.highlight(find(document, event.value))
        places = sorted({sentence for sentence, _ in self.panes.matches})
        here = self.panes.cursor
        following = next((place for place in places if place >= here), None)
        if following is None and places:
            following = places[0]
        if following is not None:
            self.panes.go_to(following)
        search = self.query_one("#search", Input)
        found = f"{len(places)} sentences" if len(places) != 1 else "1 sentence"
        search.border_title = f"{found} in this article" if event.value else ""

    @on(Input.Submitted, "#search")
    def _search_on(self) -> None:
        self._next_match(1)

    def _next_match(self, step: int) -> None:
        places = sorted({sentence for sentence, _ in self.panes.matches})
        if not places:
            return
        here = self.panes.cursor
        later = [place for place in places if (place - here) * step > 0]
        if step > 0:
            self.panes.go_to(later[0] if later else places[0])
        else:
            self.panes.go_to(later[-1] if later else places[-1])

    def on_key(self, event: object) -> None:
        key = getattr(event, "key", "")
        if not self.has_class("-searching") or not self.query_one("#search", Input).has_focus:
            return
        if key in ("down", "up"):
            self._next_match(1 if key == "down" else -1)
        elif key == "escape":
            self.remove_class("-searching")
            search = self.query_one("#search", Input)
            self._query, search.value = search.value, ""
            self.panes.highlight({})
            self.panes.focus()
        else:
            return
        cast(Message, event).stop()
        cast(Message, event).prevent_default()

    # --- bookmarks -------------------------------------------------------------------------

    def action_bookmark(self) -> None:
        """Set a bookmark at the current sentence, or take it away."""
        document, path = self._document, self._path
        if document is None or path is None or not document.sentences:
            return
        sentence = document.sentences[self.panes.cursor]
        excerpt = " ".join(sentence.text.split())[:80]
        mark = state.Bookmark(str(path), self._number, sentence.start, excerpt)
        is_set = state.toggle_bookmark(self.reader.memory, mark)
        self.notify("Bookmark set" if is_set else "Bookmark removed", timeout=1.5)
        self._show_bookmarks()

    def _show_bookmarks(self) -> None:
        document = self._document
        if document is None:
            return
        starts = {
            mark.start
            for mark in self.reader.memory.bookmarks
            if (mark.path, mark.article) == (str(self._path), self._number)
        }
        self.panes.mark(i for i, each in enumerate(document.sentences) if each.start in starts)

    def action_bookmarks(self) -> None:
        """Go to a bookmark."""
        from reader.tui.screens.lists import Bookmarks

        marks = self.reader.memory.bookmarks
        if not marks:
            self.notify("No bookmark yet: m sets one.")
            return
        dialog = Bookmarks(marks)

        def chosen(mark: state.Bookmark | None) -> None:
            memory = self.reader.memory
            memory.bookmarks = [kept for kept in memory.bookmarks if kept not in dialog.deleted]
            self._show_bookmarks()
            if mark is not None:
                self.go_to(Path(mark.path), mark.article, mark.start)

        self.app.push_screen(dialog, chosen)

    def go_to(self, path: Path, number: int, start: int) -> None:
        """Open an article at an offset in its file."""
        document = self._document
        if path == self._path and number == self._number and document is not None:
            self.panes.go_to(document.at(start), centre=True)
            return
        memory = self.reader.memory
        before = memory.progress.get(state.key(path, number), state.Progress())
        state.remember(memory, path, number, replace(before, start=start))
        self.open(path, number)

    # --- terms, corrections, dictionaries, export ------------------------------------------

    @on(Panes.Entered)
    def _entered(self, event: Panes.Entered) -> None:
        from reader.tui.screens.terms import Terms, concept_of

        document = self._document
        if document is None:
            return
        termbases = self.reader.translator().termbases
        sentence, translation = (
            document.sentences[event.sentence],
            document.translations[event.sentence],
        )
        ids = dict.fromkeys(term.concept for term in sentence.terms)
        ids |= dict.fromkeys(use.concept for use in translation.terms) if translation else {}
        concepts = [found for name in ids if (found := concept_of(termbases, name)) is not None]
        if not concepts:
            self.notify("No glossary term in this sentence; g adds one.", timeout=2)
            return

        def edit(concept: str | None) -> None:
            if concept is not None:
                self._edit_glossary(concept)

        self.app.push_screen(Terms(concepts, translation, event.concept), edit)

    def action_correct(self) -> None:
        """Write one's own translation of the current sentence."""
        from reader.tui.screens.correction import Correction

        found = self.current()
        if found is None:
            return
        index, sentence, translation = found
        document = self._document
        dialog = Correction(sentence, translation, self._drafts.pop(sentence, ""))

        def corrected(text: str | None) -> None:
            if dialog.draft:
                self._drafts[sentence] = dialog.draft
                self.notify("Not kept yet: e goes on with what you wrote.")
            if text is None or self._document is not document:
                return
            try:
                result = self.reader.translator().correct(sentence, text)
            except DragomanError as error:
                self.notify(str(error), severity="error", markup=False)
                return
            self.put(index, result)
            self.notify("Kept: your translation wins from now on" if text else "Taken back")

        self.app.push_screen(dialog, corrected)

    def action_add_term(self) -> None:
        """Add the selected words to the glossary as a term."""
        from reader.glossary.concept import Concept, Term
        from reader.glossary.glossaries import Glossaries
        from reader.glossary.termbase import Termbase
        from reader.tui.effect import concerned, in_words
        from reader.tui.screens.concept import ConceptForm

        document, found = self._document, self.current()
        if document is None or found is None:
            return
        translator = self.reader.translator()
        language = found[1].language or document.article.language or "ar"
        terms: dict[str, tuple[Term, ...]] = {}
        words = " ".join(self.panes.selected_text().split())
        selection = self.panes.selection
        if words and selection is not None:
            side = language if selection.side == "source" else translator.target
            terms[side] = (Term(words),)
        try:
            own, others = Glossaries(translator.termbases).editable()
        except DragomanError as error:
            self.notify(str(error), severity="error", markup=False)
            return

        def effect(concept: Concept) -> str:
            trial = Termbase(own.concepts, languages=own.languages)
            trial.put(concept)
            return in_words(len(concerned(document, (trial, *others), translator.target)))

        def added(concept: Concept | None) -> None:
            if concept is None:
                return
            try:
                own.add(concept)
                own.save()
            except DragomanError as error:
                self.notify(str(error), severity="error", markup=False)
                return
            count = self.reader.use_glossaries((own, *others))
            self.notify(f"Added. {in_words(count)}")

        languages = list(dict.fromkeys([language, translator.target]))
        form = ConceptForm(
            Concept("", terms),
            languages,
            names=self.reader.language_names,
            focus=next((code for code in languages if code not in terms), None),
            effect=effect,
        )
        self.app.push_screen(form, added)

    def action_glossary(self) -> None:
        """Edit the glossary."""
        self._edit_glossary(None)

    def _edit_glossary(self, concept: str | None) -> None:
        from reader.tui.screens.glossary import Glossary

        try:
            translator = self.reader.translator()
            screen = Glossary(
                translator.termbases,
                self._document,
                translator.target,
                self.reader.language_names,
                concept,
            )
        except DragomanError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.app.push_screen(screen)

    def action_look_up(self) -> None:
        """Look the selected words up in dictionaries, the glossary and the article."""
        from rich.console import Group, RenderableType
        from rich.text import Text

        from reader.tui.dictionary import installed, look_up
        from reader.tui.screens.lists import Entries
        from reader.tui.screens.terms import card

        words = " ".join(self.panes.selected_text().split())
        if not words:
            self.notify("Select a word first: ← → or a double click.", timeout=3)
            return
        entries: list[RenderableType] = []
        # A selection is made in an open article, and with that there is a translator.
        for termbase in self.reader.translator().termbases:
            entries += [card(concept, termbase) for concept in termbase.lookup(words)[:3]]
        for entry in look_up(words):
            name = Text(entry.dictionary, "dim")
            entries.append(Group(Text(bidi.visual_lines(entry.text)), name))
        if not entries:
            hint = "" if installed() else " No dictionary is installed; the manual says how."
            entries.append(Text(f"Nothing is known of this word.{hint}"))
        self.app.push_screen(Entries(words, entries))

    def action_export(self) -> None:
        """Write the open article and its translation to a file."""
        from reader.export import FORMATS
        from reader.tui.screens.lists import Export

        document, path = self._document, self._path
        if document is None or path is None:
            return
        stem = path.stem if len(self._articles) < 2 else f"{path.stem}-{self._number + 1}"
        target = self.reader.translator().target

        def chosen(result: tuple[str, Path] | None) -> None:
            if result is not None:
                self._export(document, *result)

        self.app.push_screen(Export(stem, target, FORMATS, Path.cwd()), chosen)

    def _export(self, document: Document, format: str, file: Path) -> None:
        """Write a file in the background; what is not translated yet is translated first."""

        def work() -> None:
            from reader.export import writer

            translator = self.reader.translator()
            part = file.with_name(f".{file.name}.part")
            try:
                out_writer = writer(
                    format, include_boilerplate=False, termbases=translator.termbases
                )
                sentences = [
                    sentence
                    for sentence in document.sentences
                    if document.article.blocks[sentence.block].boilerplate is None
                ]
                file.parent.mkdir(parents=True, exist_ok=True)
                with part.open("w", encoding="utf-8", newline="") as out:
                    out_writer.begin(out, target=translator.target)
                    out_writer.article(document.article, translator.translate(sentences))
                    out_writer.end()
                part.replace(file)
            except (DragomanError, OSError) as error:
                part.unlink(missing_ok=True)
                self.post_message(streaming.Failed(None, f"Not exported: {error}"))
                return
            self.post_message(streaming.Exported(file))

        self.notify(f"Writing {file.name}…", timeout=2, markup=False)
        self.run_worker(work, thread=True, group="export")

    def on_exported(self, event: streaming.Exported) -> None:
        self.app.clear_notifications()
        self.notify(f"Exported to {event.path}", timeout=4, markup=False)

    # --- copying ---------------------------------------------------------------------------

    def action_copy(self) -> None:
        """Copy the selected words, or the current sentence and its translation."""
        document = self._document
        if document is None or not document.sentences:
            return
        text = self.panes.selected_text()
        if not text:
            sentence = document.sentences[self.panes.cursor]
            translation = document.translations[self.panes.cursor]
            text = "\n".join([sentence.text, *([translation.target] if translation else [])])
        self.app.copy_to_clipboard(text)
        self.notify("Copied", timeout=1.5)

    def current(self) -> tuple[int, Sentence, Translation | None] | None:
        """The current sentence with its index and translation."""
        document = self._document
        if document is None or not document.sentences:
            return None
        index = self.panes.cursor
        return index, document.sentences[index], document.translations[index]

    def take_glossary(self) -> int:
        """Match the glossaries again, after one changed; how many sentences that concerns."""
        document = self._document
        if document is None:
            return 0
        translator = self.reader.translator()
        sentences = translator.sentences(document.article)
        changed = document.replace(sentences)
        stored = [(index, translator.stored(document.sentences[index])) for index in changed]
        self.panes.put([(index, translation) for index, translation in stored])
        self._tell()
        self.translate_rest()
        return len(changed)

    def put(self, index: int, translation: Translation | None) -> None:
        """Show another translation of a sentence."""
        self.panes.put([(index, translation)])
        self._tell()
        if translation is None:
            self.translate_rest()
