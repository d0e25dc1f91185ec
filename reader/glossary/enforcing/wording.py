"""How a term is written into a text: spaces, capitals, articles, and nothing said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from reader.glossary.matching.patterns import is_acronym
from reader.text.english_articles import takes_an
from reader.text.english_names import HEADS, TITLES, listed
from reader.text.french_elision import elided
from reader.text.lines import SPACELESS
from reader.text.nationalities import IRREGULAR, is_adjective
from reader.text.regex import regex

OPENING = regex(r"^[\s\"“‘«'(\[¿¡–—-]*$")
"""What may stand before a sentence's first word."""


LIGHT = listed(
    "a an the of for and in on to at by with from as or is are was were be been has have had "
    "will that this which who its his her their it he she they not "
    "de la le les du des et en un une au aux par pour dans sur que qui"
)
"""Words that say little about whether two spans mean the same."""
OPENERS = listed(
    "a an the of for and in on at by with from or between against under into within among "
    "about after during since near this that its his her their "
    "de la le les du des et en un une au aux par pour dans sur"
)
"""Words after which a term can come in."""
DETERMINERS = listed(
    "a an the this that these those its his her their our my your each every no any some all "
    "both another other such many several few most more two three four five six seven eight nine "
    "ten first second third last next new former same"
)
_BEFORE_GROUP = listed(
    "of by with from to in at for and or between on against via through under said into within "
    "among towards toward about before after during since until as is are was were been be but "
    "than whether while where when because without despite including if"
)
"""English words after which a noun group begins."""
_EXTENSIONS = HEADS | {"minister", "director"}
"""What a long name does not go on with."""
_BARE = listed(
    "counterfeiting financing laundering policing recruitment smuggling terrorism trafficking "
    "extremism radicalisation radicalization"
)
"""Last words of terms that take no article as they stand."""
_NATION = regex(
    rf"(?<!\w)(?:[A-Z]\w+(?:[aciy]an|rman|ese|ish)|{'|'.join(each.title() for each in IRREGULAR)})$"
)
"""An adjective of a nation, as a text may begin with it."""


def is_nation(word: str) -> bool:
    """Whether a word of a text is an adjective of a nation."""
    return bool(_NATION.match(word))


_PLURAL = regex(r"(?:[^us]s['’]?|men|people|children)$")
_ARTICLE = regex(r"(?:(?<=[\s(\[\"“‘«'])|^)(the|an|a)$", re.IGNORECASE)


def joined(left: str, term: str, language: str) -> str:
    """A text's beginning with a term after it."""
    if language in SPACELESS:
        return left + term
    spaced = left[-1:].isspace()
    left = _without_beginning(left.rstrip(), term)
    if language == "en":
        left = _with_article(left, term)
    if language == "fr":
        left = elided(left, term)
        spaced = spaced and not left.endswith(("'", "’"))
    if OPENING.match(left):
        term = _capitalised(term)
    if left and (spaced or left[-1] not in "([\"“‘«'/-–—"):
        left += " "
    return left + term


def is_light(between: str) -> bool:
    """Whether what stands between two places is no more than "and", "of the" or a comma."""
    words = re.findall(r"[^\W_]+", between)
    return (
        len(words) <= 2
        and all(word.casefold() in LIGHT for word in words)
        and not re.search(r"[.;:!?()]", between)
    )


def is_last(rest: str) -> bool:
    """Whether a noun group ends before `rest`: with a mark, a light word, or the sentence."""
    following = _NEXT.match(rest)
    return following is None or following[1].casefold() in LIGHT


def _without_beginning(left: str, term: str) -> str:
    """`left` without the term's own first words at its end: "the General" + "General…"."""
    folded = left.casefold()
    words = term.casefold().split()
    for count in range(len(words) - 1, 0, -1):
        beginning = " ".join(words[:count])
        if len(beginning) > 3 and folded.endswith(beginning):
            shorter = left[: -len(beginning)]
            if not shorter or shorter[-1].isspace():
                return shorter.rstrip()
    return left


def begun(left: str, term: str) -> int:
    """Where a name begins that a text had begun and a term says whole; the text's end if none.

    "the General Directorate of State" before "General Directorate for National Security".
    """
    words = term.split()
    for count in range(len(words) - 1, 1, -1):
        beginning = re.escape(" ".join(words[:count]))
        match = re.search(rf"(?<!\w){beginning} (?:of|for)(?: the)?(?: [^\W\d_]+)? ?$", left)
        if match:
            return match.start()
    return len(left)


def _with_article(left: str, term: str) -> str:
    """`left` with the article that English wants before `term`."""
    kind = _article(term)
    article = _ARTICLE.search(left)
    if article is None:
        if kind != "the":
            return left
        nation = _NATION.search(left)
        if nation and OPENING.match(left[: nation.start()]):
            return f"{left[: nation.start()]}The {nation[0]}"  # The Moroccan Director General
        if OPENING.match(left):
            return left + "The"
        return left + " the" if _opens_group(left) else left
    before = left[: article.start()]
    definite, capital = article[1].lower() == "the", article[1][0].isupper()
    if kind in ("own", "none"):
        return before.rstrip()
    if definite:
        return left
    if kind == "any" and _PLURAL.search(term) and term == term.lower():
        return before.rstrip()
    wanted = "the" if kind == "the" else "an" if takes_an(term) else "a"
    return before + (wanted.capitalize() if capital else wanted)


def _opens_group(left: str) -> bool:
    """Whether a noun group begins after `left`, so that an article is missing."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)?|[^\w\s]", left)[-4:]
    if words[-1] in ",;:–—":
        return True
    if not words[-1].isalpha():
        return False
    if words[-1].casefold() in _BEFORE_GROUP:
        return True
    if words[-1][0].isupper() and len(words) > 1:
        return False
    for word in reversed(words):
        form = word.casefold()
        if form in DETERMINERS or re.search(r"['’]s?$", form) or form.isdigit():
            return False
        if form in _BEFORE_GROUP or not word[0].isalpha():
            break
    return True


def _article(term: str) -> Literal["own", "the", "none", "any"]:
    """How English treats a term: with its own article, with "the", with none, or as it comes.

    Institutions, offices and initials take "the"; people, places and acronyms that are read
    as words take none; small letters and adjectives take what the sentence has.
    """
    words = re.sub(r"\s*\(.*", "", term).split() or [term]
    if words[0].casefold() in ("the", "a", "an"):
        return "own"
    if is_acronym(words[0]) and len(words) == 1:
        if not term.isalpha():
            return "any"
        return "none" if _is_pronounced(term) else "the"
    small = {"of", "for", "in", "on", "to", "against", "and", "the", "al", "ben", "de", "from"}
    if words[-1].rsplit("-", 1)[-1] in _BARE:
        return "none"
    if not all(word[0].isupper() or not word[0].isalpha() or word in small for word in words):
        return "any"
    parts = re.split(r"\s(?:of|for|in|on|to|against|from)\s", " ".join(words))
    head = parts[0].split()
    if any(word.casefold() in HEADS for word in (head[-1], words[-1])):
        return "the"
    if len(words) > 1 and len(parts) == 1 and words[0].casefold() in TITLES:
        return "any" if words[-1].casefold() in TITLES | {"general"} else "none"
    if any(word.casefold() in TITLES for word in words):
        return "the" if len(parts) > 1 and head[-1].casefold() in TITLES else "any"
    if is_adjective(term) or (len(words) == 1 and re.search(r"(?:an|ese|ish|ic)$", words[0])):
        return "any"
    return "none"


def _is_pronounced(acronym: str) -> bool:
    """Whether an acronym is read as a word (INTERPOL, NATO), and so takes no article."""
    letters = acronym.casefold()
    return len(letters) >= 4 and bool(
        re.fullmatch(r"(?:[^aeiou\W]{0,2}[aeiou])+[^aeiou\W]{0,2}", letters)
    )


def _capitalised(term: str) -> str:
    first = term.split()[0]
    return term[0].upper() + term[1:] if first == first.lower() else term


def lowered(rest: str) -> str:
    """A sentence's beginning, now within it: light words lose their capital."""
    word = re.match(r"\s*([A-Za-z]+)", rest)
    if word and word[1].casefold() in LIGHT:
        return rest[: word.start(1)] + word[1].lower() + rest[word.end(1) :]
    return rest


_NEXT = regex(r"\s+([^\W\d_]+)")


def superfluous(text: str, end: int, term: str) -> int:
    """Where what does not belong after a term ends; `end` itself if all of it belongs.

    A term was put at `text[:end]`. A model that goes on from there may repeat its last word
    ("judicial police police", "subcommittee committee"), or take it for the beginning of a
    longer name that it has read more often ("General Directorate for National Security Council").
    """
    last = term.split()[-1].casefold()
    for _ in range(2):
        following = _NEXT.match(text, end)
        if following is None:
            break
        word = following[1].casefold()
        again = len(word) > 3 and (last == word or re.fullmatch(f"(?:sub|.+-){word}", last))
        if not again and not _extends(term, following[1]):
            break
        end = following.end()
    return end


_JOINED_MARKS = regex(r"[+*#=_&@^~|<>\\]+(?=\s|[\w]|$)")


def glued(text: str, end: int) -> int:
    """Where marks end that a model went on with right after a term: "C++ language+"."""
    marks = _JOINED_MARKS.match(text, end)
    return marks.end() if marks else end


def _extends(term: str, word: str) -> bool:
    """Whether a word makes a longer name of a name that is long enough."""
    long_name = term[0].isupper() and (" for " in term or " of " in term)
    return long_name and word[0].isupper() and word.casefold() in _EXTENSIONS


def without_extension(text: str, term: str) -> str:
    """The text without what a model takes a long name on with: "... Security Council"."""
    for start in _places(text, term):
        following = _NEXT.match(text, start + len(term))
        if following and _extends(term, following[1]):
            text = text[: start + len(term)] + text[following.end() :]
    return text


def without_tail_again(text: str, term: str) -> str:
    """The text without a long name's end said again after it: "… of Justice of Justice".

    A term takes the place of the words that stood for it; where the model had made only half of
    them an office, the other half is left over.
    """
    tails = [term[match.start() :] for match in _OF.finditer(term)]
    for start in _places(text, term) if tails else ():
        end = start + len(term)
        again = end + max(_common(tail, text[end:]) for tail in tails)
        following = _NEXT.match(text, again)
        if again > end and not (following and following[1][0].isupper()):
            return text[:end] + text[again:]
    return text


_OF = regex(r" (?:of|for|and|in)(?: the)? (?=[A-Z])")
_WORDS = regex(r" [^\s,.;:()]+")


def _common(tail: str, rest: str) -> int:
    """Characters that two texts begin with alike, to the end of a word with a capital."""
    same = length = 0
    for match in _WORDS.finditer(tail):
        end = match.end()
        if (
            match.start() != length
            or not rest.startswith(match[0], length)
            or rest[end : end + 1].isalnum()
        ):
            break
        length = end
        same = end if match[0][1].isupper() else same
    return same


def without_echo(text: str, admitted: Sequence[str]) -> str:
    """The text without "DGSN (DGSN)" and "Full Name (DGSN) (DGSN)"."""
    if "(" not in text and "（" not in text:
        return text
    for term in admitted:
        inner = re.search(r"\(([^()]+)\)$", term)
        echo = inner[1] if inner else term
        for start in _places(text, term):
            end = start + len(term)
            bracketed = _BRACKETED.match(text, end)
            if bracketed and bracketed[1] == echo:
                return without_echo(text[:end] + text[bracketed.end() :], admitted)
    return text


_BRACKETED = regex(r"\s*[(（]\s*([^()（）]+?)\s*[)）]")


def as_attribute(text: str, many: str, one: str) -> str:
    """The text with a plural in the singular before another one: the tomato exporters."""
    for start in _places(text, many):
        following = _PLURAL_NOUN.match(text, start + len(many))
        if (
            following
            and following["word"] not in _NO_NOUNS
            and not text[start - 1 : start].isalnum()
        ):
            return text[:start] + one + text[start + len(many) :]
    return text


_PLURAL_NOUN = regex(r" (?P<word>[a-z]{3,}[^isu\W]s)(?![\w-])")
_NO_NOUNS = listed(
    "always towards across perhaps besides afterwards sometimes nowadays upwards downwards "
    "backwards forwards onwards inwards outwards overseas outdoors indoors sideways whereas unless "
    "does goes makes takes needs means says seems comes gets lets lies"
)


def _places(text: str, term: str) -> Iterator[int]:
    start = text.find(term)
    while start >= 0:
        yield start
        start = text.find(term, start + 1)


def with_own_acronym(text: str, wanted: str, admitted: Sequence[str], source: str) -> str:
    """The text with no acronym but the term's own in the brackets after it.

    A model that has often read "General Directorate for National Security (DGSN)" puts
    those brackets after other directorates too.
    """
    own = [term for term in admitted if is_acronym(term)]
    for start in _places(text, wanted):
        end = start + len(wanted)
        bracketed = _BRACKETED.match(text, end)
        if (
            bracketed
            and is_acronym(bracketed[1])
            and bracketed[1] not in own
            and bracketed[1] not in source
        ):
            text = text[:end] + (f" ({own[0]})" if own else "") + text[bracketed.end() :]
    return text


def without_acronym(text: str, term: str) -> str:
    """The text without an acronym in brackets after a term, where the source has none."""
    for start in _places(text, term):
        end = start + len(term)
        bracketed = _BRACKETED.match(text, end)
        if bracketed and is_acronym(bracketed[1]):
            return without_acronym(text[:end] + text[bracketed.end() :], term)
    return text
