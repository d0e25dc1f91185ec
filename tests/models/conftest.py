from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.models.server import Server, serving


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry with nothing in it."""
    path = tmp_path_factory.mktemp("registry") / "registry.json"
    path.write_text('{"format": 1, "date": "2026-01-01", "published": {}, "offers": []}')
    return path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, registry: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folders of their own, with nothing in them."""
    home = tmp_path / "home"
    for variable in ("ARGOS_PACKAGES_DIR", "ARGOS_PACKAGE_INDEX", "SNAP", "SNAP_USER_DATA"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    for variable in ("CACHE", "DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"DRAGOMAN_{variable}", str(home / "dragoman" / variable.lower()))
    # Nobody outside is asked: no registry but an empty one, no records of Mozilla's.
    monkeypatch.setenv("DRAGOMAN_REGISTRY", str(registry))
    monkeypatch.setenv("DRAGOMAN_FIREFOX_RECORDS", "off")
    return home


@pytest.fixture
def packages(home: Path) -> Path:
    """The folder of installed packages."""
    folder = home / "data" / "argos-translate" / "packages"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running
