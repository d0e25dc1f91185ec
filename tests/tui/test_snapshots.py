"""Pictures of the screens, compared with the last ones that a person looked at.

After a change that is meant to show: `pytest tests/tui --snapshot-update`, and look.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from reader.memory.units import Unit
from reader.tui.app import ReaderApp
from reader.tui.config import Config
from reader.tui.screens.concept import ConceptForm
from reader.tui.screens.renderings import Renderings
from reader.tui.state import State
from tests.tui.conftest import settled, shown, until
from tests.tui.stub import Stub

SIZES = {"80x24": (80, 24), "120x40": (120, 40), "200x60": (200, 60)}


@pytest.fixture
def picture(snap_compare, library, termbase):
    """Compares the reader, after some keys on a file, with its picture."""

    def compare(name="1-tangier.txt", *keys, size="120x40", scanned=False, **settings):
        stub = settings.pop("translator", None) or Stub([termbase])
        # The whole library, but with the wanted file as the one that was open last.
        memory = State(
            hints=["starter"],
            last=[str(library / name), 0],
            welcomed=True,
        )
        app = ReaderApp(
            [library],
            translator=lambda: stub,
            memory=memory,
            config=settings.pop("config", Config()),
            patience=0.01 if scanned else None,
            **settings,
        )

        async def before(pilot):
            if not stub.without:
                await settled(app, pilot)
            else:
                await shown(pilot, "no package")
            await until(pilot, lambda: not scanned or len(app.reading.library.shelf._known) == 4)
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            if isinstance(app.screen, ConceptForm):
                await until(pilot, lambda: app.screen.query_one("#term-en", Input).placeholder)
                await shown(pilot, "Nothing changes in the open article.")
            if isinstance(app.screen, Renderings):
                await until(pilot, lambda: app.screen.finished)
            if stub.memory:
                await until(pilot, lambda: app.reading.match_bar.match)
            await until(pilot, lambda: not app.reading.counterparts.working)
            app.clear_notifications()
            for widget in app.screen.query("Input, TextArea"):
                widget.cursor_blink = False
            await pilot.pause()

        return snap_compare(app, terminal_size=SIZES[size], run_before=before)

    return compare


@pytest.mark.parametrize("size", SIZES)
def test_arabic(picture, size):
    assert picture("1-tangier.txt", "j", "j", size=size)


def test_french(picture):
    assert picture("2-kenitra.txt", "j")


@pytest.mark.parametrize("size", ["120x40", "200x60"])
def test_chinese(picture, size):
    assert picture("10-exercise.txt", "j", size=size)


def test_interleaved(picture):
    assert picture("1-tangier.txt", "j", config=Config(mode="interleaved"))


def test_the_library_of_a_narrow_terminal(picture):
    assert picture("1-tangier.txt", "l", size="80x24")


def test_the_library_when_it_was_looked_into(picture):
    assert picture("1-tangier.txt", "end", "n", scanned=True)


def test_the_paper_theme(picture):
    assert picture("2-kenitra.txt", "j", "right", config=Config(theme="dragoman-paper"))


@pytest.mark.parametrize("size", ["80x24", "120x40"])
def test_term(picture, size):
    assert picture("1-tangier.txt", "j", "j", "enter", size=size)


def test_adding_a_term(picture):
    assert picture("1-tangier.txt", "left", "shift+left", "g")


def test_correcting(picture):
    assert picture("1-tangier.txt", "j", "e")


def test_other_ways_to_translate(picture):
    assert picture("2-kenitra.txt", "j", "A")


@pytest.mark.parametrize("size", ["80x24", "120x40"])
def test_a_like_sentence_of_the_memory(picture, library, size):
    stub = Stub()
    for line in (library / "1-tangier.txt").read_text("utf-8").split("\n"):
        sentence = line.partition(".")[0]
        stub.memory.append(Unit(f"{sentence} اليوم.", "The same, today.", "ar", "en", "hand"))
    assert picture("1-tangier.txt", "j", size=size, translator=stub)


@pytest.mark.parametrize("size", ["80x24", "200x60"])
def test_glossary(picture, size):
    assert picture("1-tangier.txt", "G", "d", size=size)


def test_help(picture):
    assert picture("1-tangier.txt", "question_mark")


@pytest.mark.parametrize("size", ["80x24", "120x40"])
def test_welcome(picture, size):
    assert picture("1-tangier.txt", welcome=True, size=size)


def test_a_missing_package(picture):
    assert picture("1-tangier.txt", translator=Stub(without=["ar"]))


def test_export(picture, monkeypatch):
    monkeypatch.setattr("pathlib.Path.cwd", lambda: Path("/home/reader"))
    assert picture("1-tangier.txt", "x")


def test_searching(picture):
    assert picture("1-tangier.txt", "slash", *"DGSN")
