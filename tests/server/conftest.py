from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import serving as serving_
from tests.server.serving import Served, serving


@pytest.fixture(autouse=True, scope="session")
def glossaries(compiled: Path) -> None:
    """The servers begin with compiled glossaries."""
    serving_.GLOSSARIES = compiled


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server as it comes, for all tests of a module."""
    with serving(tmp_path_factory.mktemp("served")) as running:
        yield running
