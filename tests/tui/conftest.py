"""A small library, written for these tests, and the reader on it."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual._wait import SLEEP_GRANULARITY
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen

from reader.glossary.termbase import Termbase
from reader.tui.app import ReaderApp
from reader.tui.config import Config
from reader.tui.state import State
from reader.tui.widgets.panes import Panes
from tests.tui.stub import Stub
from tests.waiting import LIMIT

T = TypeVar("T")
S = TypeVar("S", bound=Screen[Any])

LIBRARY = Path(__file__).parent / "library"


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the machine the tests run on is read or written."""
    for name in ("CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"DRAGOMAN_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("DRAGOMAN_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True, scope="session")
def parsed_once() -> Iterator[None]:
    """Style sheets are parsed once, not anew for each application: they are all the same."""
    parse, parsed = Stylesheet._parse_rules, {}

    def known(sheet: Stylesheet, *source: Any, **more: Any) -> Any:
        key = (source, tuple(more.items()), tuple(sheet._variables.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, *source, **more)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", known)
        yield


@pytest.fixture(autouse=True)
def idle_means_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a key or a pause, all that follows from it has happened, on any machine.

    Textual's test driver takes a process for idle when it uses little of the processor; so
    is one that a busy machine does not let run.
    """

    async def idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
        await asyncio.sleep(SLEEP_GRANULARITY)  # what is drawn is drawn by a timer
        ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
        while True:
            await asyncio.sleep(0)
            if not ready:
                return

    monkeypatch.setattr("textual.pilot.wait_for_idle", idle)
    monkeypatch.setattr("textual.app.wait_for_idle", idle)


@pytest.fixture(autouse=True)
def notices_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the reader says in passing is there until it is cleared, not for some seconds."""

    once = ReaderApp.notify

    def notify(app: ReaderApp, message: str, **named: Any) -> None:
        once(app, message, **named | {"timeout": LIMIT})

    monkeypatch.setattr(ReaderApp, "notify", notify)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    shutil.copytree(LIBRARY, folder)
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture
def termbase(tmp_path: Path) -> Termbase:
    return Termbase.load(shutil.copy(LIBRARY / "security.csv", tmp_path))


@pytest.fixture
def reader(library: Path) -> Callable[..., ReaderApp]:
    """Makes the application on the library."""

    def make(
        *paths: Path, translator: Stub | None = None, memory: State | None = None, **settings: Any
    ) -> ReaderApp:
        stub = translator or Stub()
        ready = settings.pop("ready", True)
        app = ReaderApp(
            paths or (library,),
            translator=lambda: stub,
            memory=memory if memory is not None else State(),
            config=settings.pop("config", Config()),
            patience=settings.pop("patience", None),
            **settings,
        )
        if ready:
            app.session.translator()
        return app

    return make


async def until(pilot: Pilot[Any], happened: Callable[[], T]) -> T:
    """Wait for a true answer, and for what is drawn because of it; the answer."""
    end = time.monotonic() + LIMIT
    while not (answer := happened()):
        assert pilot.app._exception is None  # it has ended: nothing happens any more
        assert time.monotonic() < end, screen_text(pilot.app)
        await pilot.pause()
    await pilot.pause()
    return answer


async def shown(pilot: Pilot[Any], *texts: str) -> str:
    """Wait until texts stand on the screen; all that stands there then."""
    await until(pilot, lambda: all(text in screen_text(pilot.app) for text in texts))
    return screen_text(pilot.app)


async def opened(pilot: Pilot[Any], kind: type[S]) -> S:
    """Wait for a screen."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    return pilot.app.screen  # type: ignore[return-value]


async def settled(app: ReaderApp, pilot: Pilot[Any]) -> Panes:
    """Wait until an article is open and all of it is translated; its panes."""

    def complete() -> bool:
        document = app.reading.document
        if document is None or app.reading.article.working:
            return False
        shown = [i for i in range(len(document.sentences)) if not document.is_folded(i)]
        return all(document.translations[i] is not None for i in shown)

    await until(pilot, complete)
    return app.reading.panes


def said(app: ReaderApp) -> str:
    """What the application told the reader in passing."""
    return "\n".join(notification.message for notification in app._notifications)


def screen_text(app: ReaderApp) -> str:
    """What stands on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
