from __future__ import annotations

import json
import os
import stat
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.errors import DragomanError, InvalidPackage
from reader.models import archive, catalogue, unpacking
from tests.models.building import Member, lay, members, metadata, pack, written

TOP = "translate-zh_en"
pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")


def refused(path: Path, place: Path) -> str:
    """Unpack what must not unpack; nothing may be left of it. Returns the message."""
    with pytest.raises(InvalidPackage) as caught, archive.unpacking(path, place):
        pass
    assert list(place.iterdir()) == []
    said = str(caught.value)
    assert "\n" not in said
    assert path.name in said
    return said


def test_a_sound_archive_unpacks_to_one_folder(tmp_path: Path) -> None:
    path = written(tmp_path / "good.argosmodel", members())
    with archive.unpacking(path, tmp_path / "place") as folder:
        unpacked = {
            file.relative_to(folder.parent).as_posix(): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file()
        }
    assert unpacked == dict(members())
    assert list((tmp_path / "place").iterdir()) == []


def test_folders_and_further_files_are_no_offence(tmp_path: Path) -> None:
    more: list[Member] = [
        (f"{TOP}/", b""),
        (f"{TOP}/model/", b""),
        *members(),
        (f"{TOP}/README.md", "# 中文\n".encode()),
        (f"{TOP}/stanza/zh/tokenize/gsdsimp.pt", b"x"),
        (f"{TOP}/model/", b""),
    ]
    with archive.unpacking(written(tmp_path / "a", more), tmp_path / "place") as folder:
        assert (folder / "stanza" / "zh" / "tokenize" / "gsdsimp.pt").is_file()


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        f"{TOP}/../../evil",
        f"{TOP}/..",
        "/etc/evil",
        "//host/share",
        "C:/evil",
        f"{TOP}/c:evil",
        "..\\evil",
        f"{TOP}\\..\\..\\evil",
        f"{TOP}/./x",
        f"{TOP}//x",
        f"{TOP}/x\0.txt",
        f"{TOP}/line\nbreak",
        f"{TOP}/nul",
        f"{TOP}/Aux.txt",
        f"{TOP}/dot.",
        f"{TOP}/space ",
        f"{TOP}/" + "x" * 300,
        f"{TOP}/" + "d/" * 40 + "x",
        ".",
    ],
)
def test_unsafe_paths_are_refused(name: str, tmp_path: Path) -> None:
    # zipfile would cut a name at its NUL while writing: put the NUL in afterwards.
    data = pack([*members(), (name.replace("\0", "\x01"), b"evil")])
    if "\0" in name:
        data = data.replace(name.replace("\0", "\x01").encode(), name.encode())
    path = tmp_path / "bad.argosmodel"
    path.write_bytes(data)
    assert "unsafe path" in refused(path, tmp_path / "place")
    assert not list(tmp_path.rglob("*evil*"))


PARTS = st.sampled_from(
    ["..", ".", "", "a", "b.txt", "c:", "\\", "..\\", "nul", "/", "x ", "\0", "é", "~", "-"]
)


@settings(max_examples=300)
@given(st.one_of(st.lists(PARTS, max_size=6).map("/".join), st.text(max_size=20)))
@example("")
@example("a/../../b")
@example("\\\\host\\share\\x")
def test_a_path_that_is_let_through_stays_inside_on_every_system(name: str) -> None:
    try:
        parts = unpacking.safe_parts(name)
    except InvalidPackage:
        return
    assert "/".join(parts) == name.removesuffix("/")
    assert os.path.normpath("/base/" + "/".join(parts)) == "/base/" + "/".join(parts)
    assert PurePosixPath("/base").joinpath(*parts).parts == ("/", "base", *parts)
    windows = PureWindowsPath("Z:\\base").joinpath(*parts)
    assert windows.parts == ("Z:\\", "base", *parts)
    assert not windows.is_reserved()


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK]
)
@pytest.mark.parametrize("to", [b"/etc/passwd", b"../../evil", b"metadata.json", b".", b""])
def test_links_and_devices_are_refused(to: bytes, kind: int, tmp_path: Path) -> None:
    link = zipfile.ZipInfo(f"{TOP}/model/link")
    link.create_system = 3
    link.external_attr = (kind | 0o777) << 16
    path = written(tmp_path / "bad.argosmodel", [*members(), (link, to)])
    assert "link or a device" in refused(path, tmp_path / "place")


def spoiled(change: str) -> list[Member]:
    good = members()
    return {
        "no metadata": [one for one in good[1:] if "config" not in str(one[0])],
        "no model": [good[0], *good[2:]],
        "no tokenizer": good[:-1],
        "empty model": [good[0], (good[1][0], b""), *good[2:]],
        "two tops": [*good, ("another/file", b"x")],
        "twice": [*good, good[1]],
        "case": [*good, (f"{TOP}/Model/other.bin", b"x")],
        "case of a file": [*good, (f"{TOP}/SentencePiece.model", b"x")],
        "composition": [*good, (f"{TOP}/\u00e9", b"x"), (f"{TOP}/e\u0301", b"x")],
        "file and folder": [*good, (f"{TOP}/sentencepiece.model/x", b"x")],
        "nothing": [],
        "many": [*good, *((f"{TOP}/x/{n}", b"") for n in range(unpacking.MAX_ENTRIES))],
    }[change]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("no metadata", "no config.json"),
        ("no model", "no model.bin"),
        ("no tokenizer", "no sentencepiece.model"),
        ("empty model", "model.bin: empty"),
        ("two tops", "no metadata.json"),
        ("twice", "occurs twice"),
        ("case", "case"),
        ("case of a file", "case"),
        ("composition", "case"),
        ("file and folder", "both a file and a folder"),
        ("nothing", "empty"),
        ("many", "more than 10000"),
    ],
)
def test_what_is_not_one_whole_package_is_refused(change: str, said: str, tmp_path: Path) -> None:
    path = written(tmp_path / "bad.argosmodel", spoiled(change))
    assert said in refused(path, tmp_path / "place")


@pytest.mark.slow
@pytest.mark.parametrize(
    "fields",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b" " * (2 << 20),
        {"from_code": ["zh"]},
        {"from_code": None},
        {"from_code": "../x"},
        {"from_code": "zh/en"},
        {"from_code": "zh\n"},
        {"from_code": ""},
        {"to_code": "..\\x"},
        {"to_code": 3},
        {"package_version": 1.0},
        {"package_version": "../1"},
        {"package_version": ""},
        {"package_version": None},
        {"target_prefix": ["x"]},
        {"type": ["translate"]},
    ],
)
def test_metadata_of_wrong_types_is_refused(fields: bytes | dict[str, Any], tmp_path: Path) -> None:
    if isinstance(fields, dict):
        fields = json.dumps(metadata("zh", "en") | fields).encode()
    bad = [(f"{TOP}/metadata.json", fields), *members()[1:]]
    assert "metadata.json" in refused(written(tmp_path / "bad.argosmodel", bad), tmp_path / "place")


@pytest.mark.parametrize("name", ["from_code", "to_code", "package_version"])
def test_metadata_without_a_field_is_refused(name: str, tmp_path: Path) -> None:
    fields = metadata("zh", "en")
    del fields[name]
    bad = [(f"{TOP}/metadata.json", json.dumps(fields).encode()), *members()[1:]]
    said = refused(written(tmp_path / "bad.argosmodel", bad), tmp_path / "place")
    assert f"{name} in metadata.json is missing" in said


def test_a_zip_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    bomb = pack([*members(), (f"{TOP}/model/zeros", bytes(64 << 20))])
    assert len(bomb) < 400_000
    path = tmp_path / "bomb.argosmodel"
    path.write_bytes(bomb)
    assert "zip bomb" in refused(path, tmp_path / "place")


def test_a_bomb_that_lies_about_its_size_is_stopped_too(tmp_path: Path) -> None:
    honest = pack([*members(), (f"{TOP}/model/zeros", bytes(64 << 20))])
    lie = honest.replace(struct.pack("<L", 64 << 20), struct.pack("<L", 100))
    assert lie != honest
    path = tmp_path / "bomb.argosmodel"
    path.write_bytes(lie)
    refused(path, tmp_path / "place")


def test_members_that_share_their_bytes_count_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bomb without any ratio to speak of: many names for the same packed bytes."""
    monkeypatch.setattr(unpacking, "FREE_BYTES", 1 << 20)
    monkeypatch.setattr(unpacking, "MAX_BYTES", 4 << 20)
    noise = os.urandom(1 << 20)
    many = [*members(), *((f"{TOP}/x/{n}", noise) for n in range(5))]
    assert "zip bomb" in refused(written(tmp_path / "b.argosmodel", many), tmp_path / "place")


def test_a_truncated_archive_is_refused_wherever_it_ends(tmp_path: Path) -> None:
    whole = pack(members())
    path = tmp_path / "cut.argosmodel"
    for length in {0, 1, 30, len(whole) // 2, len(whole) - 40, len(whole) - 1}:
        path.write_bytes(whole[:length])
        refused(path, tmp_path / "place")


def test_a_flipped_byte_is_found(tmp_path: Path) -> None:
    data = bytearray(
        pack([(name, os.urandom(5000) if "bin" in str(name) else data) for name, data in members()])
    )
    data[2000] ^= 1
    path = tmp_path / "flipped.argosmodel"
    path.write_bytes(data)
    assert "damaged" in refused(path, tmp_path / "place")


def test_what_no_package_is_packed_with_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.argosmodel"
    encrypted = bytearray(pack(members()))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := encrypted.find(signature, at + 1)) >= 0:
            encrypted[at + offset] |= 1
    path.write_bytes(encrypted)
    assert "encrypted" in refused(path, tmp_path / "place")
    path.write_bytes(pack(members()).replace(b"\x08\x00", b"\x63\x00"))
    refused(path, tmp_path / "place")
    path.write_text("<html>not found</html>")
    assert "not a package" in refused(path, tmp_path / "place")
    (tmp_path / "folder.argosmodel").mkdir()
    with (
        pytest.raises(DragomanError),
        archive.unpacking(tmp_path / "folder.argosmodel", tmp_path / "place"),
    ):
        pass


@pytest.mark.slow
@settings(max_examples=60)
@given(data=st.data())
def test_no_damage_escapes_as_another_error(data: st.DataObject, tmp_path_factory: Any) -> None:
    tmp_path = tmp_path_factory.mktemp("damage")
    raw = bytearray(pack(members()))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "x.argosmodel"
    path.write_bytes(raw)
    try:
        with archive.unpacking(path, tmp_path / "place") as folder:
            assert tmp_path / "place" in folder.parents
    except DragomanError:
        pass
    assert list((tmp_path / "place").iterdir()) == []
    assert {one.name for one in tmp_path.iterdir()} == {"x.argosmodel", "place"}


def test_what_a_killed_process_left_is_swept_after_a_day(tmp_path: Path) -> None:
    place = tmp_path / "place"
    old, young = place / f"{archive.STAGING}old", place / f"{archive.STAGING}young"
    for left in (old, young):
        (left / "translate").mkdir(parents=True)
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    with archive.unpacking(written(tmp_path / "a", members()), place):
        assert not old.exists()
        assert young.exists()


def test_an_exported_package_is_the_same_package(tmp_path: Path) -> None:
    place = lay(tmp_path, "fr", "en", "1.2", tokenizer="bpe.model", target_prefix="x", mark="é")
    (place / "README.md").write_text("read me")
    package = catalogue.open_package(place)
    file = tmp_path / "out.argosmodel"
    assert archive.write(package, file) == file.stat().st_size
    again = catalogue.open_package(file)
    assert again.identity == package.identity
    assert again.target_prefix == "x"
    assert (again.path / "README.md").read_text() == "read me"
    with zipfile.ZipFile(file) as packed:
        assert {name.split("/")[0] for name in packed.namelist()} == {"translate-fr_en-1_2"}


def test_exporting_is_deterministic_and_replaces_only_by_force(tmp_path: Path) -> None:
    place = lay(tmp_path, "fr", "en")
    package = catalogue.open_package(place)
    first, second = tmp_path / "1.argosmodel", tmp_path / "2.argosmodel"
    archive.write(package, first)
    os.utime(place / "metadata.json", (1, 1))
    (place / "metadata.json").chmod(0o600)
    archive.write(package, second)
    assert first.read_bytes() == second.read_bytes()
    first.write_text("mine")
    with pytest.raises(DragomanError, match="--force"):
        archive.write(package, first)
    assert first.read_text() == "mine"
    archive.write(package, first, force=True)
    assert first.read_bytes() == second.read_bytes()
    with pytest.raises(DragomanError, match="folder"):
        archive.write(package, tmp_path, force=True)
    with pytest.raises(DragomanError, match="No such file"):
        archive.write(package, tmp_path / "missing" / "x.argosmodel")
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "1.argosmodel",
        "2.argosmodel",
        place.name,
    ]


@pytest.mark.slow
def test_argos_itself_installs_and_runs_an_exported_starter(tmp_path: Path, home: Path) -> None:
    file = tmp_path / "starter.argosmodel"
    starter = next(one for one in catalogue.starters() if one.source == "ar")
    archive.write(starter, file)
    script = f"""
from argostranslate import package
package.install_from_path({str(file)!r})
(found,) = package.get_installed_packages()
assert (found.from_code, found.to_code) == ("ar", "en")
assert found.package_version == {starter.version!r}
import ctranslate2
translator = ctranslate2.Translator(str(found.package_path / "model"), intra_threads=1)
tokens = found.tokenizer.encode("قال الوزير إن الأمن مهم.")
print(found.tokenizer.decode(translator.translate_batch([tokens])[0].hypotheses[0]))
"""
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    assert "security" in said.stdout.lower()
    # What Argos has installed is there for us, and is the same package.
    (package,) = catalogue.installed()
    assert package.identity == starter.identity
    assert catalogue.route("ar", "en") == (package,)
