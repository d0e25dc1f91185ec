"""Step 6: the mean of the last snapshots, in work/average.pt."""

from __future__ import annotations

from pathlib import Path

import torch
from train import load, saved


def main(config: dict, corpora: Path, work: Path) -> None:
    """Average as many snapshots as the settings say and there are."""
    names = saved(work / "run", "weights-")[-config["train"]["average"] :]
    if not names:
        raise SystemExit("missing: snapshots to average (run the train step)")
    states = [load(work / "run", name) for name in names]
    mean = {
        key: torch.stack([state["network"][key] for state in states]).mean(0)
        for key in states[0]["network"]
    }
    torch.save({"network": mean, "shape": states[0]["shape"]}, work / "average.pt")
    print(f"mean of {', '.join(names)}")
