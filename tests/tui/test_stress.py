"""Everything at once: translations arrive while the text is refolded, resized and searched.

`DRAGOMAN_STRESS=5000 .venv/bin/pytest tests/tui/test_stress.py` goes on for as many steps.
"""

from __future__ import annotations

import os
import random
import time

import pytest

from reader.memory.units import Unit
from tests.tui.conftest import said, settled
from tests.tui.stub import Stub

pytestmark = pytest.mark.slow(10)

_STEPS = int(os.environ.get("DRAGOMAN_STRESS", "70"))
_KEYS = (
    *("j", "k", "v", "o", "pagedown", "pageup", "end", "home", "l", "n", "p", "right", "t", "u"),
    *("A", "C", "S", "w", "s", "h", "m", "M", "less_than_sign", "F", "enter"),
    *("d", "e", "G", "x", "apostrophe", "shift+right"),
)


class Slow(Stub):
    """Translations come one by one while keys are pressed, as a model's do."""

    def translate(self, sentences, package=None, *, anew=False):
        for translation in super().translate(sentences, package, anew=anew):
            time.sleep(0.003)
            yield translation


async def test_nothing_breaks_when_everything_happens_at_once(reader, tmp_path):
    order = random.Random(7)
    for name in ("a", "b"):
        paragraphs = (f"Phrase {n} de {name}. Une autre, plus longue, la suit." for n in range(100))
        menu = "Accueil | Sport | Culture | Contact\n\n"
        (tmp_path / f"{name}.txt").write_text(menu + "\n\n".join(paragraphs), "utf-8")
    stub = Slow(doubtful=["7"])
    stub.memory = [Unit("Une autre, plus courte.", "Another.", "fr", "en", "hand")]
    app = reader(tmp_path / "a.txt", tmp_path / "b.txt", translator=stub)
    async with app.run_test(size=(120, 40)) as pilot:
        for step in range(_STEPS):
            if step % 10 == 0:
                await pilot.resize_terminal(order.randrange(20, 200), order.randrange(8, 60))
            if step % 25 == 0:
                await pilot.press("slash", *"phrase", "enter", "down", "escape")
            if step % 30 == 0 and app.reading.document is not None:
                document = app.reading.document
                place = order.randrange(len(document.sentences))
                app.reading.correcting.keep(document, place, f"Mine, {step}.")
            await pilot.press(order.choice(_KEYS))
            while app.screen is not app.reading:
                assert app._exception is None  # it has ended: no key closes anything any more
                await pilot.press("escape")
        if app.reading.article.paused:
            await pilot.press("t")
        await settled(app, pilot)
        assert "report it" not in said(app)
