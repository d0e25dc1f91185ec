"""What an article mentions by name: acronyms and what they stand for, names, quotations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reader.glossary.matching.normalisation import ARABIC, HAN, key
from reader.glossary.matching.patterns import is_acronym
from reader.glossary.suggesting.stopwords import stopwords
from reader.glossary.suggesting.tokens import (
    BREAK,
    WITH_CLITIC,
    clitic_length,
    is_arabic,
    tokens_of,
)
from reader.text.regex import regex

_ACRONYM = r"[A-Z][A-Z0-9]{1,7}(?:-[A-Z0-9]{2,8})?"
_BARE_ACRONYM = regex(rf"(?<![\w.@/-]){_ACRONYM}(?![\w@/]|-\w)")
_IN_BRACKETS = regex(
    rf"[(（]\s*({_ACRONYM}|[{ARABIC}]{{3,8}}|[A-Z][\w.’'-]+(?: [\w.’'-]+){{0,4}})\s*[)）]"
)
_NO_ACRONYMS = frozenset(
    ("GMT", "PDF", "HTML", "SAL", "SARL", "WWW", "HTTP", "HTTPS", "II", "III", "IV", "VI", "XI")
)
_PARTICLES = frozenset(("de", "du", "la", "le", "l", "d", "et", "of", "the", "for", "and", "a"))


def explained(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Pairs of a term and what stands in brackets after it: an acronym, or its Latin form."""
    for bracket in _IN_BRACKETS.finditer(text):
        short = bracket[1]
        before = BREAK.split(text[max(0, bracket.start() - 120) : bracket.start()])[-1].strip()
        if not before or short in _NO_ACRONYMS:
            continue
        if language == "zh":
            term = _chinese_before(before)
        elif language == "ar":
            term = _arabic_before(before, short)
        else:
            term = _latin_before(before, short)
        if term:
            yield term, short


def _latin_before(before: str, acronym: str) -> str:
    """Back to the capital that the acronym begins with: as many words as it has letters.

    Where the words' initials do not spell it ("DGSN-DGST"), the farthest such capital.
    """
    if not is_acronym(acronym):
        return ""
    words = [word for word in tokens_of(before, "") if word.folded not in _PARTICLES]
    letters = [letter.lower() for letter in acronym if letter.isalpha()]
    near = words[-2 * len(letters) :]
    starts = [place for place, word in enumerate(near) if before[word.start] == acronym[0]]
    for place in reversed(starts):
        if [word.folded[0] for word in near[place:]][: len(letters)] == letters:
            return before[near[place].start :]
    return before[near[starts[0]].start :] if starts and len(near) - starts[0] > 1 else ""


def _arabic_before(before: str, short: str) -> str:
    """At most five words back, to the first that can begin a name.

    An acronym in Arabic letters borrows some from each word, so it cannot be checked.
    """
    if short.startswith("ال") or not (is_acronym(short) or is_arabic(short)):
        return ""
    words: list[str] = []
    for word in reversed(before.split()):
        plain = key(word)
        if {plain, plain.removeprefix("و")} & stopwords("ar") or not is_arabic(plain):
            break
        words.insert(0, word)
        if len(words) == 5 or WITH_CLITIC.match(plain):
            break
    if len(words) < 2:
        return ""
    words[0] = words[0][clitic_length(words[0], frozenset()) :]
    return " ".join(words)


def _chinese_before(before: str) -> str:
    name = re.search(f"{_CHINESE_NAME.pattern}$", before)
    if name:
        return name[0]
    stop = "".join(stopwords("zh"))
    run = re.search(f"(?:(?![{stop}])[{HAN}·])+$", before)
    return run[0] if run and 2 <= len(run[0]) <= 14 else ""


def bare_acronyms(text: str) -> Iterator[str]:
    """Acronyms, whether or not they are explained, the most frequent first."""
    for acronym, _ in Counter(_BARE_ACRONYM.findall(text)).most_common():
        if acronym not in _NO_ACRONYMS:
            yield acronym


_CAPITAL = r"[A-ZÀ-ÖØ-Þ][^\W_]*(?:-[^\W_]+)*"
_SPACE = r"[^\S\n]+"
"""No name goes on in the next line: that may be another block."""
_NAME = regex(
    rf"{_CAPITAL}(?:{_SPACE}(?:(?:de|du|des|la|le|van|der|von|bin|ben|al|el|of|the){_SPACE})*"
    rf"(?:[dl][’'])?{_CAPITAL})*"
)
_TRANSCRIBED = (
    "阿卜东罕义伯敦顿邦博堡埃艾安奥巴贝本比彼宾波布查昌达戴道德登迪蒂丁杜多恩尔法菲费芬弗夫福盖戈格古圭哈海汉赫亨"
    "胡霍基吉加贾杰金卡凯坎康科克肯库奎拉莱兰朗劳勒雷里理利莲林琳龙卢鲁路伦罗洛马迈麦曼梅门蒙"
    "米密敏明莫默姆穆纳娜奈南内尼涅宁努诺欧帕潘佩蓬皮平珀普奇恰切乔琼让热日瑞萨塞赛桑森沙山尚"
    "舍什施史斯苏索塔泰坦汤唐特提图托瓦万威韦维温文沃乌西希谢辛休雅亚延扬耶伊英尤约泽扎詹兹佐"
)
"""The characters that foreign names are written with."""
_CHINESE_NAME = regex(f"[{_TRANSCRIBED}]{{1,7}}(?:[·•・][{_TRANSCRIBED}]{{1,7}})+")
_ARABIC_NAME = regex(
    rf"(?:(?<![{ARABIC}])(?:و?السيدة?|الدكتورة?|الأستاذة?)|الملك){_SPACE}([{ARABIC}]+ [{ARABIC}]+)"
    rf"|(?<![{ARABIC}])(عبد ال[{ARABIC}]+ [{ARABIC}]+)"
)


def names(text: str, language: str) -> Iterator[str]:
    """Names of persons, places and institutions, as far as their spelling shows them."""
    if language == "zh":
        yield from dict.fromkeys(_CHINESE_NAME.findall(text))
    elif language == "ar":
        for one in _ARABIC_NAME.finditer(text):
            name = one[1] or one[2]
            if not any(key(word) in stopwords("ar") for word in name.split()):
                yield name
    else:
        yield from _latin_names(text, language)


def _latin_names(text: str, language: str) -> Iterator[str]:
    small = {word[0] for word in re.finditer(r"[^\W\d_]+", text) if word[0].islower()}
    for run in dict.fromkeys(_NAME.findall(text)):
        words = tokens_of(run, language)
        while words and (words[0].folded in stopwords(language) or len(words[0].folded) < 2):
            words = words[1:]
        name = run[words[0].start :] if words else ""
        if len(name) < 3 or not name[0].isupper() or is_acronym(name) or name.isupper():
            continue
        if len(words) == 1 and (name.lower() in small or not _within_sentence(name, text)):
            continue
        yield name


def _within_sentence(name: str, text: str) -> bool:
    """Whether its capital stands at another place than a sentence's beginning."""
    return re.search(rf"[\w,’'] ?{re.escape(name)}(?!\w)", text) is not None


_QUOTED = regex(r"«\s*([^«»\n]+?)\s*»|“\s*([^“”\n]+?)\s*”|\"([^\"\n]+?)\"|《([^《》\n]+?)》")


def quoted(text: str, language: str) -> Iterator[str]:
    """What stands in quotation marks and is as short as a term."""
    for one in _QUOTED.finditer(text):
        quoted = one[one.lastindex or 0].strip()
        words = tokens_of(quoted, language)
        fits = 2 <= len(words) <= 10 if language == "zh" else 1 <= len(words) <= 5
        if fits and not BREAK.search(quoted) and words[0].folded not in stopwords(language):
            yield quoted
