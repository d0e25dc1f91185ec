"""Other translations of a sentence: alternatives, other packages, the memory's matches."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from reader.memory.units import Unit
from reader.models.package import Package
from reader.tui.screens.concept import ConceptForm
from reader.tui.screens.correction import Correction
from reader.tui.screens.renderings import Rendering, Renderings
from reader.tui.state import State, key
from reader.tui.widgets.match_bar import MatchBar
from tests.tui.conftest import opened, said, screen_text, settled, shown, until
from tests.tui.stub import Stub

FRENCH = (
    "Le port de Tanger\n\n"
    "Le ministre a visité le port hier matin avec douze agents. Il a salué les équipes.\n\n"
    "Le ministre a visité le port ce matin avec douze agents. La ville est en fête.\n\n"
    "Le ministre a visité le port hier matin avec douze agents.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "port.txt"
    path.write_text(FRENCH, "utf-8")
    return path


def other(name: str = "fr→en other 1.0") -> Package:
    nowhere = Path("nowhere")
    return Package("fr", "en", name, "1.0", "installed", nowhere, nowhere, "", "other", nowhere)


async def compared(app, pilot) -> Renderings:
    await pilot.press("A")
    dialog = await opened(pilot, Renderings)
    await until(pilot, lambda: dialog.finished)
    return dialog


async def test_what_comes_once_its_dialog_is_closed_is_left_out(reader, article):
    app = reader(article)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        dialog = await compared(app, pilot)
        await pilot.press("escape", "right", "g")
        form = await opened(pilot, ConceptForm)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.reading and not form.is_attached)
        dialog.add([Rendering("It comes late.", "the model")])
        dialog.say("")
        for code in ("fr", "en"):
            form.propose(code, "late")


async def test_an_alternative_is_chosen_and_kept(reader, article):
    app = reader(article)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await pilot.press("j", "j")
        before = app.reading.document.translations[panes.cursor].target
        dialog = await compared(app, pilot)
        assert dialog.renderings[0].target == before
        assert len(dialog.renderings) == 4
        assert "once more" in screen_text(app)
        await pilot.press("j", "j", "enter")
        await until(pilot, lambda: app.screen is app.reading)
        kept = app.reading.document.translations[panes.cursor]
        assert kept.target == dialog.renderings[2].target
        assert kept.origin == "correction"
        await until(pilot, lambda: "wins from now on" in said(app))


async def test_what_is_chosen_is_in_sight_on_a_small_screen(reader, article):
    app = reader(article)
    async with app.run_test(size=(60, 16)) as pilot:
        await settled(app, pilot)
        await pilot.press("j", "j")
        dialog = await compared(app, pilot)
        options, box = dialog.query_one(OptionList), dialog.query_one(".dialog")

        def is_in_sight() -> bool:
            first = options._index_to_line[options.highlighted] - options.scroll_y
            inside = options.region.bottom <= box.content_region.bottom
            return inside and 0 <= first < options.region.height

        for _ in dialog.renderings:
            await pilot.press("k")
            await until(pilot, is_in_sight)


async def test_the_one_that_is_there_is_no_correction(reader, article):
    app = reader(article)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await compared(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.reading)
        assert app.reading.document.translations[panes.cursor].origin == "model"


async def test_an_alternative_is_edited_before_it_is_kept(reader, article):
    app = reader(article)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        dialog = await compared(app, pilot)
        await pilot.press("j", "e")
        await opened(pilot, Correction)
        await pilot.press(*" Yes", "enter")
        await until(pilot, lambda: app.screen is app.reading)
        kept = app.reading.document.translations[panes.cursor]
        assert kept.target == f"{dialog.renderings[1].target} Yes"


async def test_alternatives_from_a_selected_word_on(reader, article):
    app = reader(article)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        await pilot.press("j", "s", "right", "right")
        begin = panes.selection.start
        target = app.reading.document.translations[panes.cursor].target
        dialog = await compared(app, pilot)
        assert len(dialog.renderings) == 4
        for one in dialog.renderings[1:]:
            assert one.target.startswith(target[:begin].rstrip() + " ")
        assert "another word from here on" in screen_text(app)


async def test_before_a_sentence_is_translated_the_best_is_no_other_way(reader, article):
    stub = Stub()
    stub.gate.clear()
    app = reader(article, translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: stub.busy)
        dialog = await compared(app, pilot)
        labels = [one.label for one in dialog.renderings]
        assert labels == ["fr→en starter 0.1", *["the model, another way"] * 3]
        stub.gate.set()


async def test_who_translates_alike_is_named(reader, article):
    stub = Stub()
    stub.others = [other("fr→en one 1.0"), other("fr→en two 1.0")]
    stub.alike = {one.name for one in stub.others}
    app = reader(article, translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        dialog = await compared(app, pilot)
        assert len(dialog.renderings) == 4
        await shown(pilot, "fr→en one 1.0: the same · fr→en two 1.0: the same")


async def test_that_there_is_no_other_way_is_said(reader, article, monkeypatch):
    monkeypatch.setattr(Stub, "alternatives", lambda self, sentence, **_: [])
    app = reader(article)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await compared(app, pilot)
        await shown(pilot, "No other was found.")


async def test_packages_are_compared_and_one_is_chosen_for_the_article(reader, article):
    stub = Stub()
    stub.others = [other()]
    memory = State()
    app = reader(article, translator=stub, memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        dialog = await compared(app, pilot)
        assert dialog.renderings[-1].label == "fr→en other 1.0"
        assert "By fr→en other 1.0: " in dialog.renderings[-1].target
        await pilot.press("escape")
        await pilot.press("j")
        app.reading.correcting.keep(app.reading.document, 1, "Mine.")
        commands = {each.title: each for each in app.get_system_commands(app.screen)}
        commands["Translate this article with fr→en other 1.0"].callback()
        await settled(app, pilot)
        targets = [each.target for each in app.reading.document.translations]
        assert targets[1] == "Mine."
        assert all(target.startswith("By fr→en other") for target in targets[2:5])
        await shown(pilot, "fr→en other 1.0")
        commands = {each.title: each for each in app.get_system_commands(app.screen)}
        commands["Translate this article with the usual package"].callback()
        await settled(app, pilot)
        assert not app.reading.document.translations[2].target.startswith("By")
        commands = {each.title: each for each in app.get_system_commands(app.screen)}
        commands["Translate this article with fr→en other 1.0"].callback()
        panes = await settled(app, pilot)
    assert memory.progress[key(article, 0)].package == "fr→en other 1.0"
    again = reader(article, translator=stub, memory=memory)
    async with again.run_test(size=(120, 40)) as pilot:
        panes = await settled(again, pilot)
        await shown(pilot, "fr→en other 1.0")
        assert again.reading.document.translations[2].target.startswith("By")
        assert panes is again.reading.panes


async def test_a_match_stands_below_the_text_with_its_differences_lit(reader, article):
    stub = Stub()
    stub.memory = [Unit("Le ministre a vu la ville.", "The minister saw it.", "fr", "en", "hand")]
    app = reader(article, translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        bar = app.reading.query_one(MatchBar)
        assert not bar.display
        await pilot.press("j")
        text = await shown(pilot, "≈ 80% like one that you translated", "The minister saw it.")
        assert "Le ministre a vu la ville." in text
        lit = [
            part for part in bar.render().split() if any(span.style for span in part.spans if part)
        ]
        assert lit
        await pilot.press("M")
        await opened(pilot, Correction)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.reading)
        assert app.reading.document.translations[1].target == "The minister saw it."
        await until(pilot, lambda: not bar.display)  # it is a correction now
        await pilot.press("j")
        await pilot.press("M")
        await until(pilot, lambda: "nothing like this" in said(app))


async def test_a_correction_is_carried_over_at_once(reader, article):
    app = reader(article)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        document = app.reading.document
        app.reading.correcting.keep(document, 1, "Mine.")
        await until(pilot, lambda: document.translations[5].origin == "correction")
        assert document.translations[5].target == "Mine."
        await until(pilot, lambda: "1 sentence more has it" in said(app))
        assert "1 sentence is like it" in said(app)
        assert panes.marks.alike == {3}
        assert "≈" in panes.render_line(panes._layout.rows_of(3)[0] - int(panes.scroll_y)).text
        app.reading.correcting.keep(document, 1, "")
        await until(pilot, lambda: document.translations[5].origin == "memory")
        await until(pilot, lambda: not panes.marks.alike)
        assert "Taken back, here and in 1 sentence more" in said(app)


async def test_a_language_without_a_package_says_so(reader, article):
    app = reader(article, translator=Stub(without=["fr"]))
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, "no package")
        await pilot.press("A")
        await opened(pilot, Renderings)
        await until(pilot, lambda: "No package translates fr" in said(app))
