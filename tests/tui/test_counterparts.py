"""What is selected in one text is lit in the other."""

from __future__ import annotations

from textual.widgets import Input

from reader.errors import ModelNotInstalled
from reader.tui.screens.concept import ConceptForm
from tests.tui.conftest import opened, settled, until
from tests.tui.stub import Stub


async def test_a_selected_word_lights_what_stands_for_it_in_the_other_text(reader, tmp_path):
    (tmp_path / "a.txt").write_text("Le préfet visite le port. Il est content.\n", "utf-8")
    stub = Stub()
    app = reader(tmp_path / "a.txt", translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        made = app.reading.document.translations[0]
        second = made.target.split()[1]
        await pilot.press("right", "right")
        await until(pilot, lambda: panes.marks.counterparts)
        ((place, spans),) = panes.marks.counterparts.items()
        assert place == (0, "target") and [made.target[a:b] for a, b in spans] == [second]
        await pilot.press("shift+right")
        both = " ".join(made.target.strip(".").split()[1:3])
        await until(pilot, lambda: app.reading.counterparts.text() == both)
        assert len(panes.marks.counterparts[0, "target"]) == 1
        assert stub.aligned == [made.source.text], "the model is asked once a sentence"
        await pilot.press("escape")
        await until(pilot, lambda: not panes.marks.counterparts)

        await pilot.press("s", "right", "right", "right")
        await until(pilot, lambda: (0, "source") in panes.marks.counterparts)
        assert app.reading.counterparts.text() == "visite"
        await pilot.press("g")
        form = await opened(pilot, ConceptForm)
        await until(pilot, lambda: "visite" in form.query_one("#term-fr").placeholder)


async def test_without_a_model_the_terms_are_lit(reader, termbase):
    class Without(Stub):
        def counterparts(self, made, package=None):
            raise ModelNotInstalled("none")

    app = reader(translator=Without([termbase]))
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        document = app.reading.document
        index = next(i for i, made in enumerate(document.translations) if made.terms)
        use = document.translations[index].terms[0]
        panes.go_to(index)
        for _ in range(30):
            await pilot.press("left")
            start, end = panes.selected_in(index)[1]
            if start < use.source_span[1] and use.source_span[0] < end:
                break
        await until(pilot, lambda: panes.marks.counterparts)
        assert panes.marks.counterparts[index, "target"] == [use.target_span]


async def test_a_term_loses_the_capital_of_its_sentences_beginning(reader, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Sûreté portuaire et douane vont ensemble.\n\nHassan Driss attend.\n", "utf-8")
    app = reader(path)
    async with app.run_test(size=(120, 40)) as pilot:
        panes = await settled(app, pilot)
        panes.go_to(0)
        for term in ("sûreté portuaire", "Hassan Driss"):
            await pilot.press("right", "shift+right", "g")
            form = await opened(pilot, ConceptForm)
            assert form.query_one("#term-fr", Input).value == term
            await pilot.press("escape", "j")
            await until(pilot, lambda: app.screen is app.reading and panes.cursor == 1)
