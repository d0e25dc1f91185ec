from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reader.engine.trial import translate_one
from reader.errors import (
    DownloadFailed,
    DragomanError,
    InvalidPackage,
    ModelNotInstalled,
    UnknownLanguage,
)
from reader.models import archive, catalogue, fetching, index, install
from tests import tiny
from tests.models.building import lay, members, metadata, pack, written
from tests.models.server import Server
from tests.waiting import LIMIT, until


@pytest.fixture(autouse=True)
def no_starters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The starters of tomorrow must not change what these tests see."""
    nowhere = Path(__file__).parent / "none"
    monkeypatch.setattr("reader.locations.starters_directory", lambda: nowhere)


def publish(server: Server, *pairs: tuple[str, str, str], **more: Any) -> dict[str, bytes]:
    """Serve an index and its packages. Returns the archives by path."""
    archives = {}
    entries = []
    for source, target, version in pairs:
        path = f"/packages/translate-{source}_{target}-{version}.argosmodel"
        archives[path] = pack(members(source, target, version))
        server.serve(path, archives[path], etag=f'"{version}"')
        entry = metadata(source, target, version, links=[server.url + path], **more)
        entries.append({"code": f"translate-{source}_{target}", **entry})
    server.serve("/index.json", json.dumps(entries).encode())
    return archives


@pytest.fixture
def online(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server that argostranslate is configured for."""
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", server.url + "/")
    return server


def pairs() -> list[str]:
    return [f"{one.source}{one.target} {one.version}" for one in catalogue.installed()]


def test_a_file_is_installed_where_argos_looks(tmp_path: Path, packages: Path) -> None:
    package = install.install_file(
        written(tmp_path / "x.argosmodel", members("zh", "en", "1.9")), check=translate_one
    )
    assert package.path == packages / "translate-zh_en-1_9"
    assert package.origin == "installed"
    assert catalogue.route("zh", "en") == (package,)
    assert [one.name for one in packages.iterdir()] == ["translate-zh_en-1_9"]
    assert [one.name for one in packages.parent.iterdir()] == ["packages"]


def test_the_first_package_of_a_user_makes_the_folder(tmp_path: Path, home: Path) -> None:
    package = install.install_file(
        written(tmp_path / "x.argosmodel", members()), check=translate_one
    )
    assert package.path.parent == home / "data" / "argos-translate" / "packages"


def test_a_newer_version_replaces_the_older_one(tmp_path: Path, packages: Path) -> None:
    lay(packages, "zh", "en", "1.0", name="whatever Argos called it")
    lay(packages, "fr", "en", "1.0")
    install.install_file(
        written(tmp_path / "new", members("zh", "en", "1.10")), check=translate_one
    )
    assert pairs() == ["fren 1.0", "zhen 1.10"]
    assert len(list(packages.iterdir())) == 2


def test_the_same_version_is_put_in_place_of_itself(tmp_path: Path, packages: Path) -> None:
    lay(packages, "zh", "en", "1.0")
    (packages / "translate-zh_en-1_0" / "sentencepiece.model").unlink()  # broken
    for _ in range(2):
        install.install_file(
            written(tmp_path / "x", members("zh", "en", "1.0")), check=translate_one
        )
    assert pairs() == ["zhen 1.0"]
    assert catalogue.broken() == []


def test_an_older_version_is_not_put_over_a_newer_one(tmp_path: Path, packages: Path) -> None:
    lay(packages, "zh", "en", "1.10")
    with pytest.raises(DragomanError) as caught:
        install.install_file(
            written(tmp_path / "old", members("zh", "en", "1.9")), check=translate_one
        )
    assert "`reader models remove zh en`" in str(caught.value)
    assert pairs() == ["zhen 1.10"]


@pytest.mark.parametrize("spoil", ["truncated", "hostile", "sbd"])
def test_what_is_refused_leaves_all_as_it_was(spoil: str, tmp_path: Path, packages: Path) -> None:
    lay(packages, "zh", "en", "1.0")
    path = tmp_path / "bad.argosmodel"
    if spoil == "truncated":
        path.write_bytes(pack(members("zh", "en", "2.0"))[:-100])
    elif spoil == "hostile":
        written(path, [*members("zh", "en", "2.0"), ("../evil", b"x")])
    else:
        sbd = metadata("zh", "en") | {"type": "sbd"}
        written(path, [("top/metadata.json", json.dumps(sbd).encode())])
    with pytest.raises(InvalidPackage):
        install.install_file(path, check=translate_one)
    assert pairs() == ["zhen 1.0"]
    assert [one.name for one in packages.parent.iterdir()] == ["packages"]
    assert len(list(packages.iterdir())) == 1


def test_where_argos_folder_is_closed_ours_is_used(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_text("")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "a file" / "packages"))
    package = install.install_file(written(tmp_path / "x", members()), check=translate_one)
    assert package.path.parent == home / "dragoman" / "data" / "packages"
    assert catalogue.route("zh", "en") == (package,)
    monkeypatch.setenv("DRAGOMAN_DATA", str(tmp_path / "a file"))
    with pytest.raises(DragomanError, match="no folder to install to"):
        install.install_file(written(tmp_path / "x", members()), check=translate_one)


def test_a_pair_is_fetched_from_the_index(online: Server, packages: Path, home: Path) -> None:
    archives = publish(online, ("zh", "en", "1.9"), ("zh", "en", "1.10"), ("fr", "en", "1.0"))
    seen: list[tuple[int, int | None]] = []
    (package,) = fetching.install_pair(
        "Chinese",
        "en",
        progress=lambda have, total: seen.append((have, total)),
        check=translate_one,
    )
    assert package.version == "1.10"
    assert catalogue.route("zh", "en") == (package,)
    size = len(archives["/packages/translate-zh_en-1.10.argosmodel"])
    assert seen[-1] == (size, size)
    assert list((home / "dragoman" / "cache" / "downloads").iterdir()) == []
    # A second time, nothing is fetched but the index.
    online.requests.clear()
    assert fetching.install_pair("zh", "en", check=translate_one) == (package,)
    assert [path for path, _ in online.requests] == ["/index.json"]


def test_a_newer_version_in_the_index_is_an_upgrade(online: Server, packages: Path) -> None:
    publish(online, ("zh", "en", "1.9"))
    fetching.install_pair("zh", "en", check=translate_one)
    publish(online, ("zh", "en", "1.10"))
    fetching.install_pair("zh", "en", check=translate_one)
    assert pairs() == ["zhen 1.10"]


def test_what_no_package_translates_goes_through_english(online: Server, packages: Path) -> None:
    lay(packages, "ar", "en")
    publish(online, ("ar", "en", "2.0"), ("en", "fr", "1.0"), ("en", "zh", "1.0"))
    route = fetching.install_pair("ar", "zh", check=translate_one)
    assert [(one.source, one.target, one.version) for one in route] == [
        ("ar", "en", "1.0"),  # it was here
        ("en", "zh", "1.0"),
    ]
    assert catalogue.route("ar", "zh") == route


def test_what_the_index_does_not_have_is_said(online: Server) -> None:
    publish(online, ("zh", "en", "1.0"))
    with pytest.raises(ModelNotInstalled, match="index has no package for French to English"):
        fetching.install_pair("fr", "en", check=translate_one)
    with pytest.raises(UnknownLanguage):
        fetching.install_pair("klingon", "en", check=translate_one)


def test_an_archive_with_a_digest_is_checked(online: Server, packages: Path) -> None:
    (data,) = publish(online, ("zh", "en", "1.0"), sha256="0" * 64).values()
    with pytest.raises(DownloadFailed, match="SHA-256"):
        fetching.install_pair("zh", "en", check=translate_one)
    assert pairs() == []
    publish(online, ("zh", "en", "1.0"), sha256=hashlib.sha256(data).hexdigest())
    fetching.install_pair("zh", "en", check=translate_one)
    assert pairs() == ["zhen 1.0"]


def test_an_archive_that_came_damaged_is_fetched_anew(online: Server, packages: Path) -> None:
    archives = publish(online, ("zh", "en", "1.0"))
    ((path, data),) = archives.items()
    online.files[path].data = data[: len(data) // 2]
    with pytest.raises(InvalidPackage):
        fetching.install_pair("zh", "en", check=translate_one)
    online.files[path].data = data
    fetching.install_pair("zh", "en", check=translate_one)
    assert pairs() == ["zhen 1.0"]


def test_the_next_address_is_tried_where_one_fails(online: Server, packages: Path) -> None:
    publish(online, ("zh", "en", "1.0"))
    entries = json.loads(online.files["/index.json"].data)
    entries[0]["links"].insert(0, "ipfs://QmNothing")
    entries[0]["links"].insert(0, f"{online.url}/gone.argosmodel")
    online.files["/index.json"].data = json.dumps(entries).encode()
    fetching.install_pair("zh", "en", check=translate_one)
    assert pairs() == ["zhen 1.0"]


def test_an_index_is_read_with_whatever_faults_it_has(online: Server) -> None:
    good = metadata("zh", "en", "1.0", links=["zh_en.argosmodel"])
    faulty: list[Any] = [
        None,
        "text",
        [],
        {},
        good | {"from_code": "../x"},
        good | {"package_version": 3},
        good | {"links": "http://x"},
        good | {"links": []},
        good | {"links": [3]},
        good | {"type": "sbd"},
    ]
    online.serve("/index.json", json.dumps([*faulty, good]).encode())
    (package,) = index.available()
    assert package.links == (f"{online.url}/zh_en.argosmodel",)
    assert package.name == "zh→en 1.0"


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"<html>", b"[" * 100_000, b"\xff"],
    ids=["empty", "object", "page", "deep", "no text"],
)
def test_what_is_no_index_is_said(data: bytes, online: Server) -> None:
    online.serve("/index.json", data)
    with pytest.raises(DownloadFailed, match="not an index of packages"):
        index.available()


def test_without_a_network_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")
    with pytest.raises(DownloadFailed) as caught:
        fetching.install_pair("zh", "en", check=translate_one)
    assert "install from a file: `reader models install FILE.argosmodel`" in str(caught.value)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_process_that_is_stopped_is_continued_by_the_next(
    how: signal.Signals, online: Server, packages: Path, home: Path
) -> None:
    noise = os.urandom(1 << 20)
    data = pack([*members(), ("translate-zh_en/README.md", noise)])
    entry = metadata("zh", "en", links=[f"{online.url}/big"])
    online.serve("/index.json", json.dumps([entry]).encode())
    online.serve("/big", data, stops=[300_000])
    script = (
        "from reader.engine.trial import translate_one;"
        "from reader.models.fetching import install_pair;"
        "install_pair('zh', 'en', check=translate_one)"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE)
    part = home / "dragoman" / "cache" / "downloads" / "translate-zh_en-1_0.argosmodel.part"
    until(lambda: part.exists() and part.stat().st_size > 100_000)
    process.send_signal(how)
    process.communicate(timeout=LIMIT)
    assert process.returncode != 0
    assert pairs() == []
    have = part.stat().st_size
    assert 100_000 < have < len(data)
    online.requests.clear()
    fetching.install_pair("zh", "en", check=translate_one)
    assert online.requests[-1] == ("/big", f"bytes={have}-")
    assert pairs() == ["zhen 1.0"]
    installed = packages / "translate-zh_en-1_0" / "README.md"
    assert installed.read_bytes() == noise


def test_removing_takes_every_version_and_nothing_else(packages: Path) -> None:
    lay(packages, "zh", "en", "1.0")
    lay(packages, "zh", "en", "1.9")
    lay(packages, "fr", "en", "1.0")
    removed = install.remove("zh-CN", "english")
    assert sorted(one.version for one in removed) == ["1.0", "1.9"]
    assert pairs() == ["fren 1.0"]
    assert [one.name for one in packages.iterdir()] == ["translate-fr_en-1_0"]
    assert [one.name for one in packages.parent.iterdir()] == ["packages"]
    with pytest.raises(ModelNotInstalled, match="no zh→en package is installed"):
        install.remove("zh", "en")


def test_removing_a_link_leaves_what_it_leads_to(tmp_path: Path, packages: Path) -> None:
    real = lay(tmp_path / "elsewhere", "zh", "en")
    (packages / "link").symlink_to(real)
    install.remove("zh", "en")
    assert pairs() == []
    assert (real / "model" / "model.bin").is_file()


def test_export_and_install_go_round(tmp_path: Path, packages: Path) -> None:
    package = catalogue.open_package(tiny.byte_pairs(tmp_path / "fren", "fr", "en"))
    archive.write(package, tmp_path / "x.argosmodel")
    installed = install.install_file(tmp_path / "x.argosmodel", check=translate_one)
    assert installed.identity == package.identity
    assert installed.tokenizer.name == "bpe.model"
