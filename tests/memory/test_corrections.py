"""What the reader wrote by hand outlives whatever happens to its file."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from diskcache import Cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import StoreError
from reader.memory.corrections import Corrections
from reader.memory.records import encode
from reader.memory.store import Memory, Stored, digest

KEYS = [digest("sentence", number) for number in range(60)]


def kept(number: int) -> Stored:
    """A correction of any length: some rows go on in pages of their own."""
    return Stored(f"correction {number} " * (1 + number * 7 % 400))


def filled(folder: Path) -> Path:
    corrections = Corrections(folder, pytest.fail)
    for number, key in enumerate(KEYS):
        corrections.put(key, Stored("first thoughts"))
        corrections.put(key, kept(number))
    corrections.put(digest("withdrawn"), Stored("wrong"))
    corrections.put(digest("withdrawn"), None)
    corrections.close()
    return folder / "corrections.db"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file of corrections, as bytes."""
    return filled(tmp_path_factory.mktemp("corrections")).read_bytes()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(["bytes", "page", "cut", "head", "zeros"]))
def test_damage_takes_only_what_it_hits(
    tmp_path_factory: pytest.TempPathFactory, whole: bytes, seed: int, kind: str
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    content, rng = bytearray(whole), random.Random(seed)
    pages = len(whole) // 4096
    if kind == "bytes":
        for _ in range(rng.randint(1, 30)):
            content[rng.randrange(len(content))] ^= rng.randint(1, 255)
    elif kind == "cut":
        content = content[: rng.randrange(len(content))]
    elif kind == "head":
        content[: rng.randint(1, 100)] = b"\xff" * rng.randint(1, 100)
    else:
        start = 4096 * rng.randrange(pages)
        content[start : start + 4096] = rng.randbytes(4096) if kind == "page" else bytes(4096)
    (folder / "corrections.db").write_bytes(content)
    warnings: list[str] = []
    corrections = Corrections(folder, warnings.append)
    found = {key: corrections.get(key) for key in KEYS}
    for number, key in enumerate(KEYS):
        assert found[key] in (None, kept(number)), "never another text, nor an earlier one"
    assert corrections.get(digest("withdrawn")) is None
    if kind in ("page", "zeros"):
        assert sum(text is None for text in found.values()) <= 20, "no page holds more rows"
    if None in found.values():
        assert any("recovered" in warning for warning in warnings)
        assert list(folder.glob("corrections.db.damaged-*")), "the damaged file is kept"
    corrections.put(KEYS[0], Stored("new"))
    assert corrections.get(KEYS[0]) == Stored("new")
    assert len(warnings) <= 1
    corrections.close()


def test_a_lost_header_loses_nothing(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / "corrections.db").write_bytes(bytes(100) + whole[100:])
    warnings: list[str] = []
    corrections = Corrections(tmp_path, warnings.append)
    assert [corrections.get(key) for key in KEYS] == [kept(n) for n in range(len(KEYS))]
    assert len(warnings) == 1 and f"{len(KEYS)} recovered" in warnings[0]


def test_corrections_of_an_earlier_version_are_taken_over(tmp_path: Path) -> None:
    with Cache(str(tmp_path)) as cache:
        for number, key in enumerate(KEYS[:5]):
            cache.set(key, encode(kept(number)))
    cache.close()
    # What that version wrote: a raw value, in SQLite's own column.
    corrections = Corrections(tmp_path, pytest.fail)
    assert [corrections.get(key) for key in KEYS[:6]] == [*map(kept, range(5)), None]
    assert corrections.count() == 5


def test_a_correction_is_on_the_disk_when_it_is_kept(tmp_path: Path) -> None:
    corrections = Corrections(tmp_path, pytest.fail)
    corrections.put(KEYS[0], Stored("mine"))
    assert [path.name for path in tmp_path.iterdir()] == ["corrections.db"], "in no journal"
    with closing(sqlite3.connect(tmp_path / "corrections.db")) as other:
        assert other.execute("SELECT count(*) FROM corrections").fetchone() == (1,)


def test_what_is_withdrawn_is_gone_from_the_disk(tmp_path: Path) -> None:
    corrections = Corrections(tmp_path, pytest.fail)
    corrections.put(KEYS[0], Stored("something to be forgotten"))
    corrections.put(KEYS[0], None)
    corrections.close()
    assert b"forgotten" not in (tmp_path / "corrections.db").read_bytes()


def test_they_are_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        memory = Memory(tmp_path / "c", tmp_path / "d")
        memory.correct(KEYS[0], Stored("mine"))
        memory.write([(KEYS[0], Stored("a model's"))])
        for folder in (tmp_path / "c" / "translations", tmp_path / "d" / "corrections"):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            assert [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()] == [
                0o600 for _ in folder.iterdir()
            ]
    finally:
        os.umask(before)


def test_a_newer_file_is_read_and_not_written(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with closing(sqlite3.connect(path)) as newer, newer:
        newer.execute("PRAGMA user_version = 7")
    before = path.read_bytes()
    corrections = Corrections(tmp_path, pytest.fail)
    assert corrections.get(KEYS[3]) == kept(3)
    with pytest.raises(StoreError, match="newer Dragoman"):
        corrections.put(KEYS[3], Stored("mine"))
    assert path.read_bytes() == before


def test_a_locked_file_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.memory.corrections._TIMEOUT", 0.1)
    path = filled(tmp_path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        warnings: list[str] = []
        corrections = Corrections(tmp_path, warnings.append)
        assert corrections.get(KEYS[0]) is None
        assert corrections.get(KEYS[1]) is None
        assert len(warnings) == 1 and "locked" in warnings[0]
        with pytest.raises(StoreError, match="locked"):
            corrections.put(KEYS[0], Stored("mine"))
    corrections.put(KEYS[0], Stored("mine"))
    assert corrections.get(KEYS[0]) == Stored("mine")
    assert not list(tmp_path.glob("*.damaged-*"))


_READ_ONLY = """
import ctypes, os, sys
from pathlib import Path
libc = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNS, CLONE_NEWUSER, MS_BIND, MS_REMOUNT, MS_RDONLY = 0x20000, 0x10000000, 4096, 32, 1
folder = sys.argv[1].encode()
if libc.unshare(CLONE_NEWNS) and libc.unshare(CLONE_NEWNS | CLONE_NEWUSER):
    sys.exit(77)
if libc.mount(folder, folder, None, MS_BIND, None) or libc.mount(
    None, folder, None, MS_BIND | MS_REMOUNT | MS_RDONLY, None
):
    sys.exit(77)
from reader.errors import StoreError
from reader.memory.store import Memory, Stored
warnings = []
memory = Memory(Path(sys.argv[1]), Path(sys.argv[1]), warn=warnings.append)
print(memory.correction(sys.argv[2]).target)
try:
    memory.correct(sys.argv[2], Stored("new"))
except StoreError as error:
    print(error)
print(len(warnings))
"""


@pytest.mark.parametrize("damage", [False, True])
def test_they_are_read_where_they_cannot_be_written(tmp_path: Path, damage: bool) -> None:
    path = filled(tmp_path / "corrections")
    if damage:
        path.write_bytes(bytes(100) + path.read_bytes()[100:])
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", _READ_ONLY, str(tmp_path), KEYS[0]], capture_output=True, text=True
    )
    if done.returncode == 77:
        pytest.skip("no mounts here")
    target, error, warnings = done.stdout.splitlines()
    assert target == kept(0).target
    assert "Cannot keep the correction" in error
    assert warnings == ("2" if damage else "0"), done.stdout
    assert path.read_bytes() == before


_FINDER = """
import sys
from pathlib import Path
from reader.memory.store import Memory, Stored, digest
memory = Memory(Path(sys.argv[1]), Path(sys.argv[1]), warn=lambda message: print(message))
memory.read(digest("sentence", 0))
memory.correct(digest("of", sys.argv[2]), Stored("mine"))
memory.write([(digest("of", sys.argv[2]), Stored("made"))])
"""


@pytest.mark.slow
def test_processes_that_meet_damage_at_once(tmp_path: Path, whole: bytes) -> None:
    """One mends, the others take what it made; nothing that any of them writes is lost."""
    memory = Memory(tmp_path, tmp_path)
    memory.write([(key, Stored("x" * 500)) for key in KEYS])
    memory.close()
    path = tmp_path / "translations" / "cache.db"
    path.write_bytes(b"\xff" * path.stat().st_size)
    for wal in path.parent.glob("*-wal"):
        wal.unlink()
    (tmp_path / "corrections").mkdir()
    (tmp_path / "corrections" / "corrections.db").write_bytes(bytes(100) + whole[100:])
    names = [str(number) for number in range(6)]
    finders = [
        subprocess.Popen(
            [sys.executable, "-c", _FINDER, str(tmp_path), name], stdout=subprocess.PIPE, text=True
        )
        for name in names
    ]
    said = [finder.communicate()[0].splitlines() for finder in finders]
    assert [finder.returncode for finder in finders] == [0] * 6
    assert sum(map(len, said)) == 2, "each damage is told of once"
    after = Memory(tmp_path, tmp_path, warn=pytest.fail)
    assert [after.correction(digest("of", name)) for name in names] == [Stored("mine")] * 6
    assert after.correction(KEYS[9]) == kept(9)
    assert [after.read(digest("of", name)) for name in names] == [Stored("made")] * 6
    assert len(list(tmp_path.glob("translations.damaged-*"))) == 1
    assert len(list((tmp_path / "corrections").glob("*.damaged-*"))) == 1


def test_threads_share_corrections(tmp_path: Path) -> None:
    memory = Memory(tmp_path, tmp_path, warn=pytest.fail)

    def keep(number: int) -> Stored | None:
        memory.correct(KEYS[number], kept(number))
        return memory.correction(KEYS[number])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(keep, range(len(KEYS)))) == [kept(n) for n in range(len(KEYS))]
