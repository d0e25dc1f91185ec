"""The steps of a plan, and what of each is still to be done."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from reader.archive import inputs, splitting, translating, writing
from reader.archive.plan import Plan, begun
from reader.files import replace_file


class Doing(Protocol):
    """Does units of a step, one after the other."""

    def __call__(self, unit: Any, /) -> dict[str, int]:
        """Do a unit. What it makes is there when it returns."""


@dataclass(frozen=True, slots=True)
class Step:
    """Units that depend on no other unit of the step."""

    name: str
    """What happens, as it is told: "splitting"."""
    make: Callable[[Plan, int], Doing]
    """Makes what does the units, for a number of cores."""
    units: Sequence[Any]
    done: int
    """How many were done before."""


class Runner(Protocol):
    """Has the units of a step done, somewhere."""

    def run(self, step: Step, plan: Plan) -> Iterator[dict[str, int]]:
        """The counts of each unit, as soon as it is done, in any order."""


Tell = Callable[[str, int, int], None]
"""Called with a step's name, how many of its units are done, and how many there are."""


def translate(plan: Plan, runner: Runner, tell: Tell) -> Counter[str]:
    """Translate an archive; what was done before is not done again.

    Args:
        plan: what to do.
        runner: has it done.
        tell: told how far it is.

    Returns:
        How many articles, sentences and errors there are, and more of the kind; steps that
        were done before count for nothing but the first.

    Raises:
        UnreadableFile: there is nothing to read.
        ConfigError: the folder holds something else.
    """
    paths = inputs.files_of(plan)
    begun(plan, [(str(path), path.stat().st_size) for path in paths])
    totals: Counter[str] = Counter()
    if _finished(plan).exists():
        totals.update(json.loads(_finished(plan).read_text()))
        return totals
    for find in (_splitting, _gathering, _translating, _placing, _writing):
        step = find(plan, paths)
        whole = step.done + len(step.units)
        tell(step.name, step.done, whole)
        for number, counts in enumerate(runner.run(step, plan), step.done + 1):
            totals.update(counts)
            tell(step.name, number, whole)
    totals.update(_of_split(plan, totals))
    replace_file(_finished(plan), json.dumps(totals).encode())
    shutil.rmtree(plan.work, ignore_errors=True)
    return totals


def _finished(plan: Plan) -> Path:
    return plan.output / "done.json"


def _of_split(plan: Plan, totals: Counter[str]) -> dict[str, int]:
    """The counts of slices that were split before."""
    counts: Counter[str] = Counter()
    for path in plan.folder("split").glob("*.json"):
        counts.update(json.loads(path.read_text()))
    return {name: counts[name] - totals[name] for name in ("articles", "sentences", "errors")}


def _splitting(plan: Plan, paths: Sequence[Path]) -> Step:
    slices = inputs.slices(paths)
    left = [one for one in slices if not (plan.folder("split") / f"{one.name}.json").exists()]
    return Step("splitting", splitting.Splitter, left, len(slices) - len(left))


def _gathering(plan: Plan, _: Sequence[Path]) -> Step:
    left = [one for one in range(plan.buckets) if not translating.asked_file(plan, one).exists()]
    return Step("gathering", translating.Gatherer, left, plan.buckets - len(left))


def _translating(plan: Plan, _: Sequence[Path]) -> Step:
    units = [unit for bucket in range(plan.buckets) for unit in translating.units_of(plan, bucket)]
    left = [unit for unit in units if not translating.translated_file(plan, unit).exists()]
    return Step("translating", translating.Translating, left, len(units) - len(left))


def _placing(plan: Plan, _: Sequence[Path]) -> Step:
    left = [one for one in range(plan.buckets) if not translating.placed_file(plan, one).exists()]
    return Step("placing", translating.Placer, left, plan.buckets - len(left))


def _writing(plan: Plan, _: Sequence[Path]) -> Step:
    parts = sorted(path.stem for path in plan.folder("articles").glob("*.parquet"))
    left = [part for part in parts if not writing.output_file(plan, part).exists()]
    return Step("writing", writing.Writing, left, len(parts) - len(left))
