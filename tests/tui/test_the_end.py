"""End, while the article is still read in or translated: to the end of what there is, and on."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from reader.loading import load
from tests.tui.conftest import screen_text, settled, shown, until
from tests.tui.stub import Stub
from tests.waiting import LIMIT


class Slow(Stub):
    """The sentences after the first screens come once they are let."""

    def __init__(self) -> None:
        super().__init__()
        self.rest = threading.Event()
        self.parts = 0

    def sentences(self, article):
        self.parts += 1
        if self.parts > 1:
            self.rest.wait(LIMIT)
        return super().sentences(article)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.txt"
    lines = (f"Le navire numéro {n} entre au port avec ses douze marins." for n in range(1, 900))
    path.write_text("\n\n".join([*lines, "Enfin la nuit tombe sur le port. " * 4]), "utf-8")
    return path


async def test_end_goes_to_the_end_of_what_there_is_and_stays_at_the_end(reader, book):
    stub = Slow()
    stub.gate.clear()
    app = reader(book, translator=stub, load=load)
    async with app.run_test(size=(120, 30)) as pilot:
        await shown(pilot, "numéro 1 ")
        panes = app.reading.panes
        await pilot.press("end")
        assert panes.cursor == len(app.reading.document.sentences) - 1 < 100
        assert "numéro 24 " in screen_text(app)
        stub.rest.set()
        await shown(pilot, "la nuit tombe", "903/903")
        stub.gate.set()
        await settled(app, pilot)
        assert panes.cursor == 902
        last = panes._layout.rows_of(902)[1]
        assert last <= panes.scroll_y + panes.scrollable_content_region.height


@pytest.mark.parametrize("keys", [["k"], ["end", "k"], ["end", "pageup"], ["end", "right"]])
async def test_who_went_elsewhere_is_not_moved(reader, book, keys):
    stub = Slow()
    app = reader(book, translator=stub, load=load)
    async with app.run_test(size=(120, 30)) as pilot:
        await shown(pilot, "numéro 1 ")
        panes = app.reading.panes
        await pilot.press(*keys)
        cursor, top = panes.cursor, panes.scroll_y
        stub.rest.set()
        await shown(pilot, "/903")
        await settled(app, pilot)
        assert panes.cursor == cursor
        assert panes.scroll_y == top


async def test_end_before_the_next_article_is_there_goes_to_its_end(reader, book, tmp_path):
    first, read = tmp_path / "a.txt", threading.Event()
    first.write_text("Le vieux pont est fermé.\n", "utf-8")

    def slowly(path):
        if path == book:
            read.wait(LIMIT)
        return load(path)

    app = reader(first, book, load=slowly)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(app, pilot)
        await pilot.press("n")
        await until(pilot, lambda: app.reading.article.reading)
        await pilot.press("end")
        read.set()
        await shown(pilot, "la nuit tombe", "903/903")
        await settled(app, pilot)
        assert app.reading.panes.cursor == 902
