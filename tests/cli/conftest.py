"""The `translate` command as a process, and pages for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.waiting import until

TRANSLATE = str(Path(sys.executable).parent / "translate")

Endless = Callable[..., subprocess.Popen[bytes]]

_SUBJECTS = ("الوزير", "الوفد", "السفير", "المدير", "الخبير", "الرئيس", "القاضي", "المندوب")
_VERBS = ("زار", "استقبل", "شكر", "هنأ", "انتظر", "انتقد", "رافق", "سأل")
_PLACES = ("الرباط", "فاس", "طنجة", "وجدة", "أكادير", "مراكش", "تونس", "الجزائر")


def long_page(sentences: int, start: int = 0) -> str:
    """Distinct Arabic sentences, one a line, numbered from `start`."""
    lines = []
    for index in range(start, start + sentences):
        first, second = _SUBJECTS[index % 8], _SUBJECTS[(index // 8 + 1) % 8]
        verb, place = _VERBS[(index // 3) % 8], _PLACES[(index // 5) % 8]
        lines.append(f"{verb} {first} رقم {index} {second} الجديد في مدينة {place} صباح أمس.")
    return "\n".join(lines) + "\n"


def partial_files(folder: Path) -> list[Path]:
    """The outputs in a folder that are not complete."""
    return list(folder.glob(".*.part"))


def wait_for_output_in(folder: Path) -> None:
    """Wait until a process has written a part of an output in a folder."""
    until(lambda: any(path.stat().st_size for path in partial_files(folder)))


@pytest.fixture(autouse=True)
def as_a_user(monkeypatch: pytest.MonkeyPatch, warm: None) -> None:
    monkeypatch.delenv("DRAGOMAN_DEBUG")


@pytest.fixture
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file with the `PAGE` of the test's module."""
    path = tmp_path / "page.txt"
    path.write_text(request.module.PAGE, encoding="utf-8")
    return path


@pytest.fixture
def endless() -> Iterator[Endless]:
    """Starts `translate` on files and then on a pipe that nobody ends.

    However fast it is, it cannot be done before the test ends it.
    """
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        line = [TRANSLATE, *map(str, arguments), "-"]
        started.append(subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=pipe))
        return started[-1]

    yield start
    for process in started:
        with process:  # closes the pipes, and waits
            process.kill()
