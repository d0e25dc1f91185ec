"""What characters the bytes of a file stand for."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from math import log

from reader.errors import UnreadableFile
from reader.text.regex import regex

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF", "give it the ending .pdf"),
    (b"PK\x03\x04", "a zip archive or an office document", "take the text out of it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document or message", "save it as .docx or .eml first"),
    (b"{\\rtf", "an RTF document", "save it as text first"),
    (b"[Script Info]", "subtitles of another kind (.ass)", "save them as .srt first"),
    (b"\xef\xbb\xbf[Script Info]", "subtitles of another kind (.ass)", "save them as .srt first"),
    (b"\x89PNG", "a picture", "Dragoman reads text"),
    (b"\xff\xd8\xff", "a picture", "Dragoman reads text"),
    (b"GIF8", "a picture", "Dragoman reads text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a rar archive", "unpack it first"),
    (b"SQLite format 3", "a database", "Dragoman reads text"),
    (b"\x7fELF", "a program", "Dragoman reads text"),
)
_PACKED = regex(rb"\s*<(?:!doctype|html).*PK\x03\x04", re.IGNORECASE | re.DOTALL)
"""A web page that holds itself in a zip file, and a script that unpacks it."""
_SAMPLE = 1 << 18
"""Bytes that an encoding is detected from."""

_DECLARED = regex(rb"""(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252"}
"""What pages that declare the first are in fact written in (WHATWG Encoding, "labels")."""

_NO_CHARSETS = frozenset(
    ("idna", "punycode", "undefined", "unicode-escape", "unicode_escape", "raw-unicode-escape")
)
"""What Python calls encodings and no file is in."""
_MOST_BAD = 0.2
"""Share of the characters outside ASCII that may be none, in the encoding that was named."""

_PLAIN = regex(r"[\s!-~\u00a0-\u00ff\u0600-\u06ff\u2010-\u2026\u3000-\u303f\uff01-\uff5e]")
_LEGACY = ("cp1256", "cp1252", "gb18030", "big5", "iso8859-6", "cp850", "mac-roman")
_WESTERN = {"cp1252": 0.0, "cp850": -3.0, "mac-roman": -3.0}
"""How much likelier a text is in one than in another, as a log-probability of each byte: files from
DOS and old Macs are rare."""
_ARABIC = {
    letter: percent / 100
    for letters, percent in (
        ("ال", 13),
        ("يمنو", 6),
        ("رتبع", 4.5),
        ("دسفهحق", 2.7),
        ("كأة", 2),
        ("جشطصخى", 1),
        ("ذضإزئغثء،", 0.6),
        ("ظآؤ؛؟ـ\u064b\u064f\u064e\u0651\u0650\u0652\u064c\u064d", 0.2),
        ("«»“”\u00a0", 0.3),
        ("éèàêç’‘–…", 0.1),
    )
    for letter in letters
}
"""Share of each letter outside ASCII in Arabic news, which quotes French names."""
_ACCENTED = {
    letter: percent / 100
    for letters, percent in (
        ("é", 45),
        ("èà", 9),
        ("’", 6),
        ("êç", 3.5),
        ("ùîôâ«»É–…“”", 1.2),
        ("ûïœÀ°áíóúñöäü\u00a0", 0.6),
        ("ëãõßÈÊÇ—‘•©€·ò", 0.2),
    )
    for letter in letters
}
"""Share of each letter outside ASCII in French news; its neighbours' letters have a little."""
_COMMON_HAN = set(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法"
    "所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政"
    "四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最"
    "立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根"
    "论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联"
    "什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米"
    "整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办"
    "青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却"
    "專業國際會議這個來時對發現實為過經濟們說產種學"
)


def decode(data: bytes, encoding: str | None = None, name: str = "-") -> str:
    """The text of `data`, without its byte order mark.

    A byte that stands for nothing (a sequence cut off at the end, a lone bad byte) becomes
    U+FFFD rather than losing the file. Line ends stay as they are.

    Args:
        data: a whole file.
        encoding: name of the encoding, or None to tell it from the bytes.
        name: what to call the file in an error.

    Raises:
        UnreadableFile: the bytes are not text, or `encoding` is not known.
    """
    codec = detect(data, encoding, name)
    text = whole(data.decode(codec, errors="replace"), codec)
    return text[1:] if text.startswith("\ufeff") else text


def decode_as_told(data: bytes, encoding: str | None) -> str | None:
    """The text of bytes in the encoding that their sender names, else in the one that they tell.

    Args:
        data: the bytes.
        encoding: a name from somewhere, which need not be true; None where there is none.

    Returns:
        None where they are not text.
    """
    for name in dict.fromkeys((encoding, None)):
        with suppress(UnreadableFile):
            return decode(data, name)
    return None


def whole(text: str, codec: str) -> str:
    """What a codec has decoded, without the halves of surrogate pairs that UTF-7 may spell."""
    return _HALVES.sub("\ufffd", text) if codec == "utf-7" else text


_HALVES = regex("[\ud800-\udfff]")


def detect(data: bytes, encoding: str | None = None, name: str = "-") -> str:
    """The name of Python's codec for `data`, which may be the beginning of a longer file.

    Raises:
        UnreadableFile: the bytes are not text, `encoding` is not known, or they are not in it.
    """
    if encoding is not None:
        codec = named(encoding)
        _check_named(data[:_SAMPLE], codec, encoding, name)
        return codec
    for signature, kind, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFile(f"{name} is {kind}: {remedy}")
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec
    sample = data[:_SAMPLE]
    binary = b"\0" in sample or _share_of_controls(sample) > 0.1
    if _is_utf8(sample) and not binary:
        return "utf-8"
    wide = _utf16(sample)
    if wide:
        return wide
    if binary and _PACKED.match(sample):
        raise UnreadableFile(f"{name} is a page that was saved packed: save it as plain HTML first")
    if binary:
        raise UnreadableFile(
            f"{name} is not a text: Dragoman reads text, Markdown, HTML, .docx, .odt, .epub, .pdf, "
            "mail, feeds and subtitles"
        )
    return _declared(sample) or _legacy(sample)


def named(encoding: str) -> str:
    """The name of Python's codec for an encoding, as a person calls it.

    Raises:
        UnreadableFile: nothing is called so that a file could be in.
    """
    try:
        return _codec(encoding)
    except (LookupError, UnicodeError, ValueError):
        message = f"no encoding is called {encoding!r}: try utf-8, windows-1256 or gb18030"
        raise UnreadableFile(message) from None


def _check_named(sample: bytes, codec: str, encoding: str, name: str) -> None:
    """Refuse to read a file in an encoding that it is not in."""
    text = sample.decode(codec, errors="replace")
    bad = text.count("\ufffd") - (text.endswith("\ufffd") and len(sample) == _SAMPLE)
    outside = len(text) - sum(map(text.count, map(chr, range(128))))
    narrow = codec.startswith("utf-16") and len(sample) > 8 and b"\0" not in sample
    if (bad > 1 and bad > _MOST_BAD * outside) or (narrow and _is_utf8(sample)):
        raise UnreadableFile(
            f"{name} is not in {encoding}: leave out --encoding, which tells it from the bytes, "
            "or name another"
        )


def _codec(encoding: str) -> str:
    name = codecs.lookup(encoding).name
    if name in _NO_CHARSETS:
        raise LookupError(name)
    b" ".decode(name, errors="replace")  # LookupError for hex, zlib and their like
    return _WIDER.get(name, name)


def _declared(sample: bytes) -> str | None:
    """The encoding that an HTML page says it is in, when its bytes do not deny it."""
    if not re.match(rb"\s*<", sample):
        return None
    declared = _DECLARED.search(sample[:2048])
    if declared is None:
        return None
    try:
        codec = _codec(declared[1].decode("ascii"))
        sample.decode(codec, errors="replace")
    except (LookupError, UnicodeError):
        return None
    return None if codec.startswith("utf") else codec


def _is_utf8(sample: bytes) -> bool:
    """Whether nearly every sequence outside ASCII is one of UTF-8.

    Text in a legacy encoding seldom forms one by chance, so that a few bad bytes in the
    middle of many good sequences are damage and not another encoding.
    """
    text = sample.decode("utf-8", errors="replace")
    bad = text.count("\ufffd") - sample.count("\ufffd".encode())
    if bad <= 0:
        return True
    good = len(text) - bad - sum(map(text.count, map(chr, range(128))))
    cut_off = bad == 1 and text.endswith("\ufffd") and good > 0
    return cut_off or good > 4 * bad


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without its mark: the reading that gives letters in few scripts, and spaces."""
    even = sample[: len(sample) // 2 * 2]
    if len(even) < 4:
        return None
    best, best_share = None, 0.0
    for codec in ("utf-16-le", "utf-16-be"):
        text = even.decode(codec, errors="replace")
        plain = len(_PLAIN.findall(text))
        han = len(re.findall(r"[\u4e00-\u9fff]", text))
        common = sum(character in _COMMON_HAN for character in text)
        # Two bytes of any text make some Han character: only the common ones are evidence.
        share = (plain + (han if common > 0.25 * han else 0)) / len(text)
        if share > best_share:
            best, best_share = codec, share
    return best if best_share > 0.9 else None


def _share_of_controls(sample: bytes) -> float:
    controls = sum(map(sample.count, (bytes([code]) for code in (*range(1, 9), *range(14, 27)))))
    return controls / max(1, len(sample))


def _legacy(sample: bytes) -> str:
    """The legacy encoding under which the bytes outside ASCII make the likeliest letters.

    Letter frequencies of Arabic, French and Chinese news decide: the two bytes of a Chinese
    character, the runs of Arabic letters and the lone accents of French are told apart from
    two or three words on, where general detectors, which look for many languages, need
    paragraphs. What resembles none of them is asked of charset-normalizer.
    """
    scores = {codec: _likelihood(sample, codec) for codec in _LEGACY}
    best = max(_LEGACY, key=lambda codec: scores[codec])
    if scores[best] > -5.5:
        return best
    from charset_normalizer import from_bytes

    guess = from_bytes(sample).best()
    return best if guess is None else _codec(guess.encoding)


def _is_rare(character: str, codec: str) -> bool:
    """Whether a Han character's second byte is ASCII: in GB18030 no common one's is."""
    return codec == "gb18030" and character.encode(codec)[1] < 0x80


def _likelihood(sample: bytes, codec: str) -> float:
    """Mean log-probability of a byte outside ASCII, were the text in `codec`."""
    text = sample[:65536].decode(codec, errors="replace")
    total, bytes_seen, before = 0.0, 0, " "
    for character in text:
        if character < "\x80":
            if "\u0620" <= before <= "\u064a" and character.isalpha():
                total -= 4.0
            before = character
            continue
        if codec in ("gb18030", "big5"):
            width = 2
            if character in _COMMON_HAN:
                total += log(0.75 / 600)
            elif "\u4e00" <= character <= "\u9fff" and not _is_rare(character, codec):
                total += log(0.2 / 6000)
            elif character in "，。、；：？！“”‘’（）《》「」『』—…·　　·％０１２３４５６７８９":
                total += log(0.1 / 20)
            else:
                total -= 18.0
        else:
            width = 1
            chance = (_ACCENTED if codec in _WESTERN else _ARABIC).get(character)
            total += (log(chance) if chance else -9.0) + _WESTERN.get(codec, 0.0)
            if codec in _WESTERN and before >= "\x80" and before.isalpha() and character.isalpha():
                total -= 3.0
            elif "\u0620" <= character <= "\u064a" and before.isascii() and before.isalpha():
                total -= 4.0
        bytes_seen += width
        before = character
    return total / bytes_seen if bytes_seen else -99.0
