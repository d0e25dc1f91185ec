"""Folders with models of Firefox Translations: told, installed, used, removed."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from reader.cli.models import command as models_command
from reader.engine.engine import Engine
from reader.engine.trial import translate_one
from reader.errors import DragomanError, InvalidPackage
from reader.models import archive, catalogue, firefox, install, places
from tests import marian_writer as writer
from tests.models import building


@pytest.fixture
def released(tmp_path: Path) -> Path:
    return writer.lay(tmp_path / "released" / "fren")


def packed(folder: Path) -> Path:
    """The folder's files packed, as in the repository of released models."""
    for path in list(folder.iterdir()):
        if path.suffix != ".json":
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
            path.unlink()
    return folder


def pairs() -> list[tuple[str, str, str, bool]]:
    rows = catalogue.listing()
    return [
        (row.package.source, row.package.target, row.package.name, row.used)
        for row in rows
        if row.package.origin != "starter"
    ]


@pytest.mark.parametrize("separate", [False, True])
@pytest.mark.parametrize("zipped", [False, True])
def test_a_released_folder_is_installed_and_used(
    tmp_path: Path, separate: bool, zipped: bool
) -> None:
    folder = writer.lay(tmp_path / "fren", int8=True, separate=separate)
    (folder / "lex.50.50.fren.s2t.bin").write_bytes(b"a shortlist, which is not needed")
    if zipped:
        packed(folder)
    package = install.install_file(folder, check=translate_one)
    shutil.rmtree(folder)
    assert (package.source, package.target, package.layout) == ("fr", "en", "firefox")
    assert catalogue.route("fr", "en") == (package,)
    assert package.path.parent == places.own_folder()
    assert not list(package.path.glob("lex.*"))
    engine = Engine(package)
    (tokens,) = engine.tokenizer.encode(["Le ministre a visité le port."])
    (found,) = engine.decode([tokens], attention=True).result()
    assert len(found.attention) == len(found.tokens)
    assert [one.name for one in install.remove("fr", "en")] == ["fr→en firefox 1.0"]
    assert pairs() == []


def test_each_vocabulary_serves_its_language(tmp_path: Path) -> None:
    folder = writer.lay(tmp_path / "fren", separate=True)
    tokenizer = Engine(catalogue.open_package(folder)).tokenizer
    files = firefox.find(folder)
    assert files is not None and files.source != files.target
    text = "The minister visited the harbour."
    assert tokenizer.encode([text]) != tokenizer.encode_target([text])
    assert tokenizer.decode(tokenizer.encode_target([text])[0]) == text


@pytest.mark.parametrize(
    ("name", "pair"),
    [
        ("model.fren.intgemm.alphas.bin", ("fr", "en")),
        ("model.zhen.intgemm8.bin", ("zh", "en")),
        ("model.enzh.bin", ("en", "zh")),
        ("model.en-zh_hant.bin", ("en", "zt")),
        ("model.nben.bin", ("nb", "en")),
    ],
)
def test_the_name_tells_the_pair(tmp_path: Path, name: str, pair: tuple[str, str]) -> None:
    for file in (name, "vocab.spm.spm"):
        (tmp_path / file).write_bytes(b"something")
    package = catalogue.open_package(tmp_path)
    assert (package.source, package.target) == pair


def test_metadata_tells_it_better(released: Path) -> None:
    fields = {"sourceLanguage": "ar", "targetLanguage": "en", "version": "2.1", "byteSize": 17}
    (released / "metadata.json").write_text(json.dumps(fields))
    package = install.install_file(released, check=translate_one)
    assert (package.source, package.target, package.version) == ("ar", "en", "2.1")


@pytest.mark.parametrize("text", ["[", "[1, 2]", '{"sourceLanguage": 5}', '{"from_code": "../x"}'])
def test_other_metadata_is_passed_over(released: Path, text: str) -> None:
    (released / "metadata.json").write_text(text)
    assert catalogue.open_package(released).source == "fr"


@pytest.mark.parametrize("name", ["model.xyzzy.bin", "model.fr.bin", "model.....bin"])
def test_a_name_that_tells_nothing_is_refused(tmp_path: Path, name: str) -> None:
    for file in (name, "vocab.x.spm"):
        (tmp_path / file).write_bytes(b"something")
    with pytest.raises(InvalidPackage, match="does not say which two languages"):
        install.install_file(tmp_path, check=translate_one)
    assert pairs() == []


def test_other_folders_are_refused(tmp_path: Path, released: Path) -> None:
    (released / "model.fren.second.bin").write_bytes(b"another")
    for folder in (tmp_path / "none", released):
        folder.mkdir(exist_ok=True)
        with pytest.raises(InvalidPackage, match=r"vocab\.\*\.spm"):
            install.install_file(folder, check=translate_one)


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b\x08", b"not gzip at all"])
def test_damaged_files_leave_nothing_behind(released: Path, damage: bytes) -> None:
    packed(released)
    next(released.glob("model.*")).write_bytes(damage)
    with pytest.raises(DragomanError):
        install.install_file(released, check=translate_one)
    assert not [path for path in places.own_folder().rglob("*") if path.is_file()]


def test_a_file_that_unpacks_to_too_much_is_refused(
    released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(firefox, "MAX_BYTES", 100_000)
    with pytest.raises(InvalidPackage, match="larger than any model"):
        install.install_file(released, check=translate_one)
    with pytest.raises(InvalidPackage, match="larger than any model"):
        install.install_file(packed(released), check=translate_one)


def test_it_is_used_before_a_package_of_argos(packages: Path, released: Path) -> None:
    """Their versions have nothing to do with each other, and neither goes for the other."""
    building.lay(packages, "fr", "en", "1.9")
    install.install_file(released, check=translate_one)
    install.install_file(released, check=translate_one)
    assert sorted(pairs()) == [
        ("fr", "en", "fr→en firefox 1.0", True),
        ("fr", "en", "fr→en installed 1.9", False),
    ]


def test_it_can_be_exported_and_installed_again(tmp_path: Path, released: Path) -> None:
    package = install.install_file(released, check=translate_one)
    file = tmp_path / "fr_en.argosmodel"
    archive.write(package, file)
    install.remove("fr", "en")
    again = install.install_file(file, check=translate_one)
    assert (again.name, again.identity) == (package.name, package.identity)


def test_the_command_takes_folders(released: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    result = runner.invoke(models_command, ["install", str(released)])
    assert (result.exit_code, result.output.split(",")[0]) == (0, "installed French to English")
    result = runner.invoke(models_command, ["install", str(tmp_path)])
    assert isinstance(result.exception, InvalidPackage)


def test_sizes_and_scores_come_with_what_mozilla_releases(tmp_path: Path) -> None:
    """In its repository, `metadata.json` has them, and the folder above is the size."""
    base = writer.lay(tmp_path / "base" / "fren")
    fields = {
        "architecture": "base",
        "flores": {"bleu": 39.6, "comet": 0.8649},
        "sourceLanguage": "fr",
        "targetLanguage": "en",
        "version": "2.0",
    }
    (base / "metadata.json").write_text(json.dumps(fields))
    tiny = writer.lay(tmp_path / "tiny" / "fren")
    for folder in (tiny, base):
        install.install_file(folder, check=translate_one)
    assert [(one.handle, one.quality) for one in catalogue.route("fr", "en")] == [
        ("firefox-base-fr-en", 39.6)
    ]
    assert {one.handle for one in catalogue.installed()} == {
        "firefox-base-fr-en",
        "firefox-tiny-fr-en",
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"flores": {"bleu": None}, "architecture": None},
        {"flores": {"bleu": 1e9}, "architecture": "../x"},
        {"flores": [], "architecture": "a\nb"},
        {"flores": {"bleu": "39"}, "architecture": "A" * 400},
    ],
)
def test_sizes_and_scores_that_are_none_are_passed_over(
    fields: dict[str, object], released: Path
) -> None:
    (released / "metadata.json").write_text(json.dumps(fields))
    package = install.install_file(released, check=translate_one)
    assert (package.handle, package.quality) == ("firefox-fr-en", 0.0)
