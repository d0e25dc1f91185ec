"""Names that are copied: Latin letters among Arabic or Chinese, people in French.

A French capital says little: it also begins sentences, countries and institutions, which are
translated. A name is what follows a title or a given name, and within a sentence what no list
and no ending shows to be a French word: of 8,460 such words in news, 93 in 100 stand in the
English as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.french import GIVEN, INITIALS, TRANSLATED
from reader.text.literals.literal import SLOT, Literal
from reader.text.literals.spellings import spelt_twice
from reader.text.literals.units import SYMBOLS
from reader.text.regex import regex
from reader.text.scripts import letters_beyond

_PART = r"[A-Za-zÀ-ÖØ-öø-ɏ][A-Za-zÀ-ÖØ-öø-ɏ0-9]*(?:[&’'.-][A-Za-zÀ-ÖØ-öø-ɏ0-9]+)*"
_LATIN = regex(
    rf"(?<![A-Za-z0-9À-ÖØ-öø-ɏ_.@/#]){_PART}"
    rf"(?:(?:[ \u00a0]| [&+] )(?:{_PART}|\d{{1,4}}(?:\.(?:\d{{1,3}}|x)){{0,3}}"
    r"(?![A-Za-z0-9_:%٪/-]|[.,]\d|\s?[%٪])))*"
)
_SOUNDS = (
    "阿埃艾爱安奥巴班贝本比彼宾波伯博布查达大戴黛丹道德登蒂迪丁东多厄恩尔法范菲费芬弗福盖戈格古哈海"
    "罕汉赫亨胡华霍基吉加贾杰金卡凯坎康科克肯库拉莱兰朗劳勒雷里利丽莉连林琳隆卢鲁路伦罗洛马玛迈曼梅"
    "门蒙米莫默姆穆纳娜南内尼妮宁努诺欧帕潘佩彭皮珀蒲普齐奇乔切琴丘让热瑞若萨塞赛森沙珊舍圣史斯思苏"
    "索塔泰坦唐特提图托瓦万韦维威温沃乌西希锡夏谢辛休许雅亚扬耶叶伊因英尤约赞泽扎詹珍朱兹佐"
)
"""Characters that spell foreign names, and rarely end the word before one."""
_BOTH = regex(
    rf"(?<![宣公发颁])[{_SOUNDS}]{{1,7}}(?:[·•・‧][{_SOUNDS}]{{1,8}})+\s*[(（]\s*"
    rf"(?P<latin>{_PART}(?:[ \u00a0]{_PART})+)\s*[)）]"
)
"""A person in Chinese, and in Latin letters after it: 安东尼·布林肯 (Antony Blinken)."""
_GOES_ON = regex(r"[/_@\\]|:\d")
"""What makes a reference of letters: A/RES/72, ISO-9001:2015."""
_UPPER = "A-ZÀ-ÖØ-Þ"
_WORD = rf"[{_UPPER}][a-zß-öø-ÿ’'-]*[{_UPPER}a-zß-öø-ÿ]+|[{_UPPER}]\."
_PARTICLE = (
    r"(?:(?:[Bb]en|[Aa]l|[Ee]l|[Aa]ït|[Bb]int|[Oo]uld|[Dd]e|[Vv]an|[Vv]on|[Dd]u|[Bb]ou)[ -])"
)
_TITLE = (
    r"(?:M\.|MM\.|(?:Mme|Mlle|Mmes|Dr|Pr|Me)\.?|Monsieur|Madame|Mademoiselle|Sidi|Moulay|Lalla)"
)
_FIRST = "|".join(sorted(GIVEN, key=len, reverse=True))
_OF = r"(?:(?:[Dd]e|[Dd]u|[Vv]an|[Vv]on)[ -])"
_REST = rf"(?:[ \u00a0-]{_PARTICLE}*(?:{_WORD}))"
_FRENCH = regex(
    rf"(?<![\w-]){_TITLE}[ \u00a0](?P<titled>{_PARTICLE}*(?:{_WORD}){_REST}{{0,3}})(?![\w])"
    rf"|(?<![\w-])(?P<named>(?:{_FIRST}){_REST}{{1,3}})(?![\w])"
    rf"|\b(?:journal|quotidien|magazine|hebdomadaire|revue)s?[ \u00a0](?P<paper>"
    rf"(?:L(?:[ea]|es)[ \u00a0]|L[’'])?(?:{_WORD})(?:[ \u00a0](?:{_WORD}))*)"
    # Python 3.11.4, Node 18.x
    rf"|(?<![\w’'-])(?P<release>[{_UPPER}][a-z]{{2,}} v?\d+\.(?:x|\d+\.(?:x|\d+))|(?<=[a-z,;:»] )"
    rf"[{_UPPER}][a-z]{{2,}} v?\d+\.\d+(?! ?[%€$]| mill))(?![\w%]|[.,]\d)"
    # WhatsApp, iPhone, PostgreSQL; Boeing 737
    rf"|(?<![\w’'-])(?P<made>[A-Za-z]?[a-z]+[{_UPPER}][A-Za-z]*(?: \d{{1,4}}(?![\w.,%]))?)(?!\w)"
    rf"|(?<=[a-zà-ÿ,;:»’'] )(?P<model>[{_UPPER}][a-z]{{3,}} [A-Z]?\d{{2,4}}"
    r"(?!\w|[.,]\d|[%/:-]| ?[%€$]))"
    rf"|(?<![\w./-])(?P<initials>[A-Z]{{2,6}})(?![\w/-]|\.\w|[’'][A-Z]| \d)"
    rf"|(?<=[a-zà-ÿ,;:»] )(?P<run>(?:{_WORD})(?:(?![ ]{_OF}){_REST}){{1,3}})(?![\w])"
    rf"|(?<=\()(?P<bracketed>[{_UPPER}][a-z]{{3,}})(?=\))"
    r"|(?<![\w.])(?P<dotted>(?:[A-Z]\.){2,5}[A-Z]?)(?!\w)"
    rf"|(?:(?<=[a-zà-ÿ,;:»] )|(?<=[a-z] d[’']))(?P<single>[{_UPPER}][a-z]{{3,}})(?![\w’'-])"
)
_CAPITAL = regex(f"[{_UPPER}]")
"""Any name of a French text has one, but for that which begins it."""
_LATIN_LETTER = regex("[A-Za-zÀ-ÖØ-öø-ɏ]")
_OWN_SCRIPT = {"ar": "arabic", "zh": "han"}
_STRANGE = {
    language: regex(rf"(?<![A-Za-zÀ-ɏ])[{letters}]+(?:[ \u00a0’'·-][{letters}]+)*(?![A-Za-zÀ-ɏ])")
    for language in ("ar", "en", "fr", "zh")
    for letters in [letters_beyond("latin", _OWN_SCRIPT.get(language, "latin"))]
}
"""Words in a script that the text is not in, which no model of ours reads: ⴰⵣⵓⵍ, Правда."""
_NO_SURNAME = frozenset("Unis Bretagne Rabat Paris Airport Stadium".split())
_FRENCH_ENDING = regex(
    r"(?:tion|sion|ment|ments|age|eur|eurs|euse|trice|té|tés|ique|iques|aire|aires|ales?|aux|elles?|"
    r"ance|ence|isme|iste|istes|ie|ies|ère|aine|aines|ain|ains|ienne?s?|iens?|oise?s?|ois|aise?s?|"
    r"ais|ture|ées?|ée|és|if|ive|ifs|ives|eux|euse|ant|ants|ante)$"
)


_CAPITALISED = frozenset(("run", "model", "single", "bracketed", "release"))
"""Groups of what may be French words with a capital."""
_SHOUT = regex(r"\b[A-ZÀ-Þ]{3,}(?:[ ’'][A-ZÀ-Þ]{3,})+\b")
"""Words in capitals side by side: a headline, not initials."""


def is_foreign(run: str) -> bool:
    """Whether no word of a run of capitals is one that French would have translated."""
    return not any(
        word in TRANSLATED or _FRENCH_ENDING.search(word) for word in re.split(r"[\s\u00a0-]+", run)
    )


def names(text: str, language: str) -> Iterator[Literal]:
    """The names of a text that its translation copies, and words in a script of their own."""
    if language in _STRANGE:
        for match in _STRANGE[language].finditer(text):
            if match[0] not in SYMBOLS:
                yield _copied(*match.span(), match[0])
    if language == "fr":
        if not _CAPITAL.search(text, 1):
            return
        shouts = bool(_SHOUT.search(text))
        for match in _FRENCH.finditer(text):
            group = str(match.lastgroup)
            name = match[group]
            if name.split()[-1] in _NO_SURNAME:
                continue
            words = name.split(" ")[0] if group == "release" else name
            if group in _CAPITALISED and not is_foreign(words):
                continue
            if group == "initials" and (shouts or name in INITIALS | SYMBOLS):
                continue
            if group == "dotted" and name.replace(".", "") in INITIALS | {"BP"}:
                continue
            yield _copied(*match.span(group), name)
    elif language in ("ar", "zh", "fa", "ur", "ja", "ko", "he", "ru", "el"):
        if not _LATIN_LETTER.search(text):
            return
        if language == "zh":
            for match in _BOTH.finditer(text):
                yield _copied(*match.span(), match["latin"])
        if language == "ar":
            yield from spelt_twice(text)
        for match in _LATIN.finditer(text):
            whole = match[0]
            goes_on = _GOES_ON.match(text, match.end())
            if len(whole) > 1 and whole not in SYMBOLS and not goes_on:
                yield _copied(*match.span(), whole)


def _copied(start: int, end: int, name: str) -> Literal:
    return Literal("name", start, end, (name,), SLOT, (SLOT,), name)
