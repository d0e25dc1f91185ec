"""The translation memory: what is kept, found, repaired, taken along and brought back."""

from __future__ import annotations

import io
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import StoreError
from reader.memory.exchange import read, write
from reader.memory.matches import certain_match, matches
from reader.memory.salvage import rows, with_log
from reader.memory.units import Unit, Units
from reader.memory.words import key_of
from tests.waiting import until

QUAYS = Unit(
    "Le port compte 40 quais depuis le 3 mai 2025.",
    "The port has had 40 quays since 3 May 2025.",
    "fr",
    "en",
)
CRANES = Unit("Les grues attendent au bord du bassin.", "The cranes wait by the dock.", "fr", "en")
DOCKS = Unit("码头上有40台起重机。", "There are 40 cranes on the quay.", "zh", "en")


@pytest.fixture
def units(tmp_path: Path) -> Iterator[Units]:
    memory = Units(tmp_path / "memory.db")
    memory.add([QUAYS, CRANES, DOCKS])
    yield memory
    memory.close()


def offers(units: Units, sentence: str, language: str = "fr") -> list[tuple[str, str]]:
    return [(one.kind, one.target) for one in matches(units, sentence, language, "en")]


def test_what_is_there_is_not_added_again(units: Units) -> None:
    assert units.add([QUAYS, QUAYS]) == 0
    assert len(units) == 3
    assert [unit.source for unit in units.all()] == [QUAYS.source, CRANES.source, DOCKS.source]


def test_an_exact_match_ignores_spelling(units: Units) -> None:
    assert offers(units, "les grues attendent\u00a0au bord du bassin.") == [
        ("exact", CRANES.target)
    ]


@pytest.mark.parametrize(
    ("sentence", "language", "target"),
    [
        (
            "Le port compte 1 200 quais depuis le 17 juin 2024.",
            "fr",
            "The port has had 1,200 quays since 17 June 2024.",
        ),
        ("码头上有95台起重机。", "zh", "There are 95 cranes on the quay."),
    ],
)
def test_a_match_that_differs_in_numbers_and_dates_is_repaired(
    units: Units, sentence: str, language: str, target: str
) -> None:
    assert offers(units, sentence, language)[0] == ("repaired", target)


@pytest.mark.parametrize(
    ("source", "translation", "sentence", "language", "wanted"),
    [
        (
            QUAYS.source,
            QUAYS.target,
            "Le port compte 1 200 quais depuis le 17 juin.",
            "fr",
            "The port has had 1,200 quays since 17 June.",
        ),
        (
            "Écrivez à port@tanger.ma avant le 1er mars.",
            "Write to port@tanger.ma before 1 March.",
            "Écrivez à info@agadir.example avant le 30 août.",
            "fr",
            "Write to info@agadir.example before 30 August.",
        ),
        (
            "وصل السيد John Smith يوم 3 مايو 2024 إلى الرباط.",
            "Mr John Smith arrived in Rabat on 3 May 2024.",
            "وصل السيد Anna Lee يوم 12 شتنبر 2025 إلى الرباط.",
            "ar",
            "Mr Anna Lee arrived in Rabat on 12 September 2025.",
        ),
        (
            "John Smith于2024年5月3日抵达。",
            "John Smith arrived on 3 May 2024.",
            "Anna Lee于2025年11月20日抵达。",
            "zh",
            "Anna Lee arrived on 20 November 2025.",
        ),
    ],
)
def test_dates_addresses_and_names_are_repaired_as_a_translation_that_stands(
    tmp_path: Path, source: str, translation: str, sentence: str, language: str, wanted: str
) -> None:
    units = Units(tmp_path / "memory.db")
    units.add([Unit(source, translation, language, "en")])
    found = certain_match(units, sentence, language, "en")
    units.close()
    assert found is not None and (found.kind, found.target) == ("repaired", wanted)


OLDER = """
CREATE TABLE unit(
    id INTEGER PRIMARY KEY,
    source_language TEXT NOT NULL, target_language TEXT NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL,
    origin TEXT NOT NULL, created TEXT NOT NULL, file TEXT NOT NULL,
    key TEXT NOT NULL, shape TEXT NOT NULL, digest BLOB NOT NULL UNIQUE);
CREATE INDEX by_key ON unit(key, source_language, target_language);
CREATE INDEX by_shape ON unit(shape, source_language, target_language);
CREATE VIRTUAL TABLE word USING fts5(source, target, content='', detail=column);
CREATE TABLE frequency(token TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
PRAGMA user_version = 2;
"""


def test_a_memory_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    words = "le port compte 40 quais depuis le 3 mai 2025"
    with sqlite3.connect(path) as database:
        database.executescript(OLDER)
        database.execute(
            "INSERT INTO unit VALUES"
            " (7, 'fr', 'en', ?, ?, 'hand', '2025-01-02', 'a.txt', ?, '', 'x')",
            (QUAYS.source, QUAYS.target, key_of(QUAYS.source)),
        )
        database.execute("INSERT INTO word(rowid, source, target) VALUES (7, ?, 'quays')", (words,))
        database.executemany(
            "INSERT INTO frequency VALUES (?, 1)", [(w,) for w in set(words.split())]
        )
    database.close()
    units = Units(path)
    found = certain_match(units, "Le port compte 41 quais depuis le 9 juin 2024.", "fr", "en")
    assert found is not None and found.target == "The port has had 41 quays since 9 June 2024."
    assert found.unit.id == 7 and found.unit.origin == "hand" and found.unit.file == "a.txt"
    assert [one.id for one in units.search("quays")] == [7]
    assert offers(units, "Le port compte des quais depuis le 3 mai 2025.")[0][0] == "fuzzy"
    assert units.add([QUAYS]) == 0 and len(units) == 1
    units.close()


def test_what_cannot_be_repaired_for_sure_is_fuzzy(units: Units) -> None:
    units.add(
        [Unit("Il a 3 fils et 3 filles ici.", "He has 3 sons and 3 daughters here.", "fr", "en")]
    )
    assert offers(units, "Il a 3 fils et 4 filles ici.")[0][0] == "fuzzy"


def test_a_fuzzy_match_is_near_and_an_unlike_sentence_is_none(units: Units) -> None:
    (found,) = matches(units, "Les grues attendent au bord du canal.", "fr", "en")
    assert found.kind == "fuzzy" and 75 <= found.likeness < 100
    assert matches(units, "La pluie tombe sur la ville.", "fr", "en") == []
    assert matches(units, CRANES.source, "es", "en") == []


def test_words_are_found_in_both_texts(units: Units) -> None:
    assert [one.source for one in units.search("cranes")] == [DOCKS.source, CRANES.source]
    assert [one.source for one in units.search("GRUES bassin")] == [CRANES.source]
    assert [one.source for one in units.search("起重机")] == [DOCKS.source]
    assert units.search("nothing") == units.search("…") == []


def test_removed_units_are_found_no_more(units: Units) -> None:
    (found,) = units.search("bassin")
    assert units.remove([found.id, 999]) == 1
    assert units.search("bassin") == []
    assert offers(units, CRANES.source) == []


def test_what_the_reader_writes_replaces_what_he_wrote(units: Units) -> None:
    for text in ("The cranes are waiting.", "The cranes stand idle."):
        units.put(Unit(CRANES.source, text, "fr", "en", "hand"))
    assert [one.target for one in units.exact(CRANES.source, "fr", "en")] == [
        "The cranes stand idle.",
        CRANES.target,
    ]
    units.forget(CRANES.source, "fr", "en")
    assert offers(units, CRANES.source) == [("exact", CRANES.target)]


def test_nothing_is_made_where_nothing_is_kept(tmp_path: Path) -> None:
    units = Units(tmp_path / "none.db")
    assert (len(units), units.search("a"), list(units.all()), units.languages()) == (0, [], [], [])
    assert offers(units, "Le quai.") == []
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_memory_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    path.write_bytes(b"no database" * 100)
    warnings: list[str] = []
    with closing(Units(path, warnings.append)) as units:
        assert len(units) == 0 and ": 0 units recovered" in warnings[0]
    (aside,) = tmp_path.glob("memory.db.damaged-*")
    assert aside.read_bytes() == b"no database" * 100
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    with pytest.raises(StoreError, match=r"cannot be used: [A-Z][a-z ]+$"):
        Units(in_the_way / "memory.db").add([QUAYS])
    newer = tmp_path / "newer.db"
    with sqlite3.connect(newer) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer"):
        len(Units(newer))


def test_an_interrupted_import_keeps_whole_units(tmp_path: Path) -> None:
    units = Units(tmp_path / "memory.db")

    def broken() -> Iterator[Unit]:
        for number in range(12_000):
            yield Unit(f"phrase numéro {number}", f"sentence number {number}", "fr", "en")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        units.add(broken())
    assert len(units) == 12_000
    assert len(units.search("numéro 11999")) == 1


def test_a_word_is_no_rarer_for_having_stood_twice_in_what_was_removed(tmp_path: Path) -> None:
    units = Units(tmp_path / "memory.db")
    units.add([Unit("grue grue grue grue", "crane", "fr", "en"), Unit("la grue", "it", "fr", "en")])
    (first,) = units.search("crane")
    units.remove([first.id])
    assert [unit.target for unit in units.search("grue")] == ["it"]
    assert [key for _, key in units.near("grue ici", "fr", "en")] == ["la grue"]
    units.close()


def test_only_an_exact_match_is_called_wholly_alike(tmp_path: Path) -> None:
    units = Units(tmp_path / "memory.db")
    long = " ".join(f"mot{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" * 3)
    units.add([Unit(long, "Many words.", "fr", "en")])
    (near,) = matches(units, long + "s", "fr", "en")
    assert (near.kind, near.likeness) == ("fuzzy", 99)
    units.close()


def test_what_cannot_be_stored_takes_nothing_with_it(tmp_path: Path) -> None:
    units = Units(tmp_path / "memory.db")
    with pytest.raises(UnicodeEncodeError):
        units.add([DOCKS, replace(QUAYS, target="half of a pair: \ud83d")])
    assert len(units) == 0
    assert units.add([DOCKS, QUAYS]) == 2
    assert is_whole(units.path)
    units.close()


def is_whole(path: Path) -> bool:
    """Whether each unit of a memory is there with its words, and the file is sound."""
    with closing(sqlite3.connect(path)) as database:
        sound = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (units,) = database.execute("SELECT count(*) FROM unit").fetchone()
        (indexed,) = database.execute("SELECT count(*) FROM word_docsize").fetchone()
    return bool(sound and units == indexed)


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_an_import_that_is_killed_loses_nothing_and_is_taken_up_again(
    tmp_path: Path, sign: signal.Signals
) -> None:
    path = tmp_path / "memory.db"
    units = Units(path)
    mine = replace(QUAYS, origin="hand", created="2026-01-02", file="a.txt")
    units.add([mine, DOCKS])
    code = (
        "import sys; from pathlib import Path; from reader.memory.units import Unit, Units\n"
        "Units(Path(sys.argv[1])).add(Unit(f'phrase numéro {n} du lot', f'sentence number {n}',"
        " 'fr', 'en') for n in range(10**9))"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(path)])
    until(lambda: len(units) > 2 or process.poll() is not None)
    process.send_signal(sign)
    process.wait()
    there = len(units)
    assert there > 2 and is_whole(path)
    assert replace(units.exact(QUAYS.source, "fr", "en")[0], id=0) == mine
    assert len(units.search("起重机")) == 1
    last = there - 3
    again = (
        Unit(f"phrase numéro {n} du lot", f"sentence number {n}", "fr", "en") for n in range(there)
    )
    assert units.add(again) == 2
    assert [one.target for one in units.search(f"number {last}")] == [f"sentence number {last}"]
    assert is_whole(path)
    units.close()


TEXTS = st.text(min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)


@given(
    st.lists(st.tuples(TEXTS, TEXTS), max_size=6, unique=True),
    st.sampled_from([("fr", "en"), ("en", "fr"), ("en", "zt"), ("ar", "fr")]),
    st.sampled_from(["tmx", "tsv"]),
)
def test_a_memory_comes_back_as_it_was(
    pairs: list[tuple[str, str]], way: tuple[str, str], format: str
) -> None:
    texts = [text for pair in pairs for text in pair]
    if any(not character.isprintable() for text in texts for character in text):
        return
    out = io.StringIO(newline="")
    written = [Unit(one, other, *way, "hand", "2026-01-02", "a & b") for one, other in pairs]
    assert write(written, out, format) == len(written)
    path = _path(f"round.{format}", out.getvalue().encode())
    found = list(read(path) if format == "tmx" else read(path, source=way[0], target=way[1]))
    if format == "tmx":
        assert found == written
    else:
        assert [(one.source, one.target) for one in found] == pairs


def _path(name: str, content: bytes) -> Path:
    import tempfile

    path = Path(tempfile.mkdtemp()) / name
    path.write_bytes(content)
    return path


OMEGAT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1"><header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US"
 datatype="plaintext" creationtoolversion="5" segtype="sentence" srclang="fr"/>
<body>
<tu><tuv lang="fr"><seg>Le quai est long.</seg></tuv>
<tuv lang="en-GB" changeid="me" changedate="20240102T030405Z">
<seg>The quay is long.</seg></tuv></tu>
</body></tmx>
"""
WEBLATE = """<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4"><header srclang="en"/><body><tu srclang="en">
<tuv xml:lang="en"><seg>Open the gate</seg></tuv><tuv xml:lang="ar"><seg>افتح البوابة</seg></tuv>
<tuv xml:lang="zh_Hans"><seg>打开大门</seg></tuv></tu></body></tmx>
"""
MEMOQ = """<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4"><header srclang="fr-fr"/><body><tu changedate="20230405T000000Z">
<prop type="x-document">port.docx</prop>
<tuv xml:lang="fr-fr">
<seg>Le <bpt i="1">&lt;b&gt;</bpt>quai<ept i="1">&lt;/b&gt;</ept> <ph>x</ph>ouvre.</seg></tuv>
<tuv xml:lang="en-us"><seg>The <hi>quay</hi> opens.</seg></tuv></tu>
<tu><tuv xml:lang="fr-fr"><seg/></tuv><tuv xml:lang="en-us"><seg>Nothing.</seg></tuv></tu>
</body></tmx>
"""


def test_memories_of_other_programs_are_read(tmp_path: Path) -> None:
    def units_of(content: str, **more: str) -> list[Unit]:
        return list(read(_path("x.tmx", content.encode()), warn=warnings.append, **more))  # type: ignore[arg-type]

    warnings: list[str] = []
    (omegat,) = units_of(OMEGAT)
    assert (omegat.source, omegat.target, omegat.created) == (
        "Le quai est long.",
        "The quay is long.",
        "2024-01-02",
    )
    assert [(one.source, one.target) for one in units_of(WEBLATE, target="en")] == [
        ("افتح البوابة", "Open the gate"),
        ("打开大门", "Open the gate"),
    ]
    assert len(units_of(WEBLATE, source="ar")) == 1
    assert [one.target for one in units_of(WEBLATE, target="ar", source="en")] == ["افتح البوابة"]
    assert warnings == []
    (memoq,) = units_of(MEMOQ)
    assert (memoq.source, memoq.target, memoq.file) == (
        "Le quai ouvre.",
        "The quay opens.",
        "port.docx",
    )
    assert warnings == ["x.tmx: left out 1 unit without a text in two languages"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.tmx", "<tmx><body><tu>", r"x\.tmx:1 is not well-formed XML"),
        ("x.tmx", "<html/>", "XML, but not TMX"),
        ("x.tmx", '<!DOCTYPE t [<!ENTITY a "b">]><tmx><body><tu><tuv/>&a;</tu></body>', "x.tmx"),
        ("x.tsv", "one\n", r"x\.tsv:1 needs a source and a target"),
        ("x.docx", "", "a memory's file name ends in"),
    ],
)
def test_what_cannot_be_read_says_where(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    with pytest.raises(StoreError, match=message):
        list(read(path, source="fr"))


@pytest.mark.parametrize("kind", ["head", "page", "zeros", "cut"])
def test_damage_takes_only_what_it_hits(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "memory.db"
    units = [Unit(f"Le quai {n} est long.", f"Quay {n} is long.", "fr", "en") for n in range(300)]
    with closing(Units(path)) as memory:
        memory.add(units)
    content = bytearray(path.read_bytes())
    if kind == "head":
        content[:100] = bytes(100)
    elif kind == "cut":
        del content[len(content) // 2 :]
    else:
        leaf = next(at for at in range(4096, len(content), 4096) if b"Quay" in content[at:][:4096])
        content[leaf : leaf + 4096] = b"\xa5" * 4096 if kind == "page" else bytes(4096)
    path.write_bytes(content)
    warnings: list[str] = []
    memory = Units(path, warnings.append)
    kept = [one for one in memory.all() if one.source]
    written = {(one.source, one.target) for one in units}
    assert {(one.source, one.target) for one in kept} <= written, "never another text"
    assert len(kept) >= (300 if kind == "head" else 100), "a page has some fifty"
    assert len(warnings) == 1 and f"{len(kept)} units recovered" in warnings[0]
    assert len([*tmp_path.glob("memory.db.damaged-*[0-9]")]) == 1
    number = kept[-1].source
    assert [one.source for one in memory.exact(number, "fr", "en")] == [number]
    assert memory.search("long", limit=500)
    memory.put(CRANES)
    assert offers(memory, CRANES.source) == [("exact", CRANES.target)]
    memory.close()


@pytest.mark.parametrize("state", ["open", "killed"])
@pytest.mark.parametrize("kind", ["head", "page", "cut"])
def test_what_stands_in_the_log_survives_damage(tmp_path: Path, kind: str, state: str) -> None:
    path = tmp_path / "memory.db"
    old = [Unit(f"Le quai {n} est long.", f"Quay {n} is long.", "fr", "en") for n in range(300)]
    with closing(Units(path)) as memory:
        memory.add(old)
    writer = Units(path)
    writer.add([CRANES, DOCKS])
    if state == "killed":  # its log is left behind
        (tmp_path / "left").mkdir()
        for name in ("memory.db", "memory.db-wal"):
            (tmp_path / "left" / name).write_bytes((tmp_path / name).read_bytes())
        writer.close()
        path = tmp_path / "left" / "memory.db"
    assert Path(f"{path}-wal").stat().st_size
    content = path.read_bytes()
    page = next(at for at in range(4096, len(content), 4096) if b"Quay" in content[at:][:4096])
    with path.open("r+b") as file:
        if kind == "cut":
            file.truncate(len(content) // 2)
        else:
            file.seek(0 if kind == "head" else page)
            file.write(b"\xa5" * (100 if kind == "head" else 4096))
    warnings: list[str] = []
    memory = Units(path, warnings.append)
    kept = [one.source for one in memory.all()]
    # Of the head there is a newer one in the log: SQLite takes that, and misses nothing.
    assert len(warnings) == (0 if kind == "head" else 1)
    assert len(kept) >= (302 if kind == "head" else 100)
    assert {CRANES.source, DOCKS.source} <= set(kept)
    assert offers(memory, CRANES.source) == [("exact", CRANES.target)]
    if state == "open":  # and goes on in the new file
        writer.add([QUAYS])
        assert offers(memory, QUAYS.source) == [("exact", QUAYS.target)]
        assert len(writer) == len(kept) + 1
    writer.close()
    memory.close()


def test_a_damaged_log_counts_as_far_as_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    writer = Units(path)
    writer.add([QUAYS])
    whole = Path(f"{path}-wal").stat().st_size
    writer.add([CRANES])
    with Path(f"{path}-wal").open("r+b") as log:
        log.seek(whole + 200)
        log.write(b"\xa5")
    data, log_data = path.read_bytes(), Path(f"{path}-wal").read_bytes()
    found = [text for _, row in rows(with_log(data, log_data)) for text in row]
    assert QUAYS.source in found and CRANES.source not in found
    assert with_log(data, b"no log" * 20) == with_log(data, b"") == data
    writer.close()


def test_a_memory_that_another_process_mended_is_opened_again(tmp_path: Path) -> None:
    path, warnings = tmp_path / "memory.db", list[str]()
    with closing(Units(path)) as memory:
        memory.add([QUAYS, CRANES])
    path.write_bytes(bytes(100) + path.read_bytes()[100:])
    with closing(Units(path, warnings.append)) as one, closing(Units(path, warnings.append)) as two:
        assert len(one) == len(two) == 2
        two.add([DOCKS])
        assert len(one) == 3
    assert len(warnings) == 1
