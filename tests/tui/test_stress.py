"""Everything at once: translations arrive while the text is refolded, resized and searched."""

from __future__ import annotations

import random

from tests.tui.conftest import said, settled
from tests.tui.stub import Stub

_KEYS = ("j", "k", "v", "o", "pagedown", "pageup", "end", "home", "l", "n", "p", "right", "t", "u")


async def test_nothing_breaks_when_everything_happens_at_once(reader, tmp_path):
    order = random.Random(7)
    for name in ("a", "b"):
        paragraphs = (f"Phrase {n} de {name}. Une autre, plus longue, la suit." for n in range(100))
        (tmp_path / f"{name}.txt").write_text("\n\n".join(paragraphs), "utf-8")
    app = reader(tmp_path / "a.txt", tmp_path / "b.txt", translator=Stub(doubtful=["7"]))
    async with app.run_test(size=(120, 40)) as pilot:
        for step in range(80):
            if step % 10 == 0:
                await pilot.resize_terminal(order.randrange(20, 200), order.randrange(8, 60))
            if step % 25 == 0:
                await pilot.press("slash", *"phrase", "enter", "down", "escape")
            await pilot.press(order.choice(_KEYS))
        if app.reading.article.paused:
            await pilot.press("t")
        await settled(app, pilot)
        assert "report it" not in said(app)
