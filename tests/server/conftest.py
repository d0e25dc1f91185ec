from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.server.serving import Served, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server as it comes, for all tests of a module."""
    with serving(tmp_path_factory.mktemp("served")) as running:
        yield running
