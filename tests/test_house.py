"""The house is in order: every room is installed, and none is overfull."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FOR_OTHERS = {"lxml-html-clean", "python-multipart"}
"""Libraries that others ask for: jusText, and Starlette for forms."""
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


def test_every_library_that_is_installed_is_used() -> None:
    code = "\n".join(file.read_text("utf-8") for file in ROOT.glob("reader/**/*.py"))
    modules: dict[str, list[str]] = {}
    for module, libraries in packages_distributions().items():
        for library in libraries:
            modules.setdefault(_as_named(library), []).append(module)
    unused = {
        library
        for one in SETTINGS["project"]["dependencies"]
        if (library := _as_named(re.match(r"[\w.-]+", one)[0]))  # type: ignore[index]
        and not re.search(rf"(?:import |from |\")(?:{'|'.join(modules[library])})\b", code)
    }
    assert unused <= FOR_OTHERS


def _as_named(library: str) -> str:
    return re.sub(r"[-_.]+", "-", library).lower()


def test_no_expression_is_compiled_before_it_is_needed() -> None:
    below = {"files.py", "terminal.py"}
    assert [
        str(file.relative_to(ROOT))
        for file in ROOT.glob("reader/**/*.py")
        if re.search(r"^\w+ = re\.compile\(", file.read_text("utf-8"), re.MULTILINE)
        and not (file.parent.name == "reader" and file.name in below)
    ] == []


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
