from __future__ import annotations

import pickle
import random
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest
from diskcache import Cache
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.article import Doubt, TermUse
from reader.errors import StoreError
from reader.memory.store import Memory, Stored, digest
from reader.memory.unit import Unit
from reader.memory.units import Units
from tests.waiting import LIMIT

spans = st.tuples(st.integers(0, 999), st.integers(0, 999))
stored = st.builds(
    Stored,
    target=st.text(),
    terms=st.lists(
        st.builds(
            TermUse,
            concept=st.text(min_size=1),
            source_span=spans,
            target_span=spans,
            how=st.sampled_from(["model", "constrained", "substituted"]),
        ),
        max_size=3,
    ).map(tuple),
    score=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    package=st.text(),
    doubts=st.lists(
        st.builds(
            Doubt,
            kind=st.sampled_from(["literal", "negation", "score"]),
            message=st.text(),
            source_span=st.none() | spans,
            target_span=st.none() | spans,
        ),
        max_size=2,
    ).map(tuple),
)


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(value=stored)
def test_what_is_written_is_read(tmp_path: Path, value: Stored) -> None:
    memory = Memory(tmp_path / "c", tmp_path / "d")
    memory.write([("key", value)])
    assert memory.read("key") == value
    memory.close()
    again = Memory(tmp_path / "c", tmp_path / "d")
    assert again.read("key") == value
    again.close()


def test_unknown_key_is_none(tmp_path: Path) -> None:
    assert Memory(tmp_path / "c", tmp_path / "d").read("nothing") is None


def test_every_part_changes_the_digest() -> None:
    parts = ["text", ["package"], 2, None]
    keys = {digest(*parts)}
    for index, other in enumerate(["text ", ["package", ""], 1, 0]):
        changed = list(parts)
        changed[index] = other
        keys.add(digest(*changed))
    assert len(keys) == 5


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "c", tmp_path / "d")
    memory.write([("key", Stored("text"))])
    memory.correct("key", Stored("mine"))
    memory.close()
    file = tmp_path / "c" / "translations" / "cache.db"
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("PRAGMA journal_mode = DELETE")
        newer.execute("ALTER TABLE Cache RENAME TO Translations")
        newer.execute("PRAGMA user_version = 7")
    before = file.read_bytes()
    told: list[str] = []
    memory = Memory(tmp_path / "c", tmp_path / "d", warn=told.append)
    assert memory.read("key") is None
    memory.write([("other", Stored("text"))])
    assert memory.clear() is None
    assert memory.correction("key") == Stored("mine")
    memory.close()
    assert file.read_bytes() == before
    assert len(told) == 1 and "newer Dragoman" in told[0] and "\n" not in told[0]
    assert [path.name for path in (tmp_path / "c").iterdir()] == ["translations"]


def test_clear_keeps_corrections(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "c", tmp_path / "d")
    memory.write([("a", Stored("one")), ("b", Stored("two"))])
    assert not memory.has_corrections()
    memory.correct("a", Stored("mine"))
    assert memory.clear() == 2
    assert memory.read("a") is None
    assert memory.has_corrections()
    assert memory.correction("a") == Stored("mine")
    memory.correct("a", None)
    assert memory.correction("a") is None
    assert not memory.has_corrections()


def test_a_planted_pickle_is_never_loaded(tmp_path: Path) -> None:
    """Whoever can write to the folder must not be able to run code in our process."""
    proof = tmp_path / "executed"

    class Payload:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (proof,)  # type: ignore[return-value]

    with Cache(str(tmp_path / "c" / "translations")) as planted:
        planted.set("key", Payload())
    assert Memory(tmp_path / "c", tmp_path / "d").read("key") is None
    assert not proof.exists()
    pickle.loads(pickle.dumps(Payload()))
    assert proof.exists(), "the payload is a working one"


def test_a_row_cannot_name_a_file(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "c", tmp_path / "d")
    memory.write([("key", Stored("kept"))])
    memory.close()
    secret = tmp_path / "secret"
    secret.write_text('{"target": "secret", "terms": [], "score": null, "package": ""}')
    database = sqlite3.connect(tmp_path / "c" / "translations" / "cache.db")
    database.execute("UPDATE Cache SET mode = 2, filename = ?, value = NULL", (str(secret),))
    database.commit()
    database.close()
    assert Memory(tmp_path / "c", tmp_path / "d").read("key") is None


def test_a_damaged_store_is_set_aside(tmp_path: Path) -> None:
    folder = tmp_path / "c" / "translations"
    folder.mkdir(parents=True)
    (folder / "cache.db").write_bytes(b"this is not a database " * 100)
    warnings: list[str] = []
    memory = Memory(tmp_path / "c", tmp_path / "d", warn=warnings.append)
    memory.write([("key", Stored("new"))])
    assert memory.read("key") == Stored("new")
    assert len(warnings) == 1
    assert "damaged" in warnings[0]
    assert len(list((tmp_path / "c").glob("translations.damaged-*/cache.db"))) == 1


def test_damage_under_way_is_survived(tmp_path: Path) -> None:
    warnings: list[str] = []
    memory = Memory(tmp_path / "c", tmp_path / "d", warn=warnings.append)
    memory.write([(str(index), Stored("x" * 500)) for index in range(200)])
    memory.close()
    path = tmp_path / "c" / "translations" / "cache.db"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    memory = Memory(tmp_path / "c", tmp_path / "d", warn=warnings.append)
    assert memory.read("7") is None
    memory.write([("7", Stored("again"))])
    assert memory.read("7") == Stored("again")
    assert len(warnings) == 1


def test_threads_that_find_a_memory_damaged_together_give_it_up_once(tmp_path: Path) -> None:
    together = Barrier(2)

    class Damaged(Units):
        def exact(self, source: str, source_language: str, target_language: str) -> list[Unit]:
            together.wait(LIMIT)
            raise StoreError("the memory is damaged")

    warnings: list[str] = []
    memory = Memory(tmp_path / "c", tmp_path / "d", warn=warnings.append)
    memory.consult(Damaged(tmp_path / "other.db"))
    with ThreadPoolExecutor(2) as pool:
        found = [pool.submit(memory.match, "Le quai", "fr", "en") for _ in range(2)]
        assert [each.result(LIMIT) for each in found] == [None, None]
    assert warnings == ["the memory is damaged; the work goes on without it"]
    assert memory.match("Le quai", "fr", "en") is None
    memory.close()


def test_a_damaged_entry_is_no_entry(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "c", tmp_path / "d")
    memory.write([("key", Stored("kept"))])
    memory.close()
    database = sqlite3.connect(tmp_path / "c" / "translations" / "cache.db")
    database.execute("UPDATE Cache SET value = ?", (b'{"target": 3',))
    database.commit()
    database.close()
    assert Memory(tmp_path / "c", tmp_path / "d").read("key") is None


def test_a_store_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    warnings: list[str] = []
    memory = Memory(tmp_path / "file", tmp_path / "d", warn=warnings.append)
    memory.write([("key", Stored("lost"))])
    assert memory.read("key") is None
    assert len(warnings) == 1


_WRITER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from reader.memory.store import Memory, Stored
memory = Memory(Path(sys.argv[1]), Path(sys.argv[2]))
for index in range(60):
    memory.write([(f"{sys.argv[3]}-{index}-{part}", Stored("t")) for part in range(5)])
"""


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    paths = [str(tmp_path / "c"), str(tmp_path / "d")]
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, *paths, name]) for name in ("a", "b")
    ]
    assert [writer.wait(LIMIT) for writer in writers] == [0, 0]
    memory = Memory(tmp_path / "c", tmp_path / "d")
    assert memory.info().translations == 600


_FOLLOWER = """
import sys
from pathlib import Path
from reader.memory.store import Memory, Stored
memory = Memory(Path(sys.argv[1]), Path(sys.argv[2]))
memory.write([("before", Stored("t"))])
print("written", flush=True)
sys.stdin.readline()
assert memory.read("other") == Stored("theirs")
memory.write([("after", Stored("mine"))])
"""


def test_a_store_that_another_process_has_set_aside_is_left_for_the_new_one(
    tmp_path: Path,
) -> None:
    folders = tmp_path / "c", tmp_path / "d"
    with subprocess.Popen(
        [sys.executable, "-c", _FOLLOWER, *map(str, folders)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as follower:
        assert follower.stdin and follower.stdout
        follower.stdout.readline()
        file = folders[0] / "translations" / "cache.db"
        file.with_name("cache.db-wal").unlink()
        with file.open("r+b") as opened:
            opened.write(b"this is not a database any more")
        memory = Memory(*folders, warn=lambda _: None)
        memory.write([("other", Stored("theirs"))])
        assert len(list(folders[0].glob("translations.damaged-*"))) == 1
        follower.stdin.write(b"go on\n")
        follower.stdin.close()
        assert follower.wait(LIMIT) == 0
    assert memory.read("after") == Stored("mine")
    memory.close()
    assert Memory(*folders).read("after") == Stored("mine")


def test_the_size_limit_evicts_the_oldest(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "c", tmp_path / "d", limit=400_000)
    memory.correct("mine", Stored("y" * 1000))
    for index in range(400):
        memory.write([(str(index), Stored("x" * 2000))])
    assert memory.info().size < 2_000_000
    assert memory.read("0") is None
    assert memory.read("399") is not None
    assert memory.correction("mine") == Stored("y" * 1000)


@pytest.mark.parametrize("name", ["translations", "corrections"])
def test_info_counts(tmp_path: Path, name: str) -> None:
    memory = Memory(tmp_path / "c", tmp_path / "d")
    memory.write([("key", Stored("one"))])
    memory.correct("key", Stored("one"))
    assert getattr(memory.info(), name) == 1


def test_info_and_clear_survive_damage(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "c", tmp_path / "d")
    memory.write([(str(index), Stored("x" * 500)) for index in range(200)])
    memory.close()
    path = tmp_path / "c" / "translations" / "cache.db"
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    warnings: list[str] = []
    memory = Memory(tmp_path / "c", tmp_path / "d", warn=warnings.append)
    assert memory.info().translations == 0
    assert memory.clear() == 0
    memory.write([("key", Stored("new"))])
    assert memory.info().translations == 1
    assert len(warnings) == 1


def test_clear_makes_room_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Memory(tmp_path / "c", tmp_path / "d")) as memory:
        memory.write([("key", Stored("x" * 5000))])
        memory.correct("key", Stored("mine"))
    told: list[str] = []
    memory = Memory(tmp_path / "c", tmp_path / "d", warn=told.append)

    def fail(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as full:
        full.setattr(Cache, "__init__", fail)
        info = memory.info()
        assert info.translations is None and info.size > 5000
        assert memory.clear() == 0
    assert not (tmp_path / "c" / "translations").exists()
    memory.write([("key", Stored("again"))])
    assert memory.read("key") == Stored("again")
    assert memory.correction("key") == Stored("mine")
    assert len(told) == 1


def test_clear_leaves_a_store_that_is_locked(tmp_path: Path) -> None:
    with closing(Memory(tmp_path / "c", tmp_path / "d")) as memory:
        memory.write([("key", Stored("text"))])
    memory = Memory(tmp_path / "c", tmp_path / "d", warn=lambda _: None)

    def fail(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    with pytest.MonkeyPatch.context() as locked:
        locked.setattr(Cache, "__init__", fail)
        assert memory.clear() is None
    assert Memory(tmp_path / "c", tmp_path / "d").read("key") == Stored("text")


def test_a_store_that_another_holds_is_not_waited_for_by_diskcache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would, for a minute, whatever time it is given."""
    with closing(Memory(tmp_path / "c", tmp_path / "d")) as memory:
        memory.write([("key", Stored("text"))])
    monkeypatch.setattr("reader.memory.store._TIMEOUT", 0.01)
    made: list[object] = []
    monkeypatch.setattr(Cache, "__init__", lambda *given, **_: made.append(given))
    told: list[str] = []
    memory = Memory(tmp_path / "c", tmp_path / "d", warn=told.append)
    file = tmp_path / "c" / "translations" / "cache.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as another:
        another.execute("BEGIN EXCLUSIVE")
        assert memory.read("key") is None
    assert len(told) == 1 and "locked" in told[0]
    assert not made


def test_what_is_no_damage_sets_nothing_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A busy disk or a closed connection must never move a store away."""
    warnings: list[str] = []
    memory = Memory(tmp_path / "c", tmp_path / "d", warn=warnings.append)
    memory.write([("key", Stored("mine"))])

    def fail(*_: object, **__: object) -> None:
        raise sqlite3.ProgrammingError("Cannot operate on a closed database.")

    with monkeypatch.context() as broken:
        broken.setattr(Cache, "get", fail)
        assert memory.read("key") is None
    assert [path.name for path in (tmp_path / "c").iterdir()] == ["translations"]
    assert Memory(tmp_path / "c", tmp_path / "d").read("key") == Stored("mine")
    assert len(warnings) == 1 and "going on without" in warnings[0]


def test_threads_that_meet_damage_set_it_aside_once(tmp_path: Path) -> None:
    folder = tmp_path / "c" / "translations"
    folder.mkdir(parents=True)
    (folder / "cache.db").write_bytes(b"this is not a database " * 100)
    warnings: list[str] = []
    memory = Memory(tmp_path / "c", tmp_path / "d", warn=warnings.append)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: memory.write([(str(n), Stored("t"))]), range(40)))
    assert memory.info().translations == 40
    assert len(warnings) == 1


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(["bytes", "page", "cut", "head"]))
@example(seed=333, kind="bytes")  # an index that leads from one key to the record of another
@example(seed=1729, kind="bytes")  # one that does not lead to what was just written
def test_no_damage_stops_the_work(
    tmp_path_factory: pytest.TempPathFactory, seed: int, kind: str
) -> None:
    folder, rng = tmp_path_factory.mktemp("store"), random.Random(seed)
    entries = [(str(number), Stored("x" * number)) for number in range(200)]
    memory = Memory(folder, folder)
    memory.write(entries)
    memory.close()
    path = folder / "translations" / "cache.db"
    content = bytearray(path.read_bytes())
    if kind == "bytes":
        for _ in range(rng.randint(1, 40)):
            content[rng.randrange(len(content))] = rng.randrange(256)
    elif kind == "page":
        start = 4096 * rng.randrange(len(content) // 4096)
        content[start : start + 4096] = rng.randbytes(4096)
    elif kind == "cut":
        content = content[: rng.randrange(len(content))]
    else:
        content[: rng.randint(1, 3000)] = rng.randbytes(rng.randint(1, 3000))
    path.write_bytes(content)
    warnings: list[str] = []
    memory = Memory(folder, folder, warn=warnings.append)
    for key, value in entries[::7]:
        assert memory.read(key) in (None, value)
    memory.write(entries)
    memory.info()
    memory.write(entries)
    assert [memory.read(key) for key, _ in entries] == [value for _, value in entries]
    assert len(warnings) <= 1
    memory.close()


def test_clear_removes_what_was_set_aside(tmp_path: Path) -> None:
    folder = tmp_path / "c" / "translations"
    folder.mkdir(parents=True)
    (folder / "cache.db").write_bytes(b"this is not a database " * 100)
    warnings: list[str] = []
    memory = Memory(tmp_path / "c", tmp_path / "d", warn=warnings.append)
    memory.write([("key", Stored("new"))])
    assert len(list((tmp_path / "c").iterdir())) == 2
    assert memory.clear() == 1
    assert [path.name for path in (tmp_path / "c").iterdir()] == ["translations"]
