"""The application: what its screens share, its themes, and how it leaves the terminal."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from reader.article import Article
from reader.tui import bidi
from reader.tui.config import ACTIONS, Config
from reader.tui.document import Translating
from reader.tui.screens.reading import Reading
from reader.tui.state import State

if TYPE_CHECKING:
    from reader.glossary.termbase import Termbase

_RESCUE, _LAST = 0.6, 1.2
"""Seconds after being told to end in which the place is saved, and the process is left."""

THEMES = (
    Theme(
        name="dragoman",
        primary="#7aa2c4",
        secondary="#8fb0a9",
        accent="#d9a86c",
        warning="#d9a86c",
        error="#d98079",
        success="#93b58a",
        foreground="#d8d6cf",
        background="#16191d",
        surface="#1b1f24",
        panel="#242a31",
        dark=True,
        variables={
            "block-cursor-background": "#31475a",
            "block-cursor-foreground": "#f0ece2",
            "scrollbar": "#333c46",
            "scrollbar-hover": "#4a5763",
            "scrollbar-active": "#7aa2c4",
            "scrollbar-background": "#1b1f24",
            "scrollbar-background-hover": "#1b1f24",
            "scrollbar-background-active": "#1b1f24",
            "scrollbar-corner-color": "#1b1f24",
        },
    ),
    Theme(
        name="dragoman-paper",
        primary="#2f5f86",
        secondary="#3f7168",
        accent="#9a5b13",
        warning="#9a5b13",
        error="#a8352d",
        success="#3f6d33",
        foreground="#26241f",
        background="#faf7f0",
        surface="#f3efe5",
        panel="#e8e2d4",
        dark=False,
        variables={
            "block-cursor-background": "#c6d6e3",
            "block-cursor-foreground": "#1d1b17",
            "scrollbar": "#d3cbb9",
            "scrollbar-hover": "#b9af99",
            "scrollbar-active": "#2f5f86",
            "scrollbar-background": "#f3efe5",
            "scrollbar-background-hover": "#f3efe5",
            "scrollbar-background-active": "#f3efe5",
            "scrollbar-corner-color": "#f3efe5",
        },
    ),
)


class ReaderApp(App[int]):
    """A library of articles, read beside their translation.

    Args:
        paths: folders and files of the library.
        translator: makes the translator; called once, when an article is first opened.
        load: reads a file's articles; `reader.loading.load` by default.
        config: the user's settings.
        memory: what is remembered of earlier runs; `save_memory` is given it at the end.
        save_memory: keeps it.
        welcome: whether to show the few keys that matter first.
        drawing: who puts Arabic letters in order.
        patience: seconds before the rest of the library is looked into; None for never.
    """

    TITLE = "Dragoman"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    NOTIFICATION_TIMEOUT = 3
    COMMAND_PALETTE_BINDING = "ctrl+k"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", show=False),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        translator: Callable[[], Translating],
        load: Callable[[Path], list[Article]] | None = None,
        config: Config | None = None,
        memory: State | None = None,
        save_memory: Callable[[State], None] = lambda memory: None,
        welcome: bool = False,
        drawing: bidi.Drawing = "app",
        patience: float | None = 1.0,
    ) -> None:
        # Without colours, Textual turns the terminal's own into none, but others into greys.
        colourless = os.environ.get("NO_COLOR") is not None
        super().__init__(ansi_color=True if colourless else None)
        self.paths = [Path(path) for path in paths]
        self.config = config or Config()
        self.memory = memory if memory is not None else State()
        self.drawing: bidi.Drawing = drawing
        self.patience = patience
        self._make_translator = translator
        self._translator: Translating | None = None
        self._load = load
        self._save_memory = save_memory
        self._welcome = welcome
        self._remembered = False
        for theme in THEMES:
            self.register_theme(theme)
        few = self.console.color_system in (None, "standard")
        own = "ansi-dark" if few or colourless else "dragoman"
        wanted = own if colourless else self.config.theme or self.memory.theme or own
        self.theme = wanted if wanted in self.available_themes else own

    def translator(self) -> Translating:
        """The translator."""
        if self._translator is None:
            self._translator = self._make_translator()
        return self._translator

    def load_articles(self, path: Path) -> list[Article]:
        """The articles of a file."""
        if self._load is None:
            from reader.loading import load

            self._load = load
        return self._load(path)

    @property
    def reading(self) -> Reading:
        """The screen that shows the articles."""
        return next(screen for screen in self.screen_stack if isinstance(screen, Reading))

    def on_mount(self) -> None:
        if self.config.keys:
            self.set_keymap(self.config.keys)
        self._order(bidi.EXPLICIT_MODE)
        self._mark_letters()
        self._leave_on_signals()
        self.push_screen(Reading(self.paths, drawing=self.drawing))
        if self._welcome:
            self.call_after_refresh(self.action_welcome)
        self.theme_changed_signal.subscribe(self, self._theme_changed)

    def on_unmount(self) -> None:
        self._order(bidi.IMPLICIT_MODE)

    def _order(self, sequence: str) -> None:
        if self.drawing != "terminal" and self._driver is not None and not self.is_headless:
            self._driver.write(sequence)
            self._driver.flush()

    def _mark_letters(self) -> None:
        """Send a mark after each right-to-left letter, to a terminal that needs it."""
        driver = self._driver
        if self.drawing == "marked" and driver is not None:
            write = driver.write
            driver.write = lambda data: write(bidi.marked(data))  # type: ignore[method-assign]

    def _leave_on_signals(self) -> None:
        """Leave the terminal as it was when we are told to end, and remember the place.

        A terminal that is gone takes no output, and then Textual waits for it for ever; a
        translation that is being made is waited for too. So the way out that restores the
        terminal has a moment, and after it the process ends all the same.
        """
        if self.is_headless:
            return
        import asyncio

        loop = asyncio.get_running_loop()

        def told(number: int, frame: object) -> None:
            code = 128 + number
            for seconds, work in ((_RESCUE, self._rescue), (_LAST, partial(os._exit, code))):
                timer = threading.Timer(seconds, work)
                timer.daemon = True
                timer.start()
            with contextlib.suppress(RuntimeError):  # the loop has ended already
                loop.call_soon_threadsafe(self._end, code)

        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            with contextlib.suppress(ValueError):  # not the main thread
                signal.signal(number, told)

    def _end(self, code: int) -> None:
        self.remember()
        self._remembered = True
        self.exit(code, return_code=code)

    def _rescue(self) -> None:
        """Remember the place where the event loop came no further."""
        if not self._remembered:
            with contextlib.suppress(Exception):  # the process ends now, in whatever state
                self.remember()

    def _theme_changed(self, theme: Theme) -> None:
        self.memory.theme = theme.name

    def remember(self) -> None:
        """Keep what is to be known at the next start."""
        for screen in self.screen_stack:
            if isinstance(screen, Reading):
                screen.save()
        self.memory.library = [str(path) for path in self.paths]
        self._save_memory(self.memory)

    async def action_quit(self) -> None:
        """Remember the place, and leave."""
        self.remember()
        self.exit(0)

    @property
    def language_names(self) -> dict[str, str]:
        """Languages' English names by their codes."""
        from reader.languages import names

        return dict(names())

    def use_glossaries(self, termbases: Sequence[Termbase]) -> int:
        """Translate with these glossaries; how many sentences of the article that concerns."""
        self.translator().termbases = tuple(termbases)
        return self.reading.take_glossary()

    def action_help(self) -> None:
        """Show every key."""
        from reader.tui.screens.help import Help

        self.push_screen(Help(self.config.keys))

    def action_welcome(self) -> None:
        """Show the few keys that matter."""
        from reader.tui.screens.welcome import Welcome

        self.memory.welcomed = True
        self.push_screen(Welcome())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything the reader can do, by name, for the command palette."""
        if isinstance(screen, Reading):
            for name, (_, description) in ACTIONS.items():
                if hasattr(Reading, f"action_{name}") or name in ("help", "quit"):
                    yield SystemCommand(
                        description, f"Key: {self._key(name)}", partial(self._run_action, name)
                    )
            yield SystemCommand("Next article", "Key: n", partial(screen.action_article, 1))
            yield SystemCommand("Previous article", "Key: p", partial(screen.action_article, -1))
        yield SystemCommand("Change the theme", "Colours of the reader", self.search_themes)
        yield SystemCommand("Welcome", "The keys that matter", self.action_welcome)

    def _key(self, name: str) -> str:
        from reader.tui.screens.help import shown_keys

        return shown_keys(name, self.config.keys)

    async def _run_action(self, name: str) -> None:
        await self.run_action(name, self if name in ("help", "quit") else self.reading)
