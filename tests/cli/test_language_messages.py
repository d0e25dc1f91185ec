"""What `translate` says of a text whose language is not sure, or that it leaves as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_translate import one_line, translate
from tests.models.building import lay

pytestmark = pytest.mark.slow

Write = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    def write(text: str | bytes, name: str = "note.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.mark.parametrize("text", ["Collision meurtrière\n", "Sahel malien\n"])
def test_a_short_title_is_translated_and_the_way_out_named(written: Write, text: str) -> None:
    result = translate(written(text))
    assert result.returncode == 0
    assert result.stdout.decode() not in ("", text)
    assert "taken for French" in one_line(result) and "--source" in one_line(result)
    assert translate("-s", "fr", written(text)).stderr == b""


def test_what_is_left_as_it_is_is_told(written: Write) -> None:
    english = written("The road to the port was closed on Monday.\n")
    result = translate(english)
    assert result.stdout == english.read_bytes()
    assert "English" in one_line(result) and "--source" in one_line(result)
    assert "not known" in one_line(translate(written("𐌰𐌱𐌲 𐌳𐌴𐌶\n")))
    assert translate(written("12/03/2024\n")).stderr == b"", "nothing to translate, nothing to say"


@pytest.mark.parametrize("end", ["\n", "\f", "\v", "\x85", "\u2028", "\u2029"])
def test_a_text_that_was_translated_is_not_said_to_be_left(written: Write, end: str) -> None:
    lines = ("Bonjour", "Le ministre est arrivé", "Merci", "Grève reportée", "Le roi a parlé", "1")
    result = translate(written(end.join(lines)))
    assert result.stderr == b"" and "minister" in result.stdout.decode()


def test_an_english_page_with_french_parts_says_what_is_translated(written: Write) -> None:
    page = (
        "The minister of health visited the new hospital on Monday and spoke with the doctors.",
        "Le ministre a salué les efforts du personnel.",
        "The unions said that they would meet again on Friday.",
    )
    result = translate(written("\n\n".join(page)))
    assert "only its parts in French are translated" in one_line(result)
    assert page[0] in result.stdout.decode() and page[1] not in result.stdout.decode()


def test_a_long_text_whose_language_is_a_guess_is_not_called_short(written: Write) -> None:
    said = one_line(translate(written("ab" * 2_000)))
    assert "French" in said and "not certain" in said and "short" not in said


@pytest.mark.parametrize("source", ["ar", "zh"])
def test_a_language_that_a_text_has_nothing_of_is_told(written: Write, source: str) -> None:
    french = written("La route du port est fermée depuis lundi.\n")
    result = translate("-s", source, french)
    assert result.stdout == french.read_bytes()
    assert "left as it is" in one_line(result) and "--source auto" in one_line(result)
    assert translate("-s", "ar", written("أغلقت طريق الميناء DGSN.\n\nDGSN Rabat\n")).stderr == b""


def test_an_english_text_is_told_what_it_could_become(
    written: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    lay(tmp_path / "packages", "en", "ar")
    said = one_line(translate(written("The road to the port was closed on Monday.\n")))
    assert "--target ar" in said and "translates it" in said
    said = one_line(translate("--target", "ar", written("أغلقت الطريق المؤدية إلى الميناء.\n")))
    assert "--target en" in said


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ښوونځي د جمعې په ورځ تړل شوي وو.\n", "Pashto"),
        ("قوتابخانەکان ڕۆژی هەینی داخران.\n", "Kurdish (Sorani)"),
        ("مەكتەپلەر جۈمە كۈنى تاقالدى.\n", "Uyghur"),
        ("مدارس تهران فردا به دلیل برف تعطیل است.\n", "Persian"),
    ],
)
def test_languages_in_arabic_script_are_not_arabic(
    written: Write, text: str, language: str
) -> None:
    result = translate(written(text))
    assert (result.returncode, result.stdout) == (1, b"")
    said = one_line(result)
    assert f"no model for {language}" in said
    assert f"if it is not {language}, --source LANG sets the language" in said


def test_an_encoding_that_is_none_is_wrong_usage(written: Write) -> None:
    for name in ("idna", "punycode", "undefined"):
        result = translate("--encoding", name, written("Bonjour.\n"))
        assert result.returncode == 2 and name in one_line(result)
    result = translate("--encoding", "ascii", written("Été à Fès.\n"))
    assert result.returncode == 1 and "ascii" in one_line(result)


def test_an_input_without_its_last_line_end_is_not_glued_to_the_next(written: Write) -> None:
    one, two = written("12/03\n14/05", "a.txt"), written("16/07", "b.txt")
    assert translate(one, two).stdout == b"12/03\n14/05\n16/07"


def test_blank_lines_alone_stay_as_many(written: Write) -> None:
    result = translate(written("\n \n\n"))
    assert (result.returncode, result.stdout, result.stderr) == (0, b"\n \n\n", b"")
