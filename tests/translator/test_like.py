"""A translator made from another: the same models, another target, glossary or hypothesis."""

from __future__ import annotations

import pytest

from reader import InvalidArgument, ModelNotInstalled, Translator, UnknownLanguage

TEXT = "أعلنت المديرية العامة للأمن الوطني يوم 12 مارس توقيف 1,533 شخصا في الرباط."


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator(quality="fast")


@pytest.mark.slow
def test_it_shares_models_and_takes_what_it_is_given(translator: Translator) -> None:
    bare = translator.like(termbases=())
    both = translator.like(acronyms="always")
    full = translator.like(acronyms="never")
    assert bare.termbases == () and translator.termbases
    name = "General Directorate for National Security"
    assert f"{name} (DGSN)" in both.translate_text(TEXT)
    plain = full.translate_text(TEXT)
    assert name in plain and "DGSN" not in plain
    assert translator.acronyms == "asis"
    (package,) = translator.package("ar")
    assert bare._packages.engine(package) is translator._packages.engine(package)


@pytest.mark.slow
def test_another_target_has_its_own_routes(translator: Translator) -> None:
    french = translator.like(target="fra")
    assert (french.target, translator.target) == ("fr", "en")
    with pytest.raises(ModelNotInstalled):
        translator.like(target="es").translate_text(TEXT)
    assert french.translate_text("Il est à Fès.") == "Il est à Fès."
    with pytest.raises(UnknownLanguage):
        translator.like(target="klingon")
    with pytest.raises(InvalidArgument):
        translator.like(acronyms="often")  # type: ignore[arg-type]
