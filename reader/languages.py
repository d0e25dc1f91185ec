"""What a language is called, and which of its codes Dragoman uses.

Everywhere inside, a language is its ISO 639-1 code, or the code that Argos gives it where
ISO 639-1 has none of its own ("zt" for Chinese in traditional script, "pb" for the
Portuguese of Brazil), or the code of ISO 639-3 ("ckb").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from reader.errors import UnknownLanguage

_NAMES = """
aa Afar|ab Abkhazian|af Afrikaans|ak Akan|am Amharic|an Aragonese|ar Arabic|as Assamese
av Avaric|ay Aymara|az Azerbaijani|ba Bashkir|be Belarusian|bg Bulgarian|bi Bislama|bm Bambara
bn Bengali|bo Tibetan|br Breton|bs Bosnian|ca Catalan|ce Chechen|ch Chamorro|co Corsican|cr Cree
cs Czech|cu Church Slavonic|cv Chuvash|cy Welsh|da Danish|de German|dv Divehi|dz Dzongkha|ee Ewe
el Greek|en English|eo Esperanto|es Spanish|et Estonian|eu Basque|fa Persian|ff Fulah|fi Finnish
fj Fijian|fo Faroese|fr French|fy Western Frisian|ga Irish|gd Scottish Gaelic|gl Galician
gn Guarani|gu Gujarati|gv Manx|ha Hausa|he Hebrew|hi Hindi|ho Hiri Motu|hr Croatian|ht Haitian
hu Hungarian|hy Armenian|hz Herero|ia Interlingua|id Indonesian|ie Interlingue|ig Igbo
ii Sichuan Yi|ik Inupiaq|io Ido|is Icelandic|it Italian|iu Inuktitut|ja Japanese|jv Javanese
ka Georgian|kg Kongo|ki Kikuyu|kj Kwanyama|kk Kazakh|kl Greenlandic|km Khmer|kn Kannada|ko Korean
kr Kanuri|ks Kashmiri|ku Kurdish|kv Komi|kw Cornish|ky Kyrgyz|la Latin|lb Luxembourgish|lg Ganda
li Limburgish|ln Lingala|lo Lao|lt Lithuanian|lu Luba-Katanga|lv Latvian|mg Malagasy
mh Marshallese|mi Maori|mk Macedonian|ml Malayalam|mn Mongolian|mr Marathi|ms Malay|mt Maltese
my Burmese|na Nauru|nb Norwegian Bokmål|nd North Ndebele|ne Nepali|ng Ndonga|nl Dutch
nn Norwegian Nynorsk|no Norwegian|nr South Ndebele|nv Navajo|ny Chichewa|oc Occitan|oj Ojibwa
om Oromo|or Odia|os Ossetian|pa Punjabi|pb Portuguese (Brazil)|pi Pali|pl Polish|ps Pashto
pt Portuguese|qu Quechua|rm Romansh|rn Rundi|ro Romanian|ru Russian|rw Kinyarwanda|sa Sanskrit
sc Sardinian|sd Sindhi|se Northern Sami|sg Sango|si Sinhala|sk Slovak|sl Slovenian|sm Samoan
sn Shona|so Somali|sq Albanian|sr Serbian|ss Swati|st Southern Sotho|su Sundanese|sv Swedish
sw Swahili|ta Tamil|te Telugu|tg Tajik|th Thai|ti Tigrinya|tk Turkmen|tl Tagalog|tn Tswana
to Tonga|tr Turkish|ts Tsonga|tt Tatar|tw Twi|ty Tahitian|ug Uyghur|uk Ukrainian|ur Urdu|uz Uzbek
ckb Kurdish (Sorani)|zgh Tamazight
ve Venda|vi Vietnamese|vo Volapük|wa Walloon|wo Wolof|xh Xhosa|yi Yiddish|yo Yoruba|za Zhuang
zh Chinese|zt Chinese (traditional)|zu Zulu
"""

_OTHER_NAMES = """
ar ara arb ary arz apc ajp acm afb العربية عربي arabe 阿拉伯语 阿拉伯文 阿语
fr fra fre français francais الفرنسية فرنسي 法语 法文
zh zho chi cmn 中文 汉语 华语 mandarin 简体中文 chinois الصينية صيني|zt 繁體中文 繁体中文
en eng anglais الإنجليزية الانجليزية إنجليزي 英语 英文
es spa español espanol castilian|pt por português portugues|pb português_brasileiro
de deu ger deutsch|it ita italiano|nl nld dut nederlands|ru rus русский|ja jpn jp 日本語
ko kor 한국어|tr tur türkçe|fa fas per pes prs farsi dari فارسی|he heb iw עברית|hi hin हिन्दी
ur urd اردو|uk ukr ua|pl pol polski|sv swe svenska|el ell gre gr|cs ces cze cz|ro ron rum mo
hu hun|vi vie|th tha|id ind in|ca cat|ps pus pbt pushto پښتو|ug uig uighur ئۇيغۇرچە
ku kur kmr kurmanji|ckb sorani central_kurdish کوردی|zgh ber tzm amazigh berber|sd snd
bg bul|hr hrv|sr srp|sk slk slo|sl slv|da dan|fi fin|et est|lv lav|lt lit|nb nob|nn nno|no nor
is isl ice|ga gle|eu eus baq|gl glg|sq sqi alb|mk mkd mac|bs bos|mt mlt|hy hye arm|ka kat geo
az aze azb|kk kaz|ky kir|uz uzb|tk tuk|tg tgk|mn mon|bn ben|ta tam|te tel|ml mal|kn kan|gu guj
mr mar|ne nep|pa pan|or ori ory|si sin|my mya bur|km khm|lo lao|ms msa may zsm|tl tgl fil
sw swa swh|am amh|so som|ha hau|yo yor|ig ibo|zu zul|xh xho|af afr|mg mlg plt|eo epo|la lat
yi yid ji|bo bod tib|be bel|cy cym wel|ht hat|wo wol
"""
"""What else people, files and other programs call a language: its three-letter codes, older
codes, its own name. A code stands first in each row."""

_TRADITIONAL = frozenset(("hant", "tw", "hk", "mo"))
"""Scripts and regions of a Chinese that is written in traditional characters."""
_VARIANTS = {
    ("pt", "br"): "pb",
    **{("zh", subtag): "zt" for subtag in _TRADITIONAL},
    ("sr", "latn"): "sr",
}
"""Languages of a region or a script that have a code of their own."""
_NEAREST = {"pb": "pt", "pt": "pb", "zt": "zh", "ckb": "ku", "nn": "nb", "no": "nb", "nb": "no"}


@cache
def names() -> Mapping[str, str]:
    """English name of each language that Dragoman knows, by code."""
    entries = _NAMES.strip().replace("\n", "|").split("|")
    return MappingProxyType(dict(entry.split(" ", 1) for entry in entries))


@cache
def _codes() -> dict[str, str]:
    """Code of each name, English or other, in folded case."""
    codes = {english.casefold(): code for code, english in names().items()}
    for row in _OTHER_NAMES.replace("\n", "|").split("|"):
        code, *others = row.split() or ("",)
        codes |= {other.replace("_", " "): code for other in others}
    return codes | {
        "chinese (simplified)": "zh",
        "simplified chinese": "zh",
        "traditional chinese": "zt",
        "brazilian portuguese": "pb",
        "kurdish (central)": "ckb",
    }


def name(code: str) -> str:
    """English name of `code`, or the code itself where there is none."""
    return names().get(code, code)


_TAGS = {"zt": "zh-Hant", "pb": "pt-BR"}
"""BCP 47 tags of the codes that are not their own."""


def tag(code: str) -> str:
    """The BCP 47 tag of a code: what other programs, and web pages, know the language by."""
    return _TAGS.get(code, code)


_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def is_right_to_left(code: str) -> bool:
    """Whether a language is written from right to left; `code` may name a script or region too."""
    return code.split("-")[0] in _RIGHT_TO_LEFT


_LOCALES = {
    "en": "en-US", "fr": "fr-FR", "ar": "ar-SA", "zh": "zh-CN", "zt": "zh-TW", "de": "de-DE",
    "es": "es-ES", "it": "it-IT", "pt": "pt-PT", "pb": "pt-BR", "nl": "nl-NL", "ru": "ru-RU",
    "ja": "ja-JP", "ko": "ko-KR", "tr": "tr-TR", "pl": "pl-PL", "fa": "fa-IR", "he": "he-IL",
}  # fmt: skip


def locale(code: str) -> str:
    """A language with a country, as office programs ask for it to check its spelling."""
    return _LOCALES.get(code, tag(code))


def normalise(code: str) -> str:
    """The code Dragoman uses for a language, however a person or a file writes it.

    Takes ISO 639-1 codes and the three-letter ones, with or without script and region as
    BCP 47 and locales write them ("zh-Hant-TW", "pt_BR.UTF-8"), Argos's own codes, and
    English or native names ("Arabic", "français").

    Raises:
        UnknownLanguage: when nothing is called so; the message gives what is near.
    """
    known = find(code)
    if known is None:
        raise UnknownLanguage(f"{code!r} is not a language that Dragoman knows{_near(code)}")
    return known


def find(code: str) -> str | None:
    """As `normalise`; None for what is not a language."""
    asked = code.strip().casefold()
    locale, _, charset = asked.partition("@")[0].partition(".")
    if charset and not _is_charset(charset):
        return None  # a file's name, such as "fr.txt"
    language, *subtags = re.split(r"[-_]", locale)
    if asked not in names() and asked not in _codes() and subtags:
        own = _code(language)
        if own is None or "hans" in subtags:
            return own
        return next((_VARIANTS[own, tag] for tag in subtags if (own, tag) in _VARIANTS), own)
    return _code(asked) or _code(language)


def _is_charset(name: str) -> bool:
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def _code(word: str) -> str | None:
    if word in names():
        return word
    language, _, country = word.partition("(")  # french (france), as programs list languages
    return _codes().get(word) or (_codes().get(language.strip()) if country[-1:] == ")" else None)


def nearest(code: str) -> str | None:
    """The language whose packages also serve for `code`: "pt" for the "pb" of Brazil."""
    return _NEAREST.get(code)


def _near(code: str) -> str:
    import difflib

    near = difflib.get_close_matches(code.strip().casefold(), _codes(), n=3, cutoff=0.6)
    codes = dict.fromkeys(_codes()[word] for word in near)
    if not codes:
        return '; give a two-letter code, such as "ar", "fr" or "zh"'
    return "; did you mean " + " or ".join(f'"{own}" ({name(own)})' for own in codes) + "?"
