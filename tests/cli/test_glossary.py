"""The commands whose reader goes away: `glossary list | head -1`."""

from __future__ import annotations

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
    process = subprocess.Popen(
        [PROGRAMS / program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), error) == (141, b"")


def test_what_was_asked_for_is_done_all_the_same(places: Path) -> None:
    test_nobody_reads_on("glossary add --fr quai --en quay")
    assert "quay" in (places / "data" / "glossary.csv").read_text("utf-8")
