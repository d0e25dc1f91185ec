"""A small library, written for these tests, and the reader on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.config import Config
from reader.glossary.termbase import Termbase
from reader.state import State
from reader.tui.app import ReaderApp
from reader.tui.widgets.panes import Panes
from tests.tui.stub import Stub

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
        app = ReaderApp(
            paths or (library,),
            translator=lambda: stub,
            memory=memory if memory is not None else State(),
            config=settings.pop("config", Config()),
            patience=settings.pop("patience", None),
            **settings,
        )
        return app

    return make


async def settled(app: ReaderApp, pilot: Any) -> Panes:
    """Wait until an article is open and all of it is translated; its panes."""
    for _ in range(400):
        await pilot.pause(0.01)
        document = app.reading.document
        if document is None or app.reading.waiting:
            continue
        shown = [i for i in range(len(document.sentences)) if not document.is_folded(i)]
        if all(document.translations[i] is not None for i in shown):
            await pilot.pause()
            return app.reading.panes
    raise AssertionError("the article was not translated")


def said(app: ReaderApp) -> str:
    """What the application told the reader in passing."""
    return "\n".join(notification.message for notification in app._notifications)


def screen_text(app: ReaderApp) -> str:
    """What stands on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
