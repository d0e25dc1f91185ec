"""The open article: opened, translated and kept in a thread, shown as it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from reader.article import Article, Sentence, Translation
from reader.languages import name
from reader.tui import messages, state, streaming
from reader.tui.background import Background
from reader.tui.bidi import printable
from reader.tui.document import Document
from reader.tui.index import Index
from reader.tui.reading.models import model_of
from reader.tui.reading.on_disk import OnDisk
from reader.tui.reading.refusals import hindrances, refusal
from reader.tui.reading.remembering import remember
from reader.tui.session import Session
from reader.tui.widgets.bars import Notice
from reader.tui.widgets.panes import Panes

if TYPE_CHECKING:
    from reader.models.package import Package

_RESTED = 0.05
"""Seconds in which translations that arrive are gathered before they are shown."""


class ArticleView(Vertical):
    """An article with its translation, and what is to be said when there is none."""

    @dataclass
    class Began(Message):
        """A file is being read."""

        path: Path

    @dataclass
    class Shown(Message):
        """An article is there, or the whole of one whose beginning was."""

        title: str
        place: str
        """Its place among its file's articles, as "2/5", and the language it is to be read as."""
        first: bool
        """Whether another one was there before."""

    @dataclass
    class Changed(Message):
        """More of it is known, or translated."""

    @dataclass
    class Left(Message):
        """How far it is read was remembered."""

    def __init__(self, session: Session, index: Index, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.session = session
        self.index = index
        self.path: Path | None = None
        self.number = 0
        """Index of the article in its file."""
        self.articles: list[Article] = []
        """What its file holds."""
        self.document: Document | None = None
        self.model = ""
        """What translates it."""
        self.missing: dict[str, str] = {}
        """Languages that nothing translates, with what to do."""
        self.failure = ""
        """Why it is not translated any further."""
        self.paused = False
        self.on_disk = OnDisk()
        self._panes = Panes(drawing=session.drawing, id="panes")
        self._work = Background()
        self._pending: list[tuple[int, Translation | None]] = []
        self._awaited = (0, 0)
        """The sentence that was gone to, and the offset it was to be at: a long book's may
        come later."""
        self._partial = self._begun = False

    def compose(self) -> ComposeResult:
        yield Notice(id="notice", markup=False)
        yield self._panes
        yield Static(id="empty", markup=False)

    def on_unmount(self) -> None:
        self._work.stop()

    @property
    def panes(self) -> Panes:
        """The two texts."""
        return self._panes

    @property
    def reading(self) -> bool:
        """Whether a file is being read, and all of it is not there yet."""
        return self._begun and (self.document is None or self._partial)

    @property
    def working(self) -> bool:
        """Whether something is being read or translated, or is there and not shown yet."""
        return self._work.working or bool(self._pending)

    def current(self) -> tuple[int, Sentence, Translation | None] | None:
        """The current sentence with its index and translation."""
        document = self.document
        if document is None or not document.sentences:
            return None
        index = self.panes.cursor
        return index, document.sentences[index], document.translations[index]

    def say(self, message: str) -> None:
        """Show a text in place of an article."""
        self.query_one("#empty", Static).update(printable(message))
        self._update_shown()

    # --- opening ---------------------------------------------------------------------------

    def open(self, path: Path, number: int = 0) -> None:
        """Leave the open article, remembering the place in it, for one of a file."""
        self.leave(parting=True)
        self.keep_words()
        self.read(path, number)

    def read(self, path: Path, number: int) -> None:
        """Open an article of a file as it is remembered."""
        self.panes.show(None)
        articles = self.articles if self._is_known(path) else None
        self.on_disk.note(path)
        self.path, self.number = path, number
        self.document, self.model, self.missing, self._pending = None, "", {}, []
        self._partial, self._begun, self.failure = False, True, ""
        self._update_notice()
        self.say(f"Reading {path.name}…")
        self.post_message(self.Began(path))
        session = self.session

        def work(stopped: Callable[[], bool]) -> None:
            streaming.open_article(
                path,
                number,
                self._job(stopped),
                load=session.load,
                progress=lambda place: self.progress(path, place),
                articles=articles,
                glimpse=session.glimpse,
                ready=session.ready,
            )

        self._work.start(work)

    def _is_known(self, path: Path) -> bool:
        """Whether what a file holds is known: all of it was read, as it is now on disk."""
        whole = self.document is not None and not self._partial
        return whole and path == self.path and self.on_disk.is_as_read(path)

    def go_to(self, path: Path, number: int, start: int) -> None:
        """Open an article at an offset in its file."""
        document = self.document
        if path == self.path and number == self.number and document is not None:
            self.panes.go_to(document.at(start), centre=True)
            return
        progress = state.moved(self.progress(path, number), start)
        state.remember(self.session.memory, path, number, progress)
        self.open(path, number)

    def progress(self, path: Path, number: int) -> state.Progress:
        """What is remembered of an article."""
        return self.session.memory.progress.get(state.key(path, number), state.Progress())

    def stop(self) -> None:
        """Stop whatever is being done."""
        self._work.stop()

    def toggle_pause(self) -> None:
        """Stop translating, or go on; or try again what failed."""
        self.paused = not self.paused and not self.failure
        self.translate_rest()
        self.post_message(self.Changed())

    def translate_rest(self) -> None:
        """Translate, in the background, what has no translation."""
        document = self.document
        if document is None or self.paused or self._partial:
            return
        self.failure = ""
        self._update_notice()

        def work(stopped: Callable[[], bool]) -> None:
            streaming.complete(document, self._job(stopped))

        self._work.start(work)

    def translate_with(self, package: Package | None) -> None:
        """Translate the article anew with a package; None for what usually does."""
        document = self.document
        if document is None or self._partial:
            return
        document.package = package
        self._pending = []
        made = [i for i, one in enumerate(document.translations) if one and one.package]
        self.panes.put([(index, None) for index in made])
        self._name_model()
        self.leave()
        self.post_message(self._shown(first=False))
        self.translate_rest()

    def take_glossaries(self) -> None:
        """Find terms again, after a glossary changed, and translate the sentences concerned."""
        document = self.document
        if document is None:
            return

        def work(stopped: Callable[[], bool]) -> None:
            streaming.rematch(document, self._job(stopped))

        self._work.start(work)

    def put(self, index: int, translation: Translation | None) -> None:
        """Show another translation of a sentence; without one it is translated."""
        self.panes.put([(index, translation)])
        self.post_message(self.Changed())
        if translation is None:
            self.translate_rest()

    def _job(self, stopped: Callable[[], bool]) -> streaming.Job:
        """What a thread that translates asks and tells."""
        return streaming.Job(
            translator=self.session.translator,
            near=lambda: self._panes.first_in_view,
            send=lambda message: None if stopped() else self.post_message(message),
            cancelled=stopped,
            paused=lambda: self.paused,
        )

    # --- what the threads tell --------------------------------------------------------------

    def on_opened(self, event: messages.Opened) -> None:
        event.stop()
        if event.path != self.path:
            return
        again = self.document is not None
        cursor, start = self._place(event)
        self.articles, self.number = event.articles, event.number
        self.document = document = event.document
        self._partial = event.partial
        if self.session.ready:
            self._name_model()
        if again:
            self.panes.take(document, cursor)
        else:
            self._awaited = (cursor, start)
            self._update_shown()
            self.panes.show(document, target=self.session.target, cursor=cursor)
        self._update_notice()
        self.session.memory.last = [str(event.path), event.number]
        self.post_message(self._shown(first=not again))

    def _shown(self, *, first: bool) -> Shown:
        assert self.document is not None and self.path is not None
        place = [f"{self.number + 1}/{len(self.articles)}"] if len(self.articles) > 1 else []
        if self.document.read_as:
            place.append(f"read as {name(self.document.read_as)}")
        title = self.document.article.title or self.path.name
        return self.Shown(title, " · ".join(place), first)

    def _place(self, event: messages.Opened) -> tuple[int, int]:
        """The sentence to begin at, and the offset that the reader was at."""
        before = self.document
        awaited, start = self._awaited
        if before is not None and before.sentences:
            cursor = self.panes.cursor
            here = start if cursor == awaited else before.sentences[cursor].start
            return event.document.at(here), here
        start = self.progress(event.path, event.number).start
        return event.document.at(start), start

    def on_extended(self, event: messages.Extended) -> None:
        event.stop()
        document = self.document
        if document is None or event.document is not document:
            return
        if document.sentences and event.sentences[0].block <= document.sentences[-1].block:
            return  # of work that was begun twice
        document.extend(event.sentences)
        for index, translation in event.translations:
            document.put(index, translation)
        self.panes.extend()
        cursor, start = self._awaited
        here = document.at(start)
        if self.panes.cursor == cursor != here and not self.panes.follows_end:
            self._awaited = (here, start)
            self.panes.go_to(here, centre=True)
        self.post_message(self.Changed())

    def on_rematched(self, event: messages.Rematched) -> None:
        event.stop()
        document = self.document
        if document is None or event.document is not document:
            return
        changed = document.replace(event.sentences)
        self.panes.put([(index, None) for index in changed])
        self.panes.put(event.translations)
        self.post_message(self.Changed())
        self.translate_rest()

    def on_arrived(self, event: messages.Arrived) -> None:
        event.stop()
        document = self.document
        if document is None or event.document is not document:
            return
        for index, translation in event.translations:
            if document.sentences[index] == translation.source:
                self._pending.append((index, translation))
        if len(self._pending) == len(event.translations):
            self.set_timer(_RESTED, self._show_pending)

    def _show_pending(self) -> None:
        pending, self._pending = self._pending, []
        if pending and self.document is not None:
            self.panes.put(pending)
            self.post_message(self.Changed())

    def on_missing(self, event: messages.Missing) -> None:
        event.stop()
        if event.document is self.document:
            self.missing[event.language] = event.reason
            self._update_notice()

    def on_failed(self, event: messages.Failed) -> None:
        event.stop()
        if event.path in (None, self.path) and (self.document is None or self._partial):
            self._begun, self.document = False, None
            self.say(refusal(event, self.session.config.keys))
            self.post_message(self.Changed())
        else:
            self.notify(event.reason, severity="error", markup=False)

    def on_stopped(self, event: messages.Stopped) -> None:
        event.stop()
        if event.document is self.document:
            self.failure = event.reason
            self._update_notice()

    def on_finished(self, event: messages.Finished) -> None:
        event.stop()
        if event.document is self.document:
            self._show_pending()
            self.leave()
            self.post_message(self.Changed())

    @on(Panes.Unfolded)
    def _unfolded(self) -> None:
        self.translate_rest()

    # --- what is remembered ------------------------------------------------------------------

    def leave(self, *, parting: bool = False) -> None:
        """Remember where the reader is in the article, going on there or not, and what is known."""
        document, path = self.document, self.path
        if document is None or path is None or not document.sentences or self._partial:
            return
        cursor = self.panes.cursor
        awaited, start = self._awaited
        here = start if cursor == awaited else document.sentences[cursor].start
        read = self.panes.reached in (("reading", "jump") if parting else ("reading",))
        remember(self.session.memory, (path, self.number), document, cursor, here, read=read)
        self.post_message(self.Left())

    def keep_words(self) -> None:
        """Let the article be found by the words of its translation."""
        document, path, number = self.document, self.path, self.number
        if document is not None and path is not None and not self._partial:
            put = self.index.put_translations
            Background().start(lambda stopped: put(path, number, document))

    # --- what is told ------------------------------------------------------------------------

    def _name_model(self) -> None:
        self.model = model_of(self.document, self.session, self.missing)

    def _update_notice(self) -> None:
        language = self.document.article.language if self.document is not None else None
        keys = self.session.config.keys
        self.query_one(Notice).say(hindrances(self.missing, self.failure, language, keys))
        self.post_message(self.Changed())

    def _update_shown(self) -> None:
        self.query_one("#empty", Static).display = self.document is None
        self.panes.display = self.document is not None
