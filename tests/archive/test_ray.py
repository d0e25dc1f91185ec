"""An archive on Ray: a worker that dies loses nothing and doubles nothing."""

from __future__ import annotations

import subprocess
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

if find_spec("ray") is None:  # it takes a second to import, in every worker
    pytest.skip("Ray is not installed", allow_module_level=True)
pytest.importorskip("pyarrow")

from reader.archive.plan import Plan
from tests.archive import stub
from tests.archive.test_archive import articles, as_jsonl, command, written

pytestmark = pytest.mark.slow(20)

_STUCK = "timed out during startup"


def test_a_worker_is_killed(tmp_path: Path) -> None:
    source = as_jsonl(tmp_path / "in.jsonl", articles(120))
    (tmp_path / "deadly").touch()
    for _ in range(5):  # Ray gives itself 30 seconds to start, whatever else the machine does
        process = command(
            *("--engine", stub.ENGINE, "--workers", "2", str(source), str(tmp_path / "out")),
            STUB_LOG=str(tmp_path / "log"),
        )
        try:
            _, told = process.communicate(timeout=300)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        if _STUCK not in told:
            break
    assert process.returncode == 0, told
    assert not (tmp_path / "deadly").exists(), "a worker was killed"
    rows = written(Plan(str(source), str(tmp_path / "out")))
    assert Counter(row["id"] for row in rows) == {f"a{number}": 1 for number in range(120)}
    assert "120 articles, 480 sentences (238 of them repeats)" in told
    assert told.count("reader: ") == 6
