"""Doubts, notes, highlights, and how a translation was made."""

from __future__ import annotations

import pytest
from rich.segment import Segment

from reader.article import Article, Block
from reader.glossary.concept import Concept, Term
from reader.glossary.termbase import Termbase
from reader.tui import notes
from reader.tui.notes import Note
from reader.tui.screens.glossary import Glossary
from reader.tui.screens.lists import Corrections, Entries, Export, Marks
from reader.tui.screens.note import NoteForm
from reader.tui.screens.terms import Terms
from reader.tui.screens.welcome import Welcome
from reader.tui.screens.why import Why
from tests.tui.conftest import opened, said, screen_text, settled, shown, until
from tests.tui.stub import Stub


async def test_doubtful_sentences_are_marked_gone_to_and_explained(reader, termbase):
    app = reader(translator=Stub([termbase], doubtful=["50%"]))
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        (place,) = app.reading.document.doubtful
        assert "?" in panes.render_line(panes._layout.rows_of(place)[0]).text
        await pilot.press("u")
        assert panes.cursor == place
        await shown(pilot, "1 doubt: Enter")
        await pilot.press("enter")
        await opened(pilot, Terms)
        assert "50% of the source is missing" in screen_text(app)
        await pilot.press("tab")
        await shown(pilot, "General Directorate for National Security", "Term")
        await pilot.press("tab", "escape")
        await pilot.pause()
        await pilot.press("u")
        await until(pilot, lambda: "No doubtful sentence further on" in said(app))


async def test_an_unsure_sentence_among_others_is_marked_faintly(reader, termbase):
    app = reader(translator=Stub([termbase], doubtful=["50%"], unsure=["المغرب"]))
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        document = app.reading.document
        unsure = [n for n, sentence in enumerate(document.sentences) if "المغرب" in sentence.text]
        (grave,) = (n for n, sentence in enumerate(document.sentences) if "50%" in sentence.text)
        assert document.doubtful == sorted({*unsure, grave}) and not document.is_mostly_unsure

        def mark(sentence: int) -> Segment:
            row = panes.render_line(panes._layout.rows_of(sentence)[0])
            return next(segment for segment in row if segment.text == "?")

        faint = next(sentence for sentence in unsure if sentence != grave)
        assert mark(faint).style.color != mark(grave).style.color
        assert "unsure of" not in screen_text(app)


async def test_where_most_is_unsure_the_article_is_said_to_be(reader, termbase):
    app = reader(translator=Stub([termbase], doubtful=["50%"], unsure=[""]))
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        (place,) = app.reading.document.doubtful
        count = len(app.reading.document.sentences)
        await shown(pilot, f"starter model: gist only; unsure of {count} of {count} sentences")
        marked = [y for y in range(40) if any(each.text == "?" for each in panes.render_line(y))]
        assert marked == [panes._layout.rows_of(place)[0]]
        await pilot.resize_terminal(60, 20)
        await shown(pilot, f"unsure of {count} of {count} sentences")
        assert "gist only" not in screen_text(app)
        await pilot.press("enter")
        await opened(pilot, Terms)
        assert "the model was unsure of this sentence" in screen_text(app)


async def test_how_a_translation_was_made_is_told(reader, termbase):
    app = reader(translator=Stub([termbase], doubtful=["50%"]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("u", "w")
        await opened(pilot, Why)
        text = screen_text(app)
        for words in ("the model, now", "ar→en starter 0.1", "61%", "DGSN", "50% of the source"):
            assert words in text
        assert "a starter gives the gist; OPUS-MT tc-big ar-en has" in text
        assert "BLEU 42.8: `reader models install ar en`" in text


async def test_the_terms_of_a_correction_are_found_in_it(reader, termbase):
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        document = app.reading.document
        names = [{term.concept for term in sentence.terms} for sentence in document.sentences]
        index = next(n for n, found in enumerate(names) if "dgsn" in found)
        app.reading.panes.go_to(index)
        app.reading.correcting.keep(document, index, "What the DGSN said.")
        await pilot.press("w")
        await opened(pilot, Why)
        await shown(pilot, "your correction", "DGSN: it has the term")
        await pilot.press("escape")
        app.reading.correcting.keep(document, index, "What it said.")
        await pilot.press("w")
        await opened(pilot, Why)
        await shown(pilot, "Security: not found")


async def test_a_note_is_kept_marked_listed_and_exported(reader, places):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("j", "a")
        await opened(pilot, NoteForm)
        await pilot.press(*"ask Rabat", "enter")
        await until(pilot, lambda: "Note kept" in said(app))
        assert "✎" in screen_text(app)
        await pilot.press("home", "left", "h", "apostrophe")
        await opened(pilot, Marks)
        assert "ask Rabat" in screen_text(app)
        assert app.reading.document.translated_title[:40] in screen_text(app).split("╭─")[1]
        await pilot.press("escape", "x")
        await opened(pilot, Export)
        await pilot.press("end", "enter")
        await until(pilot, lambda: "Exported" in said(app))
        written = (places / "1-tangier.notes.md").read_text("utf-8")
        assert "ask Rabat" in written and "## Highlight\n\n> السلطات" in written
        target = app.reading.document.translations[1].target
        assert target in written
    assert [note.text for note in notes.load()] == ["ask Rabat", ""]
    assert notes.notes_file().stat().st_mode & 0o077 == 0
    again = reader()
    async with again.run_test(size=(120, 40)) as pilot:
        panes = await settled(again, pilot)
        assert panes.marks.notes == {1} and (0, "source") in panes.marks.highlights
        await pilot.press("h")
        await until(pilot, lambda: "Highlight removed" in said(again))
        await pilot.press("j", "a", "ctrl+d")
        await until(pilot, lambda: "Note removed" in said(again))
    assert notes.load() == []


def test_damaged_notes_are_set_aside_and_never_overwritten(places):
    path = notes.notes_file()
    path.parent.mkdir(parents=True)
    path.write_text("[{]")
    assert notes.load() == []
    note = Note("/a.txt", 0, 3, "excerpt", "text")
    notes.save([note])
    assert notes.load() == [note]
    (aside,) = path.parent.glob("notes.damaged-*.json")
    assert aside.read_text() == "[{]"


async def test_corrections_are_listed_and_gone_to(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await pilot.press("c")
        await until(pilot, lambda: "No correction" in said(app))
        await pilot.press("j", "j", "e")
        await pilot.pause()
        await pilot.press("ctrl+l", *"Mine", "enter")
        await pilot.pause()
        await pilot.press("home", "c")
        await opened(pilot, Corrections)
        assert "✓ Mine" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: panes.cursor == 2)


async def test_without_dictionaries_the_model_says_what_a_word_is(reader, monkeypatch):
    monkeypatch.setattr("reader.tui.dictionary.folders", lambda: [])
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("left", "d")
        await opened(pilot, Entries)
        await shown(pilot, "the model, without a context", "dict-freedict-ara-eng")


async def test_two_readers_keep_each_others_notes(reader):
    first, second = reader(), reader()
    async with first.run_test(size=(120, 40)) as one:
        await settled(first, one)
        assert first.reading.marking.notes == []
        async with second.run_test(size=(120, 40)) as other:
            await settled(second, other)
            await other.press("a", *"theirs", "enter")
            await until(other, lambda: "Note kept" in said(second))
        await one.press("j", "a", *"ours", "enter")
        await until(one, lambda: "Note kept" in said(first))
        assert {note.text for note in notes.load()} == {"ours", "theirs"}
        assert first.reading.panes.marks.notes == {0, 1}


@pytest.mark.parametrize("key", ["j", "v", "q", "question_mark"])
async def test_the_welcome_lets_every_key_through(reader, key):
    app = reader(welcome=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, Welcome)
        panes = await settled(app, pilot)
        await pilot.press(key)
        happened = {
            "j": lambda: panes.cursor == 1,
            "v": lambda: panes.mode == "interleaved",
            "q": lambda: app.return_code == 0,
            "question_mark": lambda: type(app.screen).__name__ == "Help",
        }
        await until(pilot, happened[key])


ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"


async def test_escapes_in_texts_and_terms_never_reach_the_terminal(reader, tmp_path):
    text = f"La DGSN{ESCAPES} a parlé."
    block = Block(text, "title", "fr", 0)
    article = Article(f"Titre{ESCAPES}", (block,), "x", text)
    terms = {"fr": (Term("DGSN"),), "en": (Term("Police"),)}
    path = tmp_path / "own.csv"
    Termbase([Concept("dgsn", terms)], path).save()
    base = Termbase([Concept("dgsn", terms, note=f"note{ESCAPES}")], path)
    file = tmp_path / "a\x1b]0;x\x07.txt"
    file.write_text(text, "utf-8")
    app = reader(file, translator=Stub([base]), load=lambda path: [article])

    def clean() -> None:
        drawn = screen_text(app).replace("\n", "")
        assert not [c for c in drawn if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c == "\u202e"]

    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        stub = app.session.translator()
        stub.correct(app.reading.document.sentences[0], f"Mine{ESCAPES}")
        app.reading.article.put(0, stub.stored(app.reading.document.sentences[0]))
        clean()
        for keys in (["enter"], ["e"], ["x"], ["a"], ["left", "d"], ["m", "apostrophe"], ["c"]):
            await pilot.press(*keys)
            await until(pilot, lambda: app.screen is not app.reading)
            clean()
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is app.reading)
            clean()
        await pilot.press("G")
        await opened(pilot, Glossary)
        clean()
        await pilot.press("e")
        await pilot.pause()
        clean()


async def test_enter_keeps_a_note_which_may_have_several_lines(reader):
    app = reader()
    async with app.run_test(size=(120, 35)) as pilot:
        await settled(app, pilot)
        await pilot.press("a")
        await opened(pilot, NoteForm)
        await pilot.press(*"ask", "ctrl+j", *"Rabat", "enter")
        await until(pilot, lambda: app.screen is app.reading)
    assert [note.text for note in notes.load()] == ["ask\nRabat"]


async def test_a_note_left_with_escape_stays_as_it_was_and_can_be_taken_up(reader):
    app = reader()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("a", *"ask", "enter")
        await until(pilot, lambda: app.screen is app.reading)
        await pilot.press("a", *" Rabat")
        await shown(pilot, "Esc changes nothing")
        await pilot.press("escape")
        await until(pilot, lambda: "a takes up what you wrote" in said(app))
        assert [note.text for note in notes.load()] == ["ask"]
        await pilot.press("a")
        await shown(pilot, "ask Rabat")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.reading)
    assert [note.text for note in notes.load()] == ["ask Rabat"]


async def test_what_is_said_twice_is_shown_once(reader):
    app = reader()
    async with app.run_test(size=(120, 35)) as pilot:
        await settled(app, pilot)
        await pilot.press("U", "U", "U")
        assert said(app).count("doubtful") == 1


async def test_what_was_deleted_of_the_list_can_be_brought_back(reader):
    app = reader()
    async with app.run_test(size=(120, 35)) as pilot:
        await settled(app, pilot)
        await pilot.press("a", *"ask", "enter")
        await until(pilot, lambda: app.screen is app.reading)
        await pilot.press("j", "m", "apostrophe")
        marks = await opened(pilot, Marks)
        await pilot.press("d", "d")
        assert len(marks.deleted) == 2 and "u brings back" in screen_text(app)
        await pilot.press("u", "u", "down", "d", "q")
        await until(pilot, lambda: app.screen is app.reading)
    assert len(notes.load()) + len(app.session.memory.bookmarks) == 1


async def test_q_leaves_what_a_key_opened_and_not_the_reader(reader):
    app = reader()
    async with app.run_test(size=(120, 35)) as pilot:
        await settled(app, pilot)
        await pilot.press("m", "e", *"x", "enter")
        await until(pilot, lambda: app.screen is app.reading)
        await pilot.press("right")
        for key in ("apostrophe", "c", "x", "w", "d", "A", "question_mark", "G"):
            await pilot.press(key)
            await until(pilot, lambda: app.screen is not app.reading)
            await pilot.press("q")
            await until(pilot, lambda: app.screen is app.reading)
            assert app.is_running and app.return_value is None, key
