from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import InvalidPackage, ModelNotInstalled, UnknownLanguage
from reader.models import archive, catalogue, folder, places
from reader.models.package import Package
from tests.models.building import lay, members, metadata, pack


def made(source: str, target: str, version: str = "1.0", origin: str = "installed") -> Package:
    place = Path(f"/{source}_{target}-{version}")
    return Package(
        source,
        target,
        f"{source}→{target}",
        version,
        origin,
        place,
        place,
        "",
        "",
        place,  # type: ignore[arg-type]
    )


def names(route: tuple[Package, ...]) -> list[str]:
    return [f"{one.source}{one.target} {one.origin} {one.version}" for one in route]


def test_a_starter_ships_for_arabic_and_can_be_opened() -> None:
    found = {(one.source, one.target): one for one in catalogue.starters()}
    starter = found["ar", "en"]
    assert starter.origin == "starter"
    assert (starter.model / "model.bin").is_file()
    assert starter.tokenizer.is_file()
    assert starter.name == f"ar→en starter {starter.version}"


@pytest.mark.parametrize(
    ("fields", "beam_size", "penalty"),
    [
        ({}, 2, 1.0),
        ({"beam_size": 4, "length_penalty": 2}, 4, 2.0),
        ({"beam_size": 10**9, "length_penalty": -1}, 2, 1.0),
        ({"beam_size": "4", "length_penalty": None}, 2, 1.0),
    ],
)
def test_a_package_says_how_it_is_decoded(
    packages: Path, fields: dict[str, object], beam_size: int, penalty: float
) -> None:
    lay(packages, "en", "fr", "0.1", **fields)
    (found,) = catalogue.installed()
    assert (found.beam_size, found.length_penalty) == (beam_size, penalty)


def test_starters_of_several_models_lie_in_folders(
    tmp_path: Path, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "starters"
    for target in ("ar", "fr"):
        made = lay(tmp_path, "en", target, "0.1", low_score=-0.7, starter=True)
        shutil.copytree(made, shipped / "from_english", dirs_exist_ok=True)
        fields = (made / "metadata.json").read_bytes()
        (shipped / f"from_english/en_{target}.json").write_bytes(fields)
    made = lay(tmp_path, "fr", "en", "0.8", starter=True)
    shutil.copytree(made, shipped, dirs_exist_ok=True)
    shutil.copy(made / "metadata.json", shipped / "fr_en.json")
    monkeypatch.setattr("reader.locations.starters_directory", lambda: shipped)
    found = {(one.source, one.target): one for one in catalogue.starters()}
    assert set(found) == {("en", "ar"), ("en", "fr"), ("fr", "en")}
    assert found["en", "fr"].model == shipped / "from_english/model"
    assert found["en", "fr"].handle == "starter-en-fr" and found["en", "fr"].low_score == -0.7
    assert len({one.identity for one in found.values()}) == 3
    steps = catalogue.route("fr", "ar")
    assert [one.target for one in steps] == ["en", "ar"]
    lay(packages, "en", "ar", "1.0")
    assert [one.origin for one in catalogue.route("fr", "ar")] == ["starter", "installed"]
    assert catalogue.route("en", "fr") == (found["en", "fr"],)


def test_packages_that_argos_has_installed_are_there(packages: Path) -> None:
    lay(packages, "zh", "en", "1.9", target_prefix="__en__")
    lay(packages, "fr", "en", "1.0", tokenizer="bpe.model")
    french, chinese = catalogue.installed()
    assert (chinese.source, chinese.target, chinese.version) == ("zh", "en", "1.9")
    assert chinese.target_prefix == "__en__"
    assert chinese.name == "zh→en installed 1.9"
    assert chinese.tokenizer.name == "sentencepiece.model"
    assert french.tokenizer.name == "bpe.model"
    assert french.model == french.path / "model"


def test_packages_lie_where_the_environment_or_the_settings_say(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = home / "config" / "argos-translate"
    config.mkdir(parents=True)
    (config / "settings.json").write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(tmp_path / "a")}))
    lay(tmp_path / "a", "zh", "en")
    lay(tmp_path / "b", "fr", "en")
    assert [one.source for one in catalogue.installed()] == ["zh"]
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "b"))
    assert [one.source for one in catalogue.installed()] == ["fr"]
    (config / "settings.json").write_text("[")
    monkeypatch.delenv("ARGOS_PACKAGES_DIR")
    assert catalogue.installed() == []


@pytest.mark.parametrize("case", ["default", "environment", "settings", "no-xdg"])
def test_our_places_are_those_of_argostranslate(
    case: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if case == "environment":
        monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "elsewhere"))
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://localhost/mirror/")
    elif case == "settings":
        config = home / "config" / "argos-translate"
        config.mkdir(parents=True)
        wanted = {"ARGOS_PACKAGES_DIR": str(tmp_path / "x"), "ARGOS_PACKAGE_INDEX": "http://h/i/"}
        (config / "settings.json").write_text(json.dumps(wanted))
    elif case == "no-xdg":
        monkeypatch.delenv("XDG_DATA_HOME")
        monkeypatch.delenv("XDG_CONFIG_HOME")
    script = (
        "from argostranslate import settings;"
        "print(settings.package_data_dir, settings.remote_package_index)"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == [str(places.argos_folder()), places.index_url()]


def test_a_folder_with_two_names_is_looked_into_once(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(packages, "zh", "en", "1.9")
    own = places.own_folder()
    own.parent.mkdir(parents=True)
    own.symlink_to(packages, target_is_directory=True)
    assert places.package_folders() == [packages]
    assert names(tuple(catalogue.installed())) == ["zhen installed 1.9"]
    monkeypatch.setenv("SNAP", "/snap/argos")
    assert places.package_folders()[0] == packages
    monkeypatch.delenv("SNAP")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", f"{own}/../packages/")
    assert names(tuple(catalogue.installed())) == ["zhen installed 1.9"]


def test_broken_neighbours_are_reported_and_harm_nobody(packages: Path) -> None:
    lay(packages, "zh", "en")
    (packages / "empty").mkdir()
    (packages / "a-file").write_text("nothing")
    (packages / ".hidden").mkdir()
    (lay(packages, "fr", "en") / "model" / "model.bin").unlink()
    (lay(packages, "es", "en") / "sentencepiece.model").unlink()
    (lay(packages, "de", "en") / "model" / "model.bin").write_bytes(b"")
    (lay(packages, "it", "en") / "metadata.json").write_text("{")
    (lay(packages, "pt", "en") / "metadata.json").write_text('{"type": "sbd"}')
    assert [one.source for one in catalogue.installed()] == ["zh"]
    faults = {fault.path.name: fault.reason for fault in catalogue.broken()}
    assert set(faults) == {
        "empty",
        "translate-fr_en-1_0",
        "translate-es_en-1_0",
        "translate-de_en-1_0",
        "translate-it_en-1_0",
    }
    assert "model.bin" in faults["translate-fr_en-1_0"]
    assert "sentencepiece.model" in faults["translate-es_en-1_0"]
    assert "not JSON" in faults["translate-it_en-1_0"]
    assert catalogue.route("zh", "en")[0].origin == "installed"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_read_is_reported(packages: Path) -> None:
    packages.chmod(0)
    try:
        assert catalogue.installed() == []
        assert catalogue.broken()[0].path == packages
    finally:
        packages.chmod(0o700)


def test_a_file_in_the_place_of_the_folder_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "file"))
    assert catalogue.installed() == []
    assert [fault.path for fault in catalogue.broken()] == [tmp_path / "file"]


def test_listing_says_which_package_translates(packages: Path) -> None:
    lay(packages, "ar", "en", "1.9")
    lay(packages, "ar", "en", "1.10")
    rows = [(row.package.version, row.package.origin, row.used) for row in catalogue.listing()]
    starter = next(one for one in catalogue.starters() if one.source == "ar")
    assert rows[:3] == [
        ("1.10", "installed", True),
        ("1.9", "installed", False),
        (starter.version, "starter", False),
    ]
    assert catalogue.listing()[0].size > 16_000


def test_the_same_language_needs_no_package() -> None:
    assert catalogue.route("ar", "ara", packages=[]) == ()


def test_a_direct_package_wins_and_the_newest_of_them() -> None:
    shelf = [
        made("ar", "en", "9", "starter"),
        made("ar", "en", "1.9"),
        made("ar", "en", "1.10"),
        made("ar", "fr"),
        made("fr", "en"),
    ]
    assert names(catalogue.route("ar", "en", packages=shelf)) == ["aren installed 1.10"]
    assert names(catalogue.route("ar", "en", packages=shelf[:1])) == ["aren starter 9"]


def test_a_file_the_user_names_wins() -> None:
    shelf = [made("ar", "en", "2"), made("ar", "en", "1", "file")]
    assert names(catalogue.route("ar", "en", packages=shelf)) == ["aren file 1"]


def test_pivots_go_through_english_or_any_bridge_fewest_first() -> None:
    through_english = [made("ar", "en", origin="starter"), made("en", "zh")]
    through_french = [made("ar", "fr"), made("fr", "zh")]
    route = catalogue.route("ar", "zh", packages=[*through_english, *through_french])
    assert [one.target for one in route] == ["fr", "zh"]  # both installed
    installed = [made("ar", "en"), made("en", "zh")]
    route = catalogue.route("ar", "zh", packages=[*through_french, *installed])
    assert [one.target for one in route] == ["en", "zh"]  # both installed: English
    longer = [made("ar", "fr"), made("fr", "en"), made("en", "zh")]
    assert len(catalogue.route("ar", "zh", packages=longer)) == 3
    direct = made("ar", "zh", origin="starter")
    assert catalogue.route("ar", "zh", packages=[*longer, direct]) == (direct,)


def test_a_missing_pair_says_which_command_installs_it() -> None:
    with pytest.raises(ModelNotInstalled) as caught:
        catalogue.route("zh-CN", "english", packages=[made("ar", "en")])
    said = str(caught.value)
    assert "`reader models install zh en`" in said
    assert "Chinese to English" in said
    assert "ar→en" in said
    assert "\n" not in said
    with pytest.raises(UnknownLanguage):
        catalogue.route("zh", "klingon")


codes = st.sampled_from(["ar", "fr", "zh", "en", "es"])
shelves = st.lists(
    st.builds(
        made,
        codes,
        codes,
        st.sampled_from(["1.0", "1.9", "1.10"]),
        st.sampled_from(["installed", "starter"]),
    ),
    max_size=12,
)


@settings(max_examples=150)
@given(shelves, codes, codes)
def test_a_route_is_a_shortest_chain(shelf: list[Package], source: str, target: str) -> None:
    # Breadth first, by hand: the fewest steps there can be.
    distance, frontier, seen = 0, {source}, {source}
    while target not in seen and frontier:
        distance += 1
        frontier = {one.target for one in shelf if one.source in frontier} - seen
        seen |= frontier
    try:
        route = catalogue.route(source, target, packages=shelf)
    except ModelNotInstalled:
        assert target not in seen
        return
    assert len(route) == distance
    stops = [source, *(one.target for one in route)]
    assert [one.source for one in route] == stops[:-1]
    assert stops[-1] == target
    assert route == catalogue.route(source, target, packages=shelf[::-1])


def test_identity_changes_with_whatever_changes_the_translation(tmp_path: Path) -> None:
    big = os.urandom(1 << 20)
    place = lay(tmp_path, "ar", "en", weights=big)

    def identity() -> str:
        return catalogue.open_package(place).identity

    seen = {identity()}
    assert identity() in seen
    os.utime(place / "metadata.json", (0, 0))
    assert identity() in seen

    def change(name: str, data: bytes) -> None:
        (place / name).write_bytes(data)
        assert identity() not in seen, name
        seen.add(identity())

    change("model/model.bin", os.urandom(1 << 20))
    change("model/model.bin", big + b"x")
    change("model/model.bin", big[:-1] + bytes([big[-1] ^ 1]))
    change("model/config.json", b'{"eos_token": "</s>"}')
    change("model/shared_vocabulary.json", b"[]")
    change("sentencepiece.model", b"pieceS")
    change("target.spm", b"pieces")
    change("target.spm", b"pieceS")
    change("metadata.json", json.dumps(metadata("ar", "en", target_prefix="x")).encode())
    moved = place.rename(tmp_path / "moved")
    assert catalogue.open_package(moved).identity in seen


def test_a_package_opens_from_its_folder_and_from_its_file(tmp_path: Path, home: Path) -> None:
    file = tmp_path / "any name.argosmodel"
    file.write_bytes(pack(members("zh", "en")))
    package = catalogue.open_package(file)
    assert (package.source, package.target, package.origin) == ("zh", "en", "file")
    assert home / "dragoman" / "cache" in package.path.parents
    before = package.path.stat().st_ino
    assert catalogue.open_package(file) == package
    assert package.path.stat().st_ino == before, "unpacked once"
    (package.path / "model" / "model.bin").unlink()
    assert catalogue.open_package(file) == package, "a damaged copy is made again"
    assert catalogue.open_package(package.path).identity == package.identity
    assert [one.name for one in package.path.parent.iterdir()] == [package.path.name]


def test_many_can_open_the_same_file_at_once(tmp_path: Path) -> None:
    file = tmp_path / "x.argosmodel"
    file.write_bytes(pack(members()))
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(catalogue.open_package, [file] * 24))
    assert len(set(opened)) == 1
    assert [one.name for one in opened[0].path.parent.iterdir()] == [opened[0].path.name]


@pytest.mark.parametrize("what", ["missing.argosmodel", "folder", "text.argosmodel"])
def test_what_is_no_package_does_not_open(what: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.argosmodel").write_text("hello")
    with pytest.raises(InvalidPackage) as caught:
        catalogue.open_package(tmp_path / what)
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_may_be_anything_unpacks_nowhere_else(tmp_path: Path, home: Path) -> None:
    bad = tmp_path / "bad.argosmodel"
    bad.write_bytes(pack([*members(), ("../../evil", b"x")]))
    with pytest.raises(InvalidPackage):
        catalogue.open_package(bad)
    assert list((home / "dragoman" / "cache" / "packages").iterdir()) == []


def test_listing_and_routing_import_neither_argos_nor_the_engine(packages: Path) -> None:
    lay(packages, "zh", "en")
    script = (
        "import sys; from reader.models import catalogue as c;"
        "c.listing(), c.broken(), c.route('zh', 'en');"
        "print([m for m in sys.modules if m.split('.')[0] in"
        " ('argostranslate', 'ctranslate2', 'numpy', 'sentencepiece', 'urllib.request', 'rich')])"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


def test_versions_sort_as_numbers() -> None:
    versions = ["1.10", "1.9", "1.0", "1", "0.9", "2", "1.9.1"]
    ordered = sorted(versions, key=folder.version_key)
    assert ordered == ["0.9", "1.0", "1", "1.9", "1.9.1", "1.10", "2"]


def test_an_entry_is_equal_however_the_pair_is_written(packages: Path) -> None:
    lay(packages, "zho", "eng", name="odd")
    (package,) = catalogue.installed()
    assert (package.source, package.target) == ("zh", "en")
    assert catalogue.route("zh", "en") == (package,)
    assert archive.folder_name(package) == "translate-zh_en-1_0"
    assert replace(package, origin="file") != package
