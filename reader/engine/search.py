"""Beam search over the network of a Firefox model, many sentences at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from reader.engine.marian_file import Floats
from reader.engine.ssru import Encoded, Integers, Network


@dataclass(frozen=True, slots=True)
class Rules:
    """What a search has to keep to."""

    beam_size: int
    longest: int
    """Tokens that a hypothesis may have, its end included."""
    barred: tuple[int, ...]
    """Tokens that are never chosen."""
    no_repeat: int
    penalty: float
    suppressed: tuple[tuple[int, ...], ...]

    @property
    def look_back(self) -> bool:
        """Whether what may follow depends on what was chosen."""
        return (
            self.no_repeat > 0 or self.penalty != 1 or any(len(one) > 1 for one in self.suppressed)
        )

    def apply(self, logits: Floats, tokens: list[int]) -> None:
        """Change the scores of what may follow some tokens."""
        if self.penalty != 1 and tokens:
            seen = np.unique(tokens)
            scores = logits[seen]
            logits[seen] = np.where(scores < 0, scores * self.penalty, scores / self.penalty)
        size = self.no_repeat
        if 0 < size <= len(tokens):
            last = tokens[len(tokens) - size + 1 :]
            for start in range(len(tokens) - size + 1):
                if tokens[start : start + size - 1] == last:
                    logits[tokens[start + size - 1]] = -np.inf
        for *before, token in self.suppressed:
            if before and tokens[-len(before) :] == before:
                logits[token] = -np.inf


class Node(NamedTuple):
    """The last token of a hypothesis, and what was before it."""

    before: Node | None
    token: int
    attention: Floats


Ended = tuple[Node | None, float]
"""The last token of a hypothesis, and its score."""


@dataclass(slots=True)
class _Beam:
    """A sentence that is being translated."""

    index: int
    length: int
    """Tokens of each of its hypotheses."""
    nodes: list[Node | None]
    """The end of each hypothesis."""
    ended: list[tuple[float, Node | None]]
    """Hypotheses that have ended: scores, the better the higher, and their last tokens."""


class Search:
    """A beam search for a batch of sentences."""

    def __init__(self, network: Network, end: int, rules: Rules) -> None:
        self._network = network
        self._end = end
        self._rules = rules
        single = [one[0] for one in rules.suppressed if len(one) == 1]
        self._barred = [token for token in (*rules.barred, *single) if token != end]

    def run(self, sources: list[list[int]], prefixes: list[list[int]]) -> list[list[Ended]]:
        """For each source, its hypotheses, the best first: their last tokens and scores."""
        encoded = self._network.encode(sources)
        beams, states = self._begin(encoded, prefixes)
        totals = np.zeros((len(sources), 1), np.float32)
        ended: dict[int, list[Ended]] = {}
        while True:
            going = [number for number, beam in enumerate(beams) if not self._is_over(beam)]
            if len(going) < len(beams):
                for beam, total in zip(beams, totals, strict=True):
                    if self._is_over(beam):
                        ended[beam.index] = self._ranked(beam, total)
                if not going:
                    return [ended[index] for index in range(len(sources))]
                rows = np.array(going)
                encoded, totals = encoded.only(rows), totals[rows]
                states = [state[rows] for state in states]
                beams = [beams[number] for number in going]
            states, totals = self._advance(encoded, beams, states, totals)

    def _begin(
        self, encoded: Encoded, prefixes: list[list[int]]
    ) -> tuple[list[_Beam], list[Floats]]:
        """The sentences after what is forced, and the states there."""
        beams = [_Beam(index, len(one), [None], []) for index, one in enumerate(prefixes)]
        states = self._network.start(len(prefixes))
        if not any(prefixes):
            return beams, states
        _, after, attention = self._network.force(encoded, decoder_input(prefixes))
        for beam, prefix in zip(beams, prefixes, strict=True):
            for time, token in enumerate(prefix):
                beam.nodes[0] = Node(beam.nodes[0], token, attention[beam.index, time])
            if prefix:
                for state, passed in zip(states, after, strict=True):
                    state[beam.index, 0] = passed[beam.index, len(prefix) - 1]
        return beams, states

    def _advance(
        self, encoded: Encoded, beams: list[_Beam], states: list[Floats], totals: Floats
    ) -> tuple[list[Floats], Floats]:
        """Let every hypothesis grow by a token."""
        tokens = np.array([[node.token if node else -1 for node in beam.nodes] for beam in beams])
        lengths = np.array([beam.length for beam in beams])
        output, states, attention = self._network.step(encoded, states, tokens, lengths)
        logits = self._network.logits(output.reshape(-1, output.shape[-1]))
        logits[:, self._barred] = -np.inf
        if self._rules.look_back:
            nodes = (node for beam in beams for node in beam.nodes)
            for row, node in zip(logits, nodes, strict=True):
                self._rules.apply(row, [before.token for before in path_of(node)])
        width = self._rules.beam_size
        ids, scores = _top(logits, 1 if width == 1 else 2 * width)
        n, m = totals.shape
        scores = totals[:, :, None] + scores.reshape(n, m, -1)
        order = np.argsort(-scores.reshape(n, -1), axis=1, kind="stable")[:, : 2 * width]
        parents = np.zeros((n, width), np.intp)
        totals = np.full((n, width), -np.inf, np.float32)
        for row, beam in enumerate(beams):
            beam.length += 1
            grown: list[Node | None] = []
            for rank, place in enumerate(order[row].tolist()):
                parent, number = divmod(place, scores.shape[2])
                score = float(scores[row, parent, number])
                if score == -np.inf or len(grown) == width:
                    break
                token = int(ids[row * m + parent, number])
                node = Node(beam.nodes[parent], token, attention[row, parent])
                if token != self._end:
                    parents[row, len(grown)] = parent
                    totals[row, len(grown)] = score
                    grown.append(node)
                elif rank < width:
                    beam.ended.append((score / beam.length, node))
            # What fell out of the beam leaves a place that is never chosen from again.
            beam.nodes = grown + [beam.nodes[0]] * (width - len(grown))
        rows = np.arange(n)[:, None]
        return [state[rows, parents] for state in states], totals

    def _is_over(self, beam: _Beam) -> bool:
        return len(beam.ended) >= self._rules.beam_size or beam.length >= self._rules.longest

    def _ranked(self, beam: _Beam, totals: Floats) -> list[Ended]:
        length = max(1, beam.length)
        candidates = beam.ended or [
            (float(total) / length, node) for total, node in zip(totals, beam.nodes, strict=True)
        ]
        ranked = sorted(candidates, key=lambda candidate: -candidate[0])
        return [(node, score) for score, node in ranked]


def _top(logits: Floats, count: int) -> tuple[Integers, Floats]:
    """The most probable pieces of each row, and their log-probabilities. Changes `logits`."""
    rows = np.arange(len(logits))
    count = min(count, logits.shape[1])
    ids = np.empty((len(logits), count), np.intp)
    best = np.empty((len(logits), count), np.float32)
    for number in range(count):
        # A few passes over a row are faster than sorting it.
        ids[:, number] = logits.argmax(axis=1)
        best[:, number] = logits[rows, ids[:, number]]
        if number < count - 1:
            logits[rows, ids[:, number]] = -np.inf
    for number in range(count - 1):
        logits[rows, ids[:, number]] = best[:, number]
    return ids, best - log_sum(logits)[:, None]


def log_sum(logits: Floats) -> Floats:
    """Logarithm of the sum of the exponentials of each row. Changes `logits`."""
    most: Floats = logits.max(axis=1)
    logits -= most[:, None]
    np.exp(logits, out=logits)
    most += np.log(logits.sum(axis=1))
    return most


def decoder_input(targets: Sequence[Sequence[int]]) -> Integers:
    """What the decoder is fed to go through targets: nothing, then all tokens but the last."""
    inputs = np.full((len(targets), max(map(len, targets))), -1, np.intp)
    for row, tokens in enumerate(targets):
        inputs[row, 1 : len(tokens)] = tokens[:-1]
    return inputs


def path_of(node: Node | None) -> list[Node]:
    """A hypothesis from its first token to its last."""
    nodes = []
    while node is not None:
        nodes.append(node)
        node = node.before
    return nodes[::-1]
