"""The form of a term: what it says of a term while it is written."""

from __future__ import annotations

from textual.widgets import Input, Static

from reader.glossary.termbase import Termbase
from reader.tui.screens.concept import ConceptForm
from reader.tui.screens.glossary import Glossary
from tests.tui.conftest import opened, screen_text, settled, shown, until
from tests.tui.stub import Stub

HEAD = "id,fr,en\n"


def flat(app) -> str:
    return " ".join(screen_text(app).replace("│", " ").split())


async def test_a_term_that_stands_for_another_concept_of_ones_own_is_said_before_it_is_kept(
    reader, tmp_path
):
    path = tmp_path / "mine.csv"
    path.write_text(HEAD + "quay,quai,quay\nplatform,voie,platform\n", "utf-8")
    app = reader(translator=Stub([Termbase.load(path)]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("G")
        await opened(pilot, Glossary)
        await pilot.press("a")
        form = await opened(pilot, ConceptForm)
        form.query_one("#term-fr", Input).value = "Quais"
        form.query_one("#term-en", Input).value = "docks"
        await until(pilot, lambda: form.query_one("#conflicts").display)
        assert "“Quais” stands for “quay” in your glossary already, and that wins" in flat(app)
        form.query_one("#term-fr", Input).value = "Quaiss"
        await until(pilot, lambda: not form.query_one("#conflicts").display)
        await pilot.press("escape")
        # The one that is there is in no conflict with itself, but may come to be in one.
        await until(pilot, lambda: app.screen is not form)
        await pilot.press("e")
        form = await opened(pilot, ConceptForm)
        await shown(pilot, "Nothing changes in the open article.")
        assert not form.query_one("#conflicts").display
        form.query_one("#term-fr", Input).value = "quai|voie"
        await until(pilot, lambda: "“voie” stands for “platform” in the glossary mine" in flat(app))
        assert "yours wins" in flat(app)


async def test_a_term_that_is_in_a_glossary_that_ships_is_said_to_win(
    reader, tmp_path, monkeypatch
):
    path = tmp_path / "ports.csv"
    path.write_text(HEAD + "quay,quai,quay\n", "utf-8")
    monkeypatch.setattr("reader.glossary.glossaries.domain_glossaries", lambda: (path,))
    article = tmp_path / "port.txt"
    article.write_text("Le navire reste à quai depuis hier matin.\n", "utf-8")
    app = reader(article, translator=Stub([Termbase.load(path)]))
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await pilot.press(*["right"] * 5)
        assert panes.selected_text() == "quai"
        await pilot.press("g")
        form = await opened(pilot, ConceptForm)
        await until(pilot, lambda: form.query_one("#conflicts").display)
        assert "“quai” stands for “quay” in the glossary ports: yours wins." in flat(app)


async def test_nothing_is_wrong_with_an_empty_form_until_it_is_used(reader):
    app = reader()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("g")
        form = await opened(pilot, ConceptForm)
        line = form.query_one("#effect", Static)
        assert not line.has_class("-wrong") and "no term" not in screen_text(app)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: line.has_class("-wrong"))
        assert "no term" in str(line.content) and app.screen is form
        await pilot.press("x")
        await until(pilot, lambda: not line.has_class("-wrong"))
        await pilot.press("backspace")
        await until(pilot, lambda: line.has_class("-wrong"))


async def test_what_a_term_would_do_is_looked_for_once_the_reader_rests(
    reader, termbase, monkeypatch
):
    asked = []

    def concerned(document, concept, target, **more):
        asked.append(concept.preferred("en"))
        return {0}

    monkeypatch.setattr("reader.tui.effect.concerned", concerned)
    monkeypatch.setattr("reader.tui.screens.concept._RESTED", 0.5)
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("g")
        await opened(pilot, ConceptForm)
        await pilot.press("tab", *"harbour")
        await shown(pilot, "1 sentence of the open article")
        assert asked == ["harbour"]
