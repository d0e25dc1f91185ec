"""The application: what its screens share, its themes, and how it leaves the terminal."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import Theme

from reader.article import Article
from reader.errors import StoreError
from reader.tui import bidi
from reader.tui.config import ACTIONS, Config
from reader.tui.document import Translating
from reader.tui.reading import commands
from reader.tui.reading.screen import Reading
from reader.tui.session import Session
from reader.tui.state import State
from reader.tui.themes import THEMES
from reader.tui.typing_ahead import TypingAhead

_RESCUE, _LAST = 0.6, 1.2
"""Seconds after being told to end in which the place is saved, and the process is left."""


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
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", show=False),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        # The first is the reader's own, the other what Textual's users know.
        Binding("ctrl+k,ctrl+p", "command_palette", "Commands", show=False, priority=True),
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
        self.session = Session(
            paths,
            translator=translator,
            load=load,
            config=config or Config(),
            memory=memory if memory is not None else State(),
            drawing=drawing,
            patience=patience,
        )
        self._save_memory = save_memory
        self._welcome = welcome
        self._remembered = False
        self._is_told_unkept = False
        self._styled = False
        self.typing_ahead = TypingAhead(self, super().on_event)
        for theme in THEMES:
            self.register_theme(theme)
        few = self.console.color_system in (None, "standard")
        own = "ansi-dark" if few or colourless else "dragoman"
        wanted = (
            own if colourless else self.session.config.theme or self.session.memory.theme or own
        )
        self.set_class(colourless, "-colourless")
        self.theme = wanted if wanted in self.available_themes else own

    @property
    def reading(self) -> Reading:
        """The screen that shows the articles."""
        return next(screen for screen in self.screen_stack if isinstance(screen, Reading))

    def get_default_screen(self) -> Reading:
        """The first screen: no blank one is drawn before it."""
        return Reading(
            self.session,
            quit=self.leave,
            help=self.action_help,
            save=self.remember,
            hold=self.typing_ahead.hold,
        )

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew; at the start it was styled a moment ago, as it should be."""
        if not self._styled:
            self._styled = True
            if self.stylesheet._variables == self.get_css_variables():
                return
        super().refresh_css(animate)

    def on_mount(self) -> None:
        self.typing_ahead.hold(self.reading)
        if self.session.config.keys:
            self.set_keymap(self.session.config.keys)
        self._order(bidi.EXPLICIT_MODE)
        self._mark_letters()
        self._leave_on_signals()
        if self._welcome:
            self.call_after_refresh(self.action_welcome)
        self.theme_changed_signal.subscribe(self, self._theme_changed)

    def on_unmount(self) -> None:
        self._order(bidi.IMPLICIT_MODE)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and (self._exit or not self.is_running):
            return  # typed after the reader was left
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self.typing_ahead.take(event)
        else:
            await super().on_event(event)

    def push_screen(self, screen: Any, *args: Any, **options: Any) -> Any:
        """Open a screen; what is typed meanwhile is typed into it."""
        opened = super().push_screen(screen, *args, **options)
        if self.screen is screen:
            self.typing_ahead.hold(screen)
        return opened

    def _order(self, sequence: str) -> None:
        if self.session.drawing != "terminal" and self._driver is not None and not self.is_headless:
            self._driver.write(sequence)
            self._driver.flush()

    def _mark_letters(self) -> None:
        """Send a mark after each right-to-left letter, to a terminal that needs it."""
        driver = self._driver
        if self.session.drawing == "marked" and driver is not None:
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

        def on_signal(number: int, frame: object) -> None:
            code = 128 + number
            for seconds, work in ((_RESCUE, self._rescue), (_LAST, partial(os._exit, code))):
                timer = threading.Timer(seconds, work)
                timer.daemon = True
                timer.start()
            with contextlib.suppress(RuntimeError):  # the loop has ended already
                loop.call_soon_threadsafe(self._end, code)

        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            with contextlib.suppress(ValueError):  # not the main thread
                signal.signal(number, on_signal)

    def _end(self, code: int) -> None:
        self.remember(parting=True)
        self._remembered = True
        self.exit(code, return_code=code)

    def _rescue(self) -> None:
        """Remember the place where the event loop came no further."""
        if not self._remembered:
            with contextlib.suppress(Exception):  # the process ends now, in whatever state
                self.remember()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something in passing, once; nothing in it acts on the terminal."""
        said = bidi.printable(message)
        if any(notice.message == said for notice in self._notifications):
            return
        super().notify(
            said,
            title=title,
            severity=severity,
            timeout=timeout,
            markup=markup,
        )

    def _fatal_error(self) -> None:
        """End on a defect: with a line, a report in a file, and the place kept."""
        if "debug" in self.features:
            super()._fatal_error()
            return
        from rich.text import Text

        from reader.tui.crash import report

        if not self._exit_renderables:
            self._exit_renderables.append(Text(bidi.printable(report())))
        with contextlib.suppress(Exception):  # whatever it was may be met again here
            self.remember()
        self._close_messages_no_wait()

    def _theme_changed(self, theme: Theme) -> None:
        self.session.memory.theme = theme.name

    def remember(self, *, parting: bool = False) -> None:
        """Keep what is to be known at the next start, which may be soon or not."""
        for screen in self.screen_stack:
            if isinstance(screen, Reading):
                screen.leave(parting=parting)
        self.session.memory.library = [str(path) for path in self.session.paths]
        try:
            self._save_memory(self.session.memory)
        except StoreError as error:
            if not self._is_told_unkept:
                self._is_told_unkept = True
                self.notify(str(error), severity="warning", timeout=8, markup=False)

    async def action_quit(self) -> None:
        self.leave()

    def leave(self) -> None:
        """Remember the place, and leave, whatever is being done."""
        self.remember(parting=True)
        self.reading.stop()
        self.exit(0)

    def action_suspend_process(self) -> None:
        """Give the terminal back to the shell, until its `fg`."""
        if not hasattr(os, "getsid") or os.getpgrp() == os.getsid(0):
            # In the group of the session's leader: no shell would bring it back.
            self.notify("No shell to go back to: q quits.")
            return
        self.remember()
        self._order(bidi.IMPLICIT_MODE)
        super().action_suspend_process()  # comes back here with `fg`
        self._order(bidi.EXPLICIT_MODE)
        self.refresh(layout=True)

    def action_command_palette(self) -> None:
        """Show every command, by name."""
        from reader.tui.screens.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def search_themes(self) -> None:
        """Show the themes, by name."""
        from textual.theme import ThemeProvider

        from reader.tui.screens.palette import Palette

        self.push_screen(Palette([ThemeProvider], placeholder="Search for themes…"))

    def action_help(self) -> None:
        """Show every key."""
        from reader.tui.screens.help import Help

        group = getattr(self.screen, "HELP", None)
        if not isinstance(self.screen, Help):
            self.push_screen(Help(self.session.config.keys, group))

    def action_welcome(self) -> None:
        """Show the few keys that matter."""
        from reader.tui.screens.welcome import Welcome

        self.session.memory.welcomed = True
        self.push_screen(Welcome())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything the reader can do, by name, for the command palette."""
        if isinstance(screen, Reading):
            for name, (_, description) in ACTIONS.items():
                if name in screen.actions:
                    keys = f"Key: {self._key(name)}"
                    yield SystemCommand(description, keys, partial(screen.action_act, name))
            yield from commands.of_article(screen)
        yield SystemCommand("Change the theme", "Colours of the reader", self.search_themes)
        yield SystemCommand("Welcome", "The keys that matter", self.action_welcome)

    def _key(self, name: str) -> str:
        from reader.tui.screens.help import shown_keys

        return shown_keys(name, self.session.config.keys)
