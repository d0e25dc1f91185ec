"""Mozilla's newer records: models of several sizes, their files packed with Zstandard."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from reader.engine.trial import translate_one
from reader.errors import DownloadFailed, DragomanError, InvalidPackage
from reader.models import (
    catalogue,
    choosing,
    fetching,
    firefox,
    install,
    packing,
    places,
    remote_settings,
)
from reader.models.package import Package
from tests import marian_writer
from tests.models.server import Server

zstandard = pytest.importorskip("zstandard")


class Mozilla:
    """Remote Settings on a local server, as it answers for its second collection."""

    def __init__(self, server: Server, tmp_path: Path) -> None:
        self.server = server
        self.records: list[dict[str, Any]] = []
        for size, version in (("base-memory", "2.1"), ("tiny", "2.1"), ("tiny", "1.0")):
            folder = marian_writer.lay(tmp_path / size / version / "fren")
            for path in sorted(folder.iterdir()):
                self.add(path.name, path.read_bytes(), size, version)
            self.add("lex.50.50.fren.s2t.bin", b"a shortlist", size, version)
        page = {"capabilities": {"attachments": {"base_url": f"{server.url}/cdn/"}}}
        server.serve("/v1/", json.dumps(page).encode())
        self.publish()

    def add(self, name: str, data: bytes, size: str, version: str) -> None:
        packed = zstandard.ZstdCompressor().compress(data)
        location = f"main-workspace/translations-models-v2/{len(self.records)}.zst"
        self.server.serve(f"/cdn/{location}", packed)
        self.records.append(
            {
                "name": name,
                "sourceLanguage": "fr",
                "targetLanguage": "en",
                "architecture": size,
                "version": version,
                "fileType": name.split(".")[0],
                "filter_expression": "",
                "decompressedSize": len(data),
                "decompressedHash": hashlib.sha256(data).hexdigest(),
                "id": f"{len(self.records)}",
                "schema": 1749570042331,
                "attachment": {
                    "filename": f"{name}.zst",
                    "location": location,
                    "hash": hashlib.sha256(packed).hexdigest(),
                    "mimetype": "application/zstd",
                    "size": len(packed),
                },
                "last_modified": 1749570511392,
            }
        )

    def publish(self) -> None:
        data = json.dumps({"data": self.records}).encode()
        self.server.serve("/v1/buckets/main/collections/v2/records", data)

    def replace(self, record: dict[str, Any], packed: bytes) -> None:
        """Have other bytes at a record's place, with their own digest."""
        attachment = record["attachment"]
        self.server.serve(f"/cdn/{attachment['location']}", packed)
        attachment |= {"hash": hashlib.sha256(packed).hexdigest(), "size": len(packed)}
        self.publish()


@pytest.fixture
def mozilla(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mozilla:
    url = f"{server.url}/v1/buckets/main/collections/v2/records"
    monkeypatch.setenv("DRAGOMAN_FIREFOX_RECORDS", url)
    return Mozilla(server, tmp_path / "released")


def installed(**more: Any) -> Package:
    (package,) = choosing.install_best(
        "fr", "en", check=translate_one, tell=lambda line: None, origin="firefox", **more
    )
    return package


def test_the_best_size_is_installed_unpacked(mozilla: Mozilla) -> None:
    assert [(one.name, one.version) for one in remote_settings.offers()] == [
        ("Firefox fr-en (base-memory)", "2.1"),
        ("Firefox fr-en (tiny)", "2.1"),
    ]
    package = installed()
    assert (package.handle, package.version) == ("firefox-base-memory-fr-en", "2.1")
    assert firefox.find(package.path) is not None
    assert not list(package.path.glob("*.zst"))
    assert not list(fetching.downloads().iterdir())
    mozilla.server.requests.clear()
    assert installed() == package
    assert not [path for path, _ in mozilla.server.requests if "/cdn/" in path]


def test_published_scores_are_those_of_the_larger_ones(
    mozilla: Mozilla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = {"bleu": 42.9, "chrf": 68.1, "comet": 0.886, "published": "mozilla"}
    known = {"name": "Firefox fr-en", "origin": "firefox", "sources": ["fr"], "targets": ["en"]}
    offer = known | {"licence": "MPL-2.0", "size": None, "scores": {"fr-en": scores}}
    registry = {"format": 1, "date": "2026-01-01", "published": {}, "offers": [offer]}
    path = tmp_path / "registry.json"
    path.write_text(json.dumps(registry))
    monkeypatch.setenv("DRAGOMAN_REGISTRY", str(path))
    found = choosing.available(tell=lambda line: None)
    assert [(one.name, one.bleu("fr", "en")) for one in found if one.origin == "firefox"] == [
        ("Firefox fr-en (base-memory)", 42.9),
        ("Firefox fr-en (tiny)", 0.0),
    ]


def test_what_has_come_is_not_fetched_again(mozilla: Mozilla) -> None:
    vocabulary = next(one for one in mozilla.records if one["fileType"] == "vocab")
    place = f"/cdn/{vocabulary['attachment']['location']}"
    kept = mozilla.server.files.pop(place)
    with pytest.raises(DownloadFailed):
        installed()
    mozilla.server.files[place] = kept
    mozilla.server.requests.clear()
    installed()
    assert [path for path, _ in mozilla.server.requests if "/cdn/" in path] == [place]


def test_without_zstandard_a_line_says_what_to_install(
    mozilla: Mozilla, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "can_unpack_zstandard", lambda: False)
    with pytest.raises(DragomanError, match=r"pip install zstandard"):
        installed()


def test_packed_files_brought_on_a_stick_are_installed(tmp_path: Path) -> None:
    folder = marian_writer.lay(tmp_path / "fren")
    for path in list(folder.iterdir()):
        packed = zstandard.ZstdCompressor().compress(path.read_bytes())
        path.with_name(f"{path.name}.zst").write_bytes(packed)
        path.unlink()
    assert install.install_file(folder, check=translate_one).layout == "firefox"


def damaged(how: str, data: bytes, seed: int) -> bytes:
    """A packed file that is none, or not the one that it has to be."""
    packed: bytes = zstandard.ZstdCompressor().compress(data)
    if how == "cut":
        return packed[: len(packed) * (seed + 1) // 6]
    if how == "flipped":
        at = len(packed) * seed // 5
        return packed[:at] + bytes([packed[at] ^ 0xFF]) + packed[at + 1 :]
    if how == "more":
        return packed + packed[: 20 + seed]
    if how == "bomb":
        return bytes(zstandard.ZstdCompressor(level=1).compress(bytes((17 + 2 * seed) << 20)))
    return bytes(zstandard.ZstdCompressor().compress(data[: -1 - seed]))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("how", ["cut", "flipped", "more", "bomb", "another"])
def test_hostile_packed_files_are_refused(
    how: str, seed: int, mozilla: Mozilla, tmp_path: Path
) -> None:
    record = next(one for one in mozilla.records if one["fileType"] == "model")
    (model,) = marian_writer.lay(tmp_path / "fren").glob("model.*.bin")
    mozilla.replace(record, damaged(how, model.read_bytes(), seed))
    if how == "another" and seed % 2:
        record["decompressedHash"] = ""  # where none is published, the container itself tells
        mozilla.publish()
    with pytest.raises((InvalidPackage, DownloadFailed)) as caught:
        installed()
    assert "\n" not in str(caught.value)
    assert catalogue.installed() == []
    assert not places.own_folder().exists() or not list(places.own_folder().iterdir())
    left = [path.name for path in fetching.downloads().rglob("*") if path.is_file()]
    assert not [name for name in left if name.startswith((".", "model."))]


@pytest.mark.slow
def test_a_bomb_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zst"
    path.write_bytes(zstandard.ZstdCompressor().compress(bytes(256 << 20)))
    assert path.stat().st_size < 20_000
    tracemalloc.start()
    with pytest.raises(InvalidPackage, match="larger than any model"):
        packing.unpack(path, tmp_path / "out", most=100 << 20)
    assert tracemalloc.get_traced_memory()[1] < 100 << 20
    tracemalloc.stop()
