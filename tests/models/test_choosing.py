"""The registry, what can be installed, and the best of it fetched from a local server."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reader.cli.models import command
from reader.engine.trial import translate_one
from reader.errors import ConfigError, DownloadFailed, InvalidPackage, ModelNotInstalled
from reader.languages import names
from reader.models import catalogue, choosing, fetching, registry, remote_settings
from reader.models.package import Package
from tests import marian_writer, tiny
from tests.models.building import members, metadata, pack
from tests.models.server import Server


def offer(name: str, origin: str, bleu: float | None, **more: Any) -> dict[str, Any]:
    scores = {} if bleu is None else {"fr-en": {"bleu": bleu, "chrf": 60.0, "published": "x"}}
    fields = {"name": name, "origin": origin, "sources": ["fr"], "targets": ["en"]}
    return {**fields, "licence": "CC BY 4.0", "scores": scores, "files": [], **more}


def file(server: Server, path: str, data: bytes, **more: Any) -> dict[str, Any]:
    server.serve(path, data)
    digest = hashlib.sha256(data).hexdigest()
    return {"urls": [server.url + path], "bytes": len(data), "sha256": digest, **more}


def zipped(folder: Path) -> bytes:
    return pack([(path.name, path.read_bytes()) for path in folder.iterdir()])


class World:
    """A registry, Argos's index and Mozilla's records on a local server."""

    def __init__(self, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.server = server
        opus = zipped(tiny.layout(tmp_path / "made" / "opus", "opus"))
        small = zipped(tiny.native_opus(tmp_path / "made" / "native"))
        self.nllb = tiny.layout(tmp_path / "made" / "nllb", "nllb")
        self.offers = [
            offer("Argos fr-en", "argos", 39.5),
            offer("Firefox fr-en", "firefox", 42.9),
            offer("Small fr-en", "opus", 41.0, version="2020-01-01", size=40_000_000)
            | {"files": [file(server, "/fra-eng/small.zip", small)]},
            offer("Big fr-en", "opus", 46.0, version="2022-01-01", size=228_000_000)
            | {"files": [file(server, "/fra-eng/big.zip", opus)]},
            offer("NLLB", "nllb", 41.9, non_commercial=True, licence="CC BY-NC 4.0")
            | {"sources": ["fr", "ar", "en"], "targets": ["en", "ar", "fr"]}
            | {
                "files": [
                    file(server, f"/nllb/{one.name}", one.read_bytes(), name=one.name)
                    for one in self.nllb.iterdir()
                ]
            },
        ]
        server.serve("/argos", pack(members("fr", "en", "1.9")))
        entries = [
            metadata(
                "fr", "en", "1.9", links=["ipfs://Qm", "http://[broken", f"{server.url}/argos"]
            ),
            metadata("fr", "en", "1.0", links=[5, "ftp://x/y"]),
            {"links": 3},
            metadata("es", "en", "1.0", links=[f"{server.url}/missing", f"{server.url}/es"]),
        ]
        server.serve("/index.json", json.dumps(entries).encode())
        server.serve("/es", pack(members("es", "en", "1.0")))
        self.records = records(server, tmp_path / "made" / "fren")
        server.serve("/v1/buckets/main/records", json.dumps({"data": self.records}).encode())
        page = {"capabilities": {"attachments": {"base_url": f"{server.url}/files/"}}}
        server.serve("/v1/", json.dumps(page).encode())
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", server.url + "/")
        monkeypatch.setenv("DRAGOMAN_FIREFOX_RECORDS", f"{server.url}/v1/buckets/main/records")
        self.path = tmp_path / "registry.json"
        monkeypatch.setenv("DRAGOMAN_REGISTRY", str(self.path))
        self.write()
        self.told: list[str] = []

    def write(self) -> bytes:
        data = json.dumps(
            {"format": 1, "date": "2026-01-01", "published": {"x": "y"}, "offers": self.offers}
        ).encode()
        self.path.write_bytes(data)
        return data

    def install(self, source: str = "fr", target: str = "en", **more: Any) -> tuple[Package, ...]:
        return choosing.install_best(
            source, target, check=translate_one, tell=self.told.append, timeout=5, **more
        )


def records(server: Server, folder: Path) -> list[dict[str, Any]]:
    """What Mozilla would say of a model, an older one, an alpha, and what is no model."""
    marian_writer.lay(folder)
    found = []
    for version in ("1.0", "2.1", "3.0a1"):
        for path in sorted(folder.iterdir()):
            kind = path.name.split(".")[0]
            data = path.read_bytes()
            if kind in ("model", "vocab"):
                server.serve(f"/files/{version}/{path.name}", data)
            found.append(
                {
                    "name": path.name,
                    "fromLang": "fr",
                    "toLang": "en",
                    "version": version,
                    "fileType": kind,
                    "filter_expression": "",
                    "id": "1",
                    "attachment": {
                        "hash": hashlib.sha256(data).hexdigest(),
                        "size": len(data),
                        "filename": path.name,
                        "location": f"{version}/{path.name}",
                    },
                }
            )
    lexical = {**found[0], "name": "lex.50.50.fren.s2t.bin", "fileType": "lex"}
    evil = {**found[0], "name": "../model.fren.bin", "version": "9.0"}
    only = {"version": "8.0", "filter_expression": "env.channel == 'nightly'"}
    nightly = [{**one, **only} for one in found]
    return [*found, lexical, evil, *nightly, {"name": "x"}, "no record"]


@pytest.fixture
def world(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path) -> World:
    return World(server, tmp_path, monkeypatch)


def test_the_registry_that_ships_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAGOMAN_REGISTRY")
    shipped = registry.load()
    pairs = {
        (source, target): max(one.bleu(source, target) for one in shipped.offers)
        for source, target in (("ar", "en"), ("fr", "en"), ("zh", "en"))
    }
    assert pairs == {("ar", "en"): 42.8, ("fr", "en"): 46.0, ("zh", "en"): 29.0}
    for one in shipped.offers:
        assert {*one.sources, *one.targets} <= set(names())
        for pair, score in one.scores.items():
            assert one.covers(*pair.split("-"))
            assert score.published in shipped.published
        for each in one.files:
            assert each.urls
            assert all(url.startswith("https://") for url in each.urls)
        assert one.files or one.origin in ("argos", "firefox")


def test_the_best_is_taken(world: World) -> None:
    (package,) = world.install()
    assert (package.layout, package.version, package.quality) == ("opus", "2022-01-01", 46.0)
    world.server.requests.clear()
    assert world.install() == (package,)
    assert world.server.requests == []
    assert not list(fetching.downloads().iterdir())


def test_a_small_one_or_a_publisher_s(world: World) -> None:
    (package,) = world.install(origin="argos")
    assert (package.layout, package.version) == ("argos", "1.9")
    (package,) = world.install(small=True)
    assert (package.layout, package.version) == ("firefox", "2.1")
    (package,) = world.install(small=True, origin="opus")
    assert (package.layout, package.version) == ("opus", "2020-01-01")
    assert len(catalogue.having("fr", "en")) == 3
    used = catalogue.route("fr", "en")[0]
    assert (used.handle, used.quality) == ("firefox-fr-en", 42.9)


def test_what_is_not_for_every_use_is_asked_for(world: World) -> None:
    with pytest.raises(choosing.LicenceNotAccepted, match="--license-ok"):
        world.install(origin="nllb")
    assert catalogue.installed() == []
    (package,) = world.install(origin="nllb", licence_ok=True)
    assert package.layout == "nllb"
    assert catalogue.route("ar", "fr")[0].layout == "nllb"
    with pytest.raises(choosing.LicenceNotAccepted):
        world.install("en", "ar", origin="nllb")


def test_where_the_best_cannot_be_had_the_next_is(world: World) -> None:
    del world.server.files["/fra-eng/big.zip"]
    (package,) = world.install()
    assert package.layout == "firefox"
    assert not world.told
    del world.server.files["/v1/buckets/main/records"]
    catalogue_before = catalogue.installed()
    (package,) = world.install(small=False, origin="opus")
    assert package.version == "2020-01-01"
    assert len(catalogue.installed()) == len(catalogue_before) + 1


def test_mirrors_are_asked_first(world: World, home: Path, tmp_path: Path) -> None:
    world.server.serve("/mirror/big.zip", world.server.files["/fra-eng/big.zip"].data)
    config = home / "dragoman" / "config"
    config.parent.mkdir(parents=True, exist_ok=True)
    url = world.server.url
    config.write_text(f'[models.mirrors]\n"{url}/fra-eng/" = "{url}/mirror/"\n')
    world.install()
    fetched = [path for path, _ in world.server.requests]
    assert "/mirror/big.zip" in fetched
    assert "/fra-eng/big.zip" not in fetched


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[models", "TOML"),
        ("models = 3", "models is a table"),
        ("[models]\nregistry = 5", "models.registry is a word"),
        ('[models]\nregistery = "mine.json"', "no setting “models.registery”"),
        ('[models.mirrors]\n"https://a" = 5', "[models.mirrors] has lines"),
    ],
)
def test_a_mistake_in_the_configuration_asks_nobody(
    world: World, home: Path, text: str, said: str
) -> None:
    """A registry of one's own may be there so that no other is asked."""
    config = home / "dragoman" / "config"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(text)
    with pytest.raises(ConfigError) as error:
        world.install()
    assert said in str(error.value) and str(config) in str(error.value)
    assert not world.server.requests


@pytest.mark.slow
@pytest.mark.parametrize("what", ["digest", "size", "another pair", "no model"])
def test_what_is_not_what_was_published_is_refused(what: str, world: World) -> None:
    world.install(origin="argos")
    big = next(one for one in world.offers if one["name"] == "Big fr-en")
    if what == "digest":
        big["files"][0]["sha256"] = "0" * 64
    elif what == "size":
        big["files"][0]["bytes"] += 1
    elif what == "another pair":
        data = pack(members("zh", "en", "1.0"))
        big["files"] = [file(world.server, "/fra-eng/wrong.zip", data)]
    else:
        big["files"] = [file(world.server, "/fra-eng/wrong.zip", b"<html>")]
    world.offers[:] = [big]
    world.write()
    with pytest.raises((DownloadFailed, InvalidPackage)):
        world.install(origin="opus")
    (package,) = catalogue.route("fr", "en")
    assert package.layout == "argos"


def test_an_index_that_says_one_pair_and_has_another(world: World) -> None:
    world.server.serve("/argos", pack(members("ar", "en", "1.9")))
    with pytest.raises(InvalidPackage, match="for Arabic to English, not from French"):
        world.install(origin="argos")
    assert catalogue.installed() == []


def test_a_bad_address_spoils_neither_the_index_nor_the_package(world: World) -> None:
    (package,) = world.install("es", "en")
    assert (package.source, package.layout) == ("es", "argos")
    with pytest.raises(ModelNotInstalled):
        world.install("ja", "en")


def test_all_that_is_known_is_listed_best_first(world: World) -> None:
    found = [one for one in choosing.available(tell=world.told.append) if one.covers("fr", "en")]
    assert [(one.origin, one.bleu("fr", "en")) for one in found] == [
        ("opus", 46.0),
        ("firefox", 42.9),
        ("nllb", 41.9),
        ("opus", 41.0),
        ("argos", 39.5),
    ]
    del world.server.files["/index.json"]
    found = choosing.available(tell=world.told.append)
    assert [one.origin for one in found if one.covers("fr", "en")][-1] == "argos"
    assert len(world.told) == 1


def test_records_of_mozilla(world: World) -> None:
    (one,) = remote_settings.offers()
    assert (one.version, one.sources, one.targets) == ("2.1", ("fr",), ("en",))
    assert [each.name.split(".")[0] for each in one.files] == ["model", "vocab"]
    (package,) = world.install(origin="firefox")
    assert (package.layout, package.version) == ("firefox", "2.1")
    for bad in (b"", b"[]", b'{"data": 3}', b"\xff", b"[" * 100_000):
        world.server.serve("/v1/buckets/main/records", bad)
        with pytest.raises(DownloadFailed, match="no records"):
            remote_settings.offers()


def test_the_registry_is_refreshed_and_checked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConfigError, match=r"\[models\]"):
        registry.refresh()
    monkeypatch.setenv("DRAGOMAN_REGISTRY", f"{world.server.url}/registry.json")
    shipped = registry.load()
    assert len(shipped.offers) > 6
    world.server.serve("/registry.json", world.write())
    assert registry.refresh().date == "2026-01-01"
    assert [one.name for one in registry.load().offers] == [one["name"] for one in world.offers]
    for bad in (b"", b"{}", b'{"format": 2}', b"[" * 100_000, b'{"format": 1, "offers": [{}]}'):
        world.server.serve("/registry.json", bad)
        with pytest.raises(DownloadFailed, match="not a registry"):
            registry.refresh()
    assert registry.load().date == "2026-01-01"


def test_advice_names_what_is_better_and_the_command(world: World) -> None:
    assert registry.advice(catalogue.route("fr", "en")[0]) == (
        "a starter gives the gist; Big fr-en has BLEU 46.0: `reader models install fr en`"
    )
    (argos,) = world.install(origin="argos")
    assert registry.advice(argos) == (
        "BLEU 39.5 if it is Argos's own; Big fr-en has BLEU 46.0: `reader models install fr en`"
    )
    (big,) = world.install()
    assert registry.advice(big) == "BLEU 46.0, the best that is known"


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, list(arguments))
    return result.exit_code, result.output


def test_the_commands(world: World) -> None:
    status, said = run("available", "fr", "en")
    rows = [line.split("\t") for line in said.splitlines()]
    assert status == 0
    assert "|".join(rows[0]) == "fr|en|OPUS-MT|Big fr-en|46.0|60.0|228000000|CC BY 4.0|new"
    assert [row[3] for row in rows][-1] == "Argos fr-en"
    status, said = run("install", "fr", "en", "--publisher", "nllb")
    assert status != 0
    status, said = run("install", "fr", "en")
    assert (status, said.split(",")[0]) == (0, "installed French to English")
    assert "here already" in run("install", "fr", "en")[1]
    status, said = run("available", "french", "en")
    assert said.splitlines()[0].endswith("\tinstalled")


@pytest.mark.slow
def test_a_package_is_measured(world: World, tmp_path: Path) -> None:
    lines = tmp_path / "test.tsv"
    lines.write_text("Le port est ouvert.\tThe harbour is open.\nNon.\tNo.\n")
    status, said = run("test", "fr-en", str(lines))
    rows = dict(line.split("\t") for line in said.splitlines())
    assert status == 0
    assert rows["sentences"] == "2"
    assert 0 <= float(rows["BLEU"]) <= 100
    assert 10 < float(rows["chrF"]) <= 100
    status, said = run("test", "fr-en", "--limit", "3")
    assert said.splitlines()[:2] == ["package\tstarter-fr-en", "sentences\t3"]
    lines.write_text("one column\n")
    assert run("test", "fr-en", str(lines))[0] != 0
    folder = str(tiny.layout(tmp_path / "opus-mt-fr-en", "opus"))
    for arguments in ([folder], ["--model", folder]):
        status, said = run("test", *arguments, "--limit", "2")
        assert (status, said.splitlines()[:2]) == (0, [f"package\t{folder}", "sentences\t2"])


@pytest.mark.slow
def test_without_sacrebleu_a_line_says_what_to_install(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "sacrebleu", None)
    status, said = run("test", "fr-en", "--limit", "2")
    assert status == 0
    assert "BLEU\t" not in said
    assert "pip install sacrebleu" in said


def test_the_test_that_ships_was_held_out_of_training() -> None:
    """By the rule of the training's `prepare`: the first 300 by a hash of their English."""
    import lzma

    from reader.translator import measuring

    news = Path(__file__).parents[2] / "training" / "news" / "news.tsv.xz"
    with lzma.open(news, "rt", encoding="utf-8") as lines:
        english = {line.split("\t")[0] for line in lines}
    held = sorted(english, key=lambda text: hashlib.sha256(text.encode()).hexdigest())[:300]
    for source in ("ar", "fr", "zh"):
        shipped = measuring.read(None, source, "en")
        assert len(shipped) == len(set(shipped)) == 200
        assert {target for _, target in shipped} <= set(held)
        assert all(text.strip() for pair in shipped for text in pair)


def test_of_a_pair_s_packages_its_own_comes_before_one_for_many(
    world: World, tmp_path: Path
) -> None:
    (big,) = world.install()
    world.install(origin="nllb", licence_ok=True)
    assert catalogue.route("fr", "en") == (big,)
    used = {row.package.name for row in catalogue.listing() if row.used}
    assert used == {"fr→en opus big 2022-01-01", "fr→en nllb 1.0"}
    assert "with all its pairs" in run("remove", "ar", "fr")[1]
    assert catalogue.route("fr", "en") == (big,)


def test_packages_of_one_layout_stand_side_by_side(world: World) -> None:
    """The best by its published score is used, until another is chosen by its name."""
    world.install()
    big = world.offers.pop(3)
    world.write()
    world.install(origin="opus")
    assert [one.handle for one in catalogue.named("opus-big-fr-en")] == ["opus-big-fr-en"]
    used, other = (row.package for row in catalogue.listing() if row.package.layout == "opus")
    assert (used.handle, used.quality) == ("opus-big-fr-en", 46.0)
    assert (other.handle, other.quality) == ("opus-small-fr-en", 41.0)
    assert catalogue.route("fr", "en") == (used,)
    status, said = run("use", "fr", "en", "opus-small-fr-en")
    assert (status, said) == (0, "fr→en is translated by opus-small-fr-en\n")
    assert catalogue.route("fr", "en") == (other,)
    assert catalogue.choices("fr", "en")[:2] == [other, used]
    status, said = run("use", "fr", "en", "starter-fr-en")
    assert catalogue.route("fr", "en")[0].origin == "starter"
    world.offers.append(big | {"version": "2023-01-01"})
    world.write()
    status, said = run("install", "fr", "en", "--publisher", "opus")
    assert "installed French to English, 2023-01-01" in said
    assert "`reader models use fr en opus-big-fr-en` has this one do it" in said
    run("use", "fr", "en", "best")
    assert catalogue.route("fr", "en")[0].version == "2023-01-01"
    assert [one.version for one in catalogue.named("opus-big-fr-en")] == ["2023-01-01"]


def test_a_choice_ends_with_its_package(world: World) -> None:
    world.install(small=True, origin="opus")
    world.install()
    run("use", "fr", "en", "opus-small-fr-en")
    status, said = run("remove", "opus-small-fr-en")
    assert (status, said.startswith("removed fr→en opus small 2020-01-01")) == (0, True)
    world.install(small=True, origin="opus")
    assert catalogue.route("fr", "en")[0].handle == "opus-big-fr-en"
    for arguments in (
        ["remove", "starter-fr-en"],
        ["remove", "opus-fr-en"],
        ["use", "fr", "en", "opus-bg-fr-en"],
        ["use", "ar", "en", "opus-big-fr-en"],
        ["install", "fr", "en", "--name", "x"],
    ):
        assert run(*arguments)[0] != 0
    assert catalogue.route("fr", "en")[0].handle == "opus-big-fr-en"


@pytest.mark.slow
@pytest.mark.parametrize("data", [b"", b"[", b"[1]", b'{"fr-en": 3}', b"\xff", b"[" * 100_000])
def test_a_choice_that_cannot_be_read_is_none(data: bytes, world: World, home: Path) -> None:
    (big,) = world.install()
    place = home / "dragoman" / "data" / "models.json"
    place.write_bytes(data)
    assert catalogue.route("fr", "en") == (big,)
    run("use", "fr", "en", "starter-fr-en")
    assert catalogue.route("fr", "en")[0].origin == "starter"


@pytest.mark.slow
def test_a_name_is_given_to_what_has_none(world: World, tmp_path: Path) -> None:
    first = tiny.layout(tmp_path / "a" / "opus-mt-fr-en", "opus")
    second = tiny.layout(tmp_path / "b" / "opus-mt-fr-en", "opus", width=10)
    run("install", str(first))
    assert run("install", str(second), "--name", "Mine!")[0] == 2
    status, said = run("install", str(second), "--name", "mine")
    assert status == 0
    assert {one.handle for one in catalogue.installed()} == {"opus-fr-en", "opus-mine-fr-en"}
    file = tmp_path / "mine.argosmodel"
    assert run("export", "opus-mine-fr-en", str(file))[0] == 0
    run("remove", "opus-mine-fr-en")
    run("install", str(file))
    (mine,) = catalogue.named("opus-mine-fr-en")
    assert catalogue.open_package(Path("opus-mine-fr-en")) == mine
    assert "opus-mine-fr-en" in run("info", "opus-mine-fr-en")[1]
    status, said = run("test", "opus-fr-en", "opus-mine-fr-en", "--limit", "2")
    assert said.splitlines()[0] == "package\topus-fr-en\topus-mine-fr-en"
    status, said = run("test", "opus-fr-en", "starter-ar-en", "--limit", "2")
    assert status == 2
