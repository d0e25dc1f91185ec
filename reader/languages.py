"""What a language is called, and which of its codes Dragoman uses.

Everywhere inside, a language is its ISO 639-1 code, or the code that Argos gives it where
ISO 639-1 has none of its own ("zt" for Chinese in traditional script).
"""

from __future__ import annotations

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
ve Venda|vi Vietnamese|vo Volapük|wa Walloon|wo Wolof|xh Xhosa|yi Yiddish|yo Yoruba|za Zhuang
zh Chinese|zt Chinese (traditional)|zu Zulu
"""

_OTHER_NAMES = {
    # The three-letter codes and the native or older names that people are likely to type.
    "ara": "ar",
    "arb": "ar",
    "العربية": "ar",
    "عربي": "ar",
    "fra": "fr",
    "fre": "fr",
    "français": "fr",
    "francais": "fr",
    "zho": "zh",
    "chi": "zh",
    "cmn": "zh",
    "中文": "zh",
    "汉语": "zh",
    "mandarin": "zh",
    "eng": "en",
    "spa": "es",
    "español": "es",
    "espanol": "es",
    "castilian": "es",
    "por": "pt",
    "deu": "de",
    "ger": "de",
    "deutsch": "de",
    "ita": "it",
    "nld": "nl",
    "dut": "nl",
    "rus": "ru",
    "jpn": "ja",
    "kor": "ko",
    "tur": "tr",
    "fas": "fa",
    "per": "fa",
    "farsi": "fa",
    "heb": "he",
    "iw": "he",
    "hin": "hi",
    "urd": "ur",
    "ukr": "uk",
    "pol": "pl",
    "swe": "sv",
    "ell": "el",
    "gre": "el",
    "ces": "cs",
    "ron": "ro",
    "hun": "hu",
    "vie": "vi",
    "tha": "th",
    "ind": "id",
    "cat": "ca",
}


@cache
def names() -> Mapping[str, str]:
    """English name of each language that Dragoman knows, by code."""
    entries = _NAMES.strip().replace("\n", "|").split("|")
    return MappingProxyType(dict(entry.split(" ", 1) for entry in entries))


@cache
def _codes() -> dict[str, str]:
    """Code of each name, English or other, in folded case."""
    return _OTHER_NAMES | {english.casefold(): code for code, english in names().items()}


def name(code: str) -> str:
    """English name of `code`, or the code itself where there is none."""
    return names().get(code, code)


def normalise(code: str) -> str:
    """The code Dragoman uses for a language, however a person or a file writes it.

    Takes ISO 639-1 codes and the common three-letter ones, with or without a region or
    script ("zh-CN", "ar_MA.UTF-8"), and English or native names ("Arabic", "français").

    Raises:
        UnknownLanguage: when nothing is called so; the message gives what is near.
    """
    found = find(code)
    if found is None:
        raise UnknownLanguage(f"{code!r} is no language that Dragoman knows{_near(code)}")
    return found


def find(code: str) -> str | None:
    """As `normalise`; None for what is no language."""
    asked = code.strip().casefold()
    for candidate in (asked, asked.replace("_", "-").split(".")[0].split("-")[0]):
        if candidate in names():
            return candidate
        if candidate in _codes():
            return _codes()[candidate]
    return None


def _near(code: str) -> str:
    import difflib

    near = difflib.get_close_matches(code.strip().casefold(), _codes(), n=3, cutoff=0.6)
    codes = dict.fromkeys(_codes()[word] for word in near)
    if not codes:
        return '; give a two-letter code, such as "ar", "fr" or "zh"'
    return "; did you mean " + " or ".join(f'"{own}" ({name(own)})' for own in codes) + "?"
