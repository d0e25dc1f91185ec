"""Pieces of text through the packages of a route, each package holding the terms it has to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.article import Doubt, Occurrence
from reader.engine.engine import POSITIONS, Engine, Work
from reader.engine.loops import without_loops
from reader.glossary.enforcing.enforcement import Source, enforce
from reader.memory.store import Stored
from reader.translator.pieces import Piece, in_bridge, through_bridge

_LOOP = Doubt("loop", "the model repeated itself, and the repetition was cut out")


def through(
    engines: Sequence[Engine], pieces: Sequence[Piece], *, strict: bool
) -> Work[list[Stored]]:
    """What pieces have become after every package of a route.

    Args:
        engines: the packages, the first translates from the pieces' language.
        pieces: what to translate.
        strict: whether an admitted term gives way to the preferred one.
    """
    sources = [Source(piece.text, piece.tokens, piece.hops[0]) for piece in pieces]
    results = yield from _decoded(engines[0], sources, strict)
    for number, engine in enumerate(engines[1:], 1):
        terms = [piece.hops[number] for piece in pieces]
        results = yield from _next_hop(engine.again(), results, terms, strict)
    return results


def _decoded(engine: Engine, sources: Sequence[Source], strict: bool) -> Work[list[Stored]]:
    """Decode sources, without loops and with their terms."""
    tokens = [source.tokens for source in sources]
    attention = [bool(source.terms) for source in sources]
    hypotheses = yield engine.decode(tokens, attention=any(attention))
    again = engine.again()
    hypotheses = yield from without_loops(again, tokens, hypotheses, attention)
    enforced = yield from enforce(again, sources, hypotheses, strict=strict)
    return [
        Stored(result.text, result.terms, result.score, doubts=(_LOOP,) * hypothesis.was_cut)
        for result, hypothesis in zip(enforced, hypotheses, strict=True)
    ]


def _next_hop(
    engine: Engine,
    results: list[Stored],
    wanted: list[tuple[Occurrence, ...]],
    strict: bool,
) -> Work[list[Stored]]:
    """Translate a bridge language's text onwards.

    Args:
        engine: translates from the bridge language.
        results: texts in the bridge language, and where their terms stand.
        wanted: the terms of each text's source, and what they are to be now.
        strict: see `through`.
    """
    # A piece is far from that long, unless its translation is gibberish letter by letter.
    encoded = engine.tokenizer.encode([result.target for result in results])
    bridge = [
        Source(result.target, tokens[:POSITIONS], in_bridge(result.terms, terms))
        for result, terms, tokens in zip(results, wanted, encoded, strict=True)
    ]
    outputs = yield from _decoded(engine, bridge, strict)
    return [
        replace(
            output,
            terms=through_bridge(terms, before.terms, output.terms),
            doubts=tuple(dict.fromkeys((*before.doubts, *output.doubts))),
        )
        for terms, before, output in zip(wanted, results, outputs, strict=True)
    ]
