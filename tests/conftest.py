"""Every test has its own store, data, state and packages: none touches the user's."""

from __future__ import annotations

import gc
import itertools
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from reader.files import locked
from reader.glossary.glossaries import Glossaries
from reader.glossary.matching.matcher import Matcher
from tests.browser import ARGUMENTS, CHROMIUM, PATIENCE
from tests.warming import begin_with, keep_pieces

# Python looks for garbage each time there are 700 objects more, and there are a million that stay:
# without this it is half of what reading all tests takes, and a fifth of the reader's tests.
gc.set_threshold(20_000)

# A slow machine is no fault of what is tested.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

# Some machines tell Python to keep no bytecode. Every command that the tests start, and every
# worker, would compile all of the reader anew: a third of what the whole suite takes.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Where a batch has several threads and others want the cores, too, each of the model's steps would
# wait for the last of them by spinning: tens of times the work itself.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

# A shell's background jobs ignore these, and so would the commands that the tests interrupt.
for number, usual in (
    (signal.SIGINT, signal.default_int_handler),
    (signal.SIGHUP, signal.SIG_DFL),
):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, usual)


_NUMBERS = itertools.count()


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this test. pytest's own looks through those of all tests before for a number."""
    name = re.sub(r"\W", "_", request.node.name)[:30]
    folder = tmp_path_factory.getbasetemp() / f"{name}-{next(_NUMBERS)}"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture(autouse=True)
def places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folder that holds the store, the data, the state and the packages of this test."""
    root = tmp_path_factory.getbasetemp() / f"home-{next(_NUMBERS)}" / "dragoman"
    root.parent.mkdir()
    monkeypatch.setenv("DRAGOMAN_CACHE", str(root / "cache"))
    monkeypatch.setenv("DRAGOMAN_DATA", str(root / "data"))
    monkeypatch.setenv("DRAGOMAN_STATE", str(root / "state"))
    monkeypatch.setenv("DRAGOMAN_CONFIG", str(root / "config.toml"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(root / "argos"))
    monkeypatch.setenv("DRAGOMAN_DEBUG", "1")
    return root


@pytest.fixture(autouse=True, scope="session")
def kept_pieces() -> None:
    """Translators share their tokenizers."""
    keep_pieces()


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The glossaries that ship, compiled: a second's work, done once for all tests and workers."""
    base = tmp_path_factory.getbasetemp()
    cache = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "compiled"
    cache.mkdir(mode=0o700, exist_ok=True)
    folder = cache / "glossaries"
    with locked(cache), pytest.MonkeyPatch.context() as patch:
        if not folder.exists():
            patch.setenv("DRAGOMAN_CACHE", str(cache))
            shipped = Glossaries.active(["shipped"])
            for language in ("ar", "fr", "zh"):
                Matcher(shipped, language, "en")
    return folder


@pytest.fixture
def warm(places: Path, compiled: Path) -> None:
    """It begins as on any machine but at the first time."""
    begin_with(compiled, Path(os.environ["DRAGOMAN_CACHE"]))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser. It ends with the module: while playwright runs, no other test has a loop."""
    if not CHROMIUM:
        pytest.skip("chromium is not installed (Debian: apt install chromium)")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, timeout=PATIENCE)
        yield browser
        browser.close()


_DEAR = {"reader", "picture", "terminal", "chromium", "served", "guarded", "endless"}
"""Fixtures with a screen, a terminal, a browser or a server: their tests are slow."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores: many tests wait for a process, a server or a terminal."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """What is loaded by now stays: nobody has to look through it again."""
    gc.collect()
    gc.freeze()


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """A short name for a long value: each name goes to and fro between the workers."""
    if isinstance(val, str | bytes) and len(val) > 200:
        return f"{argname} of {len(val)}"
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that `make fast` leaves out, and begin with the files that take longest.

    All other workers would wait for a long file that comes last.
    """
    weight: Counter[Path] = Counter()
    for item in items:
        if _DEAR.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
        marks = item.iter_markers("slow")
        weight[item.path] += max((mark.args[0] if mark.args else 1 for mark in marks), default=0)
    items.sort(key=lambda item: -weight[item.path])
