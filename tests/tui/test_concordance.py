"""A word in all that was translated or corrected."""

from __future__ import annotations

from reader.memory.units import Unit, Units, memory_file
from reader.tui.screens.concordance import Concordance
from tests.tui.conftest import opened, said, screen_text, settled, until


async def test_a_word_in_this_article_the_memory_and_other_articles(reader, tmp_path):
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("Le préfet a visité le port.\n", "utf-8")
    second.write_text("Titre\n\nLe PREFET est parti hier. Une autre phrase.\n", "utf-8")
    units = Units(memory_file())
    units.add([Unit("Un préfet.", "One prefect.", "fr", "en", "import", file="client.tmx")])
    app = reader(first, second)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("n")
        await until(pilot, lambda: app.reading.article.path == second)
        panes = await settled(app, pilot)
        await until(pilot, lambda: app.reading.article.index.pairs("préfet"))
        await pilot.press("C")
        dialog = await opened(pilot, Concordance)
        await pilot.press(*"prefet")
        await until(pilot, lambda: len(dialog.places) == 3)
        text = screen_text(app)
        assert "3 sentences" in text
        for words in ("Le PREFET est parti", "One prefect.", "client.tmx", "Le préfet a visité"):
            assert words in text
        await pilot.press("down", "enter")  # the memory's: it is copied
        await until(pilot, lambda: app.screen is app.reading)
        assert app.clipboard == "One prefect."
        await until(pilot, lambda: "Translation copied" in said(app))
        await pilot.press("C", *"prefet", "enter")
        await until(pilot, lambda: app.screen is app.reading)
        assert panes.cursor == 1
        await pilot.press("C", *"prefet", "down", "down", "enter")
        await until(pilot, lambda: app.reading.article.path == first)


async def test_the_selected_words_are_searched_for(reader, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Le préfet a visité le port.\n", "utf-8")
    app = reader(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("right", "right", "C")
        dialog = await opened(pilot, Concordance)
        await until(pilot, lambda: len(dialog.places) == 1)
        await pilot.press(*" nothing")
        await until(pilot, lambda: "Nothing found" in screen_text(app))
        await pilot.press("enter")
        assert app.screen is dialog
