"""The sentences of a block, without losing a character.

sentencex finds the boundaries; what it does not know of news in our languages is mended
here: titles and initials it cuts at, quotations of several sentences it leaves whole,
closing quotes and ellipses it puts at the head of the next sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from reader.text.regex import regex

_TITLES = """
m mm mme mmes mlle mlles dr drs pr prs me mgr st ste sts stes lt col gén gal cdt sgt adj s.a.r s.m
s.e ap apr mr mrs ms prof rev hon gen maj capt cmdr sen rep gov vs cf e.g i.e réf tél env
أ.د ص.ب أ د م ص ج ح ط ت ق س ه هـ ب
"""
_NUMBERED = """
art al p pp n no nos vol chap fig av ex min max éd ed approx ca
janv févr avr juil sept oct nov déc jan feb aug dec
"""
_ALSO_WORDS = """
col prof rev sen gen hon gov rep maj capt adj gal pr env tél ste
"""
"""Titles that are words as well: "le col", "le prof"."""
_STARTERS = """
le la les un une des du de il elle ils elles on ce cet cette ces cela ça nous vous je tu en au aux à
dans sur pour par avec sans sous mais ou et donc or car ensuite puis enfin ainsi alors après avant
depuis selon si quand lorsque comme son sa ses leur leurs notre nos votre vos mon ma mes plusieurs
certains certaines tous toutes tout chaque aucun aucune quelques hier demain aujourd cependant
pourtant toutefois néanmoins pendant durant entre chez vers dès lors malgré celui celle ceux celles
personne rien parmi outre quant quel quelle qui que où pourquoi comment
the he she they it we you this that these those then but and in on at when if after before there
his her their its our my a an as for with from some many all however meanwhile
"""
_NAME_PARTS = frozenset("le la les l d de du des el al".split())
"""Words that begin a sentence, or a name: "Le Goff"."""
_BEFORE_NAMES = frozenset(_TITLES.split())
_AMBIGUOUS = frozenset(_ALSO_WORDS.split())
_SENTENCE_STARTERS = frozenset(_STARTERS.split())
_NEXT_WORD = regex(r"\s+[«“\"(]?\s?([^\W\d_]+)(['’]?)\s*(?:[«“\"]\s?)?([^\W\d_]?)")
_POINT = regex(r"\.(?=\s)")
_AFTER_YEAR = regex(r"\d\s?(?:هـ|ه|م|ق\.\s?م)\.\s*$")
"""An era or a measure after its number, where a single letter is not an initial."""
_AFTER_CHRIST = regex(r"(?:av|apr?)(?:\.|ant|ès)\s*J\.?[-\u2011\s]?C\.\s*$")
_MEASURED = regex(r"\d\s?[a-zà-ÿ]{1,3}\.\s*$")
_BEFORE_NUMBERS = frozenset(_NUMBERED.split())
_LAST_WORD = regex(r"([^\s(«“\"'’‘\[،,;:]+)\.\s*$")
_INITIALS = regex(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_ENUMERATOR = regex(r"\(?(?:\d{1,3}|[A-Za-z]|[IVXivx]{1,4})[.)]\s*$")

_IN_NUMBER = regex(r"\d．$")
_INITIAL = regex(r"(?<![A-Za-z])[A-Z]\.$", re.ASCII)
_AFTER_INITIAL = regex(r"[A-Z]\.|[\u3400-\u9fff]")
"""What follows the initial of a name that has no space after it: A.B.公司."""
_CLOSERS = "\\s\u200e\u200f\u202a-\u202e\u2066-\u2069.…。!！?？؟~～»“”‘’\"'」』】》）)\\]"
_STRAY = regex(f"[{_CLOSERS}—–-]*")
_LEADING = regex(
    "(?:[.…。!！?？؟~～]+[»”’」』】）)\\]]*|[»”’」』】）)\\]\u200e\u200f\u202c\u2069]+)"
)
_NOTES = regex(
    r"(?:(?<!\s)(?:\[\^[^\]\s]{1,40}\]|\[\d{1,3}\]|[⁰¹²³⁴-⁹]{1,3})|[ \t]?<!--.{0,500}?-->)+",
    re.DOTALL,
)
"""What refers to the notes of the sentence that ends before it ([^2], [2], ²), and comments."""
_IN_QUOTES = regex(
    r"(?<=[。！？])(?=[^\s。！？!?…”’\"'“」』】）)》~～，,、；;：:])|(?<=[。！？][”’」』])(?=\w)"
    r"|(?<=[\u0621-\u0652]{3})[.](?=[\u0621-\u064a]{2})"
)
"""Between two sentences of one quotation that have no space between, which sentencex leaves."""
_WIDE_END = regex("[。！？]")
_SAID = regex(
    r"\s*[^。！？，,\s]{0,6}?(?:说|說|道|问|問|称|稱|表示|指出|强调|强調|补充|回答|写道|喊)"
)
_QUOTED_END = regex("[。！？!?…][”」』]\\s*$")

_MARKS = (
    regex(
        r"(?<![.!?؟。！？…])[.!?؟。！？…]+[»”\"」』)]*(?=\s|$)|[。！？；;؛]|(?<=\s)[—–](?=\s)|——|[:：](?!\d)"
    ),
    regex(r"[،、，]|,(?!\d)|(?<!\d),|[»”」』)）](?![.،,;:؛，；：、。])"),
    regex(r"\s+"),
)
"""Where a sentence may be cut, from the best places to the last that do not cut a word."""

_TWO_DOTS = regex(r"[\u0621-\u0652»)\"”] ?(?<!\.)\.\.\s*$")
"""What Arabic headlines part with and English ones with a colon."""
_HEADLINE = 160
"""Characters of a text up to which both sides of two dots are one sentence."""
_NEVER_FIRST = ("،", ",", ";", ":", "؛", "，", "；", "：", "、")
_BLANK_LINE = regex(r"\n[ \t]*\r?\n")
_SURE_END = regex(r"[。！？؟\n]|[.!?](?=\s)|(?<=[.!?])\s")
_GLUED_HEADING = regex(r"\s*([\u4e00-\u9fff·-]{10,36} )(?=[\u4e00-\u9fff]{4}[^。！？]{10,400}。)")
_DOUBLED = regex(r"\s*(?P<once>\S[^\n]{6,298}\S)[ \u00a0]+(?P=once)\s*")
"""A title that a page shows twice, for two widths of screen, and scraping has put on one line."""
_SHORT_TITLE = 20
"""Characters below which what stands twice may be a refrain; half as many of Chinese."""
_CRUMB = regex(r"(?<=[^\s\d>›»|/«]) +([>›»|/]) +(?=[^\s\d>›»|/«])")
_LONGEST_PATH = 240
"""Characters of a line that may be a page's path: "Home > Politics > Morocco"."""
_WINDOW = 2000
_MOST_MARKS = 16
"""Marks on one letter that are kept with it."""
_SIGHT = 60
"""Characters on either side of a cut that are looked at."""


def spans(text: str, language: str | None) -> list[tuple[int, int]]:
    """The spans of the sentences of `text`, in order; only white space lies between them.

    Args:
        text: a block of any length.
        language: ISO 639-1 code, or None where it is not known.
    """
    if not text.strip():
        return []
    cuts = set(_boundaries(text, language or "en"))
    if text.find(".", 0, -1) >= 0 or _WIDE_END.search(text):
        cuts.update(match.end() for match in _IN_QUOTES.finditer(text))
    cuts.update(_after_abbreviations(text))
    doubled = _DOUBLED.fullmatch(text)
    if doubled and len(doubled["once"]) >= (
        _SHORT_TITLE // 2 if language == "zh" else _SHORT_TITLE
    ):
        cuts.add(doubled.end("once"))
    if language == "zh":
        cuts.update(_glued_headings(text, sorted(cuts)))
    cuts.discard(len(text))
    return list(_trimmed(text, _parted(_mended(text, sorted(cuts)), list(_crumbs(text)))))


def _boundaries(text: str, language: str) -> Iterator[int]:
    """Where sentencex ends a sentence.

    It is asked about a few thousand characters at a time: without spaces between words its
    time grows with the square of the text's length.
    """
    from sentencex import get_sentence_boundaries

    start = 0
    while start < len(text):
        end = min(len(text), start + _WINDOW)
        if end < len(text):
            ends = [match.end() for match in _SURE_END.finditer(text, start + _WINDOW // 2, end)]
            end = ends[-1] if ends else end
        for boundary in get_sentence_boundaries(language, text[start:end]):
            cut = start + boundary["end_index"]
            if cut < end or _SURE_END.fullmatch(text, end - 1, end):
                yield cut
        start = end


def _after_abbreviations(text: str) -> Iterator[int]:
    """Where a sentence ends at what sentencex takes for an abbreviation, and may be one."""
    for point in _POINT.finditer(text):
        before = text[max(0, point.end() - _SIGHT) : point.end()]
        is_era = _AFTER_YEAR.search(before) or _AFTER_CHRIST.search(before)
        if is_era or _begins(text[point.end() : point.end() + _SIGHT]):
            yield point.end()


def _begins(after: str) -> bool:
    """Whether a sentence begins, going by its first words: an article, a pronoun, an adverb."""
    words = _NEXT_WORD.match(after)
    if words is None or not words[1][0].isupper():
        return False
    word = words[1].casefold()
    if words[2] and len(word) <= 2:  # L'avion, C'est, Qu'il
        return not words[3].isupper()
    if word not in _SENTENCE_STARTERS:
        return False
    return word not in _NAME_PARTS or not words[3].isupper()


def _parted(pieces: Iterable[tuple[int, int]], cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    for start, end in pieces:
        yield from pairwise((start, *(cut for cut in cuts if start < cut < end), end))


def _crumbs(text: str) -> Iterator[int]:
    """Where the parts of a page's path begin and end, as of "Home > Politics > Morocco"."""
    is_path = len(text) <= _LONGEST_PATH and "«" not in text
    marks = list(_CRUMB.finditer(text)) if is_path else []
    if len(marks) > 1 and len({mark[1] for mark in marks}) == 1:
        for mark in marks:
            yield from mark.span(1)


def _glued_headings(text: str, cuts: Sequence[int]) -> Iterator[int]:
    """Where a Chinese sentence begins with a heading that scraping has glued to it."""
    for cut in (0, *cuts):
        heading = _GLUED_HEADING.match(text, cut)
        if heading:
            yield heading.end(1)


def split_long(text: str, limit: int, length: Callable[[str], int]) -> list[tuple[int, int]]:
    """Spans of pieces of a sentence, each of at most `limit`; only white space lies between.

    A sentence is cut near its middle (or its thirds, where it needs three pieces) at the
    strongest mark there is: an end of a clause, then a comma, then a space, and inside a
    word only where there is nothing else.

    Args:
        text: a sentence.
        limit: the most that a piece may measure.
        length: measures a piece, in the units of `limit` (an engine's tokens). A single
            character that measures more than `limit` stays a piece.
    """
    return list(_trimmed(text, _pieces(text, 0, len(text), limit, length)))


def _trimmed(text: str, pieces: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in pieces:
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start < end:
            yield start, end


def _mended(text: str, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The spans between the cuts that hold."""
    start = 0
    for cut, following in pairwise((*cuts, len(text))):
        if cut <= start:
            continue
        # What closes a sentence is not the beginning of the next.
        closing = _LEADING.match(text, cut)
        if closing and not text[cut - 1].isspace():
            cut = closing.end()
        if _holds(text, start, cut, following):
            notes = _NOTES.match(text, cut)
            cut = notes.end() if notes else cut
            yield start, cut
            start = cut
    if start < len(text):
        yield start, len(text)


def _holds(text: str, start: int, cut: int, following: int) -> bool:
    """Whether a sentence ends at `cut`, given where it starts and where the next ends."""
    before = text[max(start, cut - _SIGHT) : cut]
    after = text[cut : min(max(following, cut), cut + _SIGHT)]
    if _STRAY.fullmatch(before) or _STRAY.fullmatch(after):
        return False
    ending = before.rstrip()
    if _BLANK_LINE.search(before, len(ending)):
        return True
    if _TWO_DOTS.search(before) and (len(text) <= _HEADLINE or _is_quoted(text, start, cut)):
        return False
    if after[:1] in _NEVER_FIRST or (ending[-1] in ".…" and after.lstrip()[:1].islower()):
        return False
    if _ENUMERATOR.fullmatch(ending) or (_IN_NUMBER.search(before) and after[:1].isdigit()):
        return False
    if _INITIAL.search(before) and _AFTER_INITIAL.match(after):
        return False
    word = _LAST_WORD.search(before)
    if word and _goes_on(word[1], before, after):
        return False
    return not (_QUOTED_END.search(before) and _SAID.match(after))


def _is_quoted(text: str, start: int, cut: int) -> bool:
    """Whether a place stands between a quotation mark of its sentence and its other half."""
    line = text.find("\n", cut)
    before, after = text[start:cut], text[cut : line if line >= 0 else len(text)][:_HEADLINE]
    if before.count('"') % 2:
        return '"' in after
    return any(
        before.count(opening) > before.count(closing) and closing in after
        for opening, closing in ("«»", "“”", "()")
    )


def _goes_on(word: str, before: str, after: str) -> bool:
    """Whether the stop after `word`, at the end of `before`, is not a sentence's."""
    bare = word.casefold()
    if bare in _BEFORE_NUMBERS:
        return after.lstrip()[:1].isdigit()
    if _AFTER_YEAR.search(before):
        return False
    begins = _begins(f" {after}" if before[-1:].isspace() else after)
    if _AFTER_CHRIST.search(before):
        words = _NEXT_WORD.match(f" {after}")
        if words is None or not words[1][0].isupper():
            return True
        return not begins and words[1].casefold() not in _SENTENCE_STARTERS
    if bare in _BEFORE_NAMES:
        is_word = bare in _AMBIGUOUS or (word.islower() and bool(_MEASURED.search(before)))
        return not (begins and is_word)
    if not _INITIALS.fullmatch(word):
        return False
    if begins and not _is_name(before, word):
        return False
    # "J. Martin", "م. ع." go on; after "U.S." a capital begins a sentence more often than not.
    glued = not before[-1:].isspace() and not after[:1].isspace()
    return (
        glued
        or "-" in word
        or (len(word) == 1 and (word.isupper() or "\u0621" <= word <= "\u064a"))
    )


def _is_name(before: str, initials: str) -> bool:
    """Whether initials stand in a person's name: after a name, or at the very beginning."""
    if "-" in initials:
        return True
    words = before.rstrip()[: -len(initials) - 1].split()
    return not words or (words[-1][:1].isupper() and len(words) > 1)


def _pieces(
    text: str, start: int, end: int, limit: int, length: Callable[[str], int]
) -> Iterator[tuple[int, int]]:
    waiting = [(start, end)]
    while waiting:
        start, end = waiting.pop()
        size = length(text[start:end].strip())
        if size <= limit or end - start < 2:
            yield start, end
            continue
        count = -(-size // max(1, limit))
        cut = _best_cut(text, start, end, (count // 2) / count)
        waiting += (cut, end), (start, cut)


def _best_cut(text: str, start: int, end: int, share: float) -> int:
    """Where to cut a span so that about `share` of it comes first."""
    aim = start + (end - start) * share
    reach = (end - start) * 0.3
    for marks in _MARKS:
        ends = [match.end() for match in marks.finditer(text, start, end)]
        ends = [at for at in ends if start < at < end and abs(at - aim) <= reach]
        if ends:
            return min(ends, key=lambda at: abs(at - aim))
    cut = min(end - 1, max(start + 1, round(aim)))
    # A vowel mark or a joiner stays with its letter, where it is a letter's and no attack.
    for at in range(cut, max(start, cut - _MOST_MARKS), -1):
        if not (unicodedata.combining(text[at]) or text[at] in "\u200d\ufe0f"):
            return at
    return cut
