"""Reading: opening, moving, modes, streaming, what is remembered."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from reader.errors import GlossaryError, InvalidPackage
from reader.loading import load
from reader.locations import state_directory
from reader.models.catalogue import starters
from reader.tui import bidi, state
from reader.tui.app import ReaderApp
from reader.tui.config import Config
from reader.tui.crash import report
from reader.tui.state import State
from tests.tui.conftest import said, screen_text, settled, shown, until
from tests.tui.stub import Stub
from tests.waiting import LIMIT


async def test_a_folder_opens_with_its_first_article_translated(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        text = screen_text(app)
        assert "2-kenitra" in text and "10-exercise" in text
        assert text.index("2-kenitra") < text.index("10-exercise")
        assert bidi.visual("بمدينة طنجة") in text
        assert "ar→en starter model: gist only" in text
        document = app.reading.document
        assert document.translations[0].target in text
        assert panes.has_focus


async def test_source_and_translation_of_a_paragraph_start_in_the_same_row(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        layout = panes._layout
        for number, _unit in enumerate(layout.units):
            source, target = layout.lay(number).rows[0]
            assert source is not None and target is not None


async def test_moving_by_sentence_lights_it_on_both_sides(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await pilot.press("j", "down")
        assert panes.cursor == 2
        await pilot.press("k")
        assert panes.cursor == 1
        lit = panes.get_component_styles("panes--current").background
        bars = [y for y in range(30) if "▌" in panes.render_line(y).text]
        assert bars and lit.a > 0
        first, last = panes._layout.rows_of(1)
        assert bars == list(range(first, last))
        for row in range(first, last):
            assert panes.render_line(row).text.count("▌") >= 1
        await pilot.press("end")
        assert panes.cursor == len(app.reading.document.sentences) - 1
        await pilot.press("home")
        assert panes.cursor == 0


async def test_n_and_p_walk_through_the_library(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        seen = [app.reading.article.path.name]
        for key in "nnnpppp":
            await pilot.press(key)
            await settled(app, pilot)
            seen.append(app.reading.article.path.name)
        there = ["1-tangier.txt", "2-kenitra.txt", "10-exercise.txt"]
        back = ["2-kenitra.txt", "1-tangier.txt", "note.txt", "note.txt"]
        assert seen == [*there, "10-exercise.txt", *back]


async def test_several_articles_in_a_file_are_listed_and_walked(reader, tmp_path):
    from reader.loading import load

    app = reader(load=lambda path: load(path) * 3)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("n")
        await settled(app, pilot)
        assert app.reading.article.number == 1
        assert "2/3" in screen_text(app)
        assert app.reading.library.chosen == (app.reading.article.path, 1)


async def test_a_file_that_opens_like_a_folder_keeps_the_librarys_cursor(reader, library):
    from reader.loading import load

    app = reader(load=lambda path: load(path) * (3 if "kenitra" in path.name else 1))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("n")
        await settled(app, pilot)
        await until(pilot, lambda: app.reading.library.chosen == (library / "2-kenitra.txt", 0))


async def test_modes_cycle_and_the_last_one_is_remembered(reader):
    memory = State()
    app = reader(memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        modes = [panes.mode]
        for _ in range(4):
            await pilot.press("v")
            await pilot.pause()
            modes.append(panes.mode)
            names = {"source": "source only", "translation": "translation only"}
            name = names.get(panes.mode, panes.mode).replace("demand", "on demand")
            assert f"   {name}   " in screen_text(app).splitlines()[-2]
        assert modes == ["side", "interleaved", "source", "translation", "demand"]
        assert memory.mode == "demand"
    app = reader(memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        assert panes.mode == "demand"
        await pilot.press("v")
        assert panes.mode == "side"


async def test_on_demand_a_translation_shows_when_its_sentence_is_entered(reader):
    app = reader(config=Config(mode="demand"))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        document = app.reading.document
        assert document.translations[0].target not in screen_text(app)
        assert "Enter shows the translation" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "Enter shows the translation" not in screen_text(app)
        assert document.translations[0].target in screen_text(app)
        await pilot.press("j")
        assert document.translations[0].target in screen_text(app)


@pytest.mark.parametrize("mode", ["source", "translation"])
async def test_one_text_alone(reader, mode):
    app = reader(config=Config(mode=mode))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        text = screen_text(app)
        english = app.reading.document.translations[0].target
        assert (english in text) == (mode == "translation")
        rows = [text for text in text.splitlines() if bidi.visual("الخلية") in text]
        assert bool(rows) == (mode == "source")


async def test_below_a_hundred_columns_the_panes_fold_and_unfold_again(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert panes.mode == "interleaved"
        assert not app.reading.library_pane.display
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert panes.mode == "side"


async def test_resizing_loses_no_position(reader, tmp_path):
    book = tmp_path / "book.txt"
    book.write_text("\n\n".join(f"Phrase numéro {n} du livre, assez longue." for n in range(400)))
    app = reader(book)
    async with app.run_test(size=(200, 40)) as pilot:
        panes = await settled(app, pilot)
        panes.go_to(211, centre=True)
        await pilot.pause()
        before = panes._layout.rows_of(211)[0] - int(panes.scroll_y)
        for size in ((40, 20), (200, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            assert panes.cursor == 211
            assert 211 in panes.in_view()
        assert panes._layout.rows_of(211)[0] - int(panes.scroll_y) == before


async def test_text_does_not_move_when_translations_arrive(reader, tmp_path):
    article = tmp_path / "long.txt"
    article.write_text("\n\n".join("Une phrase longue de ce texte. " * 6 for _ in range(40)))
    stub = Stub()
    stub.gate.clear()
    app = reader(article, translator=stub)
    async with app.run_test(size=(110, 30)) as pilot:
        await until(pilot, lambda: app.reading.document)
        panes = app.reading.panes
        panes.go_to(120, centre=True)
        await pilot.pause()
        before = panes._layout.rows_of(120)[0] - int(panes.scroll_y)
        assert "⋯" in screen_text(app)
        stub.gate.set()
        await settled(app, pilot)
        assert panes._layout.rows_of(120)[0] - int(panes.scroll_y) == before


async def test_what_is_in_view_is_translated_first(reader, tmp_path):
    article = tmp_path / "long.txt"
    article.write_text("\n\n".join(f"Phrase numéro {n}." for n in range(300)))
    stub = Stub()
    stub.gate.clear()
    app = reader(article, translator=stub)
    async with app.run_test(size=(110, 30)) as pilot:
        await until(pilot, lambda: app.reading.document)
        await until(pilot, lambda: len(app.reading.document.sentences) == 300)
        await shown(pilot, "Phrase numéro 2.")  # there is nothing to scroll before it is laid out
        panes = app.reading.panes
        panes.go_to(200, centre=True)
        await until(pilot, lambda: panes.first_in_view > 150)
        stub.gate.set()
        await settled(app, pilot)
        order = stub.translated
        assert order[0] == "Phrase numéro 0."
        assert order.index("Phrase numéro 200.") < 60
        assert order.index("Phrase numéro 200.") < order.index("Phrase numéro 100.")
        assert len(order) == 300


async def test_a_stored_article_needs_no_translating(reader):
    stub = Stub(stored=True)
    app = reader(translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        assert stub.translated == []
        assert "from the store" in screen_text(app)


async def test_translating_can_be_stopped_and_resumed(reader):
    stub = Stub()
    stub.gate.clear()
    app = reader(translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: stub.asked)
        await pilot.press("t")
        stub.gate.set()
        await until(pilot, lambda: stub.translated and not stub.busy)
        await shown(pilot, "paused")
        assert app.reading.document.translated < len(app.reading.document.sentences)
        await pilot.press("t")
        await settled(app, pilot)


async def test_a_missing_package_is_said_and_the_source_can_be_read(reader):
    app = reader(translator=Stub(without=["ar"]))
    async with app.run_test(size=(120, 40)) as pilot:
        text = await shown(pilot, "reader models install ar en")
        assert bidi.visual("بمدينة طنجة") in text
        assert "no package" in text
        await pilot.press("n")
        await settled(app, pilot)
        assert "reader models install" not in screen_text(app)


async def test_an_unreadable_file_is_said_in_a_line(reader, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(bytes(range(256)) * 40)
    app = reader(bad)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, "bad.txt cannot be opened", "n opens the next article, O another")


async def test_a_faulty_glossary_is_said_and_not_blamed_on_the_article(library):
    def broken():
        raise GlossaryError("my-terms.csv: line 3 has no term: put one there")

    app = ReaderApp([library], translator=broken, patience=None)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, "my-terms.csv: line 3")
        assert "cannot be opened" not in screen_text(app)
        for key in ("G", "g", "e", "d", "x", "enter", "j", "m", "y", "o", "v"):
            await pilot.press(key)
            await pilot.pause()
        assert app.screen is app.reading


async def test_a_defect_in_the_translator_does_not_end_the_reader(reader):
    stub = Stub()
    make = stub._make

    def broken(sentence, *others):
        if "50%" in sentence.text:
            raise ValueError("a defect")
        return make(sentence, *others)

    stub._make = broken
    app = reader(translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.reading.document)
        document = app.reading.document
        await until(pilot, lambda: document.translations.count(None) == 1)
        await until(pilot, lambda: "please report it" in said(app))
        assert document.translations.count(None) == 1


async def test_a_package_that_fails_is_told_until_it_is_tried_again(reader):
    stub = Stub()
    translate, broken = stub.translate, True

    def failing(sentences, package=None, **options):
        if broken:
            raise InvalidPackage("ar→en 0.1 cannot be loaded: install the package again")
        return translate(sentences, package, **options)

    stub.translate = failing
    app = reader(translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, "cannot be loaded", "t tries again", "stopped")
        document = app.reading.document
        broken = False
        await pilot.press("t")
        await until(pilot, lambda: document.translated == len(document.in_sight))
        await until(pilot, lambda: "cannot be loaded" not in screen_text(app))
        assert not app.reading.article.paused


async def test_a_term_that_was_clicked_in_an_article_left_since_does_no_harm(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        before, last = app.reading.document, len(app.reading.document.sentences) - 1
        await pilot.press("n")
        await until(pilot, lambda: app.reading.document not in (None, before))
        panes.post_message(panes.Entered(before, last + 1000, None))
        await pilot.press("j")
        await until(pilot, lambda: panes.cursor == 1)
        assert app.screen is app.reading


def test_a_defect_that_ends_the_reader_leaves_a_report():
    try:
        raise ValueError("a defect")
    except ValueError:
        line = report()
    path = state_directory() / "crash.txt"
    assert "\n" not in line and "ValueError: a defect" in line and str(path) in line
    assert "test_a_defect_that_ends" in path.read_text("utf-8")


async def test_a_fold_that_is_clicked_opens_below_the_line_that_was_clicked(reader, tmp_path):
    menu = "".join(f"Accueil numéro {n}\n\n" for n in range(40))
    text = f"{menu}Un titre\n\nUne phrase. Une autre.\n"

    def with_menu(path):
        (article,) = load(path)
        marked = [replace(b, boilerplate="menu") for b in article.blocks if "numéro" in b.text]
        return [replace(article, blocks=(*marked, *article.blocks[len(marked) :]))]

    (tmp_path / "a.txt").write_text(text, "utf-8")
    app = reader(tmp_path / "a.txt", load=with_menu)
    async with app.run_test(size=(120, 20)) as pilot:
        panes = await settled(app, pilot)
        assert panes.cursor == 40
        await pilot.click(panes, offset=(10, 0))
        await shown(pilot, "Accueil numéro 0", "Accueil numéro 3")
        assert panes.cursor == 0 and panes.scroll_y == 0


async def test_an_empty_folder_says_what_to_do(reader, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    app = reader(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "reader FOLDER" in screen_text(app)


async def test_the_position_is_remembered(reader, library):
    memory = State()
    kept = []
    app = reader(memory=memory, save_memory=kept.append)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("n")
        await settled(app, pilot)
        await pilot.press("j", "j", "j", "q")
    assert kept and kept[-1] is memory
    app = reader(memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        assert app.reading.article.path.name == kept[0].last[0].rsplit("/", 1)[-1]
        assert panes.cursor == 3


async def test_a_position_far_into_a_book_is_found_again(reader, tmp_path):
    book = tmp_path / "book.txt"
    book.write_text("\n\n".join(f"Phrase numéro {n} du livre." for n in range(900)))
    memory = State()
    app = reader(book, memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        panes.go_to(777)
        await pilot.press("j", "q")
    app = reader(book, memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await until(pilot, lambda: panes.cursor == 778)
        assert 778 in panes.in_view()
        assert bidi.visual("Phrase numéro 778 du livre.") in screen_text(app)


async def test_progress_is_shown_in_the_library(reader, library):
    memory = State()
    app = reader(memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        opened = app.reading.article.path
        await pilot.press("end", "k", "j")
        await shown(pilot, "ar read")
        await pilot.press("n")
        await settled(app, pilot)
        assert "ar read" in screen_text(app)
    progress = memory.progress[state.key(opened, 0)]
    assert progress.finished and progress.translated == progress.sentences > 0


@pytest.mark.parametrize(
    ("keys", "read"),
    [
        (["end"], False),
        (["end", "home"], False),
        (["end", "k", "n"], False),
        (["end", "n"], True),
        (["end", "q"], True),
        (["space", "home"], True),
        (["end", "j"], True),
        (["end", "k", "j", "k"], True),
        (["end", "j", "r", "n"], False),
    ],
)
async def test_an_article_is_read_when_its_end_was_come_to_or_stayed_at(reader, keys, read):
    memory = State()
    app = reader(memory=memory)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        name = state.key(app.reading.article.path, 0)
        await pilot.press(*keys)
        assert memory.progress[name].finished is read


async def test_the_library_tells_what_is_in_files_that_were_not_opened(reader, library):
    from reader.loading import load

    app = reader(load=lambda path: load(path) * (2 if "kenitra" in path.name else 1), patience=0.01)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await shown(pilot, "zh 1 min", "▸ 2-kenitra")
        await pilot.press("n")
        await settled(app, pilot)
        assert screen_text(app).count("La DGSN ouvre") >= 3
        await pilot.press("n")
        await settled(app, pilot)
        assert app.reading.article.number == 1


async def test_a_starter_model_is_named_once(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        assert "reader models install ar en" in said(app)
        app.clear_notifications()
        await pilot.press("n")
        await settled(app, pilot)
        assert "install" not in said(app)


async def test_a_starter_chosen_over_a_bigger_package_asks_for_none(reader, monkeypatch):
    app = reader()
    bigger = replace(starters()[0], origin="installed", variant="")
    monkeypatch.setattr(app.session, "route", lambda language: (bigger,))
    monkeypatch.setattr("reader.tui.reading.models.route_name", lambda route: "starter")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        assert app.reading.article.model == "starter"
        assert "install" not in said(app)


async def test_bookmarks_are_set_listed_and_gone_to(reader):
    memory = State()
    app = reader(memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await pilot.press("j", "j", "m", "home")
        assert len(memory.bookmarks) == 1
        assert "◆" in screen_text(app)
        await pilot.press("apostrophe")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert panes.cursor == 2
        await pilot.press("m")
        assert memory.bookmarks == []


async def test_a_bookmark_in_another_file_opens_it(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        first = app.reading.article.path
        await pilot.press("j", "m", "n")
        await settled(app, pilot)
        await pilot.press("apostrophe")
        await pilot.pause()
        await pilot.press("enter")
        panes = await settled(app, pilot)
        assert app.reading.article.path == first
        assert panes.cursor == 1


async def test_search_finds_both_languages_and_ignores_vowel_signs(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await pilot.press("slash")
        for character in "حجزت":
            await pilot.press(character)
        await pilot.pause()
        assert "حُجزت" in app.reading.document.sentences[panes.cursor].text
        assert {side for _, side in panes.matches} == {"source"}
        await pilot.press("escape")
        assert panes.matches == {} and panes.has_focus
        await pilot.press("slash", *"report")
        await pilot.pause()
        here = panes.cursor
        assert (here, "target") in panes.matches
        await pilot.press("enter")
        others = {sentence for sentence, _ in panes.matches}
        assert panes.cursor != here or others == {here}
        count = f"{len(others)} sentence"
        assert count in screen_text(app) and "in this article" in screen_text(app)
        await pilot.press("escape", "slash")
        await pilot.pause()
        assert {sentence for sentence, _ in panes.matches} == others
        await pilot.press(*"qqq")
        await pilot.pause()
        assert "0 sentences in this article" in screen_text(app)


async def test_boilerplate_is_folded_and_opens(reader, tmp_path):
    def with_menu(path):
        (article,) = load(path)
        blocks = list(article.blocks)
        blocks[1] = replace(blocks[1], boilerplate="menu")
        return [replace(article, blocks=tuple(blocks))]

    app = reader(load=with_menu)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        document = app.reading.document
        assert "1 block of the site: menu" in screen_text(app)
        folded = [i for i in range(len(document.sentences)) if document.is_folded(i)]
        assert folded
        await pilot.press("j")
        assert panes.cursor not in folded
        await pilot.press("o")
        await settled(app, pilot)
        assert "of the site" not in screen_text(app)
        assert all(document.translations[i] for i in folded)
        await pilot.press("o")
        row = next(
            y for y, line in enumerate(screen_text(app).splitlines()) if "of the site" in line
        )
        await pilot.click(offset=(60, row))
        await pilot.pause()
        assert "of the site" not in screen_text(app)


async def test_copying_gives_logical_order(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await pilot.press("left", "shift+left", "y")
        assert panes.selected_text() == "السلطات المغربية"
        assert app.clipboard == "السلطات المغربية"
        await pilot.press("escape", "y")
        assert app.clipboard.startswith("السلطات المغربية تفكك")
        assert app.clipboard.count("\n") == 1


async def test_clicking_and_dragging(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await pilot.press("n")
        await settled(app, pilot)
        layout = panes._layout
        row = layout.rows_of(2)[1] - 1 - int(panes.scroll_y)
        x = layout.columns.source
        await pilot.click(panes, offset=(x + 1, row))
        assert panes.cursor in (2, 3)
        await pilot.mouse_down(panes, offset=(x, 0))
        await pilot.hover(panes, offset=(x + 6, 0))
        await pilot.mouse_up(panes, offset=(x + 6, 0))
        assert panes.selected_text() == "La DGSN"[:7]


async def test_choosing_in_the_library_by_keys_and_mouse(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        lines = screen_text(app).splitlines()
        row = next(y for y, line in enumerate(lines) if "2-kenitra" in line)
        await pilot.click(offset=(8, row))
        await settled(app, pilot)
        assert app.reading.article.path.name == "2-kenitra.txt" and panes.has_focus
        await pilot.press("tab")
        await until(pilot, lambda: app.reading.library.has_focus)
        await pilot.press("j", "enter")
        await settled(app, pilot)
        assert app.reading.article.path.name == "10-exercise.txt"


async def test_the_library_steps_aside_and_comes_back(reader):
    app = reader()
    async with app.run_test(size=(80, 24)) as pilot:
        panes = await settled(app, pilot)
        assert "2-kenitra" not in screen_text(app)
        await pilot.press("l")
        await pilot.pause()
        assert "2-kenitra" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert panes.has_focus and "2-kenitra" not in screen_text(app)
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("l")
        await pilot.pause()
        assert "2-kenitra" not in screen_text(app)


async def test_a_narrow_terminal_keeps_the_keys_that_lead_out(reader):
    app = reader()
    async with app.run_test(size=(60, 24)) as pilot:
        await settled(app, pilot)
        foot = screen_text(app).splitlines()[-1]
        assert "? Help" in foot and "q Quit" in foot


async def test_the_library_comes_and_goes_after_every_change_of_the_width(reader):
    app = reader()
    async with app.run_test(size=(120, 24)) as pilot:
        panes = await settled(app, pilot)
        app.reading.library.focus()
        for width in (60, 120, 60, 120, 60):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            shown = width >= 100
            assert app.reading.library_pane.display == shown
            for _ in range(2):
                await pilot.press("l")
                await pilot.pause()
                shown = not shown
                assert app.reading.library_pane.display == shown
                assert (app.reading.library if shown else panes).has_focus
            if width < 100:
                await pilot.press("l")
                await pilot.pause()


async def test_keys_can_be_configured(reader):
    app = reader(config=Config(keys={"next_sentence": "ctrl+j,z"}))
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await pilot.press("z")
        assert panes.cursor == 1
        await pilot.press("j")
        assert panes.cursor == 1


async def test_the_terminal_may_order_the_letters_itself(reader, library):
    app = reader(library / "1-tangier.txt", drawing="terminal")
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        assert panes.mode == "interleaved"
        assert "السلطات المغربية" in screen_text(app)


def colours(app):
    found = set()
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                if colour is not None and not colour.is_default:
                    found.add(colour.type.name)
    return found


async def test_without_colours_there_are_none(reader, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        assert colours(app) == set()
        assert "▌" in screen_text(app)


async def test_with_sixteen_colours_the_terminals_own_are_used(reader, monkeypatch):
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "standard")
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        assert colours(app) <= {"STANDARD"}


async def test_lists_have_bullets_and_stand_together_as_the_cells_of_a_row_do(reader, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><article><h1>Le titre</h1>"
        "<p>Un paragraphe assez long pour que la page soit un article de presse.</p>"
        "<ul><li>Premier point</li><li>Deuxième point</li></ul>"
        "<table><tr><td>Année</td><td>Affaires</td></tr>"
        "<tr><td>2024</td><td>1 533</td></tr></table>"
        "<p>Un autre paragraphe, assez long pour finir cet article de presse.</p>"
        "</article></body></html>",
        "utf-8",
    )
    app = reader(page)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)

        def rows():
            return [panes.render_line(y).text.split("│")[0].strip() for y in range(24)]

        await until(pilot, lambda: "•Premier point" in rows())
        place = rows().index("•Premier point")
        assert rows()[place + 1 : place + 3] == ["•Deuxième point", ""]
        head = rows()[place + 3]
        row = next(row for row in rows() if row.startswith("2024"))
        assert head.split() == ["Année", "Affaires"] and row.split() == ["2024", "1", "533"]
        assert head.index("Affaires") == row.index("1 533")
        sides = panes.render_line(place + 3).text.split("│")
        assert sides[1].strip() != ""
        await pilot.resize_terminal(20, 40)
        await until(pilot, lambda: "▏Affaires" in screen_text(app))


async def test_a_fold_that_goes_on_stays_one_and_the_cursor_is_on_a_sentence_in_sight(
    reader, tmp_path
):
    from reader.article import Article, Block

    texts = [f"Bloc numéro {n} de la page." for n in range(60)]
    starts = [sum(len(text) + 2 for text in texts[:n]) for n in range(60)]
    blocks = tuple(
        Block(text, "paragraph", "fr", start, None if n >= 40 else "menu")
        for n, (text, start) in enumerate(zip(texts, starts, strict=True))
    )
    article = Article("La page", blocks, "x", "\n\n".join(texts))
    file = tmp_path / "page.txt"
    file.write_text(article.text, "utf-8")
    app = reader(file, load=lambda path: [article])
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        assert screen_text(app).count("of the site") == 1
        assert panes.cursor == 40 and "▌" in screen_text(app)


async def test_a_long_text_is_shown_before_all_of_it_is_read_and_can_be_left(
    reader, tmp_path, monkeypatch
):
    import threading

    from reader.loading import load
    from reader.tui.session import Session

    book = tmp_path / "book.txt"
    book.write_text("\n\n".join(f"Phrase numéro {n} du livre." for n in range(4000)), "utf-8")
    read = threading.Event()
    monkeypatch.setattr(Session, "load", lambda self, path: read.wait(LIMIT) and load(path))
    app = reader(book)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, "Phrase numéro 12 du livre.", "reading…")
        await pilot.press("j", "j", "j")
        assert app.reading.panes.cursor == 3
        read.set()
        await until(pilot, lambda: len(app.reading.document.sentences) == 4000)
        assert app.reading.panes.cursor == 3
        assert "reading…" not in screen_text(app)
    app = reader(book)
    read.clear()
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, "reading…")
        await pilot.press("q")
        await until(pilot, lambda: app.return_code == 0)
    read.set()


async def test_another_article_opens_while_translating_is_stopped(reader):
    stub = Stub()
    app = reader(translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        stub.translated.clear()
        await pilot.press("t", "n")
        await shown(pilot, "La DGSN ouvre", "paused")
        assert stub.translated == []
        await pilot.press("t")
        await settled(app, pilot)


async def test_the_text_is_there_before_the_translator_is(library):
    made = threading.Event()
    stub = Stub()

    def make():
        made.wait(LIMIT)
        return stub

    app = ReaderApp([library / "2-kenitra.txt"], translator=make, patience=None)
    async with app.run_test(size=(120, 40)) as pilot:
        document = await until(pilot, lambda: app.reading.document)
        first = document.sentences[0].text
        assert first[:20] in screen_text(app)
        await pilot.press("j")
        assert app.reading.panes.cursor == 1
        made.set()
        await settled(app, pilot)
        assert app.reading.document.sentences[0].text == first
        assert app.reading.panes.cursor == 1
        await shown(pilot, "fr→en starter")


async def test_a_search_looks_on_from_where_it_began(reader, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Un abricot.\n\nUne pomme.\n\nUn ananas.\n\nUn abri.\n", "utf-8")
    app = reader(path)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await pilot.press("slash", *"ana")
        await until(pilot, lambda: panes.cursor == 2)
        await pilot.press("backspace", "backspace", *"bri")
        await until(pilot, lambda: panes.cursor == 0)  # not the one after where “ana” had led
        await pilot.press(*"xyz")
        await until(pilot, lambda: "0 sentences" in screen_text(app))
        assert panes.cursor == 0
        await pilot.press("escape")
        assert panes.has_focus


async def test_a_search_finds_what_is_shown_alone(reader, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Un abricot.\n\nUne pomme.\n", "utf-8")
    app = reader(path, config=Config(mode="source"))
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        target = app.reading.document.translations[1].target
        await pilot.press("j", "slash", *target[:4].lower())
        await until(pilot, lambda: "0 sentences" in screen_text(app))
        assert panes.cursor == 1
