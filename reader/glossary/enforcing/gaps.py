"""Where a term goes that nothing in the translation stands for, and what leads it in.

A model that leaves a term out leaves a gap where the words of its neighbours meet. What joins the
term to them, the source says: "à Rabat" is "in Rabat", wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.glossary.enforcing.draft import Context, Draft
from reader.glossary.enforcing.needs import Need
from reader.glossary.enforcing.placement import FAINT, Sketch, Slot, Sought
from reader.glossary.enforcing.wording import DETERMINERS, OPENERS, joined
from reader.glossary.matching.surnames import is_person
from reader.text.english_names import HEADS
from reader.text.regex import regex
from reader.text.spans import Span

_NEAR = 6
"""Source tokens on each side of a term among which a neighbour is looked for."""
_JOINING = (OPENERS | DETERMINERS) - {"not", "that"}
"""English words that belong to what follows them."""
_WORDS = {
    "ar": {
        "في": "in",
        "من": "from",
        "إلى": "to",
        "الى": "to",
        "على": "on",
        "مع": "with",
        "بين": "between",
        "ضد": "against",
        "لدى": "at",
        "منذ": "since",
        "خلال": "during",
        "عبر": "through",
        "بعد": "after",
        "قبل": "before",
    },
    "fr": {
        "à": "at",
        "au": "at",
        "aux": "to",
        "en": "in",
        "dans": "in",
        "sur": "on",
        "par": "by",
        "avec": "with",
        "auprès": "with",
        "pour": "for",
        "contre": "against",
        "entre": "between",
        "depuis": "since",
        "chez": "at",
        "sous": "under",
        "de": "of",
        "du": "of",
        "des": "of",
        "d": "of",
        "et": "and",
    },
    "zh": {
        "在": "in",
        "于": "in",
        "和": "and",
        "与": "and",
        "及": "and",
        "对": "to",
        "向": "to",
        "由": "by",
        "被": "by",
        "从": "from",
        "为": "for",
        "以": "as",
    },
}
"""What joins a term to the words before it, in English."""
_LAST_WORDS = regex(r"(?:(\w+)\W+)?(\w+)\W*$")
_ARTICLES = frozenset(("le", "la", "les", "l", "un", "une"))
_DEFINITE = frozenset(("le", "la", "les", "l", "au", "aux", "du", "des"))
_FRENCH_OF = frozenset(("de", "d", "du", "des"))
_ARABIC_LETTERS = {"ب": "at", "ل": "of"}
_CLITICS = regex(r"(?:^|\s)(و|ف)?([بل])?$")
_ALONE = frozenset(("in", "at", "on", "since", "during", "after", "before", "from", "for", "with"))
"""What a sentence can begin with."""
_OF_TIME = frozenset(("in", "since", "during", "after", "before", "from"))

_VERB = regex(
    r"(?:^|\s)[وف]?(?:ذكر|أفاد|أوضح|أكد|أعلن|قال|كشف|أشار|أضاف|صرح|أبرز|اعتبر|شدد|أورد)ت?\s"
    r"(?:\S+\s){0,2}[بل]?$"
)
_THAT = {
    "ar": regex(r"(?:\s\S+){0,2}\sب?[أإ]ن(?:ه|ها|هم|هما)?(?!\w)"),
    "fr": regex(
        r"\s(?:\w+\s){0,2}(?:affirm|ajout|annonc|assur|confirm|dit|déclar|estim|expliqu|indiqu|"
        r"précis|rappel|révél|soulign|écri)\w*\s(?:\w+\s){0,2}qu(?:e\b|['’])"
    ),
    "zh": regex(r"[^，。；,;]{0,2}?(?:说|表示|宣布|指出|强调|认为|称)"),
}
"""What follows a term that says something."""
_ANNOUNCES = regex(r"(?:^|\s)[وف]?(?:أعلن|كشف)ت?\s\|\s(?:\S+\s){0,2}عن\s")
_IN_A_LIST = regex(r"[、،,]\s*\|\s*[、،,]")
_UNDER = regex(r"[^，。；,;]{0,6}下")
_STATEMENT = {
    "ar": regex(r"(?:بلاغ|بيان)\s(?:صادر\sعن\s|من\s|عن\s)?ل?$"),
    "fr": regex(r"communiqué\s(?:de\s(?:la\s|l['’])?|du\s|des\s)$"),
}


def places(
    context: Context, draft: Draft, need: int, sketch: Sketch, blocked: Sequence[Span], fixed: int
) -> list[Slot]:
    """Places for a need, the best first: for what no word stands for, the gap that it left.

    Args:
        context: as ever.
        draft: the draft.
        need: the need's number.
        sketch: the translation as it is.
        blocked: where other terms stand.
        fixed: where the first place is.
    """
    slots = sketch.slots(draft.sought[need], blocked, fixed)
    if slots[0].evidence >= FAINT or not sketch.words:
        return slots
    found = _between(sketch, draft.sought[need], blocked)
    if found is None:
        return slots
    word, is_next = found
    joints: tuple[str, str] | None = "", ""
    if context.language == "en":
        source, language = draft.source.text, context.engine.package.source
        joints = _joints(source, language, draft.needs[need], sketch, word, is_next)
        if joints and language == "zh" and joints[0] in ("in", "at"):
            word = _end_of_clause(sketch, word)
    if joints is None:
        return slots
    ends_before = joints[0] and _pauses(sketch, word)
    if word and (ends_before or word == len(sketch.words)):
        start = sketch.words[word - 1][1]
    else:
        start = sketch.words[word][0]
    return [Slot(start, start, 0.0, 1.0, *joints), *slots] if start >= fixed else slots


def inserted(left: str, slot: Slot, term: str, language: str) -> str:
    """A text's beginning with a term after it, and what joins them."""
    last = left.split()[-1:]
    if slot.lead and not (last and (last[0] in _JOINING or last[0] == "and")):
        left = f"{left.rstrip()} {slot.lead}".lstrip()
    return joined(left, term, language) + slot.tail


def _joints(
    source: str, language: str, need: Need, sketch: Sketch, word: int, is_next: bool
) -> tuple[str, str] | None:
    """What comes before a term and after it, in English; None where the source does not say.

    Args:
        source: the source.
        language: its language.
        need: the term.
        sketch: the translation.
        word: the word that the term would stand before.
        is_next: whether the word before that stands for what is before the term.
    """
    term, person = need.wanted, is_person(need.wanted)
    begin, end = need.occurrences[0].start, need.occurrences[-1].end
    before, after = source[:begin], source[end:]
    lead = _lead(before, source[begin:end], language, term)
    if word == 0:
        if language == "ar" and _ANNOUNCES.search(f"{before}|{after}"):
            return "", " announced that"
        if _says(before, after, language):
            statement = _STATEMENT.get(language)
            stated = statement and statement.search(before)
            return "A statement from" if stated else "", " said that"
        return lead.capitalize() if lead in _ALONE and not person else "", ""
    if _pauses(sketch, word) and _IN_A_LIST.search(f"{before}|{after}"):
        return "", ","
    if language == "zh" and lead == "in" and _UNDER.match(after):
        return "under", ""
    if lead and not (person and lead in ("in", "at")):
        return lead, ""
    if language == "ar" and is_next and _takes_genitive(sketch, word - 1) and _is_noun(term):
        return "of", ""
    is_led = sketch.forms[word - 1] in _JOINING or sketch.forms[word - 1] == "and"
    return ("", "") if is_led or person else None


def _lead(before: str, term: str, language: str, target: str) -> str:
    """The English word that joins a term to what is before it."""
    words = _WORDS.get(language, {})
    lead, definite = "", False
    if language == "zh":
        lead = words.get(before[-1:], "")
    elif language == "ar" and (clitics := _CLITICS.search(before)) and any(clitics.groups()):
        lead, definite = _ARABIC_LETTERS.get(clitics[2], "and"), term.startswith("ال")
    elif language == "ar" and term.startswith("لل"):
        lead, definite = "of", True
    elif found := _LAST_WORDS.search(before):
        last = found[2].casefold()
        definite = last in _DEFINITE or term.startswith("ال")
        if last in _ARTICLES or (last in _FRENCH_OF and found[1] == "auprès"):
            last = (found[1] or "").casefold()
        lead = words.get(last, "")
    if target[:1].isdigit():
        return lead if lead in _OF_TIME else ""
    if lead == "at" and target[:1].isupper() and HEADS.isdisjoint(target.casefold().split()):
        return "in"
    if lead == "at" and language == "fr":
        lead = "to"
    return f"{lead} the" if lead and definite and target == target.lower() else lead


def _says(before: str, after: str, language: str) -> bool:
    """Whether a term says, at the beginning of its source, what comes after it."""
    that = _THAT.get(language)
    if that is None or not that.match(after):
        return False
    return language != "ar" or bool(_VERB.search(before))


def _takes_genitive(sketch: Sketch, word: int) -> bool:
    """Whether "of" may come after a word: not after a verb."""
    form = sketch.forms[word]
    if sketch.light[word] or form in _JOINING:
        return False
    return not form.endswith(("ed", "ing")) or (word > 0 and sketch.forms[word - 1] == "the")


def _is_noun(term: str) -> bool:
    """Whether a term may be one; a single word that looks like an adjective is none."""
    return term[0].isupper() or " " in term or not term.endswith(("al", "ic", "ive", "ous", "ary"))


def _pauses(sketch: Sketch, word: int) -> bool:
    return word < len(sketch.words) and sketch.pauses[word]


def _end_of_clause(sketch: Sketch, word: int) -> int:
    """The word that the next clause begins with."""
    count = len(sketch.words)
    return next((w for w in range(max(word, 1), count) if sketch.pauses[w]), count)


def _between(sketch: Sketch, sought: Sought, blocked: Sequence[Span]) -> tuple[int, bool] | None:
    """The word before which a term's neighbours meet; and if what stands before both is one."""
    first, last = sought.columns.start, sought.columns.stop
    count = len(sketch.words)
    heard = [sketch.columns(word) for word in range(count)]
    if not any(heard):
        return None
    before = _nearest(heard, range(first - 1, max(first - _NEAR, 0) - 1, -1))
    if before is None and first < _NEAR:
        return 0, False
    after = _nearest(heard, range(last, last + _NEAR))
    if before and (after is None or is_person(sought.variants[0]) or before[0] < after[0]):
        word = before[1][-1] + 1
        # The Moroccan security services: the word for what is next to the term may not be the last.
        beyond = range(max(first - _NEAR, 0), first)
        while word < count and not sketch.pauses[word] and not sketch.light[word]:
            if not any(column in beyond for column in heard[word]):
                break
            word += 1
        while word < count and _parts(sketch, word, blocked):
            word += 1
        return word, before[0] == 0
    if after is None:
        return None
    word = after[1][0]
    while word and (
        _parts(sketch, word, blocked)
        or (not sketch.pauses[word] and sketch.forms[word - 1] in _JOINING)
    ):
        word -= 1
    return word, before is not None and before[0] == 0 and before[1][-1] + 1 == word


def _parts(sketch: Sketch, word: int, blocked: Sequence[Span]) -> bool:
    """Whether a term would be parted before a word."""
    start = sketch.words[word][0]
    return any(one < start < other for one, other in blocked)


def _nearest(
    heard: Sequence[Sequence[int]], columns: Sequence[int]
) -> tuple[int, list[int]] | None:
    """The first of source tokens that words stand for: how far it is, and the words."""
    for distance, column in enumerate(columns):
        words = [word for word, its in enumerate(heard) if column in its]
        if words:
            return distance, words
    return None
