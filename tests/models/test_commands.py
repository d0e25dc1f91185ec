"""`reader models` as its user meets it: processes, pipes and a terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reader.models import catalogue
from tests.models.building import lay, members, metadata, pack, written
from tests.models.server import Server
from tests.programs import called_in_text
from tests.waiting import shown_on

READER = str(Path(sys.executable).parent / "reader")


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return called_in_text("reader", "models", *arguments)


def failed(done: subprocess.CompletedProcess[str], status: int = 1) -> str:
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    return done.stderr


def on_terminal(*arguments: str | Path) -> str:
    """What a terminal of 100 columns shows, without its colours."""
    pty = pytest.importorskip("pty")
    parent, child = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100"}
    line = [READER, "models", *map(str, arguments)]
    with subprocess.Popen(line, stdin=child, stdout=child, stderr=child, env=environment) as run:
        os.close(child)
        shown = shown_on(parent)
    assert run.returncode == 0, shown
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).replace("\r\n", "\n")


@pytest.fixture
def online(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", server.url + "/")
    server.serve("/zh_en", pack(members("zh", "en", "1.9")))
    entries = [
        metadata("zh", "en", "1.9", links=[f"{server.url}/zh_en"]),
        metadata("fr", "en", "1.0", links=[f"{server.url}/fr_en"]),
    ]
    server.serve("/index.json", json.dumps(entries).encode())
    return server


def test_list_piped_is_a_line_of_fields_for_each_package(packages: Path) -> None:
    place = lay(packages, "ar", "en", "1.9")
    (packages / "broken").mkdir()
    done = command("list", "ar")
    assert done.returncode == 0
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert rows[0][:5] == ["ar", "en", "1.9", "installed", "used"]
    assert int(rows[0][5]) == sum(f.stat().st_size for f in place.rglob("*") if f.is_file())
    assert rows[0][6:] == [str(place), "argos-ar-en", ""]
    assert rows[1][3:5] == ["starter", "unused"]
    assert rows[-1] == ["", "", "", "", "broken", "", str(packages / "broken"), "", ""]
    assert "no metadata.json" in done.stderr


@pytest.mark.slow
def test_list_on_a_terminal_is_a_table(packages: Path) -> None:
    lay(packages, "ar", "en", "1.9")
    (packages / "broken").mkdir()
    shown = on_terminal("list")
    assert re.search(r"● +Arabic to English +argos-ar-en +1\.9 ", shown)
    assert re.search(r"○ +Arabic to English +starter-ar-en +[0-9.]+ ", shown)
    assert "broken: " in shown
    assert "\t" not in shown
    assert on_terminal() == shown


@pytest.mark.slow
def test_list_available_shows_what_the_index_has(online: Server, packages: Path) -> None:
    lay(packages, "zh", "en", "1.9")
    lay(packages, "fr", "en", "0.9")
    rows = [line.split("\t") for line in command("list", "--available").stdout.splitlines()]
    assert rows == [
        ["fr", "en", "1.0", "index", "newer", "", f"{online.url}/fr_en"],
        ["zh", "en", "1.9", "index", "installed", "", f"{online.url}/zh_en"],
    ]
    rows = [line.split("\t") for line in command("list", "--available", "zh").stdout.splitlines()]
    assert [row[0] for row in rows] == ["zh"]
    assert re.search(
        r"fr→en +French to English +1\.0 +0\.9 is installed", on_terminal("list", "--available")
    )


def test_install_info_remove(online: Server, packages: Path) -> None:
    done = command("install", "chinese", "en")
    assert done.returncode == 0
    assert done.stderr == ""  # no progress where nobody watches
    assert done.stdout.startswith("installed Chinese to English, 1.9, in ")
    assert "here already" in command("install", "zh", "en").stdout
    told = command("info", "zh", "en").stdout
    (package,) = catalogue.installed()
    for fact in ("1.9", "sentencepiece.model", package.identity, str(package.path), "used for"):
        assert fact in told
    assert command("remove", "zh", "en").stdout.startswith("removed zh→en installed 1.9")
    assert catalogue.installed() == []
    assert "`reader models install es en`" in failed(command("info", "es", "en"))


@pytest.mark.slow
def test_progress_is_shown_on_a_terminal(online: Server, packages: Path) -> None:
    noise = os.urandom(400_000)
    files = [*members("zh", "en", "1.9"), ("translate-zh_en/README.md", noise)]
    online.serve("/zh_en", pack(files), pause=0.05)
    shown = on_terminal("install", "zh", "en")
    assert "zh→en" in shown
    assert re.search(r"[0-9.]+/[0-9.]+ kB", shown)
    assert "installed Chinese to English" in shown


def test_install_from_files(tmp_path: Path, packages: Path) -> None:
    one = written(tmp_path / "1.argosmodel", members("zh", "en"))
    two = written(tmp_path / "2.argosmodel", members("fr", "en"))
    assert command("install", one, two).stdout.count("installed ") == 2
    assert [one.source for one in catalogue.installed()] == ["fr", "zh"]
    said = failed(command("install", tmp_path / "missing.argosmodel"))
    assert "missing.argosmodel: there is no such file" in said


def test_info_of_a_route_a_starter_and_a_file(tmp_path: Path, packages: Path) -> None:
    lay(packages, "en", "fr", "1.0", target_prefix="__fr__")
    told = command("info", "ar", "fr").stdout
    assert "step 1 of 2" in told
    assert "step 2 of 2" in told
    assert "__fr__" in told
    lay(packages, "ar", "en", "9.9")
    told = command("info", "ar", "en").stdout
    assert told.index("installed 9.9") < told.index("ships with Dragoman")
    assert "not used" in told
    file = written(tmp_path / "x.argosmodel", members("es", "en"))
    assert "Spanish to English" in command("info", file).stdout


def test_an_exported_starter_stays_a_starter(
    tmp_path: Path, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = tmp_path / "registry.json"
    offer = {
        "name": "Argos fr-en",
        "origin": "argos",
        "sources": ["fr"],
        "targets": ["en"],
        "licence": "CC0",
        "scores": {"fr-en": {"bleu": 39.5, "published": "x"}},
    }
    known = {"format": 1, "date": "2026-01-01", "published": {"x": "x"}, "offers": [offer]}
    registry.write_text(json.dumps(known))
    monkeypatch.setenv("DRAGOMAN_REGISTRY", str(registry))
    lay(packages, "fr", "en", "0.5", starter=True)
    told = command("info", "argos-starter-fr-en").stdout
    assert "a starter gives the gist" in told
    assert "own" not in told
    rows = [row.split("\t") for row in command("list", "fr").stdout.splitlines()]
    assert [(row[3], row[-2], row[-1]) for row in rows if row[:2] == ["fr", "en"]] == [
        ("installed", "argos-starter-fr-en", ""),
        ("starter", "starter-fr-en", ""),
    ]
    # One of Argos's own that is older than this starter is better all the same.
    lay(packages, "fr", "en", "0.1")
    assert catalogue.route("fr", "en")[0].handle == "argos-fr-en"


def test_a_starter_is_not_removed() -> None:
    assert "ships with Dragoman and stays" in failed(command("remove", "ar", "en"))


def test_export_writes_what_install_takes(tmp_path: Path, packages: Path) -> None:
    file = tmp_path / "es_en.argosmodel"
    command("install", written(tmp_path / "x.argosmodel", members("es", "en")))
    (package,) = catalogue.installed()
    assert command("export", "es", "en", file).stdout.startswith("wrote es→en installed")
    assert "--force" in failed(command("export", "es", "en", file))
    assert command("export", "--force", "es", "en", file).returncode == 0
    assert command("remove", "es", "en").returncode == 0
    assert command("install", file).returncode == 0
    (installed,) = catalogue.installed()
    assert installed.identity == package.identity
    lay(packages, "en", "fr")
    assert "it goes through ar en and en fr" in failed(
        command("export", "ar", "fr", tmp_path / "y")
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["install", "zh"],
        ["install", "zh", "en", "fr"],
        ["install"],
        ["info", "ar", "ar"],
        ["use", "ar", "en"],
        ["list", "klingon"],
        ["install", "klingon", "en"],
        ["frobnicate"],
    ],
)
def test_wrong_usage_is_one_line_and_status_2(arguments: list[str]) -> None:
    failed(command(*arguments), status=2)


def test_every_command_has_help() -> None:
    told = command("--help").stdout
    for name in ("list", "install", "remove", "info", "export"):
        assert name in told
        assert len(command(name, "--help").stdout.splitlines()) > 5
