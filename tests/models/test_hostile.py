"""Hostile archives, 25 of each kind: refused before anything is replaced, nothing left."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.engine.trial import translate_one
from reader.errors import DragomanError, InvalidPackage
from reader.models import archive, catalogue, description, install, places, unpacking
from tests import marian_writer, tiny
from tests.engine.test_marian_file import HOSTILE as HOSTILE_CONTAINERS
from tests.models.building import members, pack

pytestmark = pytest.mark.slow

TOP = "translate-zh_en"
NAMES = (
    "../evil",
    "../../evil",
    f"{TOP}/../../evil",
    f"{TOP}/..",
    "/etc/evil",
    "/evil",
    "//host/evil",
    "C:/evil",
    f"{TOP}/c:evil",
    "..\\evil",
    f"{TOP}\\..\\..\\evil",
    f"{TOP}/./evil",
    f"{TOP}//evil",
    f"{TOP}/nul",
    f"{TOP}/COM1.evil",
    f"{TOP}/evil.",
    f"{TOP}/evil ",
    f"{TOP}/e\nvil",
    f"{TOP}/e\x1b[2Jvil",
    f"{TOP}/" + "e" * 300,
    f"{TOP}/" + "d/" * 40 + "evil",
    f"{TOP}/metadata.json/evil",
    f"{TOP}/METADATA.JSON",
    f"{TOP}/evil?",
    f"{TOP}/|evil",
)
"""25 names that lead out of the folder, or to something else on some system."""

Packer = Callable[[list[tuple[str, bytes]]], bytes]


def tar(
    files: list[tuple[str, bytes]],
    kinds: dict[str, bytes] | None = None,
    to: str = "/etc/passwd",
) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            kind = (kinds or {}).get(name)
            if kind is not None:
                info.type, info.size, info.linkname = kind, 0, to
            file.addfile(info, io.BytesIO(data))
    return out.getvalue()


PACKERS: dict[str, Packer] = {
    "zip": lambda files: pack(list(files)),
    "tar": tar,
    "tgz": lambda files: gzip.compress(tar(files), 1),
    "tbz": lambda files: bz2.compress(tar(files), 1),
    "txz": lambda files: lzma.compress(tar(files), preset=0),
}


def sound() -> list[tuple[str, bytes]]:
    return [(str(name), data) for name, data in members("zh", "en", "2.0")]


def refused(path: Path) -> str:
    """Install what must not be; nothing of it may be left. Returns the message."""
    with pytest.raises(DragomanError) as caught:
        install.install_file(path, check=translate_one)
    said = str(caught.value)
    assert "\n" not in said
    assert catalogue.installed() == []
    for place in (places.argos_folder().parent, places.own_folder().parent):
        assert not [one for one in place.rglob("*") if one.is_file()]
        assert not list(place.glob(f"{archive.STAGING}*"))
    assert not list(path.parent.rglob("*evil*"))
    return said


@pytest.mark.parametrize("kind", PACKERS)
def test_the_sound_one_is_installed(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"good.{kind}"
    path.write_bytes(PACKERS[kind](sound()))
    assert install.install_file(path, check=translate_one).version == "2.0"


@pytest.mark.parametrize("kind", PACKERS)
@pytest.mark.parametrize("name", NAMES)
def test_names_that_lead_elsewhere(name: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"bad.{kind}"
    path.write_bytes(PACKERS[kind]([*sound(), (name, b"evil")]))
    refused(path)


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE],
)
@pytest.mark.parametrize(
    ("packer", "to"),
    [
        ("tar", "/etc/passwd"),
        ("tgz", "../../evil"),
        ("tar", f"{TOP}/metadata.json"),
        ("tgz", "."),
        ("tar", ""),
    ],
)
def test_links_and_devices_in_tars(packer: str, to: str, kind: bytes, tmp_path: Path) -> None:
    name = f"{TOP}/model/link"
    data = tar([*sound(), (name, b"")], {name: kind}, to)
    path = tmp_path / f"bad.{packer}"
    path.write_bytes(gzip.compress(data, 1) if packer == "tgz" else data)
    assert "link or a device" in refused(path)


def zeros(size: int, kind: str) -> bytes:
    """A package, and a file of zeros that packs to next to nothing."""
    return PACKERS[kind]([*sound(), (f"{TOP}/zeros", bytes(size))])


@pytest.mark.parametrize("size", [size << 20 for size in (17, 18, 20, 24, 32, 48)])
@pytest.mark.parametrize("kind", ["zip", "tgz", "tbz", "txz"])
def test_bombs(kind: str, size: int, tmp_path: Path) -> None:
    path = tmp_path / f"bomb.{kind}"
    path.write_bytes(zeros(size, kind))
    assert path.stat().st_size * unpacking.MAX_RATIO < size
    assert "bomb" in refused(path)


def test_a_bomb_of_300_mb_in_12(tmp_path: Path) -> None:
    """The zeros go with noise, so that the ratio is 25 and no more."""
    path = tmp_path / "bomb.argosmodel"
    import os

    with zipfile.ZipFile(path, "w") as file:
        for name, data in sound():
            file.writestr(name, data)
        file.writestr(f"{TOP}/noise", os.urandom(12_000_000))
        with file.open(zipfile.ZipInfo(f"{TOP}/zeros"), "w") as stored:
            stored.write(b"")
        info = zipfile.ZipInfo(f"{TOP}/more")
        info.compress_type = zipfile.ZIP_DEFLATED
        file.writestr(info, bytes(300_000_000), compresslevel=1)
    assert 12_000_000 < path.stat().st_size < 15_000_000
    assert "bomb" in refused(path)


def test_a_header_may_be_a_bomb_too(tmp_path: Path) -> None:
    """An extended header of a tar is read whole before the member that it is for."""
    info = tarfile.TarInfo(f"{TOP}/metadata.json")
    info.type, info.size = tarfile.XHDTYPE, 64 << 20
    path = tmp_path / "bomb.tgz"
    path.write_bytes(gzip.compress(info.tobuf() + bytes(64 << 20), 9))
    assert "bomb" in refused(path)


@pytest.mark.parametrize("kind", PACKERS)
@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.6, 0.95])
def test_what_was_cut_short(kind: str, share: float, tmp_path: Path) -> None:
    data = PACKERS[kind](sound())
    path = tmp_path / f"cut.{kind}"
    path.write_bytes(data[: int(len(data) * share)])
    refused(path)


@pytest.mark.parametrize("seed", range(25))
def test_compressed_models_of_firefox(seed: int, tmp_path: Path) -> None:
    """A folder as it is released, one of its files damaged in a way of its own."""
    folder = marian_writer.lay(tmp_path / "fren")
    for path in sorted(folder.iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 1))
        path.unlink()
    paths = sorted(folder.glob("*.gz"))
    path = paths[seed % len(paths)]
    data = path.read_bytes()
    path.write_bytes(
        (
            data[: len(data) * seed // 50],
            data[:20] + bytes([data[20] ^ 0xFF]) + data[21:],
            gzip.compress(gzip.decompress(data)[: 40 + seed], 1),
            gzip.compress(b"\x00" * (1000 + seed), 1),
            gzip.compress(b"\xff" * (1000 + seed), 1),
        )[seed % 5]
    )
    refused(folder)


def damaged(seed: int, data: bytes) -> bytes:
    at = (seed * 977) % (len(data) - 64)
    return (
        data[:at],
        data[:at] + b"\xff" * 64 + data[at + 64 :],
        data[:4] + b"\xff\xff" + data[6:],
        b"",
        bytes(len(data)),
    )[seed % 5]


def refuses_or_translates(folder: Path) -> None:
    """Install what was damaged. It may be refused, or its weights became other ones."""
    try:
        package = install.install_file(folder, check=translate_one)
    except InvalidPackage as error:
        assert "\n" not in str(error)
        assert catalogue.installed() == []
        assert not list(places.own_folder().glob("*"))
    else:
        translate_one(package)


@pytest.mark.parametrize("seed", range(25))
def test_models_of_ctranslate2_with_their_files_damaged(seed: int, tmp_path: Path) -> None:
    folder = tiny.layout(tmp_path / "opus-mt-fr-en", "opus")
    names = ("model.bin", "shared_vocabulary.json", "source.spm", "target.spm", "config.json")
    path = folder / names[seed // 5]
    path.write_bytes(damaged(seed, path.read_bytes()))
    refuses_or_translates(folder)


@pytest.mark.parametrize("seed", range(25))
def test_models_for_many_languages_with_their_files_damaged(seed: int, tmp_path: Path) -> None:
    folder = tiny.layout(tmp_path / "many", ("nllb", "m2m100", "small100", "mbart", "t5")[seed % 5])
    names = [path.name for path in sorted(folder.iterdir())]
    path = folder / names[seed // 5 % len(names)]
    path.write_bytes(damaged(seed // 5, path.read_bytes()))
    refuses_or_translates(folder)


@pytest.mark.parametrize("seed", range(25))
def test_archives_of_opus_with_their_files_damaged(seed: int, tmp_path: Path) -> None:
    folder = tiny.native_opus(tmp_path / "opus-mt-fr-en")
    paths = sorted(folder.iterdir())
    path = paths[seed // 5 % len(paths)]
    path.write_bytes(damaged(seed, path.read_bytes()))
    file = tmp_path / "fra-eng.zip"
    file.write_bytes(pack([(one.name, one.read_bytes()) for one in folder.iterdir()]))
    refuses_or_translates(file)


@pytest.mark.parametrize("seed", range(25))
def test_packages_of_argos_with_their_files_damaged(seed: int, tmp_path: Path) -> None:
    files = sound()
    name, data = files[seed // 5 % len(files)]
    files[seed // 5 % len(files)] = name, damaged(seed, data)
    path = tmp_path / "bad.argosmodel"
    path.write_bytes(pack(list(files)))
    refuses_or_translates(path)


@pytest.mark.parametrize("name", HOSTILE_CONTAINERS)
def test_a_broken_container_of_firefox_leaves_the_one_that_works(name: str, tmp_path: Path) -> None:
    before = install.install_file(
        marian_writer.lay(tmp_path / "good" / "fren"), check=translate_one
    )
    folder = marian_writer.lay(tmp_path / "bad" / "fren")
    (container,) = folder.glob("model.*.bin")
    container.write_bytes(HOSTILE_CONTAINERS[name])
    with pytest.raises(InvalidPackage) as caught:
        install.install_file(folder, check=translate_one)
    assert str(folder) in str(caught.value) and "\n" not in str(caught.value)
    assert catalogue.route("fr", "en") == (before,)
    translate_one(before)
    assert [path.name for path in places.own_folder().iterdir()] == [before.path.name]


def described(**fields: Any) -> bytes:
    sound = {
        "layout": "opus",
        "sources": {"fr": ""},
        "targets": {"en": ""},
        "tokenizer": "source.spm",
        "target_tokenizer": "target.spm",
    }
    return json.dumps(sound | fields).encode()


DESCRIPTIONS = [
    b"",
    b"[",
    b"[]",
    b"null",
    b"\xff\xfe{}",
    b"[" * 100_000,
    b"{" * 100_000,
    b" " * (2 << 20),
    b'{"layout": "opus"}',
    described(layout="other"),
    described(layout=["opus"]),
    described(sources={}),
    described(sources={"en": ""}),
    described(sources=["fr"]),
    described(sources={"fr": 1}),
    described(targets={}),
    described(targets=None),
    described(tokenizer="../../../etc/passwd"),
    described(tokenizer="/etc/passwd"),
    described(tokenizer=""),
    described(tokenizer="."),
    described(tokenizer="missing.spm"),
    described(target_tokenizer="model/../../x"),
    described(target_tokenizer="model.bin"),
    described(version="../../evil"),
    described(version=5),
    described(scores={"fr-en": "46"}),
    described(append_end="no"),
    described(sources={"../../evil": ""}),
    described(variant="../../evil"),
    described(variant="a\nb"),
]


@pytest.mark.parametrize("number", range(len(DESCRIPTIONS)))
def test_what_a_package_says_of_itself(number: int, tmp_path: Path) -> None:
    folder = tiny.layout(tmp_path / "package", "opus")
    (folder / description.NAME).write_bytes(DESCRIPTIONS[number])
    refused(folder)


def test_a_package_s_words_do_not_reach_the_terminal(tmp_path: Path, packages: Path) -> None:
    from click.testing import CliRunner

    from reader.cli.models import command
    from tests.models.building import lay

    evil = "\x1b]0;owned\x07\x9b2J\u202eevil"
    lay(packages, "zh", "en", "1.0", description=evil)
    (packages / f"b\x1b[31mroken{chr(0x9B)}").mkdir()
    for arguments in (["list"], ["info", "zh", "en"], []):
        shown = CliRunner().invoke(command, arguments).output
        assert not any(mark in shown for mark in "\x1b\x07\x9b\u202e"), arguments
