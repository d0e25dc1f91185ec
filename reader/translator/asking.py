"""What is asked of a route's packages for a sentence, and what becomes of their answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from reader.article import Occurrence, Origin, Sentence, Translation
from reader.errors import InvalidArgument
from reader.glossary.matching.styles import Acronyms
from reader.memory.store import Stored, digest
from reader.models.package import Package
from reader.text.spans import Span
from reader.translator.constraints import Constraints
from reader.translator.packages import Packages
from reader.translator.pieces import Hops, Piece, cut, join
from reader.translator.placing import marked, partial
from reader.translator.quality import BEAM_SIZES, Quality

if TYPE_CHECKING:
    from reader.engine.engine import Engine, Work
    from reader.engine.queue import Outbox
    from reader.translator.fidelity import Ready
    from reader.translator.schedule import Request

Counterparts = list[tuple[Span, Span]]
"""Spans of a sentence, each with one of its translation that stands for it."""
Device = Literal["cpu", "cuda", "auto"]

_CHOICES = {
    "quality": get_args(Quality),
    "acronyms": get_args(Acronyms),
    "device": get_args(Device),
}

OUTPUT_VERSION = 19
"""Part of every key of the store: raised when the same request gives another text than before."""
_VERSION_ELSEWHERE = "18"
"""The same for targets other than English, whose numbers and dates were held later."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How the packages are asked."""

    holding: Constraints
    """The glossaries to hold to."""
    packages: Packages
    target: str
    quality: Quality
    strict: bool
    """Whether an admitted term is replaced by the preferred one."""
    protect: bool
    """Whether literals are held."""

    def request(self, sentence: Sentence, route: tuple[Package, ...]) -> Request:
        """What to ask for a sentence."""
        from reader.translator.schedule import Request

        assert sentence.language is not None
        hops = self.holding.hops(sentence.text, sentence.language, route, sentence.terms)
        constraints = [
            [_asked_of(term) for term in terms] for terms in hops if terms or len(hops) > 1
        ]
        asked = (
            OUTPUT_VERSION if self.target == "en" else _VERSION_ELSEWHERE,
            [package.identity for package in route],
            self._effort(route),
            self.strict if constraints else False,
            constraints,
            self.protect,
            sentence.text,
        )
        marks = [mark[:3] for mark in partial(sentence)] if sentence.marks else []
        if not marks:
            return Request(sentence, route, hops, digest(*asked))
        shown = any(kind != "around" and start < end for start, end, kind in marks)
        plain_key = "" if shown else digest(*asked)
        return Request(sentence, route, hops, digest(*asked, marks), plain_key)

    def _effort(self, route: tuple[Package, ...]) -> object:
        """What of the quality a translation depends on."""
        beam_size = BEAM_SIZES[self.quality]
        backs = self._backs(route)
        return [beam_size, [one and one.identity for one in backs]] if any(backs) else beam_size

    def _backs(self, route: tuple[Package, ...]) -> list[Package | None]:
        """For each package of a route the one that leads back, where it counts."""
        if self.quality != "best":
            return [None] * len(route)
        return [self.packages.back(package) for package in route]

    def begin(self, asked: Sequence[tuple[int, Request]], outbox: Outbox) -> list[Work[Stored]]:
        """The work of requests of one route, each with its position."""
        route = asked[0][1].route
        engines = [self.packages.engine(package) for package in route]
        backs = [self.packages.engine(one) if one else None for one in self._backs(route)]
        requests = [request for _, request in asked]
        ready = [self._ready(request) for request in requests]
        return [
            self._work([engine.at(position, outbox) for engine in engines], backs, each, parts)
            for (position, _), each, parts in zip(
                asked, ready, self._cut(ready, requests, engines), strict=True
            )
        ]

    def counterparts(self, made: Translation, route: tuple[Package, ...]) -> Counterparts:
        """The words of a sentence and of its translation that stand for each other.

        Only a model that translates by itself can be asked. Waits for it.

        Raises:
            InvalidPackage: the package cannot be loaded.
        """
        from reader.engine.engine import completed
        from reader.text.prepare import prepare
        from reader.translator.aligning import counterparts

        if len(route) != 1:
            return []
        prepared = prepare(made.source.text, made.source.language or "")
        return completed(counterparts(self.packages.engine(route[0]), prepared, made.target))

    def alternatives(self, request: Request, count: int, begin: str = "") -> list[Stored]:
        """What a sentence may become besides, the most probable first. Waits for the model.

        Args:
            request: what is asked.
            count: how many there may be.
            begin: what each begins with, and goes on from otherwise.

        Raises:
            InvalidPackage: a package cannot be loaded.
        """
        from reader.engine.engine import completed
        from reader.translator.fidelity import make_ready

        engines = [self.packages.engine(package) for package in request.route]
        ready = self._ready(request)
        if begin and any(stand_in for _, stand_in in ready.literals.values()):
            # The beginning has the literals themselves, which the model then has to read too.
            ready = make_ready(request.sentence, self.target, protect=False)
        (parts,) = self._cut([ready], [request], engines)
        if begin and len(parts) > 1:
            return []
        return completed(self._alternatives(engines, ready, parts, count, begin))

    def _alternatives(
        self, engines: list[Engine], ready: Ready, parts: list[Piece], count: int, begin: str
    ) -> Work[list[Stored]]:
        from reader.translator.fidelity import whole
        from reader.translator.route import alternatives

        by_piece = yield from alternatives(engines, parts, count, strict=self.strict, begin=begin)
        made: dict[str, Stored] = {}
        for number in range(max(map(len, by_piece), default=0)):
            results = [of_piece[min(number, len(of_piece) - 1)] for of_piece in by_piece]
            joined = join(parts, results, self.target, _name(engines))
            one = yield from whole(ready, joined, engines)
            made.setdefault(one.target, one)
        return list(made.values())

    def _ready(self, request: Request) -> Ready:
        from reader.translator.fidelity import make_ready

        return make_ready(request.sentence, self.target, protect=self.protect)

    def _cut(
        self, ready: Sequence[Ready], requests: Sequence[Request], engines: Sequence[Engine]
    ) -> list[list[Piece]]:
        """What is decoded at once of each request."""
        route = requests[0].route
        language = route[0].source
        holding = self.holding

        def hops_of(sentence: Sentence) -> Hops:
            return holding.hops(sentence.text, language, route, sentence.terms)

        return cut(
            [
                (each.sentence, request.hops if each.is_plain else hops_of(each.sentence))
                for each, request in zip(ready, requests, strict=True)
            ],
            engines[0].tokenizer.encode,
            lambda text, terms: holding.hops(text, language, route, terms),
        )

    def _work(
        self,
        engines: Sequence[Engine],
        backs: Sequence[Engine | None],
        ready: Ready,
        parts: list[Piece],
    ) -> Work[Stored]:
        from reader.translator.fidelity import whole
        from reader.translator.route import through

        results, written = yield from through(
            engines,
            parts,
            strict=self.strict,
            attention=len(parts) == 1 and ready.is_marked,
            backs=backs,
        )
        joined = join(parts, results, self.target, _name(engines))
        return (yield from whole(ready, joined, engines, written))


def _name(engines: Sequence[Engine]) -> str:
    return " + ".join(engine.package.name for engine in engines)


def translation_of(sentence: Sentence, answer: Stored, origin: Origin) -> Translation:
    """What an answer makes of its sentence."""
    kept = (answer.terms, answer.score, answer.package, answer.doubts)
    return marked(Translation(sentence, answer.target, origin, *kept), answer.marks)


def check(**options: str) -> None:
    """Refuse a value that an option does not have.

    Raises:
        InvalidArgument: the message names the values that it has.
    """
    for name, value in options.items():
        if value not in _CHOICES[name]:
            raise InvalidArgument(f"{name} is {value!r}: choose one of {', '.join(_CHOICES[name])}")


def _asked_of(term: Occurrence) -> tuple[object, ...]:
    """What the translation depends on; a term without a plural keeps the key it had."""
    plural = (term.plural,) if term.plural else ()
    return (term.concept, term.start, term.end, term.targets, term.forbidden, *plural)
