"""The guide to the glossary shows what really happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "docs" / "glossary.md"
BLOCK = re.compile(r"```(sh|python)\n(.*?)```(?:\n\n```text\n(.*?)```)?", re.DOTALL)


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_every_example_prints_what_the_guide_says(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "glossary"
    code = "from reader.cli.glossary import main; main()"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{code}' \"$@\"\n")
    program.chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "DRAGOMAN_DATA": str(tmp_path / "data"),
        "PYTHONIOENCODING": "utf-8",
        "LC_ALL": "C.UTF-8",
    }
    blocks = BLOCK.findall(GUIDE.read_text("utf-8"))
    assert len(blocks) >= 10
    for kind, code, expected in blocks:
        command = ["sh", "-c", code] if kind == "sh" else [sys.executable, "-c", code]
        done = subprocess.run(
            command,
            cwd=home,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        if expected:
            assert done.stdout == expected, code
        else:
            assert done.returncode == 0, done.stdout


def test_every_command_is_in_the_guide() -> None:
    from reader.cli.glossary import command

    text = GUIDE.read_text("utf-8")
    for name in command.commands:
        assert f"glossary {name}" in text, name
