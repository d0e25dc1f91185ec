"""Pieces of text through the packages of a route, each package holding the terms it has to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.article import Occurrence
from reader.memory.store import Stored
from reader.translator.pieces import Piece, in_bridge, through_bridge

if TYPE_CHECKING:
    from reader.engine.engine import Engine, Work


def through(
    engines: Sequence[Engine], pieces: Sequence[Piece], *, strict: bool
) -> Work[list[Stored]]:
    """What pieces have become after every package of a route.

    Args:
        engines: the packages, the first translates from the pieces' language.
        pieces: what to translate.
        strict: whether an admitted term gives way to the preferred one.
    """
    hop = [Piece(piece.text, 0, piece.hops[0], piece.tokens) for piece in pieces]
    results = yield from _decoded(engines[0], hop, strict)
    for number, engine in enumerate(engines[1:], 1):
        terms = [piece.hops[number] for piece in pieces]
        results = yield from _next_hop(engine, results, terms, strict)
    return results


def _decoded(engine: Engine, pieces: Sequence[Piece], strict: bool) -> Work[list[Stored]]:
    """Decode pieces, without loops and with their terms."""
    from reader.engine.loops import without_loops
    from reader.glossary.enforcing.enforcement import Source, enforce

    tokens = [piece.tokens for piece in pieces]
    attention = [bool(piece.terms) for piece in pieces]
    hypotheses = yield engine.decode(tokens, attention=any(attention))
    hypotheses = yield from without_loops(engine, tokens, hypotheses, attention)
    enforced = yield from enforce(
        engine,
        [Source(piece.text, piece.tokens, piece.terms) for piece in pieces],
        hypotheses,
        strict=strict,
    )
    return [Stored(result.text, result.terms, result.score) for result in enforced]


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
    from reader.engine.engine import POSITIONS

    # A piece is far from that long, unless its translation is gibberish letter by letter.
    encoded = engine.tokenizer.encode([result.target for result in results])
    bridge = [
        Piece(result.target, 0, in_bridge(result.terms, terms), tokens[:POSITIONS])
        for result, terms, tokens in zip(results, wanted, encoded, strict=True)
    ]
    outputs = yield from _decoded(engine, bridge, strict)
    return [
        replace(output, terms=through_bridge(terms, before.terms, output.terms))
        for terms, before, output in zip(wanted, results, outputs, strict=True)
    ]
