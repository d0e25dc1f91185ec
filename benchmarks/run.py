"""The benchmarks whose figures are ratios and shares, so that machines can be compared.

    python benchmarks/run.py            prints the figures, and writes build/benchmarks.json
    python benchmarks/run.py --gate     fails where one is worse than in benchmarks/baseline.json,
                                        or missing
    python benchmarks/run.py --keep     makes these figures the baseline

Each figure says which way is better by its name: a ratio of time should be low, a share that is
held or a chrF high. A figure may be worse than the baseline by what chance makes of it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from machine import processor

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "baseline.json"
RESULT = HERE.parent / "build" / "benchmarks.json"
RUNS = {
    "enforcement": ("enforcement.py", "--examples", "0", "--limit", "150"),
    "fidelity": ("fidelity.py",),
    "memory": ("memory.py", "--units", "20000"),
}
CHANCE = {"ratio": 0.15, "held": 0.0, "chrf": 0.5, "found": 0.0}
"""How much worse a figure may be: a ratio by a part of it, the others by so much."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    figures: dict[str, float] = {}
    began = time.monotonic()
    for name, (script, *arguments) in RUNS.items():
        figures |= {f"{name} {key}": value for key, value in run(script, arguments).items()}
    print(f"{time.monotonic() - began:.0f} s on {processor()}")
    RESULT.parent.mkdir(exist_ok=True)
    content = json.dumps({"processor": processor(), "figures": figures}, indent=1) + "\n"
    RESULT.write_text(content, "utf-8")
    if options.keep:
        BASELINE.write_text(content, "utf-8")
    baseline = json.loads(BASELINE.read_text("utf-8"))["figures"] if BASELINE.exists() else {}
    worse = []
    for key, value in figures.items():
        before = baseline.get(key)
        mark = ""
        if before is not None and is_worse(key, value, before):
            worse.append(key)
            mark = "worse"
        print(f"{key:52}{value:>10}{before if before is not None else '':>10}  {mark}")
    missing = sorted(baseline.keys() - figures.keys())
    for key in missing:
        print(f"{key:52}{'':>10}{baseline[key]:>10}  missing")
    return int(options.gate and bool(worse or missing))


def run(script: str, arguments: list[str]) -> dict[str, float]:
    """The figures of one benchmark that are no seconds nor bytes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        command = [sys.executable, str(HERE / script), *arguments, "--json", str(file)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found = json.loads(file.read_text("utf-8"))
    return {key: value for key, value in found.items() if kind_of(key)}


def kind_of(key: str) -> str | None:
    """What sort of figure a name stands for; None for one that machines differ in."""
    last = key.rpartition(" ")[2]
    return next((kind for kind in CHANCE if kind in last), None)


def is_worse(key: str, value: float, before: float) -> bool:
    """Whether a figure is worse than chance allows."""
    kind = kind_of(key)
    assert kind is not None
    if kind == "ratio":
        return value > before * (1 + CHANCE[kind])
    return value < before - CHANCE[kind]


if __name__ == "__main__":
    raise SystemExit(main())
