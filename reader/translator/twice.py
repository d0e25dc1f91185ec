"""What stands twice in a translation and once in its source: words, numbers, groups of words.

"the the war", "4,140, 4,140 soldiers", "In 1832, the painter went there in 1832".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import eq

from reader.article import Sentence
from reader.engine.loops import is_repetitive
from reader.glossary.enforcing.wording import is_nation
from reader.text.literals import Literal
from reader.text.regex import regex
from reader.text.spans import Edit, Span, overlaps_any

_WORD = r"(?:\d[\d,.]*\d%?|[^\W_]+(?:[’'-][^\W_]+)*)"
_PLAIN_WORD = regex(r"[^\W_]+")
_TWICE = regex(
    rf"(?<![\w’'.,-])(?P<once>{_WORD})(?P<again>(?P<mark>,?) (?P=once))(?![\w’'-]|[.,:]\d)", re.I
)
_GROUP_TWICE = regex(
    rf"(?<![\w’'.,-])(?P<once>(?:{_WORD} ){{1,3}}{_WORD})(?P<again>,? (?P=once))"
    r"(?![\w’'-]|[.,:]\d)",
    re.I,
)
_AND_TWICE = regex(
    rf"(?<![\w’'.,-])(?P<once>\d[\d,.]*(?: {_WORD}){{1,3}}?)(?P<again>,? and (?P=once))(?![\w’'-])"
)
_WITHIN_TWICE = regex(
    r"(?<![\w’'.,-])(?P<once>[a-z]+(?: [a-z]+){1,3})(?P<again> (?P<by>in|of|on) (?P=once))"
    r"(?![\w’'-])"
)
_IN_BRACKETS = regex(
    r"(?<![\w’'.-])(?P<once>[A-Z][^\W\d_]*[a-z][^\W\d_]*(?:[ -][A-Z][\w’'.-]*){0,4})"
    r"(?P<again> \((?P=once)\))"
)
_ECHO = regex(r", (?P<word>[A-Z][a-z]{4,})(?=[,;:]|[.…]+$)")
"""The last word of a term that the model goes on with after the whole."""
_LED = regex(
    r"(?P<once>(?:In|Since|On|By|Until|From|Before|After) (?P<what>[^,.;]{0,20}\d[^,.;]{0,14})),"
    r" [^;]*(?P<again> (?:in|since|on|by|until|from|before|after) (?P=what))(?=[,.;]|$| and )"
)
"""In 1832, the painter went there in 1832."""
_RIGHTLY_TWICE = frozenset("had that very her no yes ha bye".split())
_JOINING = regex(
    r"^to\b|\b(?:and|or|by|after|but|upon|versus|against|for|in|than)\b", re.IGNORECASE
)
_DOUBLED_HAN = regex(r"(?P<once>[\u3400-\u9fff]{1,8})[\W_]*(?P=once)")
_PAUSE = r"[\s,،;؛!…-]+"
_CHANT = {
    "": regex(
        rf"(?<!\w)(?!(?:[nv]ous|\d+){_PAUSE})(?P<once>\w+(?:\s\w+){{0,3}}?)"
        rf"(?P<rest>(?:{_PAUSE}(?P=once))+)(?!\w)",
        re.IGNORECASE,
    ),
    "zh": regex(r"(?P<once>[\u3400-\u9fff]{1,4})(?P<rest>(?:[，、！!…]+(?P=once))+)"),
}
_CHANTED = regex(
    r"(?<![\w’'-])(?P<once>[a-z]+(?: [a-z]+){0,3}?)"
    r"(?P<rest>(?P<gap>[,!]? )(?P=once)(?:(?P=gap)(?P=once))*)(?![\w’'-])",
    re.IGNORECASE,
)


def twice(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """What takes out words, numbers and groups of words that stand twice: edits in any order.

    Args:
        sentence: the source.
        target: its English translation.
        held: where terms stand in it.
        literals: the literals of the source.
    """
    has_alike = _has_neighbours_alike(target)
    if has_alike:
        yield from _as_often(sentence, target)
    if is_repetitive(target, sentence.text):
        return  # which a doubt has to say
    for match in _AND_TWICE.finditer(target):
        if times(match["once"].split()[0], sentence.text, literals) == 1:
            yield *match.span("again"), ""
    if "(" in target:
        for match in _IN_BRACKETS.finditer(target):
            yield *match.span("again"), ""
    for start, end in held:
        echo = _ECHO.match(target, end)
        word = echo["word"] if echo else ""
        if (
            echo
            and word in _PLAIN_WORD.findall(target, start, end)
            and len(re.findall(rf"(?<![A-Za-z]){word}(?![A-Za-z])", sentence.text)) < 2
        ):
            yield *echo.span(), ""
    led = _LED.match(target)
    if led and times(re.findall(r"\d[\d,]*", led["what"])[-1], sentence.text, literals) == 1:
        once, again = led["once"].split()[0], led["again"].split()[0]
        if once.casefold() == again:
            yield *led.span("again"), ""
    yield from _within(target, held)
    if has_alike:
        yield from _side_by_side(sentence, target, held, literals)


def _side_by_side(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """Groups of words, then words, that stand side by side twice."""
    is_doubled = _is_doubled(sentence)
    taken = 0
    for pattern in (_GROUP_TWICE, _TWICE):
        for match in pattern.finditer(target):
            once = match["once"]
            has_digit = any(char.isdigit() for char in once)
            if match.start() < taken or once.casefold() in _RIGHTLY_TWICE:
                continue
            if has_digit and times(once, sentence.text, literals) > 1:
                continue
            if not has_digit and (is_doubled or match.groupdict().get("mark")):
                continue
            if pattern is _GROUP_TWICE and not has_digit and _is_chain(match, target):
                continue
            name = once[0].isupper() and match["again"].lstrip(", ")[0].isupper()
            is_strange = name and not has_digit and not is_nation(once)
            if is_strange and not _is_once(once, sentence, held, match.span("again")):
                continue
            taken = match.end()
            at = match.end("again") - len(once)
            is_name = any(
                each.kind == "name" and target.startswith(each.renderings[0], at)
                for each in literals
            )
            yield (match.start(), at, "") if is_name else _without_one(match, held)


def _within(target: str, held: Sequence[Span]) -> Iterator[Edit]:
    """Words that stand in themselves: "security cooperation in security cooperation"."""
    for match in _WITHIN_TWICE.finditer(target):
        once = match["once"].split()
        is_name = once[0] == "the" and len(once) == 2 and match["by"] == "of"
        if not is_name and sum(len(word) > 3 for word in once) < 2:
            continue
        yield _without_one(match, held)


def _without_one(match: re.Match[str], held: Sequence[Span]) -> Edit:
    """What takes out the second of two that are alike; the first where a term holds the second."""
    start, end = match.span("again")
    if overlaps_any((start, end), held):
        return match.start(), end - len(match["once"]), ""
    return start, end, ""


def _is_doubled(sentence: Sentence) -> bool:
    """Whether a source itself says something twice in a row, such as a chant."""
    if sentence.language == "zh":
        return _DOUBLED_HAN.search(sentence.text) is not None
    text = sentence.text.replace(" و", " ") if sentence.language == "ar" else sentence.text
    return _has_neighbours_alike(text)


def _as_often(sentence: Sentence, target: str) -> Iterator[Edit]:
    """What the source chants, as often: free, free, free."""
    made = list(_CHANTED.finditer(target))
    if len(made) != 1:
        return
    chants = list(_CHANT["zh" if sentence.language == "zh" else ""].finditer(sentence.text))
    if len(chants) != 1:
        return
    said, is_said = _times_chanted(chants[0]), _times_chanted(made[0])
    last = made[0][0][-len(made[0]["once"]) :]
    if is_said < said:
        yield made[0].end(), made[0].end(), f"{made[0]['gap']}{last}" * (said - is_said)
    elif is_said > said:
        one = len(made[0]["gap"]) + len(last)
        yield made[0].end() - one * (is_said - said), made[0].end(), ""


def _times_chanted(match: re.Match[str]) -> int:
    once = match["once"].casefold()
    return 1 + len(re.findall(rf"(?<!\w){re.escape(once)}(?!\w)", match["rest"].casefold()))


def _has_neighbours_alike(text: str) -> bool:
    """Whether words, or groups of them, stand side by side twice: few texts have that, and what
    finds the places takes four times as long."""
    words = _PLAIN_WORD.findall(text.casefold())
    return any(
        bytes(map(eq, words, words[size:])).find(b"\1" * size) >= 0
        for size in range(1, len(words) // 2 + 1)
    )


def _is_chain(match: re.Match[str], target: str) -> bool:
    """Whether what stands twice is rightly there: the flour in the bag, the bag in the car."""
    if _JOINING.search(match["once"]) or "," in match["again"]:
        return True
    return re.search(r"\b(?:call\w*|[Ff]rom) $", target[: match.start()]) is not None


def times(number: str, source: str, literals: Sequence[Literal]) -> int:
    """How often a source has a number."""
    digits = re.sub(r"\D", "", number)
    plain = re.sub(r"(?<=\d)[.,\s\u00a0\u202f٬](?=\d)", "", source)
    said = sum(any(number in form for form in each.renderings) for each in literals)
    return max(said, len(re.findall(rf"(?<!\d){digits}(?!\d)", plain)))


def _is_once(name: str, sentence: Sentence, held: Sequence[Span], again: Span) -> bool:
    """Whether a source has a name in Latin letters once, or a term just said it: Felipe VI VI."""
    if re.fullmatch("[IVXLCM]+", name):
        return True
    if len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", sentence.text)) == 1:
        return True
    return any(last == again[0] for _, last in held)
