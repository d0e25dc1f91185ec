"""The adjective of a nation that a model left out: before its noun, or nowhere."""

from __future__ import annotations

from reader.glossary.enforcing.draft import Context, Draft, met, rewritten, sketch
from reader.glossary.enforcing.needs import blocked_by
from reader.glossary.enforcing.placement import FAINT, Sketch, Slot
from reader.glossary.enforcing.substitution import replaced
from reader.glossary.enforcing.wording import OPENING
from reader.text.nationalities import is_adjective
from reader.text.spans import overlaps_any


def place_or_waive(context: Context, draft: Draft) -> None:
    """Put adjectives of nations that the model left out before their nouns, or let them go.

    "The head of government resigned for Libyan hours" is worse than without. A noun has a place
    ("a Libyan"), and so has an adjective that some word stands for, however wrong; that of a
    glossary that admits nothing else is put in.
    """
    for index, (need, span) in enumerate(zip(draft.needs, met(context, draft), strict=True)):
        first = need.occurrences[0]
        if span or first.plural or draft.source.text[first.start].isupper():
            continue
        if not is_adjective(need.wanted) or all(map(is_adjective, need.admitted)):
            continue
        words, spans = sketch(context, draft.state), met(context, draft)
        blocked = blocked_by(draft.text, draft.needs, spans, draft.source.text)
        if words.slots(draft.sought[index], blocked, 0)[0].evidence >= FAINT:
            continue
        noun = None
        if context.engine.package.source in ("fr", "ar"):
            noun = _noun(words, draft.sought[index].columns.start - 1)
        if noun is None or overlaps_any(words.words[noun], blocked):
            draft.waived.add(index)
        else:
            _put_before(context, draft, index, words.words[noun][0])
        draft.known = None


_PIECES = 3
"""Source tokens that the noun's last may be away: a space can be one, and an article."""


def _noun(words: Sketch, column: int) -> int | None:
    """The one word that stands for what is before an adjective; None if it may be of a name."""
    heard = [words.columns(word) for word in range(len(words.words))]
    found: list[int] = []
    for near in range(column, column - _PIECES, -1):
        found = found or [word for word, columns in enumerate(heard) if near in columns]
    if len(found) != 1 or words.light[found[0]]:
        return None
    start, end = words.words[found[0]]
    # A capital at the beginning says nothing; but there a plural is no verb.
    opens = OPENING.match(words.text[:start]) and words.text[end - 1] == "s"
    return found[0] if opens or words.text[start].islower() else None


def _put_before(context: Context, draft: Draft, need: int, start: int) -> None:
    """Write a need's term before the word that begins at `start`."""
    state, text = draft.state, draft.text
    if OPENING.match(text[:start]):
        small = text[:start] + text[start].lower() + text[start + 1 :]
        state = rewritten(context, state, small)
    draft.substituted.add(need)
    draft.state = replaced(context, state, Slot(start, start, 1.0, 1.0), draft.needs[need].wanted)
