"""An article whose language was detected wrongly is read in another, which is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandList, CommandPalette

from reader.tui.state import State, key
from tests.tui.conftest import opened, screen_text, settled, shown, until
from tests.tui.stub import Stub

SPANISH = (
    "Una ciudad cerca del mar\n\n"
    "La ciudad estaba llena de gente que quería ver los barcos. El puerto abre hoy.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ciudad.txt"
    path.write_text(SPANISH, "utf-8")
    return path


async def command(pilot, typed: str) -> None:
    await pilot.press("ctrl+k")
    palette = await opened(pilot, CommandPalette)
    await pilot.press(*("space" if letter == " " else letter for letter in typed))
    found = palette.query_one(CommandList)
    await until(pilot, lambda: found.option_count and found.highlighted is not None)
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen is pilot.app.reading)


def languages_of(app) -> set[str | None]:
    return {sentence.language for sentence in app.reading.document.sentences}


async def test_a_language_that_nothing_translates_says_that_it_may_be_another(reader, article):
    app = reader(article, translator=Stub(without=["es"]))
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, "If it is not", "Spanish, Ctrl K has “Read this article as…”.")
        titles = [each.title for each in app.get_system_commands(app.screen)]
        wanted = [f"Read this article as {name}" for name in ("Arabic", "Chinese", "French")]
        assert sorted(title for title in titles if title.startswith("Read this")) == wanted


async def test_an_article_is_read_in_another_language_and_so_the_next_time(reader, article):
    memory, stub = State(), Stub(without=["es"])
    app = reader(article, translator=stub, memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, "Ctrl K has “Read this")
        await pilot.press("j")
        await command(pilot, "read article as french")
        await shown(pilot, "read as French", "translated")
        panes = await settled(app, pilot)
        assert languages_of(app) == {"fr"}
        assert panes.cursor == 1
        assert "Ctrl K has" not in screen_text(app)
        assert app.reading.library_pane.articles.shelf.language(article) == "fr"
        await pilot.press("q")

    again = reader(article, translator=stub, memory=memory)
    async with again.run_test(size=(120, 40)) as pilot:
        await settled(again, pilot)
        assert languages_of(again) == {"fr"}
        await command(pilot, "read article as detected")
        await shown(pilot, "Ctrl K has “Read this")
        assert "read as" not in screen_text(again).splitlines()[0]
        assert languages_of(again) == {"es"}
    assert not memory.progress[key(article)].read_as


async def test_the_language_is_that_of_one_article_of_a_file(reader, article, tmp_path):
    from reader.loading import load

    following = tmp_path / "pont.txt"
    following.write_text("Le vieux pont est fermé.\n", "utf-8")
    app = reader(article, following, load=lambda path: load(path) * (2 if path == article else 1))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("n")
        await shown(pilot, "2/2")
        await command(pilot, "read article as french")
        await shown(pilot, "2/2 · read as French")
        await pilot.press("p")
        await shown(pilot, "1/2")
        assert languages_of(app) == {"es"}
        # The last article of a file is come to from the next file, too.
        await pilot.press("n", "n")
        await shown(pilot, "vieux pont")
        await pilot.press("p")
        await shown(pilot, "2/2 · read as French")
        assert languages_of(app) == {"fr"}
