"""Slips of a small model's English: what is wrong whatever the sentence means, and set right.

"a accident", "the the war", "4,140, 4,140 soldiers", "In 24 September", "on April 2013", a sentence
that begins with a small letter. Nothing here looks for meaning; what a glossary's term or the
source itself says so is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from reader.article import Sentence
from reader.memory.store import Stored
from reader.text.english_articles import takes_an
from reader.text.english_dates import MONTH
from reader.text.literals import Literal
from reader.text.regex import regex
from reader.text.spans import Edit, Span, overlap, overlaps_any
from reader.translator.attributions import attributed
from reader.translator.bounds import bounds
from reader.translator.brackets import PLACE, edited, placed, rewritten
from reader.translator.closing import closing
from reader.translator.date_style import day_first
from reader.translator.own_names import before_names
from reader.translator.quotation import quotation
from reader.translator.spelling import as_spelt
from reader.translator.strange_dates import strange_days
from reader.translator.twice import times, twice


def without_slips(sentence: Sentence, made: Stored, literals: Sequence[Literal] = ()) -> Stored:
    """An English translation without its slips; its terms and marks move as they have to.

    Args:
        sentence: the source.
        made: its translation.
        literals: the literals of the source.
    """
    target, uses = made.target, placed(made)
    held = [use.target_span for use in made.terms]
    for rule in _RULES:
        edits = list(rule(sentence, target, held, literals))
        if not edits:
            continue
        fixed = list(_literally(target, literals))
        edits = [
            edit
            for edit in edits
            if _may_be(edit, target, held) and not _is_within(edit, target, fixed)
        ]
        done = len(target) + 1
        for edit in sorted(edits, reverse=True):
            if edit[1] <= done:
                target, uses = edited(target, uses, edit)
                done = edit[0]
        held = [use.target_span for use in uses if use.concept != PLACE]
    if target == made.target or not target.strip():
        return made
    return rewritten(made, target, uses)


def _may_be(edit: Edit, target: str, held: Sequence[Span]) -> bool:
    """Whether an edit leaves every term as it is, but for a space too many or a capital."""
    start, end, new = edit
    if target[start:end].split() == new.split() or target[start:end].lower() == new.lower():
        return True
    return not overlaps_any((start, end), held)


def _literally(target: str, literals: Sequence[Literal]) -> Iterator[tuple[int, int, bool]]:
    """Where literals stand in a translation, and whether they are numbers."""
    kept = [each for each in literals if each.kind not in ("date", "time")]
    for form, is_number in {
        (one, each.kind == "number") for each in kept for one in each.renderings
    }:
        at = target.find(form)
        while at >= 0:
            yield at, at + len(form), is_number
            at = target.find(form, at + 1)


def _is_within(edit: Edit, target: str, fixed: Sequence[tuple[int, int, bool]]) -> bool:
    """Whether an edit would change a part of a literal, and not the whole or its first letter."""
    start, end, new = edit
    if end - start == 1 and target[start].upper() == new:
        return any(a <= start < b and not (said or target[a:b].isalpha()) for a, b, said in fixed)
    return any(overlap((a, b), (start, end)) and not (start <= a and b <= end) for a, b, _ in fixed)


# Articles

_ARTICLE = regex(r"(?<![\w’'.-])(?P<article>[Aa]n?) (?P<next>[^\W_][\w.’'-]*)")
_NO_ARTICLE = frozenset("is are was were be and or in of on at as if it into under after i".split())
"""Words after which a bare A or a is a letter: vitamin A is, group A and B."""


def _articles(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """a before a vowel, an before none."""
    for match in _ARTICLE.finditer(target):
        article, word = match["article"], match["next"]
        if word.casefold() in _NO_ARTICLE and len(article) == 1:
            continue
        opening = match.start() == 0 or target[match.start() - 2 : match.start()] in (". ", ": ")
        if article[0] == "A" and not opening and target[match.start() - 1] not in '"“(':
            continue
        sound = takes_an(word)
        if sound is not None and sound != (len(article) == 2):
            yield *match.span("article"), article[0] + ("n" if sound else "")


# Agreement

_PLURALS = (
    "meetings|countries|efforts|operations|agreements|years|months|weeks|children|women|men|companies|"
    "regions|organisations|authorities|activities|mechanisms|elections|negotiations|threats|citizens|"
    "institutions|difficulties|investigations|ministers|interests|prospects|allegations"
)
_VERBS = (
    "strengthen|improve|develop|ensure|enhance|expand|achieve|provide|prevent|protect|reduce|identify|"
    "determine|establish|implement|create|discuss|dismantle|organise"
)
_AGREEMENT = (
    ("his ", regex(rf"\b[Tt]h(?P<old>is)(?= (?:{_PLURALS})\b)"), "ese"),
    ("to the ", regex(rf"\bto (?P<old>the )(?=(?:{_VERBS})\b(?!-))"), ""),
    (
        "either ",
        regex(
            r"(?:^|[.;:,] )[Nn]either [^.;:,]{1,60}? nor [^.;:,]{1,40}? "
            r"(?:did|do|does|has|have|had|will|would|can|could|is|are|was|were)(?P<old> not)\b"
        ),
        "",
    ),
    (" several ", regex(r"\b(?P<old>[Aa] )(?=several [a-z]+s\b)"), ""),
    ("the both ", regex(r"\b(?P<old>the )(?=both (?:sides|countries|parties|ministers)\b)"), ""),
    ("ies's", regex(r"\b(?!series|species)[a-z]+ies(?P<old>'s)\b"), "'"),
    ("on the basis of", regex(r"\b[Bb]ased on (?P<old>the basis of )"), ""),
    ("efforts ", regex(r"\befforts(?P<old> )(?=(?:anti|counter)-[a-z]+ism\b)"), " in "),
    ("in the aim of", regex(r"\b(?P<old>in) the aim of\b"), "with"),
    ("In the aim of", regex(r"\b(?P<old>In) the aim of\b"), "With"),
)
"""What a text has wherever an expression may find something, the expression, and what is right."""


def _agreement(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """this before a plural, an article before a verb."""
    for sign, pattern, new in _AGREEMENT:
        if sign in target:
            for match in pattern.finditer(target):
                yield *match.span("old"), new


# Dates

_DIGIT = regex(r"\d")
_DAY = rf"\d{{1,2}} {MONTH}(?: \d{{4}})?"
_IN_DATE = regex(rf"\b(?P<word>[Ii]n) (?P<the>the )?(?={_DAY}(?![\w-]))")
_THE_DATE = regex(
    rf"\b(?:[Oo]n|since|[Ss]ince|until|from|before|after|of) (?P<the>the )(?={_DAY}"
    r"(?:[,.;:)]|$| (?:at|in|to|and|by|with|the|a|as|during|when)\b))"
)
_DAY_AGAIN = regex(
    rf"(?<!\d)(?P<day>\d{{1,2}}) {MONTH}(?: \d{{4}})?(?P<again> (?P=day))"
    r"(?=[,.;)]|$)"
)
_CENTURY = regex(r"\b(?:[Ii]n|[Oo]f|[Ss]ince|[Dd]uring|[Uu]ntil) (?=\d{1,2}(?:st|nd|rd|th) centur)")
_ORDINAL_DAY = regex(r"\b[Oo]n (?=\d{1,2}(?:st|nd|rd|th)(?:[,.;]|$| (?:in|at|to|and|of|that)\b))")
_ON_MONTH = regex(
    rf"(?<!based )(?<!depending )(?<!focused )\b(?P<on>[Oo]n) {MONTH}(?: \d{{4}})?"
    r"(?=[,.;:)]|$| (?:in|at|with|by|during|when|and|after|before|that|of)\b)"
)
_BARE_DECADE = regex(
    r"(?:\b(?:[Ii]n|[Ff]rom|[Dd]uring|[Ss]ince|[Uu]ntil|[Oo]f|[Tt]o|[Bb]y|[Bb]efore|[Aa]fter) |^)"
    r"(?=(?P<decade>(?:1[5-9]|20)\d0s)(?:[,.;:)]|$| (?:and|or|to|in|on|at|by|of|for|with|when|as"
    r"|that|the|was|were|had|saw|he|she|it|they)\b))"
)
_HOUR_AFTER = regex(
    rf"\b{MONTH}(?: \d{{4}})? (?P<to>to)(?= (?:\d{{1,2}}:\d\d|\d{{1,2}} [ap]\.?m|noon|midnight))"
)
_ON_HOUR = regex(
    rf"\b(?:{MONTH}(?: \d{{4}})?|[A-Z][a-z]+day) (?P<on>on)"
    r"(?= (?:\d{1,2}:\d\d|\d{1,2}(?::\d\d)? [ap]\.?m)(?!\w))"
)
_IN_FOR_ON = {"On": "In", "on": "in"}
_BETWEEN = regex(r"\b[Bb]etween [$€£]?\d[\d,.]*(?: [a-z]+|%)? (?P<to>to)(?= [$€£]?\d)")
_FROM = regex(r"\b(?:from|between)\b", re.IGNORECASE)
_COUNT = regex(
    rf"\b(?P<word>[IiOo]n|[Dd]uring|[Ss]ince|[Bb]y) (?P<month>{MONTH})(?P<gap> )"
    r"(?=\d{1,2}(?: [a-z]|%))"
)
_BEFORE_DATE = regex(
    r",? (?=\d{1,2}(?:(?:, | and | or | to | ?[-–] ?)\d{1,2})*"
    rf"(?: (?:of )?{MONTH}\b|[,.;)](?!\d)|$))"
)
_THE_YEAR = regex(r"The (?=(?P<year>[12]\d{3}), )")


def _dates(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """What stands before a day: on, and no article; before a decade, the."""
    if _DIGIT.search(target):
        yield from _days(sentence, target)
        yield from _counts(target, literals)
        for match in _ON_HOUR.finditer(target):
            yield *match.span("on"), "at"
        for match in _BETWEEN.finditer(target):
            yield *match.span("to"), "and"
        if not _FROM.search(target):
            for match in _HOUR_AFTER.finditer(target):
                yield *match.span("to"), "at"
    for match in _ON_MONTH.finditer(target):
        yield *match.span("on"), _IN_FOR_ON[match["on"]]
    for match in strange_days(sentence.text, target, sentence.language or ""):
        if date := _BEFORE_DATE.match(target, match.end()):
            yield match.start(), date.end(), ""
    year = _THE_YEAR.match(target)
    if year and re.match(rf"(?:En )?{year['year']}", sentence.text):
        yield *year.span(), "In "


def _days(sentence: Sentence, target: str) -> Iterator[Edit]:
    """What stands before days and decades in digits."""
    for match in _IN_DATE.finditer(target):
        yield *match.span(), ("On " if match["word"] == "In" else "on ")
    for match in _THE_DATE.finditer(target):
        yield *match.span("the"), ""
    for match in _DAY_AGAIN.finditer(target):
        if times(match["day"], sentence.text, ()) < 2:
            yield *match.span("again"), ""
    for match in _CENTURY.finditer(target):
        yield match.end(), match.end(), "the "
    for match in _ORDINAL_DAY.finditer(target):
        yield match.end(), match.end(), "the "
    for match in _BARE_DECADE.finditer(target):
        if match["decade"] not in sentence.text:
            yield match.end(), match.end(), "the " if match.end() else "The "


def _counts(target: str, literals: Sequence[Literal]) -> Iterator[Edit]:
    """A comma after a month before a number that is not its day: in March, 15 soldiers died."""
    for match in _COUNT.finditer(target):
        forms = [each.renderings for each in literals if match["month"] in each.renderings[0]]
        if forms and all(one[0] == match["month"] for one in forms):
            if match["word"] in _IN_FOR_ON:
                yield *match.span("word"), _IN_FOR_ON[match["word"]]
            yield *match.span("gap"), ", "


# Figures

_FIGURE = r"(?P<{0}>\d[\d,]*(?:\.\d+)?)%?(?: (?P<{0}_scale>thousand|million|billion|trillion))?"
_MOVED = regex(
    r"\b(?P<verb>fell|dropped|declined|decreased|rose|increased|climbed|grew)"
    rf" from {_FIGURE.format('first')}(?: per ?cent)? to {_FIGURE.format('last')}(?!\w)"
)
_MOVING = regex(r"\bpass(?:e|ent|[ée]e?s?|ait|aient|a|er|era|eront|ant)\b[^.;]{0,20}? de\b|انتقل")
"""A move that is neither up nor down: est passé de 12 à 13."""


def _direction(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """Up where the figures go up, of what the source says no more than that it moved."""
    for match in _MOVED.finditer(target):
        scales = match["first_scale"], match["last_scale"]
        first, last = (float(match[name].replace(",", "")) for name in ("first", "last"))
        is_alike = scales[0] in (None, scales[1]) and first != last
        right = "rose" if first < last else "fell"
        is_right = (match["verb"] in ("rose", "increased", "climbed", "grew")) == (right == "rose")
        if is_alike and not is_right and _MOVING.search(sentence.text):
            yield *match.span("verb"), right


# Marks and spaces

_SPACES = regex(r"(?<=\S)  +(?=\S)")
_IN_BRACKETS = regex(r"(?<=[(\[]) +(?=\S)|(?<=\S) +(?=[)\]])")
_BEFORE_MARK = regex(r"(?<=[\w)\]]) +(?=[,;](?:\s|$)|[.!?:]$)")
_JOINT = regex(r"(?<=\bmid- )(?=[A-Z])|(?<=[a-z]- )(?!(?:and|or|to|nor|but)\b)(?=[a-z])")
_GLUED = regex(r"(?<=[A-Za-z]{2}),(?=\d|(?P<word>[A-Z][a-z]+))")
_TWO_DOTS = regex(r"(?<=[\w)\"]) ?(?<!\.)\.\.(?= \w)")
"""What parts an Arabic headline, where English has a colon."""
_TWO_DOTS_LAST = regex(r"(?<!\.)\.\.$")
_LEFT_OPEN = regex(r"(?:\.{3,}|…)[»”\"]?\s*$")
_DASHED = regex(r"\s[-–—]\s")
_GLUED_DASH = regex(r"(?<=[^\W\d_]{2})[—–](?=[^\W\d_]{2})")
_HALF_DASH = regex(r"(?<=[^\W\d_]{2})[–—] (?=[^\W\d_]{2})")
_STRAY_LETTER = regex(r"(?<=[a-z][–-])(?P<stray>(?P<letter>[A-Z]) )(?=(?P=letter)[a-z])")
"""Tunisian–I Italian."""
_MARKS = (
    ("%%", regex(r"%%+"), "%"),
    (".m.", regex(r"(?<=\d)\.m\.$"), "."),
    ("....", regex(r"\.{4,}"), "..."),
    ("..", regex(r"(?<=[\w)\"])\.\.$"), "."),
    (",,", regex(r",{2,}"), ","),
    (",", regex(r",(?=[.;:]( |$))"), ""),
    ("(", regex(r"\( *\)"), ""),
)


def _spacing(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """Spaces inside brackets, before marks, and two of them; marks written twice."""
    for match in _SPACES.finditer(target):
        yield *match.span(), " "
    if any(sign in target for sign in "()[]"):
        for match in _IN_BRACKETS.finditer(target):
            yield *match.span(), ""
    for match in _BEFORE_MARK.finditer(target):
        yield *match.span(), ""
    for match in _GLUED.finditer(target):
        if not match["word"] or f",{match['word']}" not in sentence.text:
            yield match.end(), match.end(), " "
    if any(sign in target for sign in "-–—"):
        yield from _dashes(sentence, target)


def _dashes(sentence: Sentence, target: str) -> Iterator[Edit]:
    """Spaces beside hyphens and dashes."""
    for match in _JOINT.finditer(target):
        yield match.start() - 1, match.start(), ""
    for match in _STRAY_LETTER.finditer(target):
        yield *match.span("stray"), ""
    dash = " – " if _DASHED.search(sentence.text) else "–"
    for match in _HALF_DASH.finditer(target):
        yield *match.span(), dash
    if _DASHED.search(sentence.text) and not _GLUED_DASH.search(sentence.text):
        for match in _GLUED_DASH.finditer(target):
            yield *match.span(), " – "


def _marks(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """Marks written twice, and brackets around nothing."""
    if _TWO_DOTS_LAST.search(target) and _LEFT_OPEN.search(sentence.text):
        yield len(target), len(target), "."
    if ".." in sentence.text and "..." not in sentence.text:
        for match in _TWO_DOTS.finditer(target):
            yield *match.span(), ":"
    if "*" in sentence.text and "#" not in sentence.text:
        for match in re.finditer("#", target):
            yield *match.span(), "*"
    for sign, pattern, new in _MARKS:
        if sign not in target:
            continue
        for match in pattern.finditer(target):
            if match[0] in sentence.text:
                continue
            start, end = match.span()
            kept = len(new) if match[0].startswith(new) else 0
            yield start + kept, end, new[kept:]


# Capitals

_FIRST = regex(r"(?:\(?[\da-z]{1,2}[.)] )?[^\w]*(?P<word>[a-z][\w’'-]*)")


def _capitals(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """A capital for the first word, unless the source begins small or has that word."""
    first = _FIRST.match(target)
    if first is None or target[: first.start("word")].endswith(("'", "’")):
        return
    letter = next((char for char in sentence.text if char.isalpha()), "")
    start = first.start("word")
    if letter.islower() or not letter:
        return
    whole = target[start:].split()[0].rstrip(".,;:")
    if len(whole) > 3 and re.search(rf"(?<!\w){re.escape(whole)}(?![^\W\d])", sentence.text):
        return
    if any(char.isupper() or char in "@./" for char in first["word"]):
        return
    yield start, start + 1, target[start].upper()


def _quotes(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    yield from quotation(sentence.text, target, held)


_Rule = Callable[[Sentence, str, Sequence[Span], Sequence[Literal]], Iterator[Edit]]
_RULES: tuple[_Rule, ...] = (
    _quotes, _marks, closing, _spacing, twice, _dates, day_first, _direction, bounds, _agreement,
    _articles, before_names, attributed, as_spelt, _capitals,
)  # fmt: skip
