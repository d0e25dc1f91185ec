"""Pieces of text through the packages of a route, each package holding the terms it has to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.article import Doubt, Occurrence
from reader.engine.engine import POSITIONS, Engine, Work
from reader.engine.loops import without_loops
from reader.engine.reading_back import COUNT, reading
from reader.glossary.enforcing.enforcement import Source, enforce
from reader.memory.store import Stored
from reader.translator.aligning import Written
from reader.translator.pieces import Piece, in_bridge, through_bridge

_LOOP = Doubt("loop", "the model repeated itself, and the repetition was cut out")


def through(
    engines: Sequence[Engine],
    pieces: Sequence[Piece],
    *,
    strict: bool,
    attention: bool = False,
    backs: Sequence[Engine | None] = (),
) -> Work[tuple[list[Stored], list[Written]]]:
    """What pieces have become after every package of a route.

    Args:
        engines: the packages, the first translates from the pieces' language.
        pieces: what to translate.
        strict: whether an admitted term gives way to the preferred one.
        attention: whether a model that translates alone is asked where the words went.
        backs: for each package one that leads back, by which its hypotheses are compared; none
            where its own best is taken.

    Returns:
        The translations; and, where attention was asked for, how each was written.
    """
    asked = attention and len(engines) == 1
    sources = [Source(piece.text, piece.tokens, piece.hops[0], asked) for piece in pieces]
    backs = backs or [None] * len(engines)
    results, written = yield from _decoded(engines[0], sources, strict, backs[0])
    for number, engine in enumerate(engines[1:], 1):
        terms = [piece.hops[number] for piece in pieces]
        results = yield from _next_hop(engine.again(), results, terms, strict, backs[number])
    return results, written


def alternatives(
    engines: Sequence[Engine],
    pieces: Sequence[Piece],
    count: int,
    *,
    strict: bool,
    begin: str = "",
) -> Work[list[list[Stored]]]:
    """What each piece may become besides, the most probable first.

    Args:
        engines: the packages of the route; the last one's hypotheses are told apart.
        pieces: what to translate.
        count: how many there may be of each.
        strict: see `through`.
        begin: what each translation begins with.
    """
    *before, last = engines
    results: list[Stored] = []
    sources = [Source(piece.text, piece.tokens, piece.hops[-1]) for piece in pieces]
    if before:
        results, _ = yield from through(before, pieces, strict=strict)
        sources = _bridged(last, results, [piece.hops[-1] for piece in pieces])
    prefix = last.tokenizer.encode_target([begin])[0] if begin else []
    ranked: list[list[Stored]] = []
    for number, source in enumerate(sources):
        hypotheses = last.best(source.tokens, count, prefix)
        same = [source] * len(hypotheses)
        made = yield from enforce(last.again(), same, hypotheses, strict=strict)
        kept = [Stored(one.text, one.terms, one.score) for one in made]
        if before:
            terms = pieces[number].hops[-1]
            kept = [_over_bridge(terms, results[number], one) for one in kept]
        ranked.append(kept)
    return ranked


def _decoded(
    engine: Engine, sources: Sequence[Source], strict: bool, back: Engine | None
) -> Work[tuple[list[Stored], list[Written]]]:
    """Decode sources, without loops and with their terms."""
    tokens = [source.tokens for source in sources]
    attention = [bool(source.terms) or source.attention for source in sources]
    count = COUNT if back else 1
    hypotheses = yield engine.decode(tokens, attention=any(attention), count=count)
    if back:
        hypotheses = yield reading(engine, back, [one.text for one in sources], hypotheses)
    again = engine.again()
    hypotheses = yield from without_loops(again, tokens, hypotheses, attention)
    enforced = yield from enforce(again, sources, hypotheses, strict=strict)
    results = [
        Stored(result.text, result.terms, result.score, doubts=(_LOOP,) * hypothesis.was_cut)
        for result, hypothesis in zip(enforced, hypotheses, strict=True)
    ]
    written = [
        Written(result.decoded.text, result.decoded.tokens, result.decoded.attention)
        for source, result in zip(sources, enforced, strict=True)
        if source.attention
    ]
    return results, written


def _next_hop(
    engine: Engine,
    results: list[Stored],
    wanted: list[tuple[Occurrence, ...]],
    strict: bool,
    back: Engine | None,
) -> Work[list[Stored]]:
    """Translate a bridge language's text onwards.

    Args:
        engine: translates from the bridge language.
        results: texts in the bridge language, and where their terms stand.
        wanted: the terms of each text's source, and what they are to be now.
        strict: see `through`.
        back: likewise.
    """
    outputs, _ = yield from _decoded(engine, _bridged(engine, results, wanted), strict, back)
    return [_over_bridge(*each) for each in zip(wanted, results, outputs, strict=True)]


def _bridged(
    engine: Engine, results: Sequence[Stored], wanted: Sequence[tuple[Occurrence, ...]]
) -> list[Source]:
    """Texts in a bridge language as what is to be decoded next."""
    # A piece is far from that long, unless its translation is gibberish letter by letter.
    encoded = engine.tokenizer.encode([result.target for result in results])
    return [
        Source(result.target, tokens[:POSITIONS], in_bridge(result.terms, terms))
        for result, terms, tokens in zip(results, wanted, encoded, strict=True)
    ]


def _over_bridge(wanted: tuple[Occurrence, ...], before: Stored, output: Stored) -> Stored:
    """A translation from the bridge language as one from the source language."""
    return replace(
        output,
        terms=through_bridge(wanted, before.terms, output.terms),
        doubts=tuple(dict.fromkeys((*before.doubts, *output.doubts))),
    )
