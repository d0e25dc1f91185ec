"""What French wants and a model lacks: « non » for " non ", firm spaces, millions de, ne … que.

French news that models are trained on has its marks straightened, like all other text, but for
the spaces inside them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reader.memory.store import Stored
from reader.text.french_elision import elided
from reader.text.regex import regex
from reader.text.spans import Edit
from reader.text.typography import french
from reader.translator.brackets import touched_up

_FIRM = "\u00a0"
_ANY = regex('["“”«»]')
_CLOSING = regex(r'(?<=[^\s(\[“«])["”»]')

_WITHOUT_OF = regex(
    r"\b(?:millions|milliards) "
    r"(?=(?!(?:plus|moins|dans|sous|sans|mais|puis|fois|vers|depuis|après|très|hors|lors|alors|"
    r"toutefois|parfois|jamais|toujours|certes|ailleurs|environ)(?!\w))[a-zà-ÿœ]{3,}[sx](?!\w))"
)
"""What a scale in the place of a plain number lacks: 27 millions de personnes, d'euros."""
_MUTE = regex(r"(?!onz|y[aeou])[aeiouyàâéèêëîïôûœ]|h(?:abit|ect|eur|omm|ôte|ôpi|éri)")
"""How a noun begins before which "de" loses its vowel; other words in h may keep it."""


_OF = regex(r"(?<![\w’'-])[Dd]e (?!une? )(?=[aeiouàâéèêëîïôœû][a-zß-ÿœ])")
_FIRST = regex(r"\W*(?P<letter>[a-zà-ÿ])[a-zà-ÿ]+(?![\w.@/-])")
_ONLY = regex(r"\bonly\b", re.IGNORECASE)
_FEW = regex(r"\bseule?s?\b[^.;:!?,]{1,60}? (?P<ne>n(?:e |[’'])(?=[a-zà-ÿ]))", re.IGNORECASE)
_HALF_NEGATED = regex(
    r"\b[Nn](?:e |[’'])[^.;:!?,]{1,40}?[a-zà-ÿ]{2} (?P<at>(?:(?:de|à|en|pour|que) |d[’'])?)(?=\d)"
)
_NEGATED = regex(r"\b(?:pas|plus|que|jamais|rien|aucune?|ni|guère|personne)\b|\bqu[’']")


def typeset(source: str, made: Stored) -> Stored:
    """A French translation with its own quotation marks, and spaces that no line breaks at.

    Args:
        source: the sentence; where it ends a quotation that another began, the first mark closes.
        made: its translation.
    """
    target = made.target
    places = [match.start() for match in re.finditer('"', target)]
    inside = _begins_inside(source)
    edits: list[Edit] = []
    waiting: list[Edit] = []
    for place in places:
        before, after = target[place - 1 : place], target[place + 1 : place + 2]
        if before.isdigit() and len(places) == 1 and not _ANY.search(source):
            continue  # inches
        free_before = before in ("", "(", "[", "'", "’") or before.isspace()
        free_after = after == "" or after.isspace() or after in ".,;:!?)]"
        if free_before if free_before != free_after else not (waiting or inside):
            waiting.append((place, place + 1 + after.isspace(), "«" + _FIRM))
            continue
        closing = (place - before.isspace(), place + 1, _FIRM + "»")
        if waiting:
            edits += [waiting.pop(), closing]
        else:
            edits.append(closing if inside else (place, place + 1, ""))
        inside = False
    is_left_open = len(_ANY.findall(source)) % 2 == 1 and not _begins_inside(source)
    edits += [edit if is_left_open else (*edit[:2], "") for edit in waiting]
    for match in _WITHOUT_OF.finditer(target):
        of = "d'" if _MUTE.match(target, match.end()) else "de "
        edits.append((match.end(), match.end(), of))
    for match in _OF.finditer(target):
        left = elided(match[0], target[match.end() :])
        if left != match[0]:
            edits.append((*match.span(), left))
    first = _FIRST.match(target)
    if first and next((char for char in source if char.isalpha()), "").isupper():
        edits.append((*first.span("letter"), first["letter"].upper()))
    only = _HALF_NEGATED.search(target) if _ONLY.search(source) else None
    few = _FEW.search(target) if _ONLY.search(source) else None
    if (few or only) and not _NEGATED.search(target):
        at = only.start("at") if only else 0
        edits.append((*few.span("ne"), "") if few else (at, at, "que "))
    made = touched_up(made, edits)
    return replace(made, target=french(made.target))


def _begins_inside(source: str) -> bool:
    """Whether the first quotation mark of a source closes what another sentence opened."""
    first = _ANY.search(source)
    return first is not None and _CLOSING.match(source, first.start()) is not None
