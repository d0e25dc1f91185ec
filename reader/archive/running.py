"""Who does the units of a step: this process, or the workers of Ray Data."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from reader.archive.plan import Plan
from reader.archive.steps import Step
from reader.engine.engine import available_cores
from reader.errors import ConfigError, DragomanError

_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is told to anybody
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
"""What Ray is not to say, and to whom."""


class Here:
    """Does all units in this process, one after the other, on all its cores."""

    def run(self, step: Step, plan: Plan) -> Iterator[dict[str, int]]:
        """See `Runner`."""
        if not step.units:
            return
        do = step.make(plan, available_cores())
        for unit in step.units:
            yield do(unit)


class _Worker:
    """What Ray keeps on a worker: a step's doing, with the models it has loaded."""

    def __init__(self, step: Step, plan: Plan, cores: int) -> None:
        self._units = step.units
        self._do = step.make(plan, cores)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        # Numbers and texts alone pass through Ray's tables as they are.
        return {"counts": [json.dumps(self._do(self._units[int(n)])) for n in batch["unit"]]}


class OnRay:
    """Has units done by actors of Ray Data: what is lost with a worker or a node is done again.

    Args:
        address: of a cluster; None to start Ray on this machine, "auto" for the one that runs.
        workers: actors of a step; 0 for as many as there are cores for.
        cores: cores of an actor.

    Raises:
        ConfigError: Ray is not installed, or the cluster does not answer.
    """

    def __init__(self, *, address: str | None = None, workers: int = 0, cores: int = 1) -> None:
        for name, value in _QUIET.items():
            os.environ.setdefault(name, value)
        try:
            ray: Any = import_module("ray")
        except ImportError:
            raise ConfigError(
                "Ray is not installed: pip install 'ray[data]', or use --local"
            ) from None
        own = {} if address else {"include_dashboard": False, "num_cpus": available_cores()}
        try:
            # Without "local" it joins whatever cluster was last started on this machine.
            ray.init(address=address or "local", log_to_driver=False, logging_level="error", **own)
        except Exception as error:  # Ray raises that itself where it does not start in time
            raise ConfigError(
                f"Ray at {address or 'this machine'}: {' '.join(str(error).split())[:200]}"
            ) from None
        self._ray = ray
        self._cores = cores
        self._workers = workers or max(1, int(ray.cluster_resources().get("CPU", 1)) // cores)

    def run(self, step: Step, plan: Plan) -> Iterator[dict[str, int]]:
        """See `Runner`."""
        if not step.units:
            return
        data: Any = import_module("ray.data")
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = data.DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        units = data.from_items(
            [{"unit": number} for number in range(len(step.units))],
            override_num_blocks=len(step.units),
        )
        done = units.map_batches(
            _Worker,
            fn_constructor_args=(step, plan, self._cores),
            batch_size=1,
            batch_format="numpy",
            num_cpus=self._cores,
            compute=data.ActorPoolStrategy(
                min_size=1, max_size=min(self._workers, len(step.units))
            ),
        )
        rows = iter(done.iter_rows())
        while True:
            try:
                row = next(rows, None)
            except Exception as error:
                raise _ours(error) or error from None
            if row is None:
                return
            yield json.loads(row["counts"])

    def close(self) -> None:
        """Leave the cluster, or end Ray on this machine."""
        self._ray.shutdown()


def _ours(error: BaseException | None) -> DragomanError | None:
    """The error of ours that made a worker fail, out of all that Ray puts around it."""
    for _ in range(10):
        if error is None or isinstance(error, DragomanError):
            break
        error = getattr(error, "cause", None) or error.__cause__
    return type(error)(str(error)) if isinstance(error, DragomanError) else None
