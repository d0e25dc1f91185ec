"""Step 5: train for the minutes set, checkpointing; a run that was cut continues where it was.

Writes work/run/state-*.NN (everything, to continue) and work/run/weights-*.NN (snapshots to
average), in files under 16 MiB, and work/run/log.jsonl. Neither holds what was never trained of
the encoder: that is in work/encoder.npz. A new run begins with the weights in work/first/, an
average of another run, where there is one. While the encoder's lower layers are frozen, what they
make of each sentence is kept in work/states (some gigabytes) and used again.
"""

from __future__ import annotations

import io
import json
import os
import random
import time
from collections.abc import Iterator
from multiprocessing import parent_process
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pretrained
import torch
import torch.nn.functional as F
from common import rank
from corpus import Corpus, Feed, tensors
from encode import heldout_names, read_pieces
from model import Network
from optimiser import Optimiser
from workers import Workers


def save(value: object, folder: Path, name: str, piece_mib: int) -> None:
    """torch.save cut into files; the last one written is the marker that all are there."""
    buffer = io.BytesIO()
    torch.save(value, buffer)
    data, size = buffer.getvalue(), piece_mib << 20
    for old in folder.glob(f"{name}.*"):
        old.unlink()
    count = -(-len(data) // size)
    for i in range(count):
        (folder / f"{name}.{i:02}").write_bytes(data[i * size : (i + 1) * size])
    (folder / f"{name}.complete").write_text(str(count))


def load(folder: Path, name: str) -> dict:
    """What `save` wrote."""
    count = int((folder / f"{name}.complete").read_text())
    data = b"".join((folder / f"{name}.{i:02}").read_bytes() for i in range(count))
    return torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)


def saved(folder: Path, prefix: str) -> list[str]:
    """Complete checkpoints whose name starts so, the oldest first."""
    names = [p.stem for p in folder.glob(f"{prefix}*.complete")]
    return sorted(names, key=lambda name: int(name.partition("-")[2] or 0))


def begin(shape: dict, work: Path) -> Network:
    """The network before training: the pretrained encoder, a random decoder.

    The decoder's embedding begins as what the encoder's makes of each of its pieces.
    """
    settings, weights = pretrained.load(work / "encoder.npz")
    source, target = read_pieces(work)
    network = Network({"encoder": settings, "decoder": shape}, len(source), len(target))
    network.encoder.load_state_dict({k: torch.from_numpy(v) for k, v in weights.items()})
    table = torch.from_numpy(np.load(work / "target.npy"))
    with torch.no_grad():
        known = table.any(1)
        network.table[known] = table[known]
        network.table -= network.table.mean(0)
        network.table *= settings["width"] ** -0.5 / network.table.std(1, keepdim=True) * 0.5
        network.table += torch.randn_like(network.table) * settings["width"] ** -0.5 * 0.3
    return network


def trained(network: Network) -> dict[str, torch.Tensor]:
    """The weights without the encoder's frozen ones."""
    free = {n for n, p in network.named_parameters() if p.requires_grad}
    return {k: v.detach().cpu() for k, v in network.state_dict().items() if k in free}


def product_type(device: str) -> torch.dtype:
    """The quicker of float32 and bfloat16 for products: some processors only emulate the latter."""
    if device == "cuda":
        return torch.bfloat16
    seconds = {}
    for kind in (torch.float32, torch.bfloat16):
        a, b = torch.ones(512, 512, dtype=kind), torch.ones(512, 512, dtype=kind)
        a @ b
        begin = time.perf_counter()
        for _ in range(8):
            a @ b
        seconds[kind] = time.perf_counter() - begin
    return min(seconds, key=lambda kind: seconds[kind])


def losses(network: Network, batch: dict, smoothing: float, layers: int) -> tuple:
    """Cross-entropy a piece, the alignment head's loss, and the number of target pieces.

    `layers`: how many of the encoder's layers a batch's kept states have behind them.
    """
    mask = network.mask(batch["lengths"], batch["source"].shape[1])
    if "states" in batch:
        memory = network.encode(batch["states"], mask, layers)
    else:
        memory = network.encode(batch["source"], mask)
    states, weights = network.decode(batch["inputs"], memory, mask)
    real = batch["outputs"] != 0
    scores = network.logits(states[real]).float()
    entropy = F.cross_entropy(scores, batch["outputs"][real], label_smoothing=smoothing)
    linked = batch["links"].sum(-1) > 0
    mass = (weights * batch["links"]).sum(-1)[linked]
    return entropy, -(mass + 1e-4).log().mean(), real.sum()


def decay(minute: float, settings: dict) -> float:
    """A factor of the rate: one, then falling to nearly zero."""
    left = (settings["minutes"] - minute) / max(settings["minutes"] - settings["decay"], 1e-9)
    return min(1.0, max(0.01, left))


def heldout(config: dict, work: Path, device: str) -> Iterator[tuple[str, list[dict]]]:
    """A hundred held-out sentences of each language, in batches of similar lengths."""
    first = next(iter(config["heldout"]))
    for name in heldout_names(config | {"heldout": [first]}):
        corpus = Corpus(work / f"encoded/{name}.npz", random.Random(0))
        order = sorted(range(min(100, len(corpus.lengths))), key=lambda i: corpus.lengths[i])
        rows = [[(corpus, i) for i in order[k : k + 25]] for k in range(0, len(order), 25)]
        yield name.removeprefix("heldout."), [tensors(part, device) for part in rows]


@torch.no_grad()
def examine(network: Network, batches_: list[dict]) -> list[float]:
    """Cross-entropy and the alignment head's loss over held-out sentences, in nats a piece."""
    rows = [losses(network, batch, 0.0, 0) for batch in batches_]
    total = sum(count for *_, count in rows)
    return [round(float(sum(row[i] * row[2] for row in rows) / total), 3) for i in (0, 1)]


def main(config: dict, corpora: Path, work: Path) -> None:
    """Train until the minutes are used; what earlier runs used counts."""
    count = 1 if torch.cuda.is_available() else config["train"]["workers"]
    if count == 1:
        return train(0, 1, config, work)
    # Large blocks stay with the process: else the kernel clears thousands of pages a second anew.
    os.environ.setdefault("MALLOC_MMAP_THRESHOLD_", str(1 << 33))
    os.environ.setdefault("MALLOC_TRIM_THRESHOLD_", str(1 << 34))
    with TemporaryDirectory() as folder:  # of this start alone: workers may outlive a killed one
        place = Path(folder) / "meeting"
        torch.multiprocessing.spawn(train, (count, config, work, place), nprocs=count)


def train(number: int, count: int, config: dict, work: Path, meeting: Path | None = None) -> None:
    """What one of `count` workers does; the first keeps the log and the checkpoints."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    settings, shape = dict(config["train"]), dict(config["model"])
    if device == "cuda":
        settings |= config.get("gpu", {}).get("train", {})
        shape |= config.get("gpu", {}).get("model", {})
    folder = work / "run"
    folder.mkdir(exist_ok=True)
    torch.manual_seed(config["seed"])
    torch.set_num_threads(settings["threads"])
    workers = Workers(number, count, meeting)
    states = saved(folder, "state-")
    state = load(folder, states[-1]) if states else None
    first = state or (load(work / "first", "average") if saved(work / "first", "average") else None)
    if first:
        shape = first["shape"]["decoder"] | {"dropout": shape["dropout"]}
    network = begin(shape, work)
    kinds = [torch.float32, torch.bfloat16]
    network.kind = kinds[int(workers.same([kinds.index(product_type(device))])[0])]
    if first:
        network.load_state_dict(first["network"], strict=False)
    network.to(device)
    optimiser = Optimiser(network, workers)
    spent = {"seconds": 0.0, "cpu": 0.0, "tokens": 0, "layers": 0}
    if state:
        optimiser.load(state["optimiser"])
        spent = state["spent"]
    random_state = int(rank(f"{config['seed']} {spent['tokens']} {number}")[:8], 16)
    draw = random.Random(random_state)
    np.random.seed(random_state)
    torch.manual_seed(random_state)
    depth = len(network.encoder.layers)
    lower = min(settings["kept_layers"], depth)
    keep = work / "states" if lower and spent["layers"] <= depth - lower else None
    share, width = settings["batch_tokens"] // count, network.table.shape[1]
    feed = Feed(work, config, settings, share, draw, device, keep, width)
    budget, log, last_log = settings["minutes"] * 60, folder / "log.jsonl", spent["seconds"]
    last, before, cpu = spent["seconds"], time.monotonic(), time.process_time()
    thawed, layers = 0.0, -1
    if number == 0:
        print(
            f"{sum(p.numel() for p in network.parameters())} parameters, {device}, {network.kind}"
        )
    while True:
        spent["seconds"], spent["tokens"] = workers.same([spent["seconds"], spent["tokens"]])
        if spent["seconds"] >= budget:
            break
        if (parent := parent_process()) and not parent.is_alive():
            return  # killed: nobody waits for what this process would write
        minute, seen = spent["seconds"] / 60, spent["tokens"] / 1000
        wanted = max([n for since, n in settings["thaw"] if seen >= since], default=0)
        if wanted != layers:
            layers = spent["layers"] = max(wanted, spent["layers"])
            network.thaw(layers)
            thawed = seen
            if feed.states and layers > depth - lower:
                feed.release()
        network.train()
        for layer in network.encoder.layers[: depth - layers]:
            layer.eval()
        batch = feed.next(seen, minute, network, lower)
        entropy, guide, pieces = losses(network, batch, settings["smoothing"], lower)
        (entropy + settings["guide"] * guide).backward()
        workers.mean([p for p in network.parameters() if p.requires_grad])
        factor = min(1.0, 0.02 + seen / settings["warmup"]) * decay(minute, settings)
        gentle = min(1.0, 0.02 + (seen - thawed) / settings["warmup"])
        optimiser.step(
            settings["rate"] * factor,
            settings["matrix_rate"] * factor,
            settings["encoder_rate"] * factor * gentle,
        )
        now, used = time.monotonic(), time.process_time()
        spent["tokens"] += int(pieces) * count
        spent["seconds"] += min(now - before, 60)  # a suspended process loses no time by it
        spent["cpu"] += (used - cpu) * count
        before, cpu = now, used
        if number:
            continue
        if spent["seconds"] - last_log > settings["log_seconds"]:
            row = {k: round(v) for k, v in spent.items()} | {"step": optimiser.step_count}
            row |= {"loss": round(entropy.item(), 3), "guide": round(guide.item(), 3)}
            note(log, row | {"filled": feed.filled})
            last_log = spent["seconds"]
        if spent["seconds"] - last > settings["checkpoint_minutes"] * 60:
            last = spent["seconds"]
            checkpoint(network, optimiser, spent, folder, settings)
            network.eval()
            row = {k: round(v) for k, v in spent.items()} | {"heldout": {}}
            for name, parts in heldout(config, work, device):
                row["heldout"][name] = examine(network, parts)
            note(log, row)
    if number == 0:
        checkpoint(network, optimiser, spent, folder, settings)
        minutes, pieces = spent["seconds"] / 60, round(spent["tokens"])
        print(f"{pieces} pieces, {optimiser.step_count} updates, {minutes:.1f} minutes")
    workers.leave()


def note(log: Path, row: dict) -> None:
    """Add a row to the log."""
    with log.open("a") as file:
        print(json.dumps(row), file=file)


def checkpoint(
    network: Network, optimiser: Optimiser, spent: dict, folder: Path, settings: dict
) -> None:
    """Save everything under a new name, then drop what is older than needed."""
    step, piece = optimiser.step_count, settings["piece_mib"]
    shared = {"network": trained(network), "shape": network.shape, "spent": dict(spent)}
    save(shared, folder, f"weights-{step}", piece)
    save(shared | {"optimiser": optimiser.state()}, folder, f"state-{step}", piece)
    for prefix, keep in (("state-", 1), ("weights-", settings["average"] + 2)):
        for name in saved(folder, prefix)[:-keep]:
            (folder / f"{name}.complete").unlink()
            for old in folder.glob(f"{name}.*"):
                old.unlink()
