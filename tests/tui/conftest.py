"""A small library, written for these tests, and the reader on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.config import Config
from reader.glossary.termbase import Termbase
from reader.state import State
from reader.tui.app import ReaderApp
from reader.tui.widgets.panes import Panes
from tests.tui.stub import Stub

ARABIC = """السلطات المغربية تفكك خلية متطرفة بمدينة طنجة

أعلن المكتب المركزي للأبحاث القضائية (BCIJ) يوم الثلاثاء 28 يناير 2025 عن توقيف أربعة أشخاص تتراوح أعمارهم بين 19 و35 سنة. وأوضح بلاغ المديرية العامة للأمن الوطني أن العملية تمت «بتنسيق وثيق» مع السلطات الإسبانية. وقد حُجزت أسلحة بيضاء ومعدات إلكترونية.

وقال مصدر من DGSN إن 50% من الموقوفين لهم سوابق. ويستمر التحقيق لتحديد الامتدادات المحتملة لهذه الخلية.

ومن المنتظر أن يُعرض المشتبه فيهم على النيابة العامة فور انتهاء البحث.
"""

FRENCH = """La DGSN ouvre un centre de formation à Kénitra

La Direction générale de la sûreté nationale a inauguré mardi un centre de formation commun. Ses élèves viendront de douze pays africains ; les premiers cours commencent en mars. « C'est un pas de plus », a dit son directeur.

Le centre dispose de salles de simulation et d'un laboratoire numérique. Il a coûté 45 millions de dirhams, dont 30 % ont été payés par des partenaires.
"""

CHINESE = """摩洛哥安全部门举行联合演习

摩洛哥国家安全总局(DGSN)周二宣布,与西班牙警方在丹吉尔港举行了为期两天的联合演习。约三百名人员参加了此次演习,其中包括“快速反应小组”。

双方同意在年底前再举行一次演习。演习的重点是港口安全和信息交流……
"""

GLOSSARY = """id,ar,fr,zh,en,acronym,case,note
dgsn,المديرية العامة للأمن الوطني,Direction générale de la sûreté nationale,国家安全总局,General Directorate for National Security|!Public Directorate,DGSN,keep,Morocco's national police
bcij,المكتب المركزي للأبحاث القضائية,,,Central Bureau of Judicial Investigations,BCIJ,keep,
cell,خلية متطرفة,,,extremist cell,,lower,
"""


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the machine the tests run on is read or written."""
    for name in ("CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"DRAGOMAN_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("DRAGOMAN_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    (folder / "older").mkdir(parents=True)
    (folder / "1-tangier.txt").write_text(ARABIC, "utf-8")
    (folder / "2-kenitra.txt").write_text(FRENCH, "utf-8")
    (folder / "10-exercise.txt").write_text(CHINESE, "utf-8")
    (folder / "older" / "note.txt").write_text("Une note.\n\nElle est courte.\n", "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture
def termbase(tmp_path: Path) -> Termbase:
    path = tmp_path / "security.csv"
    path.write_text(GLOSSARY, "utf-8")
    return Termbase.load(path)


@pytest.fixture
def reader(library: Path) -> Callable[..., ReaderApp]:
    """Makes the application on the library."""

    def make(
        *paths: Path, translator: Stub | None = None, memory: State | None = None, **settings: Any
    ) -> ReaderApp:
        stub = translator or Stub()
        app = ReaderApp(
            paths or (library,),
            translator=lambda: stub,
            memory=memory if memory is not None else State(),
            config=settings.pop("config", Config()),
            **settings,
        )
        return app

    return make


async def settled(app: ReaderApp, pilot: Any) -> Panes:
    """Wait until an article is open and all of it is translated; its panes."""
    for _ in range(400):
        await pilot.pause(0.01)
        document = app.reading.document
        if document is None or app.reading.waiting:
            continue
        shown = [i for i in range(len(document.sentences)) if not document.is_folded(i)]
        if all(document.translations[i] is not None for i in shown):
            await pilot.pause()
            return app.reading.panes
    raise AssertionError("the article was not translated")


def said(app: ReaderApp) -> str:
    """What the application told the reader in passing."""
    return "\n".join(notification.message for notification in app._notifications)


def screen_text(app: ReaderApp) -> str:
    """What stands on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
