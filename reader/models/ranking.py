"""Which package of several is used for a pair, and the shortest way from language to language."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from reader.models import folder, preferred, registry

_PREFERENCE = {"file": 0, "installed": 1, "index": 2, "starter": 3}


class Pair(Protocol):
    """What a route is made of: a package, one that was merely found, one in the index."""

    @property
    def source(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def layout(self) -> str: ...
    @property
    def quality(self) -> float: ...
    @property
    def variant(self) -> str: ...
    @property
    def handle(self) -> str: ...


P = TypeVar("P", bound=Pair)


def best(packages: Iterable[P]) -> dict[tuple[str, str], P]:
    """The package that is used for each pair: of several, the one that `ranking` puts highest."""
    rank = ranking()
    highest: dict[tuple[str, str], P] = {}
    for package in packages:
        pair = package.source, package.target
        rival = highest.get(pair)
        if rival is None or rank(package) > rank(rival):
            highest[pair] = package
    return highest


_TYPICAL = {"firefox": 36.9, "opus": 33.0, "argos": 30.8}
"""What counts for a package that does not tell how good it is: published BLEU into English, the
mean of Arabic, French and Chinese on FLORES-200 devtest. One for many languages comes last."""


_Rank = tuple[bool, int, float, tuple[int, ...]]


def ranking() -> Callable[[Pair], _Rank]:
    """The key that sorts packages, the one to use last.

    The user's own choice outranks all; then what is installed outranks a starter, the better one
    by its published score another, and the newer one an older.
    """
    wanted, published = preferred.chosen(), registry.published()

    def rank(package: Pair) -> _Rank:
        score = package.quality or published.bleu(package)
        return (
            package.handle == wanted.get((package.source, package.target)),
            -_PREFERENCE[package.origin],
            score or (_TYPICAL.get(package.layout, 0.0) if package.variant != "starter" else 0.0),
            folder.version_key(package.version),  # last: two makers' tell nothing of each other
        )

    return rank


def shortest(source: str, target: str, packages: Iterable[P]) -> list[P] | None:
    """The route that `route` describes, or None: uniform-cost search.

    A step costs (1, starters, bridges that are not English), compared in that order.
    """
    steps: dict[str, list[P]] = {}
    for package in best(packages).values():
        steps.setdefault(package.source, []).append(package)
    queue: list[tuple[tuple[int, int, int], tuple[str, ...], list[P]]] = [
        ((0, 0, 0), (source,), [])
    ]
    reached: set[str] = set()
    while queue:
        cost, passed, path = heapq.heappop(queue)
        hops, shipped, detours = cost
        here = passed[-1]
        if here == target:
            return path
        if here in reached:
            continue
        reached.add(here)
        for package in steps.get(here, ()):
            there = package.target
            onward = (
                hops + 1,
                shipped + (package.origin == "starter"),
                detours + (there not in (target, "en")),
            )
            heapq.heappush(queue, (onward, (*passed, there), [*path, package]))
    return None
