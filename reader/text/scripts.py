"""The script a text is in, and the language where the script's letters tell it.

Most scripts are one language's. Those that are not have letters that only some of their
languages use: nothing but Uyghur and Kurdish writes ە, nothing but Pashto ښ.
"""

from __future__ import annotations

from reader.text.regex import regex

_SCRIPTS = {
    "han": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "kana": "\u3041-\u30fa\u30fc-\u30ff",
    "hangul": "\uac00-\ud7a3\u1100-\u11ff",
    "arabic": "\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f"
    "\ufb50-\ufdff\ufe70-\ufefc",
    "latin": "A-Za-zªºÀ-ÖØ-öø-ɏ\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a",
    "cyrillic": "\u0400-\u052f",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "hebrew": "\u05d0-\u05ea",
    "devanagari": "\u0900-\u0963",
    "thai": "\u0e01-\u0e4e",
    "tifinagh": "\u2d30-\u2d67",
    "georgian": "\u10a0-\u10ff\u1c90-\u1cbf",
    "armenian": "\u0531-\u0587",
    "bengali": "\u0980-\u09e3",
    "gurmukhi": "\u0a01-\u0a74",
    "gujarati": "\u0a81-\u0adf",
    "oriya": "\u0b01-\u0b61",
    "tamil": "\u0b82-\u0bd7",
    "telugu": "\u0c00-\u0c61",
    "kannada": "\u0c80-\u0ce1",
    "malayalam": "\u0d00-\u0d61",
    "sinhala": "\u0d82-\u0df3",
    "lao": "\u0e81-\u0edf",
    "tibetan": "\u0f40-\u0fbc",
    "burmese": "\u1000-\u109f",
    "ethiopic": "\u1200-\u137c",
    "khmer": "\u1780-\u17d3",
    "thaana": "\u0780-\u07b1",
    "cherokee": "\u13a0-\u13f5",
}


def letters_beyond(*scripts: str) -> str:
    """The letters of all other scripts, as a class of characters has them."""
    return "".join(letters for script, letters in _SCRIPTS.items() if script not in scripts)


_SOLE_LANGUAGE = {
    "han": "zh",
    "kana": "ja",
    "hangul": "ko",
    "greek": "el",
    "hebrew": "he",
    "devanagari": "hi",
    "thai": "th",
    "tifinagh": "zgh",
    "georgian": "ka",
    "armenian": "hy",
    "bengali": "bn",
    "gurmukhi": "pa",
    "gujarati": "gu",
    "oriya": "or",
    "tamil": "ta",
    "telugu": "te",
    "kannada": "kn",
    "malayalam": "ml",
    "sinhala": "si",
    "lao": "lo",
    "tibetan": "bo",
    "burmese": "my",
    "ethiopic": "am",
    "khmer": "km",
    "thaana": "dv",
}
_WEIGHTS = {"han": 4.0, "hangul": 3.0, "kana": 3.0, "arabic": 3.0}
"""What a character weighs in Latin letters: a mixed sentence quotes names in these."""
_PATTERNS = {name: regex(f"[{span}]") for name, span in _SCRIPTS.items()}

_WORD = regex(r"[^\W\d_]+")
_AE = "\u06d5"
"""The vowel ە, which Uyghur and Central Kurdish write in most words, and nobody else."""
_UYGHUR = regex("[ۇۈۋڭېى]")
_UYGHUR_VOWELS = regex("[ۇۈۋڭ]")
_SORANI = regex("[ێڵڕڤک\u06cc]")
_PASHTO = regex("[ټډړږښڅځڼۍې]")
_URDU = regex("[ٹڈڑںےۓہۂۃھ]")
_SINDHI = regex("[ڪڏڌٻڄڦڳڱٿڃڇڊٽڙ۽۾]")
_PERSIAN = regex("[ک\u06ccپچژگ]")
_PERSIAN_FORMS = regex("[ک\u06cc]")
_NOT_ARABIC = regex(f"[{_AE}ۇۈۋڭټډړږښڅځڼۍېٹڈڑںےۓہۂۃھڪڏڌٻڄڦڳڱٿڃڇڊٽڙ۽۾ک\u06ccپچژگ]")
"""Letters that tell of any language but Arabic."""
_ARABIC_FORMS = regex("[كيىةأإؤ]")
_PASHTO_WORDS = frozenset("چې په او له ته سره دی دي شوی هم کې کي نن وويل نه يې".split())
_PERSIAN_WORDS = frozenset(
    "از به که در این با را است برای آن می های شد کرد خود تا بر یک هم نیز شده کند بود ها".split()
)
_ARABIC_WORDS = frozenset(
    "في من على إلى الى أن ان التي الذي هذا هذه عن مع كان ما لا بعد قبل بين خلال وقد قد لم أو ثم "
    "كما حول عند غير كل منذ".split()
)
_DEFINITE = regex(r"^[وفبكل]?(?:ال|لل)\w{2}")
_FOLDED = str.maketrans("كيىهة", "ک\u06cc\u06ccهه")

_CYRILLIC_LETTERS = (
    ("be", regex("[Ўў]")),
    ("kk", regex("[ӘәҒғҚқҢңҰұ]")),
    ("uk", regex("[ІіЇїЄєҐґ]")),
    ("sr", regex("[ЂђЋћЉљЊњЏџ]")),
    ("mk", regex("[ЃѓЌќЅѕ]")),
    ("ru", regex("[ЫыЭэЁё]")),
)
_BULGARIAN_WORDS = frozenset("се да е са че ще от това като бе към през след сред според".split())
_RUSSIAN_WORDS = frozenset("что о об из как это его при или был была были для".split())


def script_of(sample: str) -> str | None:
    """The script that most of a text is in; None where it has no letters."""
    if sample.isascii():
        return "latin" if _PATTERNS["latin"].search(sample) else None
    # What fills most of a sample outweighs the rest; only a mixture is counted in full.
    for script, share in (("arabic", 0.6), ("latin", 0.75)):
        if len(_PATTERNS[script].findall(sample)) > share * len(sample):
            return script
    sizes = {name: _size(sample, name) for name in _SCRIPTS}
    if sizes["kana"] > 0.05 * sizes["han"]:
        sizes["kana"] += sizes["han"]
    script = max(sizes, key=lambda name: sizes[name])
    return script if sizes[script] else None


def language_of(sample: str, script: str) -> str | None:
    """The language of a text in `script`; None where its letters do not tell it."""
    if script == "arabic":
        return _of_arabic_letters(sample)
    if script == "cyrillic":
        return _of_cyrillic_letters(sample)
    return _SOLE_LANGUAGE.get(script)


def _size(sample: str, script: str) -> float:
    return len(_PATTERNS[script].findall(sample)) * _WEIGHTS.get(script, 1.0)


def _of_cyrillic_letters(text: str) -> str:
    for code, letters in _CYRILLIC_LETTERS:
        if letters.search(text):
            return code
    words = set(_WORD.findall(text.lower()))
    return "bg" if len(words & _BULGARIAN_WORDS) > len(words & _RUSSIAN_WORDS) else "ru"


def _of_arabic_letters(text: str) -> str:
    """Arabic, unless a text has another language's letters in more than a name.

    A Moroccan page writes پ and گ in names; what is not Arabic differs from it in every word.
    """
    if not _NOT_ARABIC.search(text):
        return "ar"
    letters = len(_PATTERNS["arabic"].findall(text))
    words = _WORD.findall(text)
    if text.count(_AE) >= 0.03 * letters:
        uyghur = len(_UYGHUR.findall(text))
        return "ug" if uyghur > len(_SORANI.findall(text)) else "ckb"
    if len(_UYGHUR_VOWELS.findall(text)) >= max(2, 0.08 * letters):
        return "ug"
    for code, pattern in (("sd", _SINDHI), ("ur", _URDU), ("ps", _PASHTO)):
        if len(pattern.findall(text)) >= max(2, 0.04 * letters):
            return code
    if len(_PASHTO.findall(text)) and sum(word in _PASHTO_WORDS for word in words) >= 2:
        return "ps"
    return "fa" if _is_persian(text, words, letters) else "ar"


def _is_persian(text: str, words: list[str], letters: int) -> bool:
    arabic = sum(word in _ARABIC_WORDS or bool(_DEFINITE.match(word)) for word in words)
    folded = [word.translate(_FOLDED) for word in words]
    persian = sum(word in _PERSIAN_WORDS for word in folded)
    forms = len(_PERSIAN_FORMS.findall(text))
    if forms >= 0.04 * letters and forms > len(_ARABIC_FORMS.findall(text)):
        # Arabic typed on a Persian keyboard has the letters, and still its own words.
        return arabic < max(1, 0.2 * len(words)) or persian > arabic
    return persian >= 2 and persian > 2 * arabic and bool(_PERSIAN.search(text))
