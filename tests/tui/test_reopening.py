"""Reading a file again: one that changed on disk, one that could not be read at first."""

from __future__ import annotations

from reader.glossary.termbase import Termbase
from reader.tui.app import ReaderApp
from tests.tui.conftest import said, screen_text, settled, shown, until
from tests.tui.stub import Stub

HEAD = "id,ar,fr,en\n"


async def test_an_open_file_that_changes_on_disk_is_told_of_once_and_read_again(reader, tmp_path):
    file = tmp_path / "news.txt"
    file.write_text("Le vieux pont est fermé.\n", "utf-8")
    app = reader(file)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        app.reading.shelving.look_again()
        assert "changed" not in said(app)
        file.write_text("Un nouveau pont est ouvert depuis hier.\n", "utf-8")
        app.reading.shelving.look_again()
        told = "news.txt has changed on disk: R reads it again."
        await until(pilot, lambda: told in said(app))
        assert "vieux pont" in screen_text(app)
        app.clear_notifications()
        app.reading.shelving.look_again()
        await pilot.pause()
        assert "changed" not in said(app)
        await pilot.press("R")
        await shown(pilot, "nouveau pont")


async def test_a_changed_file_that_is_chosen_in_the_library_is_read_again(reader, library):
    app = reader()
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        app.reading.article.path.write_text("Un nouveau pont est ouvert.\n", "utf-8")
        await pilot.press("tab", "enter")
        await shown(pilot, "Un nouveau pont")


async def test_a_file_without_text_never_shows_what_was_open_before(reader, tmp_path):
    first, empty = tmp_path / "1.txt", tmp_path / "2.txt"
    first.write_text("Le vieux pont est fermé.\n", "utf-8")
    empty.write_text("", "utf-8")
    app = reader(first, empty)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("n")
        await shown(pilot, "There is no text in 2.txt")
        await pilot.press("R")
        await until(pilot, lambda: not app.reading.article.working)
        await shown(pilot, "There is no text in 2.txt")
        assert app.reading.document is None


async def test_the_faults_of_a_glossary_are_said_and_once_mended_the_article_is_read(
    library, tmp_path
):
    terms = tmp_path / "terms.csv"
    terms.write_text(HEAD + "".join(f"t{n},,,\n" for n in range(8)), "utf-8")
    app = ReaderApp([library], translator=lambda: Stub([Termbase.load(terms)]), patience=None)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(
            pilot, "nothing of it was loaded", "terms.csv:2:1 “t0” has no term", "and 3 more"
        )
        await shown(pilot, "R tries again")
        terms.write_text(HEAD + "port,ميناء,port,port\n", "utf-8")
        await pilot.press("R")
        await settled(app, pilot)


async def test_keys_of_an_article_say_that_none_is_open(reader, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("", "utf-8")
    app = reader(empty)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, "cannot be opened")
        for key in "uUwmhaecAMgdyxo":
            app.clear_notifications()
            await pilot.press(key)
            await pilot.pause()
            assert said(app) == "No article is open.", key
