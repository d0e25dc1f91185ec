"""Decoding: what the bytes of a page found in the wild stand for."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import UnreadableFile
from reader.loading.decoding import decode, detect

ARABIC = "أعلنت السلطات المحلية عن افتتاح طريق جديدة تربط المدينة بالميناء.\nوقال العمدة: «سنواصل»."
FRENCH = "La préfète a été reçue à l’hôtel de ville ; « c’est décidé », a-t-elle répété."
CHINESE = "当地政府今天上午宣布，连接城市与港口的新公路正式通车。\n市长说：“交通状况将大为改善。”"
TRADITIONAL = "國際會議今天在這裡舉行，討論經濟發展與社會問題。"


@pytest.mark.parametrize("text", [ARABIC, FRENCH, CHINESE, "Plain ASCII, nothing else.\r\n"])
@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", b""),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("gb18030", b""),
    ],
)
def test_unicode_with_and_without_its_mark(text: str, codec: str, mark: bytes) -> None:
    if codec == "gb18030" and text in (ARABIC, FRENCH):
        pytest.skip("nobody writes Arabic or French in GB18030")
    assert decode(mark + text.encode(codec)) == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (ARABIC, "cp1256"),
        ("نعم", "cp1256"),
        ("الرئيسية", "cp1256"),
        ("الأمن الوطني بفاس - Sécurité à Fès", "cp1256"),
        (FRENCH, "cp1252"),
        ("Société", "cp1252"),
        ("L’été à Fès", "cp1252"),
        ("The minister’s “plan” – he said… – is ready", "cp1252"),
        ("Le prix est de 5 € … et plus – ou moins", "cp1252"),
        ("Il dit… puis s'en va", "cp1252"),
        ("Le ministre a reçu la délégation à Rabat", "cp850"),
        ("Le ministre a reçu la délégation", "mac-roman"),
        ("L’été dernier, la préfète a reçu les élus", "mac-roman"),
        ("Así lo dijo el ministro de Educación en Málaga, según él", "cp1252"),
        (CHINESE, "gb18030"),
        ("新闻", "gb18030"),
        ("港口", "gb18030"),
        ("GDP增长3.5%", "gb18030"),
        (TRADITIONAL, "big5"),
        (ARABIC.replace("«", '"').replace("»", '"'), "iso8859-6"),
        ("الرئيسية", "iso8859-6"),
    ],
)
def test_legacy_encodings_of_short_and_long_texts(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_sequence_cut_off_at_the_end_costs_one_character(size: int) -> None:
    data = CHINESE.encode()[:-size] if size < 3 else ARABIC.encode() + b"\xe2\x80"
    decoded = decode(data)
    assert decoded.rstrip("\ufffd") == (CHINESE[:-1] if size < 3 else ARABIC)
    assert decoded.endswith("\ufffd")


def test_a_lone_bad_byte_does_not_change_the_encoding() -> None:
    data = ARABIC.encode()
    at = data.index(b"\n")
    assert decode(data[:at] + b"\xff" + data[at:]) == ARABIC.replace("\n", "\ufffd\n")


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\nd\n\r") == "a\r\nb\rc\nd\n\r"


def test_a_named_encoding_is_obeyed() -> None:
    assert decode(ARABIC.encode("iso8859-6", "ignore"), "iso-8859-6").startswith("أعلنت")
    assert decode(FRENCH.encode("cp1252"), "latin-1") == FRENCH
    assert decode("新".encode("gb18030"), "gb2312") == "新"


@pytest.mark.parametrize(
    "name",
    ["klingon", "hex", "zlib", "", "idna", "punycode", "undefined", "unicode_escape", "a\0b"],
)
def test_an_unknown_encoding_names_some_that_are_known(name: str) -> None:
    with pytest.raises(UnreadableFile, match="utf-8"):
        decode(b"abc", name)


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        (FRENCH, "utf-8", "ascii"),
        (ARABIC, "cp1256", "utf-8"),
        (ARABIC, "utf-8", "iso-8859-6"),
        (CHINESE, "gb18030", "utf-8"),
        (FRENCH, "utf-8", "utf-16"),
        (ARABIC, "utf-8", "utf-16-le"),
    ],
)
def test_an_encoding_that_the_bytes_deny_is_refused(text: str, codec: str, named: str) -> None:
    with pytest.raises(UnreadableFile, match=f"page.txt is not in {named}"):
        decode(text.encode(codec), named, "page.txt")


def test_one_bad_byte_does_not_deny_the_named_encoding() -> None:
    assert decode(ARABIC.encode() + b"\xff", "utf-8") == ARABIC + "\ufffd"
    assert decode(b"plain", "ascii") == "plain"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n...", "a PDF: give it the ending"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
        (b"PK\x03\x04\x14\0", "zip archive"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"\x7fELF\x02\x01", "a program"),
        (bytes(range(256)) * 4, "not a text"),
        (b"abc\0def\0\0\0ghi" * 20, "not a text"),
    ],
)
def test_what_is_not_text_is_refused_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says) as caught:
        decode(data, name="page.txt")
    assert str(caught.value).startswith("page.txt is")
    assert "\n" not in str(caught.value)


def test_a_page_that_declares_its_encoding_is_believed() -> None:
    page = '<html><head><meta charset="iso-8859-6"></head><body>مرحبا</body></html>'
    assert decode(page.encode("iso8859-6")) == page


def test_a_page_that_lies_about_utf_8_is_not_believed() -> None:
    page = '<html><head><meta charset="utf-8"></head><body>' + ARABIC + "</body></html>"
    assert decode(page.encode("cp1256")) == page


def test_a_false_declaration_does_not_beat_valid_utf_8() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>' + ARABIC + "</body></html>"
    assert decode(page.encode()) == page


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
@settings(max_examples=150)
def test_any_utf_8_text_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@given(st.binary(max_size=200))
@settings(max_examples=150)
def test_no_bytes_crash(data: bytes) -> None:
    try:
        codec = detect(data)
    except UnreadableFile:
        return
    codecs.lookup(codec)
    assert isinstance(decode(data), str)
