"""The starters load and translate in argostranslate itself."""

from __future__ import annotations

import importlib
import json
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
STARTERS = ROOT / "reader/starters"
TEXTS = {
    "ar": ("وقع الوزير اتفاقية مع المغرب سنة 2024.", "2024"),
    "fr": ("Le ministre a signé un accord avec le Maroc en 2024.", "2024"),
    "zh": ("部长于2024年与摩洛哥签署了一项协议。", "2024"),
}


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Makes one .argosmodel of the starter folder, as the package step does, once a language."""
    folder = tmp_path_factory.mktemp("packed")
    return cache(lambda language: pack(language, folder))


def pack(language: str, folder: Path) -> Path:
    pytest.importorskip("google.protobuf", reason="see training/requirements.txt")
    sys.path.insert(0, str(ROOT / "training"))
    try:
        package, common = importlib.import_module("package"), importlib.import_module("common")
        # To compress weights takes two seconds a package, and is not what is asked about.
        bare = SimpleNamespace(ZipFile=zipfile.ZipFile, ZIP_DEFLATED=zipfile.ZIP_STORED)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(package, "zipfile", bare)
            return package.pack(common.load_config(), STARTERS, language, folder)
    finally:
        sys.path.remove(str(ROOT / "training"))


class Whole:
    """A sentencizer that takes a text as one sentence: Argos's own downloads its models."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_argostranslate_translates(
    language: str,
    packed: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not (STARTERS / f"{language}_en.json").exists():
        pytest.skip(f"no starter for {language} yet")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    package = pytest.importorskip("argostranslate.package")
    translate = importlib.import_module("argostranslate.translate")
    import ctranslate2

    (tmp_path / "argos").mkdir(exist_ok=True)
    monkeypatch.setattr(package.settings, "package_data_dir", tmp_path / "argos")
    package.install_from_path(packed(language))
    installed = package.Package(next((tmp_path / "argos").iterdir()))
    assert (installed.from_code, installed.to_code) == (language, "en")
    text, kept = TEXTS[language]
    translator = ctranslate2.Translator(str(installed.package_path / "model"))
    result = translate.apply_packaged_translation(installed, text, translator, Whole(), 1)
    assert kept in result[0].value
    assert all(ord(c) < 0x250 or not c.isalpha() for c in result[0].value)


def test_starters_are_small_and_described() -> None:
    assert sum(path.stat().st_size for path in STARTERS.rglob("*") if path.is_file()) < 90_000_000
    described = [path for path in STARTERS.rglob("*_*.json") if path.parent.name != "model"]
    assert described
    for path in described:
        metadata = json.loads(path.read_text(encoding="utf-8"))
        assert metadata["starter"] is True
        assert f"{metadata['from_code']}_{metadata['to_code']}" == path.stem
        assert metadata["description"]


def test_packages_have_one_folder(packed: Callable[[str], Path]) -> None:
    path = packed("ar")
    with zipfile.ZipFile(path) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {path.stem}
        assert path.stem.startswith("translate-ar_en-")
