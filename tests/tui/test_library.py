"""The library: titles, filter, order, width, what is read; what is pasted or named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual import events

from reader import locations
from reader.tui import state
from reader.tui.index import Hit
from reader.tui.reading.incoming import path_in
from reader.tui.screens.path import PathForm
from reader.tui.screens.search import SearchAll
from reader.tui.state import Progress, State
from reader.tui.widgets.library_pane import Filter
from tests.tui.conftest import opened, said, screen_text, settled, shown, until
from tests.tui.stub import Stub


def titles(app):
    """The labels of the library, as they stand on the screen."""
    tree = app.reading.library
    return [tree.render_line(row).text.strip() for row in range(tree.size.height)]


async def test_articles_go_by_their_titles_and_by_the_translated_ones_once_there_are(reader):
    app = reader(patience=0.01)
    async with app.run_test(size=(160, 40)) as pilot:
        await settled(app, pilot)
        await shown(pilot, "La DGSN ouvre un centre")
        made = app.reading.document.translations[0].target
        await until(pilot, lambda: any(made[:20] in title for title in titles(app)))


async def test_files_that_differ_in_their_ending_alone_are_told_apart(reader, library):
    for name in ("report.txt", "report.md", "letter.txt"):
        (library / name).write_text("", "utf-8")
    (library / "plan.txt").write_text("Le plan du port\n\nLe port ouvre lundi.\n", "utf-8")
    (library / "plan.md").write_text("# Le plan du port\n\nLe port ouvre lundi.\n", "utf-8")
    app = reader(patience=0.01)
    async with app.run_test(size=(160, 40)) as pilot:
        await settled(app, pilot)
        await until(pilot, lambda: sum("plan du port" in title for title in titles(app)) == 2)
        listed = "\n".join(titles(app))
        assert "report.txt" in listed and "report.md" in listed
        assert "letter" in listed and "letter.txt" not in listed
        assert "plan du port (txt)" in listed and "plan du port (md)" in listed


async def test_typing_leaves_the_articles_that_have_every_word(reader):
    app = reader(patience=0.01)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        await shown(pilot, "La DGSN ouvre")
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.focused, Filter))
        await pilot.press(*"kenitra dgsn")
        await shown(pilot, "1 article")
        await pilot.press("enter", "enter")
        await settled(app, pilot)
        assert app.reading.article.path.name == "2-kenitra.txt"
        await pilot.press("f", "escape")
        await until(
            pilot, lambda: "10-exercise" in "".join(titles(app)) or "摩洛哥" in screen_text(app)
        )


async def test_the_library_can_be_sorted_and_remembers_how(reader, library):
    for age, name in enumerate(("2-kenitra.txt", "10-exercise.txt", "1-tangier.txt")):
        os.utime(library / name, (10**9 - age, 10**9 - age))
    memory = State()
    app = reader(memory=memory)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("F")
        await until(pilot, lambda: "sorted by date" in said(app))
        names = [path.name for path in app.reading.library.files()]
        assert names == ["note.txt", "2-kenitra.txt", "10-exercise.txt", "1-tangier.txt"]
        await pilot.press("p")
        await settled(app, pilot)
        assert app.reading.article.path.name == "10-exercise.txt"
    assert memory.library_order == "date"


async def test_an_article_is_marked_as_read_and_unread(reader, library):
    memory = State()
    app = reader(memory=memory)
    name = state.key(library / "1-tangier.txt", 0)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("r")
        assert memory.progress[name].finished and "ar read" in screen_text(app)
        await pilot.press("r")
        assert not memory.progress[name].finished
        app.reading.library.focus()
        await pilot.press("j", "r")
        assert memory.progress[state.key(library / "2-kenitra.txt", 0)].finished


async def test_the_width_changes_by_key_and_by_mouse_and_is_remembered(reader):
    memory = State()
    app = reader(memory=memory)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        before = app.reading.library_pane.size.width
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: app.reading.library_pane.size.width == before + 4)
        await pilot.press("less_than_sign", "less_than_sign")
        await until(pilot, lambda: app.reading.library_pane.size.width == before - 4)
        grip = app.reading.query_one("#grip")
        await pilot.mouse_down(grip, offset=(0, 5))
        await pilot.hover(grip, offset=(6, 5))
        await pilot.mouse_up(grip, offset=(0, 5))
        await until(pilot, lambda: app.reading.library_pane.size.width > before)
    assert memory.library_width > before


async def test_files_that_come_are_shown(reader, library):
    app = reader()
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        (library / "3-new.txt").write_text("Une nouvelle.\n", "utf-8")
        await pilot.press("n", "n")
        await settled(app, pilot)
        app.reading.shelving.look_again()
        await shown(pilot, "3-new")
        library_pane = app.reading.library
        await until(pilot, lambda: library_pane.chosen == (app.reading.article.path, 0))


async def test_what_no_title_has_is_looked_for_in_the_texts(reader):
    app = reader(patience=0.01)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        await shown(pilot, "La DGSN ouvre")
        await until(pilot, lambda: not app.reading.shelving.scanning)
        await pilot.press("f", *"dirhams")
        await shown(pilot, "No title has that")
        await pilot.press("enter")
        await opened(pilot, SearchAll)
        await shown(pilot, "1 paragraph of 1 article", "45 millions de")
        await pilot.press("x")
        await shown(pilot, "Nothing found", "are searched in their own language")


async def test_the_first_in_another_order_is_shown(reader, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        file = folder / f"{number:02}.txt"
        file.write_text(f"Phrase {number}.\n", "utf-8")
        os.utime(file, (number, number))
    app = reader(folder)
    async with app.run_test(size=(120, 20)) as pilot:
        await settled(app, pilot)
        library = app.reading.library
        await pilot.press("F")
        await shown(pilot, "by date", "59")
        assert library.chosen == (folder / "59.txt", 0) and library.scroll_y == 0


async def test_every_article_can_be_searched(reader):
    app = reader(patience=0.01)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        await shown(pilot, "La DGSN ouvre")
        await until(pilot, lambda: not app.reading.shelving.scanning)
        await pilot.press("S")
        await opened(pilot, SearchAll)
        await pilot.press(*"dirhams 45")
        await shown(pilot, "1 paragraph of 1 article", "45 millions de")
        await pilot.press("home", '"', "end", '"')
        await shown(pilot, "Nothing found")
        await pilot.press("backspace", "home", "delete")
        await shown(pilot, "1 paragraph of 1 article")
        await pilot.press("enter")
        await settled(app, pilot)
        found = app.reading.document.sentences[app.reading.panes.cursor]
        assert app.reading.article.path.name == "2-kenitra.txt" and found.block > 0


async def test_a_text_that_is_pasted_opens_as_an_article(reader):
    app = reader()
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        app.post_message(events.Paste("Le ministre a parlé.\r\n\r\nIl est parti."))
        await until(pilot, lambda: "parlé" in str(app.reading.article.path))
        await settled(app, pilot)
        texts = [sentence.text for sentence in app.reading.document.sentences]
        assert texts == ["Le ministre a parlé.", "Il est parti."]
    (file,) = (locations.data_directory() / "pasted").iterdir()
    assert file.read_text("utf-8") == "Le ministre a parlé.\n\nIl est parti.\n"
    assert file.stat().st_mode & 0o077 == 0


async def test_a_file_whose_path_is_pasted_or_typed_is_opened(reader, tmp_path):
    other = tmp_path / "with space" / "autre.txt"
    other.parent.mkdir()
    other.write_text("Un autre texte.\n", "utf-8")
    app = reader()
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        app.post_message(events.Paste(f"'{other}'"))
        await until(pilot, lambda: app.reading.article.path == other)
        await settled(app, pilot)
        await pilot.press("n" if app.reading.library.files()[-1] != other else "p")
        await settled(app, pilot)
        await pilot.press("O")
        await opened(pilot, PathForm)
        await pilot.press(*"~nobody/x", "enter", "ctrl+u")  # there is no such user
        await pilot.press(*str(other), "enter")
        await until(pilot, lambda: app.reading.article.path == other)


@pytest.mark.parametrize("written", ["{}", "'{}'", '"{}"', "file://{}", " {}\n"])
def test_a_path_is_known_in_what_terminals_paste(tmp_path, written):
    file = tmp_path / "a.txt"
    file.write_text("x")
    assert path_in(written.format(file)) == file.resolve()
    spaced = tmp_path / "a b.txt"
    spaced.write_text("x")
    assert path_in(str(spaced).replace(" ", "\\ ")) == spaced.resolve()


@pytest.mark.parametrize("text", ["", "texte", "une\nligne", "x" * 10_000, "/no/such/file", "\0"])
def test_other_texts_are_no_paths(text):
    assert path_in(text) is None


async def test_the_place_is_saved_when_another_article_is_opened(reader, library):
    kept = []
    app = reader(save_memory=lambda memory: kept.append(dict(memory.progress)))
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("j", "j", "n")
        await settled(app, pilot)
        progress = kept[-1][state.key(library / "1-tangier.txt", 0)]
        assert isinstance(progress, Progress) and progress.place == 3


async def test_a_file_that_cannot_be_read_is_marked_and_found_articles_go_by_their_titles(
    reader, tmp_path
):
    (tmp_path / "a.txt").write_text("Le préfet de Tanger\n\nIl a visité le port hier.\n", "utf-8")
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 40)
    app = reader(tmp_path, patience=0.01)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await shown(pilot, "× b", "no text")
        await pilot.press("S", *"visité")
        await opened(pilot, SearchAll)
        title = app.reading.document.translated_title
        await until(pilot, lambda: screen_text(app).count(title[:20]) > 2)


async def test_enter_in_the_filter_opens_the_first_article_that_is_left(reader):
    app = reader(patience=0.01)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        await shown(pilot, "La DGSN ouvre")
        await pilot.press("j", "f")
        await until(pilot, lambda: isinstance(app.focused, Filter))
        await shown(pilot, "Open", "All articles")
        assert "Search" not in screen_text(app).splitlines()[-1], "a slash is typed here"
        await pilot.press(*"kenitra dgsn")
        await shown(pilot, "1 article")
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.reading.article.path.name == "2-kenitra.txt"
        await until(pilot, lambda: app.focused is app.reading.panes)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.focused, Filter))
        await pilot.press("escape")
        await until(pilot, lambda: app.focused is app.reading.panes)


async def test_the_text_keeps_the_focus_however_late_it_hears_that_it_was_hidden(reader):
    """Between two articles it is; on a busy machine the next one is there before that is told."""
    app = reader()
    async with app.run_test(size=(140, 40)) as pilot:
        panes = await settled(app, pilot)
        panes.post_message(events.Hide())
        await pilot.press("j")
        assert app.focused is panes and panes.cursor == 1


async def test_tab_shows_the_library_where_it_is_hidden(reader):
    app = reader()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("tab")
        await until(pilot, lambda: app.focused is app.reading.library)
        assert app.reading.library.region.width > 60
        await pilot.press("tab")
        assert app.focused is app.reading.panes and not app.reading.has_class("-library")


async def test_a_file_that_comes_is_told_of_once(reader, library, monkeypatch):
    monkeypatch.setattr("reader.tui.reading.screen._LOOK_AGAIN", 0.05)
    app = reader(patience=0.01)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        await until(pilot, lambda: not app.reading.shelving.scanning)
        (library / "nouvelle.txt").write_text("Le port a rouvert lundi.", "utf-8")
        await until(pilot, lambda: "New in the library: nouvelle" in said(app))
        app.clear_notifications()
        await until(pilot, lambda: not app.reading.shelving.scanning)
        assert "New in the library" not in said(app)


async def test_the_files_that_are_listed_are_looked_into_first(reader, library):
    for name in ("archives", "presse"):
        (library / name).mkdir()
        (library / name / "vieux.txt").write_text("Un vieil article.", "utf-8")
    app = reader()
    looked_into = []
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        listed = app.reading.library.listed()
        app.reading.library.describe = lambda path, facts: looked_into.append(path)
        app.reading.shelving.scan()
        await until(pilot, lambda: len(looked_into) == len(app.reading.shelving.shelf.files()))
        assert len(listed) == 3 and len(looked_into) > 5
        assert looked_into[: len(listed)] == listed


async def test_a_book_that_was_open_goes_on_in_its_chapter(reader, tmp_path):
    text = "<description>Le port a rouvert lundi.</description>"
    items = "".join(f"<item><title>Chapitre {n}</title>{text}</item>" for n in range(1, 4))
    book = tmp_path / "book.rss"
    book.write_text(f'<rss version="2.0"><channel><title>B</title>{items}</channel></rss>', "utf-8")
    memory = State(library=[str(book)], last=[str(book), 1])
    app = reader(book, memory=memory)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        assert app.reading.article.number == 1
        assert memory.last == [str(book), 1]
    other = reader(book, tmp_path, memory=State(library=["/elsewhere"], last=[str(book), 1]))
    async with other.run_test(size=(140, 40)) as pilot:
        await settled(other, pilot)
        assert other.reading.article.number == 0


async def test_a_folder_goes_on_where_it_was_left_whatever_was_read_since(
    reader, library, tmp_path
):
    other = tmp_path / "other.txt"
    other.write_text("Le port a rouvert lundi.\n", "utf-8")
    memory = State()
    for paths, keys in (((), "n"), ((other,), "")):
        app = reader(*paths, memory=memory)
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(app, pilot)
            await pilot.press(*keys)
            await settled(app, pilot)
            await pilot.press("q")
    assert memory.last == [str(other), 0]
    app = reader(memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        assert app.reading.article.path == library / "2-kenitra.txt"


async def test_a_title_stays_translated_while_the_article_is_translated_anew(reader, library):
    memory = State()
    app = reader(memory=memory)
    async with app.run_test(size=(160, 40)) as pilot:
        await settled(app, pilot)
        title = app.reading.document.translated_title
        await pilot.press("end", "q")
    stub = Stub()
    stub.gate.clear()
    app = reader(memory=memory, translator=stub)
    async with app.run_test(size=(160, 40)) as pilot:
        await until(pilot, lambda: stub.busy)
        app.reading.article.leave()
        assert app.reading.document.translated_title == ""
        await until(pilot, lambda: any(title[:20] in line for line in titles(app)))
        stub.gate.set()


async def test_a_search_goes_on_while_files_are_read(reader):
    app = reader(patience=0.01)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        await until(pilot, lambda: not app.reading.shelving.scanning)
        hits = []
        is_reading = True
        dialog = SearchAll(lambda query: hits, lambda hit: "A title", "x", lambda: is_reading)
        app.push_screen(dialog)
        await shown(pilot, "Nothing yet: articles are being read")
        hits.append(Hit(Path("x.txt"), 0, 0, "x is there", ""))
        await shown(pilot, "1 paragraph of 1 article, more are being read")
        is_reading = False
        await until(pilot, lambda: "more are being read" not in screen_text(app))
