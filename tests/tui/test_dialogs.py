"""Corrections, terms, the glossary editor, export, dictionaries, help."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path

import pytest
from textual import events
from textual.command import CommandPalette
from textual.widgets import Input
from textual.widgets._toast import Toast

from reader.errors import StoreError
from reader.files import from_home
from reader.glossary.concept import Concept, Term
from reader.glossary.termbase import Termbase
from reader.locations import user_glossary
from reader.tui import bidi, dictionary
from reader.tui.screens.concept import ConceptForm
from reader.tui.screens.glossary import Glossary
from reader.tui.screens.help import Help
from reader.tui.screens.lists import Entries
from reader.tui.screens.welcome import Welcome
from reader.tui.state import State
from reader.tui.widgets.concept_table import ConceptTable
from tests.tui.conftest import opened, said, screen_text, settled, shown, until
from tests.tui.stub import Stub


async def test_a_correction_is_kept_marked_and_can_be_taken_back(reader):
    stub = Stub()
    app = reader(translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        sentence = app.reading.document.sentences[1]
        made = app.reading.document.translations[1].target
        await pilot.press("j", "e")
        await pilot.pause()
        await pilot.press("f7", *"Four held", "enter")
        await pilot.pause()
        assert app.reading.document.translations[1].target == "Four held"
        assert stub.stored(sentence).origin == "correction"
        text = screen_text(app)
        assert "your correction" in text and "✓" in text
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("ctrl+d")
        await settled(app, pilot)
        assert app.reading.document.translations[1].target == made


async def test_a_correction_left_with_escape_changes_nothing(reader):
    stub = Stub()
    app = reader(translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        before = app.reading.document.translations[0]
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("x", "escape")
        await pilot.pause()
        assert app.reading.document.translations[0] == before
        assert app.screen is app.reading


async def test_a_correction_that_was_begun_is_there_again_until_it_is_kept(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("ctrl+l", *"Four held", "escape")
        await pilot.pause()
        assert "e takes up" in said(app)
        await pilot.press("j", "e")
        await pilot.pause()
        assert "Four held" not in app.screen.query_one("#text").text
        await pilot.press("escape", "k", "e")
        await pilot.pause()
        await pilot.press(*", now", "enter")
        await pilot.pause()
        assert app.reading.document.translations[0].target == "Four held, now"
        await pilot.press("e", "escape")
        await pilot.pause()
        assert app.reading.correcting.drafts == {}


class _FullDisk(Stub):
    """Keeps no correction."""

    def correct(self, sentence, target):
        raise StoreError("Cannot keep the correction: no space.")


async def test_a_correction_that_could_not_be_kept_can_be_taken_up(reader):
    app = reader(translator=_FullDisk())
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        before = app.reading.document.translations[0]
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("ctrl+l", *"Four held", "enter")
        await pilot.pause()
        assert "no space" in said(app) and "e takes up" in said(app)
        assert app.reading.document.translations[0] == before
        await pilot.press("e")
        await pilot.pause()
        assert app.screen.query_one("#text").text == "Four held"


async def test_entering_a_sentence_shows_its_terms(reader, termbase):
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("j", "j", "enter")
        await pilot.pause()
        text = screen_text(app)
        assert "General Directorate for National Security" in text
        assert "Public Directorate  not to be used" in text
        assert "国家安全总局" in text
        assert "The glossary held the model to it." in text
        await pilot.press("escape", "home", "enter")
        await pilot.pause()
        assert "extremist cell" in screen_text(app)


async def test_clicking_an_underlined_term_shows_it(reader, termbase):
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        layout = panes._layout
        laid = layout.lay(layout.unit_of(2))
        term = next(t for t in laid.target.terms if t.concept == "dgsn")
        for place, row in enumerate(laid.rows):
            part = next((each for each in row if each.side == "target"), None)
            if part is not None and part.line.start <= term.start < part.line.end:
                x = layout.columns.target + sum(
                    cell.width for cell in part.line.cells if cell.end <= term.start + 1
                )
                y = layout.top(layout.unit_of(2)) + place - int(panes.scroll_y)
        await pilot.click(panes, offset=(x, y))
        await pilot.pause()
        assert "Morocco's national police" in screen_text(app)


async def test_a_sentence_without_terms_says_so(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "No glossary term" in said(app)


async def test_selected_words_become_a_term_and_only_their_sentences_are_translated_again(
    reader, termbase
):
    stub = Stub([termbase])
    app = reader(translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        stub.translated.clear()
        await pilot.press("end")
        panes = app.reading.panes
        words = app.reading.document.sentences[panes.cursor].text
        await pilot.press("left")
        for _ in range(8):
            await pilot.press("left")
            if panes.selected_text() == "النيابة":
                break
        await pilot.press("shift+left")
        assert panes.selected_text() == "النيابة العامة" and "النيابة العامة" in words
        await pilot.press("g")
        form = await opened(pilot, ConceptForm)
        assert form.query_one("#term-ar", Input).value == "النيابة العامة"
        # Where it is not written in, Arabic stands as it reads; a line below shows it elsewhere.
        assert screen_text(app).count(bidi.visual("النيابة العامة")) == 1
        assert form.query_one("#term-en", Input).has_focus
        await pilot.press("shift+tab")
        await pilot.pause()
        assert screen_text(app).count(bidi.visual("النيابة العامة")) == 1
        assert "النيابة العامة" in screen_text(app)
        await pilot.press("tab")
        await pilot.press(*"prosecutors")
        await shown(pilot, "1 sentence of the open article")
        await pilot.press("enter")
        await settled(app, pilot)
        assert stub.translated == ["النيابة العامة", words]  # what is proposed, then the sentence
        assert "prosecutors" in app.reading.document.translations[panes.cursor].target
    saved = Termbase.load(termbase.path)
    assert any(c.preferred("en") == "prosecutors" for c in saved.concepts)


async def test_a_term_that_could_not_be_kept_is_not_lost(reader, termbase):
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("g")
        form = await opened(pilot, ConceptForm)
        kept = termbase.path.read_bytes()
        termbase.path.unlink()
        termbase.path.mkdir()  # cannot be written to, by anybody
        form.query_one("#term-ar", Input).value = "سوابق"
        form.query_one("#term-en", Input).value = "prior offences"
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is not form and isinstance(app.screen, ConceptForm))
        again = app.screen
        assert "Cannot read the glossary" in said(app)
        assert again.query_one("#term-en", Input).value == "prior offences"
        termbase.path.rmdir()
        termbase.path.write_bytes(kept)
        await pilot.press("enter")
        await until(pilot, lambda: "Added" in said(app))
    saved = Termbase.load(termbase.path)
    assert [c.id for c in saved.concepts if c.preferred("en") == "prior offences"] != []
    assert len(saved.concepts) == 4


async def test_what_ships_is_never_written_to(reader, monkeypatch, termbase):
    monkeypatch.setattr("reader.glossary.glossaries.domain_glossaries", lambda: (termbase.path,))
    before = termbase.path.read_bytes()
    stub = Stub([termbase])
    app = reader(translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("G")
        await opened(pilot, Glossary)
        await pilot.press("d")
        await pilot.pause()
        assert "can be changed, not deleted" in said(app)
        await pilot.press("e")
        form = await opened(pilot, ConceptForm)
        form.query_one("#term-en", Input).value = "National Police"
        await pilot.press("ctrl+s")
        await opened(pilot, Glossary)
        assert "2 sentences of the open article" in screen_text(app)
        assert not user_glossary().exists()
        await pilot.press("w")
        await pilot.press("escape")
        await settled(app, pilot)
        assert any("National Police" in t.target for t in app.reading.document.translations)
    assert termbase.path.read_bytes() == before
    own = Termbase.load(user_glossary())
    assert [concept.id for concept in own.concepts] == ["dgsn"]


@pytest.mark.parametrize("command", ["command_palette", "change_theme"])
async def test_a_palette_closed_twice_does_not_end_the_reader(reader, command):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await app.run_action(f"app.{command}")
        palette = await opened(pilot, CommandPalette)
        await pilot.pause()
        for _ in range(2):
            palette._action_escape()
        await until(pilot, lambda: app.screen is app.reading)
        await pilot.press("j")
        assert app.reading.panes.cursor == 1


async def test_a_palette_without_room_for_its_list_bears_every_key(reader):
    app = reader()
    async with app.run_test(size=(120, 4)) as pilot:
        await settled(app, pilot)
        await pilot.press("ctrl+p")
        await opened(pilot, CommandPalette)
        await pilot.press("e", "pagedown", "pageup", "home", "end", "escape", "escape", "j")
        assert app.reading.panes.cursor == 1


async def test_the_glossary_editor_has_help_of_its_own(reader, termbase):
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("G")
        await opened(pilot, Glossary)
        await pilot.press("question_mark")
        await opened(pilot, Help)
        assert "In the glossary" in screen_text(app)
        await pilot.press("f1", "escape")
        await opened(pilot, Glossary)
        await pilot.press("slash", "slash", "question_mark")
        assert app.screen.query_one("#filter", Input).value == "/?"


async def test_the_glossary_editor_searches_sorts_adds_deletes_and_undoes(reader, termbase):
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(160, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("G")
        screen = await opened(pilot, Glossary)
        table = screen.query_one(ConceptTable)
        assert table.row_count == 3
        assert bidi.visual("خلية متطرفة") in screen_text(app)
        await pilot.press("slash", *"surete")
        await pilot.pause()
        assert table.row_count == 1 and "1 of 3 concepts" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert table.row_count == 3
        await pilot.press("s", "s", "s", "s")
        await pilot.pause()
        shown = screen_text(app)
        names = [concept.preferred("en") for concept in termbase]
        order = sorted(names, key=lambda name: shown.index(name[:16]))
        assert order == sorted(order, key=str.casefold)
        await pilot.press("a")
        form = await opened(pilot, ConceptForm)
        form.query_one("#term-ar", Input).value = "سوابق"
        form.query_one("#term-en", Input).value = "record|prior offences|!antecedents"
        await pilot.press("ctrl+s")
        await opened(pilot, Glossary)
        assert table.row_count == 4 and "not saved yet" in screen_text(app)
        assert "1 sentence of the open article" in screen_text(app)
        await pilot.press("d")
        await pilot.pause()
        assert table.row_count == 3
        await pilot.press("u")
        await pilot.pause()
        assert table.row_count == 4
        await pilot.press("u")
        await pilot.pause()
        assert table.row_count == 3 and not screen.own.modified
        await pilot.press("u")
        await pilot.pause()
        assert "nothing to undo" in said(app)
    assert len(Termbase.load(termbase.path).concepts) == 3


async def test_a_concept_added_while_the_glossary_is_searched_is_shown(reader, termbase):
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(160, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("G")
        screen = await opened(pilot, Glossary)
        table = screen.query_one(ConceptTable)
        await pilot.press("slash", *"surete", "enter", "a")
        form = await opened(pilot, ConceptForm)
        form.query_one("#term-en", Input).value = "harbour"
        await pilot.press("ctrl+s")
        await opened(pilot, Glossary)
        await pilot.pause()
        assert table.row_count == 4
        assert table.current.preferred("en") == "harbour" and "harbour" in screen_text(app)


async def test_what_another_program_adds_meanwhile_stays_when_the_glossary_is_saved(
    reader, termbase
):
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(160, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("G")
        screen = await opened(pilot, Glossary)
        await pilot.press("d", "a")  # the first is deleted
        form = await opened(pilot, ConceptForm)
        form.query_one("#term-en", Input).value = "harbour"
        await pilot.press("ctrl+s")
        await opened(pilot, Glossary)
        with Termbase.editing(termbase.path) as theirs:
            kept = [concept.id for concept in theirs][1:]
            theirs.add(Concept("harbour", {"en": (Term("harbour pilot"),)}))
        await pilot.press("w")
        await until(pilot, lambda: "Saved in" in said(app))
        assert not screen.own.modified and "harbour pilot" in screen_text(app)
    saved = Termbase.load(termbase.path)
    assert [concept.id for concept in saved] == [*kept, "harbour", "harbour-2"]
    assert saved.get("harbour-2").preferred("en") == "harbour"


async def test_the_glossary_editor_in_a_narrow_terminal_has_both_languages_and_the_way_out(
    reader, termbase
):
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(60, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("G")
        screen = await opened(pilot, Glossary)
        await pilot.press("down")
        text = screen_text(app)
        assert "extremist cell" in text and bidi.visual("خلية متطرفة") in text
        assert "esc Back" in text.splitlines()[-1]
        table = screen.query_one(ConceptTable)
        here = table.current
        await pilot.resize_terminal(160, 24)
        await pilot.pause()
        assert table.current == here and "Chinese" in screen_text(app)
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        heads = screen_text(app).splitlines()[4].split()
        assert heads == ["Arabic", "English", "Yours"]


async def test_leaving_the_glossary_unsaved_asks_once(reader, termbase):
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(160, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("G")
        await opened(pilot, Glossary)
        await pilot.press("d", "escape")
        await pilot.pause()
        assert isinstance(app.screen, Glossary)
        assert "Not saved yet" in said(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.reading
        assert said(app) == ""
    assert len(Termbase.load(termbase.path).concepts) == 3


async def test_a_faulty_concept_is_said_and_not_taken(reader, termbase):
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("g")
        form = await opened(pilot, ConceptForm)
        form.query_one("#term-en", Input).value = "one||two"
        await pilot.pause()
        assert "variant 2 is empty" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is form


@pytest.mark.parametrize("down, name", [(0, "html"), (1, "bilingual"), (4, "jsonl")])
async def test_export_writes_the_open_article(reader, places, down, name):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("x")
        await pilot.pause()
        await pilot.press(*["down"] * down, "enter")
        await until(pilot, lambda: "Exported" in said(app))
        (file,) = places.glob("1-tangier.*")
        content = file.read_text("utf-8")
        assert app.reading.document.translations[3].target.split(".")[0] in content
        if name == "jsonl":
            assert json.loads(content.splitlines()[0])
        assert not list(places.glob(".*.part"))


async def test_why_an_export_failed_is_told_in_words(reader, places):
    (places / "loop.html").symlink_to("loop.html")
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("x")
        await pilot.pause()
        app.screen.query_one(Input).value = "loop.html"
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "Not exported" in said(app))
        assert "levels of symbolic links" in said(app) and "Errno" not in said(app)


async def test_export_offers_a_new_name_and_asks_before_it_replaces_a_file(reader, places):
    there = places / "1-tangier.bilingual.html"
    there.write_text("mine")
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("x", "enter")
        await until(pilot, lambda: "Exported" in said(app))
        assert there.read_text() == "mine"
        assert (places / "1-tangier.bilingual-2.html").stat().st_size > 100
        await pilot.press("x")
        await pilot.pause()
        app.screen.query_one("#file", Input).value = str(there)
        await pilot.press("enter")
        assert "Enter again replaces it" in said(app)
        assert app.screen is not app.reading and there.read_text() == "mine"
        await pilot.press("enter")
        await until(pilot, lambda: there.read_text() != "mine")
        assert there.stat().st_size > 100


def test_a_file_is_told_as_seen_from_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert from_home(tmp_path / "data" / "glossary.csv") == "~/data/glossary.csv"
    assert from_home(Path("/elsewhere/x")) == "/elsewhere/x"


async def test_a_dialog_can_be_left_by_mouse(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("x")
        await pilot.pause()
        lines = screen_text(app).splitlines()
        row = next(y for y, line in enumerate(lines) if "Esc closes" in line)
        await pilot.click(offset=(lines[row].index("Esc closes") + 2, row))
        await pilot.pause()
        assert app.screen is app.reading
        await pilot.press("x")
        await pilot.pause()
        await pilot.click(offset=(2, 20))
        await pilot.pause()
        assert app.screen is app.reading


def clicks(app, x, y, times):
    """Post what a mouse sends, without a moment for what comes of it: a busy machine takes none."""
    for _ in range(times):
        for kind in (events.MouseDown, events.MouseUp):
            place = {"screen_x": x, "screen_y": y}
            app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, **place))


async def test_a_double_click_beside_a_dialog_closes_it_and_nothing_else(reader, termbase):
    app = reader(translator=Stub((termbase,)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("right", "d")
        await opened(pilot, Entries)
        clicks(app, 1, 1, 2)
        await pilot.pause()
        assert app.screen is app.reading
        await pilot.press("G")
        await opened(pilot, Glossary)
        await pilot.press("a")
        await opened(pilot, ConceptForm)
        clicks(app, 1, 1, 2)
        await pilot.pause()
        assert isinstance(app.screen, Glossary)


async def test_a_click_on_a_notice_that_goes_does_nothing(reader):
    app = reader()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(app, pilot)
        app.notify("A notice.")
        await shown(pilot, "A notice.")
        notice = app.screen.query_one(Toast)
        region = notice.content_region
        await notice.remove()  # and the screen has not been drawn since
        assert not notice.is_attached
        clicks(app, region.x, region.y, 1)
        await pilot.pause()
        assert app.screen is app.reading


async def test_the_keys_of_the_bottom_line_can_be_clicked_and_say_what_they_do(reader):
    app = reader()
    app.TOOLTIP_DELAY = 0.01
    async with app.run_test(size=(120, 40), tooltips=True) as pilot:
        await settled(app, pilot)
        line = screen_text(app).splitlines()[-1]
        assert line.startswith(" ? Help  q Quit ")
        await pilot.hover(offset=(line.index("Search"), 39))
        await shown(pilot, "Search both texts")
        await pilot.hover(offset=(119, 39))
        await until(pilot, lambda: "Search both texts" not in screen_text(app))
        await pilot.click(offset=(119, 39))
        await pilot.click(offset=(line.index("Glossary"), 39))
        await opened(pilot, Glossary)
        await shown(pilot, " esc Back  ? Help ")


async def test_in_a_narrow_terminal_help_is_whole_and_no_key_of_the_bottom_line_is_cut(reader):
    app = reader()
    async with app.run_test(size=(40, 20)) as pilot:
        await settled(app, pilot)
        assert screen_text(app).splitlines()[-1].strip() == "? Help  q Quit  v View  / Search"
        await pilot.press("question_mark")
        await opened(pilot, Help)
        await shown(pilot, "j  ↓  Next sentence")
        pages = [screen_text(app)]
        while not pages or "models install" not in pages[-1]:
            await pilot.press("pagedown")
            await pilot.pause()
            pages.append(screen_text(app))
        assert "…" not in "\n".join(line for page in pages for line in page.splitlines()[1:])
        await pilot.resize_terminal(120, 40)
        await shown(pilot, "drag the line   Make the library wider")


async def test_help_lists_every_action(reader):
    from reader.tui.config import ACTIONS

    app = reader()
    async with app.run_test(size=(120, 110)) as pilot:
        await settled(app, pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        text = screen_text(app)
        for _, description in ACTIONS.values():
            assert description in text
        await pilot.press("end")
        await pilot.pause()
        text = screen_text(app)
        for words in ("Go to the library", "reader --samples", "reader models install ar en"):
            assert words in text
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.reading


@pytest.mark.parametrize("key", ["ctrl+k", "ctrl+p"])
async def test_the_command_palette_has_every_action(reader, key):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Edit the glossary", "Export the article", "Next article", "Quit"} <= titles
        await pilot.press(key, *"Edit the gloss")
        await shown(pilot, "Edit the glossary")
        await pilot.press("enter")
        await opened(pilot, Glossary)


async def test_the_welcome_is_shown_once(reader):
    memory = State()
    app = reader(memory=memory, welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, Welcome)
        assert "Nothing you read leaves it" in " ".join(screen_text(app).split())
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is app.reading
    assert memory.welcomed


def write_dictionary(folder, name, entries, compressed):
    folder.mkdir(parents=True, exist_ok=True)
    data, index = b"", ""
    digits = base64.b64encode(bytes(range(0))).decode()
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    def number(value):
        text = digits[value % 64]
        while value := value // 64:
            text = digits[value % 64] + text
        return text

    for word, text in entries.items():
        content = text.encode()
        index += f"{word}\t{number(len(data))}\t{number(len(content))}\n"
        data += content
    (folder / f"{name}.index").write_text(index, "utf-8")
    if compressed:
        (folder / f"{name}.dict.dz").write_bytes(gzip.compress(data))
    else:
        (folder / f"{name}.dict").write_bytes(data)


@pytest.mark.parametrize("compressed", [True, False])
def test_dictionaries_are_searched_as_the_glossary_is(tmp_path, compressed):
    entries = {"أمن": "security, safety", "Sûreté": "safety", "x" * 70: "long " * 30}
    write_dictionary(tmp_path, "ara-eng", entries, compressed)
    assert [e.text for e in dictionary.look_up("الأمن", [tmp_path])] == ["security, safety"]
    assert [e.text for e in dictionary.look_up("surete", [tmp_path])] == ["safety"]
    assert dictionary.look_up("x" * 70, [tmp_path])[0].text == ("long " * 30).strip()
    assert dictionary.look_up("nothing", [tmp_path]) == []


def test_a_damaged_dictionary_says_nothing(tmp_path):
    (tmp_path / "bad.index").write_text("word\t!!\tB\n")
    (tmp_path / "bad.dict.dz").write_bytes(b"not gzip")
    assert dictionary.look_up("word", [tmp_path]) == []


async def test_a_word_of_the_translation_that_nothing_knows_is_looked_up(reader, monkeypatch):
    app = reader(translator=Stub())
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        monkeypatch.setattr("reader.tui.index.Index.pairs", lambda *_, **__: [])
        await pilot.press("s", "right", "d")
        await opened(pilot, Entries)
        await pilot.pause()
        assert "Nothing is known about this word" in screen_text(app)
        await pilot.press("escape", "d", "escape")
        await pilot.pause()
        assert app.screen is app.reading


async def test_a_word_is_not_looked_up_as_a_part_of_others(reader, tmp_path):
    text = "Le port accueille le support.\n\nLe transport va bien.\n\nUn port de plus.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    concepts = [
        Concept("support", {"fr": (Term("appui de transport"),), "en": (Term("backing"),)}),
        Concept("harbour", {"fr": (Term("grand port"),), "en": (Term("harbour"),)}),
    ]
    app = reader(tmp_path / "a.txt", translator=Stub([Termbase(concepts)]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        app.reading.article.keep_words()
        await until(pilot, lambda: len(app.reading.article.index.pairs("port")) == 3)
        await pilot.press("right", "right", "d")
        dialog = await opened(pilot, Entries)
        told = screen_text(app)
        assert dialog._word == "port" and "harbour" in told
        lines = told.splitlines()
        assert any(
            "Un port de plus. " in source and " read " in label
            for source, label in zip(lines, lines[2:], strict=False)
        )
        assert "backing" not in told and "Le transport va bien" not in told.split("╭─")[1]


async def test_a_word_is_looked_up_in_dictionaries_and_glossary(reader, termbase, places):
    write_dictionary(places / "data" / "dictionaries", "ara-eng", {"سلطات": "authorities"}, True)
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("d")
        await pilot.pause()
        assert "Select a word first" in said(app)
        await pilot.press("left", "d")
        await pilot.pause()
        assert "authorities" in screen_text(app)
