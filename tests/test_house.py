"""The house is in order: every room is installed, and none is overfull."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LONGEST = 400
"""Lines that a module may have."""
ROOMS = sorted(
    ".".join(file.parent.relative_to(ROOT).parts) for file in ROOT.glob("reader/**/__init__.py")
)


def test_every_room_is_installed() -> None:
    assert sorted(SETTINGS["tool"]["setuptools"]["packages"]) == sorted(
        [*ROOMS, "reader.glossaries"]
    )


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_is_too_long_to_read(room: str) -> None:
    long = {
        file.name: lines
        for file in ROOT.joinpath(*room.split(".")).glob("*.py")
        if (lines := len(file.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_nothing_built_is_kept_with_the_source() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no clone")
    built = (".whl", ".pyc", ".tar.gz", ".egg")
    assert [name for name in listed.stdout.splitlines() if name.endswith(built)] == []


def test_the_root_holds_what_everything_shares() -> None:
    modules = {file.stem for file in (ROOT / "reader").glob("*.py")}
    assert modules <= {
        *("__init__", "article", "errors", "files", "languages", "locations", "terminal")
    }


def test_every_directory_is_described() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    for room in ROOMS:
        if room.count(".") == 1:
            assert f"`{room.removeprefix('reader.')}/`" in page, room


def test_the_root_holds_nothing_that_was_downloaded() -> None:
    assert list(ROOT.glob("*.whl")) == []
