from __future__ import annotations

import pytest

from reader import languages
from reader.errors import UnknownLanguage


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ar", "ar"),
        ("AR", "ar"),
        ("arabic", "ar"),
        ("العربية", "ar"),
        ("ar_MA.UTF-8", "ar"),
        ("zh-CN", "zh"),
        ("zh_Hant_TW", "zt"),
        ("zh-HK", "zt"),
        ("zh-Hans-HK", "zh"),
        ("cmn-Hans-CN", "zh"),
        ("繁體中文", "zt"),
        ("pt-BR", "pb"),
        ("pt_BR.UTF-8", "pb"),
        ("pt-PT", "pt"),
        ("es-419", "es"),
        ("de_DE@euro", "de"),
        ("fr_FR.ISO-8859-15@euro", "fr"),
        ("iw", "he"),
        ("fil", "tl"),
        ("ary", "ar"),
        ("ckb-IQ", "ckb"),
        ("Sorani", "ckb"),
        ("uig", "ug"),
        ("zho", "zh"),
        ("zt", "zt"),
        ("Chinese", "zh"),
        ("中文", "zh"),
        ("英文", "en"),
        ("阿拉伯语", "ar"),
        ("الفرنسية", "fr"),
        ("FRENCH (FRANCE)", "fr"),
        ("fra", "fr"),
        (" French ", "fr"),
        ("Français", "fr"),
        ("eng", "en"),
        ("scottish gaelic", "gd"),
        ("Portuguese (Brazil)", "pb"),
    ],
)
def test_a_language_is_known_by_its_codes_and_names(written: str, code: str) -> None:
    assert languages.normalise(written) == code


@pytest.mark.parametrize(
    ("written", "near"), [("arabc", '"ar" (Arabic)'), ("frensh", '"fr" (French)'), ("xx", "two-")]
)
def test_an_unknown_language_names_what_is_near(written: str, near: str) -> None:
    with pytest.raises(UnknownLanguage) as caught:
        languages.normalise(written)
    assert near in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "written", ["", "-", "_", "../x", ".", "zh/../..", "\0", "fr.txt", "fr.zip", "fr.a\0"]
)
def test_what_is_no_language_is_refused(written: str) -> None:
    with pytest.raises(UnknownLanguage):
        languages.normalise(written)


def test_every_name_and_code_leads_back_to_itself() -> None:
    for code, name in languages.names().items():
        assert languages.normalise(code) == code
        assert languages.normalise(name) == code
        assert languages.name(code) == name
