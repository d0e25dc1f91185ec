"""Step 6: the mean of the last snapshots, in work/average/.

In bfloat16 and in files under 16 MiB, so that it can be carried from the machine that trained.
"""

from __future__ import annotations

from pathlib import Path

import torch
from train import load, save, saved


def main(config: dict, corpora: Path, work: Path) -> None:
    """Average as many snapshots as the settings say and there are."""
    names = saved(work / "run", "weights-")[-config["train"]["average"] :]
    if not names:
        raise SystemExit("missing: snapshots to average (run the train step)")
    states = [load(work / "run", name) for name in names]
    mean = {}
    for key in states[-1]["network"]:  # a layer that thawed meanwhile is not in all of them
        values = [state["network"][key] for state in states if key in state["network"]]
        mean[key] = torch.stack(values).mean(0).bfloat16()
    (work / "average").mkdir(exist_ok=True)
    value = {"network": mean, "shape": states[-1]["shape"]}
    save(value, work / "average", "average", config["train"]["piece_mib"])
    print(f"mean of {', '.join(names)}")
