"""Whether a word may sound like an English name: "Noor" is نور, and "Bab" is باب.

Consonants alone are compared, those that writing confuses as one: a name has as many spellings as
it has writers.
"""

from __future__ import annotations

import re
import unicodedata

from reader.text.regex import regex

_LATIN = str.maketrans("pvgjcqz", "bfkkkks", "aeiouwyhœæ’'ʿ-")
_ARABIC = str.maketrans(
    "بپتطثدضذرجغخكقگسصزظشفڤلمن",
    "bbtttdddrkkkkkksssssfflmn",
)
_SOFT = regex(r"c(?=[eiy])|[sc]h|x")
_TWICE = regex(r"([a-z])\1")
_CLITICS = regex("^[وفبلك]{0,2}(?:ال)?")
_HAN = frozenset(
    "阿埃艾安奥巴贝比彼伯勃博布查达丹德迪丁杜多厄恩尔法凡菲费芬弗夫富盖冈戈格古哈海汉赫亨胡霍基吉加贾杰金"
    "卡凯坎康考科克肯孔库夸拉莱兰朗劳勒雷黎里利丽莉林琳卢鲁伦罗洛玛马迈麦曼梅门蒙米密明莫默姆穆纳娜内尼妮"
    "努诺欧帕潘佩彭皮蒲普奇恰乔切琼萨塞瑟森桑莎沙珊舍申圣施什史舒斯松苏索塔泰坦汤特腾提廷图托瓦万威韦维温"
    "沃乌西希锡夏谢辛欣休逊雅亚延扬耶叶伊因尤约泽扎詹珍朱兹佐"
)
"""Characters that foreign names are written with."""


def sounds_near(name: str, source: str, span: tuple[int, int], language: str) -> bool:
    """Whether what stands beside a span of a source may be an English name.

    Args:
        name: one word of it.
        source: a sentence.
        span: characters of it that stand for another word of the name.
        language: the sentence's language, "ar", "fr" or "zh"; of others nothing is known.
    """
    before, after = source[: span[0]], source[span[1] :]
    if language == "zh":
        sides = re.sub("[·・•‧]+$", "", before)[-2:], re.sub("^[·・•‧]+", "", after)[:2]
        return any(len(side) == 2 and _HAN.issuperset(side) for side in sides)
    if language not in ("ar", "fr"):
        return False
    wanted = _latin(name)
    words = [*re.findall(r"\w[\w’'-]*", before)[-2:], *re.findall(r"\w[\w’'-]*", after)[:2]]
    return bool(wanted) and any(wanted in _sounds(word, language) for word in words)


def consonants(name: str, language: str) -> str:
    """The consonants of a name in Arabic or in Latin letters, in letters that stand for both."""
    if language != "ar":
        return _latin(name)
    return "".join(char for char in name.translate(_ARABIC) if char.isascii() and char.isalpha())


def _sounds(word: str, language: str) -> tuple[str, ...]:
    if language == "fr":
        return (_latin(word),)
    return tuple(
        "".join(char for char in form.translate(_ARABIC) if char.isascii())
        for form in (word, _CLITICS.sub("", word))
    )


def _latin(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold())
    plain = "".join(char for char in decomposed if char.isascii())
    soft = _SOFT.sub(lambda match: "ks" if match[0] == "x" else "s", plain).replace("ph", "f")
    return _TWICE.sub(r"\1", soft).translate(_LATIN)
