"""The commands whose reader goes away: `glossary list | head -1`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAMS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "line",
    [
        "glossary list",
        "glossary list --format json",
        "glossary lookup police --all",
        "glossary export -",
        "glossary doctor",
        "glossary add --fr quai --en quay",
        "glossary suggest --help",
        "glossary --help",
        "reader models list",
        "reader cache path",
        "reader --version",
        "translate --completion bash",
    ],
)
def test_nobody_reads_on(line: str) -> None:
    program, *arguments = line.split()
    nobody, pipe = os.pipe()
    os.close(nobody)
    done = subprocess.run([PROGRAMS / program, *arguments], stdout=pipe, stderr=subprocess.PIPE)
    os.close(pipe)
    assert (done.returncode, done.stderr) == (141, b"")


def test_what_was_asked_for_is_done_all_the_same(places: Path) -> None:
    test_nobody_reads_on("glossary add --fr quai --en quay")
    assert "quay" in (places / "data" / "glossary.csv").read_text("utf-8")
