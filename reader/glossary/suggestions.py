"""Terms an article uses that no glossary has yet: acronyms, names, recurrent expressions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from reader.article import Article
from reader.glossary.concept import Concept, Term
from reader.glossary.matching.matcher import Matcher
from reader.glossary.matching.normalisation import ARABIC, HAN, key
from reader.glossary.matching.patterns import is_acronym
from reader.glossary.stopwords import LANGUAGES, stopwords
from reader.glossary.termbase import Termbase

Kind = Literal["acronym", "name", "quoted", "expression"]

_WEIGHTS: dict[Kind, float] = {"acronym": 4, "name": 3, "quoted": 2.5, "expression": 1}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that may be worth a concept."""

    term: str
    language: str
    kind: Kind
    count: int
    """How often it stands in the article."""
    example: str
    """A piece of the text around its first mention."""
    acronym: str = ""
    """What the article gives in brackets after the term: an acronym, or a name's Latin form."""

    def concept(self) -> Concept:
        """The concept to accept: without a translation, which is the reader's to give."""
        terms = [Term(self.term)]
        acronym = self.acronym if is_acronym(self.acronym) else ""
        if acronym and acronym != self.term:
            terms.append(Term(acronym, "admitted"))
        elif self.acronym and not self.acronym.isascii():
            terms.append(Term(self.acronym, "admitted"))
        found: dict[str, tuple[Term, ...]] = {self.language: tuple(terms)}
        if self.acronym.isascii() and self.acronym and not acronym and self.language != "en":
            found["en"] = (Term(self.acronym),)
        return Concept("", found, acronym)


def suggest(
    articles: Iterable[Article], termbases: Sequence[Termbase] = (), least: int = 2
) -> list[Candidate]:
    """Term candidates of articles that the glossaries do not have, the most useful first.

    Args:
        articles: what to read; the site's own blocks and repeated ones are passed over.
        termbases: glossaries whose terms are left out.
        least: how often an expression must stand in the articles (once more in Chinese,
            which has no spaces to cut words at); names and acronyms need stand there once.
    """
    texts: dict[str, list[str]] = {}
    for article in articles:
        for block in article.blocks:
            if block.language not in LANGUAGES or block.boilerplate:
                continue
            known = texts.setdefault(block.language, [])
            if block.text not in known:
                known.append(block.text)
    found: list[Candidate] = []
    for language, blocks in texts.items():
        matcher = Matcher(termbases, language)
        common = _common_words(termbases, language)
        candidates = [
            one
            for one in _candidates(blocks, language, least, matcher)
            if one.kind != "name" or one.acronym or not _is_fragment(one, blocks, matcher, common)
        ]
        found += [
            one
            for one in candidates
            if not _is_known(one, matcher) and not _is_part(one, candidates)
        ]
    return sorted(found, key=_weight, reverse=True)


def _weight(candidate: Candidate) -> float:
    size = min(len(_tokens(candidate.term, candidate.language)), 4)
    return _WEIGHTS[candidate.kind] * candidate.count * (1 + size / 4)


def _is_part(candidate: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether a longer candidate accounts for every mention of this one."""
    return any(
        len(other.term) > len(candidate.term)
        and candidate.term in other.term
        and other.count >= candidate.count
        for other in others
    )


def _is_known(candidate: Candidate, matcher: Matcher) -> bool:
    """Whether glossary terms, and the small words between them, are all there is to it."""
    rest = candidate.term
    for match in reversed(matcher.occurrences(candidate.term)):
        rest = rest[: match.start] + " " + rest[match.end :]
    words = _tokens(rest, candidate.language)
    return all(word.folded in stopwords(candidate.language) for word in words)


def _is_fragment(
    candidate: Candidate, blocks: Iterable[str], matcher: Matcher, common: frozenset[str]
) -> bool:
    """Whether a name is a piece of glossary terms: wherever it stands, or by its one word."""
    words = _tokens(candidate.term, candidate.language)
    if len(words) == 1 and words[0].folded in common:
        return True
    mention = re.compile(rf"(?<!\w){re.escape(candidate.term)}(?!\w)")
    inside = False
    for block in blocks:
        if candidate.term not in block:
            continue
        spans = [(match.start, match.end) for match in matcher.occurrences(block)]
        for found in mention.finditer(block):
            if not any(start <= found.start() and found.end() <= end for start, end in spans):
                return False
            inside = True
    return inside


def _common_words(termbases: Iterable[Termbase], language: str) -> frozenset[str]:
    """The words that terms of several concepts, each of more words, have in common."""
    counts: Counter[str] = Counter()
    for base in termbases:
        for concept in base:
            listed = [_tokens(term.text, language) for term in concept.terms.get(language, ())]
            counts.update({word.folded for words in listed if len(words) > 1 for word in words})
    return frozenset(word for word, count in counts.items() if count > 1)


def _without_known(text: str, matcher: Matcher) -> str:
    """The text with a break in place of each term that the glossaries have."""
    for match in reversed(matcher.occurrences(text)):
        text = text[: match.start] + "\n" + text[match.end :]
    return text


def _candidates(
    blocks: Sequence[str], language: str, least: int, matcher: Matcher
) -> Iterator[Candidate]:
    text = "\n\n".join(blocks)
    folded = key(text, language)
    width = 18 if language == "zh" else 40
    taken: set[str] = set()

    def is_new(term: str) -> bool:
        same = key(term, language)
        new = bool(same) and same not in taken
        taken.add(same)
        return new

    def candidate(term: str, kind: Kind, acronym: str = "", count: int = 0) -> Candidate:
        count = count or max(1, _count(folded, key(term, language), language))
        return Candidate(term, language, kind, count, _example(text, term, width), acronym)

    for term, acronym in _explained(text, language):
        if is_new(term):
            taken.add(key(acronym, language))
            yield candidate(term, "acronym" if is_acronym(acronym) else "name", acronym)
    for term in _names(text, language):
        if is_new(term):
            yield candidate(term, "name")
    for term, count in Counter(_quoted(text, language)).items():
        if is_new(term):
            yield candidate(term, "quoted", count=count)
    for term in _bare_acronyms(text):
        if is_new(term):
            yield candidate(term, "acronym", term)
    unknown = [_without_known(block, matcher) for block in blocks]
    for term, count in _expressions(unknown, language, least):
        if is_new(term):
            yield candidate(term, "expression", count=count)


def _count(folded: str, term: str, language: str) -> int:
    if language == "zh":
        return folded.count(term)
    inside = rf"[{ARABIC}]" if language == "ar" else r"\w"
    clitics = "(?:[وف]?[بكل]?)" if language == "ar" else ""
    return len(re.findall(rf"(?<!{inside}){clitics}{re.escape(term)}(?!{inside})", folded))


def _example(text: str, term: str, width: int) -> str:
    at = text.find(term)
    if at < 0:
        # Its article may be written with the preposition: للأمن.
        at = text.find(term.removeprefix("ال"))
    if at < 0:
        return ""
    line = text.rfind("\n", 0, at) + 1
    line_end = text.find("\n", at) if "\n" in text[at:] else len(text)
    start, end = max(line, at - width), min(line_end, at + len(term) + width)
    piece = " ".join(text[start:end].split())
    return ("…" if start > line else "") + piece + ("…" if end < line_end else "")


@dataclass(frozen=True, slots=True)
class _Token:
    folded: str
    start: int
    end: int


_LATIN_TOKEN = re.compile(r"[^\W_]+['’]?(?:(?<=aujourd['’])hui)?")
_HAN_TOKEN = re.compile(f"[{HAN}]|[A-Za-z0-9]+")


def _tokens(text: str, language: str) -> list[_Token]:
    """Words; in Chinese, characters."""
    pattern = _HAN_TOKEN if language == "zh" else _LATIN_TOKEN
    return [
        _Token(key(found[0].rstrip("'’"), language), *found.span())
        for found in pattern.finditer(text)
    ]


# Acronyms and what they stand for.

_BREAK = re.compile(r"[.,;:!?،؛؟。，；：！？、\n«»“”\"()（）《》…]")
_ACRONYM = r"[A-Z][A-Z0-9]{1,7}(?:-[A-Z0-9]{2,8})?"
_BARE_ACRONYM = re.compile(rf"(?<![\w.@/-]){_ACRONYM}(?![\w@/]|-\w)")
_IN_BRACKETS = re.compile(
    rf"[(（]\s*({_ACRONYM}|[{ARABIC}]{{3,8}}|[A-Z][\w.’'-]+(?: [\w.’'-]+){{0,4}})\s*[)）]"
)
_NO_ACRONYMS = frozenset(
    ("GMT", "PDF", "HTML", "SAL", "SARL", "WWW", "HTTP", "HTTPS", "II", "III", "IV", "VI", "XI")
)
_PARTICLES = frozenset(("de", "du", "la", "le", "l", "d", "et", "of", "the", "for", "and", "a"))


def _explained(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Pairs of a term and what stands in brackets after it: an acronym, or its Latin form."""
    for bracket in _IN_BRACKETS.finditer(text):
        short = bracket[1]
        before = _BREAK.split(text[max(0, bracket.start() - 120) : bracket.start()])[-1].strip()
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
    words = [word for word in _tokens(before, "") if word.folded not in _PARTICLES]
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
    if short.startswith("ال") or not (is_acronym(short) or _is_arabic(short)):
        return ""
    words: list[str] = []
    for word in reversed(before.split()):
        plain = key(word)
        if {plain, plain.removeprefix("و")} & stopwords("ar") or not _is_arabic(plain):
            break
        words.insert(0, word)
        if len(words) == 5 or _WITH_CLITIC.match(plain):
            break
    if len(words) < 2:
        return ""
    words[0] = words[0][_clitic(words[0], frozenset()) :]
    return " ".join(words)


def _chinese_before(before: str) -> str:
    name = re.search(f"{_CHINESE_NAME.pattern}$", before)
    if name:
        return name[0]
    stop = "".join(stopwords("zh"))
    run = re.search(f"(?:(?![{stop}])[{HAN}·])+$", before)
    return run[0] if run and 2 <= len(run[0]) <= 14 else ""


def _bare_acronyms(text: str) -> Iterator[str]:
    for acronym, _ in Counter(_BARE_ACRONYM.findall(text)).most_common():
        if acronym not in _NO_ACRONYMS:
            yield acronym


# Names.

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][^\W_]*(?:-[^\W_]+)*"
_SPACE = r"[^\S\n]+"
"""No name goes on in the next line: that may be another block."""
_NAME = re.compile(
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
_CHINESE_NAME = re.compile(f"[{_TRANSCRIBED}]{{1,7}}(?:[·•・][{_TRANSCRIBED}]{{1,7}})+")
_ARABIC_NAME = re.compile(
    rf"(?:(?<![{ARABIC}])(?:و?السيدة?|الدكتورة?|الأستاذة?)|الملك){_SPACE}([{ARABIC}]+ [{ARABIC}]+)"
    rf"|(?<![{ARABIC}])(عبد ال[{ARABIC}]+ [{ARABIC}]+)"
)


def _names(text: str, language: str) -> Iterator[str]:
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
    for found in dict.fromkeys(_NAME.findall(text)):
        words = _tokens(found, language)
        while words and (words[0].folded in stopwords(language) or len(words[0].folded) < 2):
            words = words[1:]
        name = found[words[0].start :] if words else ""
        if len(name) < 3 or not name[0].isupper() or is_acronym(name) or name.isupper():
            continue
        if len(words) == 1 and (name.lower() in small or not _within_sentence(name, text)):
            continue
        yield name


def _within_sentence(name: str, text: str) -> bool:
    """Whether its capital stands at another place than a sentence's beginning."""
    return re.search(rf"[\w,’'] ?{re.escape(name)}(?!\w)", text) is not None


# Quotations.

_QUOTED = re.compile(r"«\s*([^«»\n]+?)\s*»|“\s*([^“”\n]+?)\s*”|\"([^\"\n]+?)\"|《([^《》\n]+?)》")


def _quoted(text: str, language: str) -> Iterator[str]:
    for one in _QUOTED.finditer(text):
        quoted = one[one.lastindex or 0].strip()
        words = _tokens(quoted, language)
        fits = 2 <= len(words) <= 10 if language == "zh" else 1 <= len(words) <= 5
        if fits and not _BREAK.search(quoted) and words[0].folded not in stopwords(language):
            yield quoted


# Expressions.


@dataclass(slots=True)
class _Gram:
    shown: str
    count: int = 0
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)


def _expressions(blocks: Sequence[str], language: str, least: int) -> Iterator[tuple[str, int]]:
    """Recurrent n-grams that begin and end as terms do, with their counts.

    One that always has the same neighbour is a part of something longer, and left out, as
    is one that a longer one contains as often.
    """
    pieces = [piece for block in blocks for piece in _BREAK.split(block)]
    tokens = [_tokens(piece, language) for piece in pieces]
    vocabulary = frozenset(token.folded for piece in tokens for token in piece)
    sizes = range(3, 11) if language == "zh" else range(2, 8)
    grams: dict[tuple[str, ...], _Gram] = {}
    for piece, words in zip(pieces, tokens, strict=True):
        for start in range(len(words)):
            clitic = 0
            if language == "ar":
                clitic = _clitic(piece[words[start].start : words[start].end], vocabulary)
            first = piece[words[start].start + clitic : words[start].end]
            if clitic and first.startswith("ل"):
                first = "ا" + first
            for size in sizes:
                end = start + size
                if end > len(words):
                    break
                rest = piece[words[start].end : words[end - 1].end]
                head = key(first, language) if clitic else words[start].folded
                gram = (head, *(token.folded for token in words[start + 1 : end]))
                if not _may_be_term(gram, language):
                    continue
                entry = grams.setdefault(gram, _Gram(first + rest))
                entry.count += 1
                entry.before[words[start - 1].folded if start else f"^{entry.count}"] += 1
                entry.after[words[end].folded if end < len(words) else f"${entry.count}"] += 1
    least += language == "zh"
    frequent = {gram: entry for gram, entry in grams.items() if entry.count >= least}
    for gram, entry in sorted(frequent.items(), key=lambda item: (-item[1].count, -len(item[0]))):
        if _is_whole(entry, language) and not any(
            len(other) > len(gram) and known.count >= entry.count and _within(gram, other)
            for other, known in frequent.items()
        ):
            yield " ".join(entry.shown.split()), entry.count


def _is_whole(gram: _Gram, language: str) -> bool:
    share = 0.6 if language == "zh" else 1
    for side in (gram.before, gram.after):
        neighbour, count = side.most_common(1)[0]
        if count >= share * gram.count and neighbour not in stopwords(language):
            return False
    return True


def _may_be_term(gram: tuple[str, ...], language: str) -> bool:
    stop = stopwords(language)
    ends = (gram[0], gram[-1])
    if any(word in stop or word.isdigit() for word in ends):
        return False
    if language == "zh":
        return not any(word in stop for word in gram)
    if language == "ar":
        inner = gram[1:]
        return all(len(word) > 2 for word in ends) and not any(
            word in stop or word.startswith(("وال", "ولل", "فال")) for word in inner
        )
    return all(len(word) > 2 for word in ends)


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    size = len(short)
    return any(long[start : start + size] == short for start in range(len(long) - size + 1))


_WITH_CLITIC = re.compile("[وفبك]{1,2}ال..|[وف]لل..")


def _is_arabic(text: str) -> bool:
    return re.fullmatch(f"[{ARABIC}]+", text) is not None


def _clitic(word: str, vocabulary: frozenset[str]) -> int:
    """How many letters are clitics: the article, or the bare word elsewhere, proves them so.

    Of للـ the second lam belongs to the article, whose alif is not written.
    """
    fused = re.match(r"[وف]?ل(?=ل..)", word)
    if fused:
        return fused.end()
    article = re.match(r"[وفبكل]{1,2}(?=ال..)", word)
    if article:
        return article.end()
    return 1 if len(word) > 3 and word[0] in "وفبكل" and key(word[1:]) in vocabulary else 0
