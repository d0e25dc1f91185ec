from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def begun_before(warm: None) -> None:
    """The glossaries are compiled already: here it is not what is tested."""
