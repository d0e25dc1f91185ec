"""Step 5: train for the minutes set, checkpointing; a run that was cut continues where it was.

Writes work/run/state-*.pt.NN (everything, to continue) and work/run/weights-N.pt.NN
(snapshots to average), in files under 16 MiB, and work/run/log.jsonl.
"""

from __future__ import annotations

import io
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from common import rank
from encode import read_pieces
from model import Optimiser, Transformer

START, EOS = 1, 2
Row = tuple[np.ndarray, np.ndarray, np.ndarray]


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
    return sorted(names, key=lambda name: int(name.rsplit("-", 1)[1]))


class Corpus:
    """Encoded pairs of one source, drawn in shuffled rounds."""

    def __init__(self, path: Path, draw: random.Random) -> None:
        with np.load(path) as data:
            self.arrays = {key: data[key] for key in data.files}
        self.draw, self.queues = draw, {}
        ends = self.arrays
        self.lengths = np.diff(ends["t_ends"], prepend=0) + np.diff(ends["s_ends"], prepend=0)

    def __getitem__(self, i: int) -> Row:
        a = self.arrays
        cut = [slice(a[k][i - 1] if i else 0, a[k][i]) for k in ("s_ends", "t_ends", "l_ends")]
        return a["s"][cut[0]], a["t"][cut[1]], a["l"][cut[2]]

    def next(self, longest: int) -> Row:
        """The next pair of at most so many pieces, both sides together."""
        queue = self.queues.setdefault(longest, [])
        if not queue:
            queue.extend(np.flatnonzero(self.lengths <= longest).tolist() or [0])
            self.draw.shuffle(queue)
        return self[queue.pop()]


def batches(
    corpora: list[Corpus], shares: list[float], longest: int, tokens: int, draw: random.Random
) -> list[list[Row]]:
    """Sixteen batches of about `tokens` target pieces, each of similar lengths."""
    rows, size = [], 0
    sizes = [max(np.mean(corpus.lengths), 1) for corpus in corpora]
    weights = [share / size for share, size in zip(shares, sizes, strict=True)]
    while size < 16 * tokens:
        row = draw.choices(corpora, weights)[0].next(longest)
        rows.append(row)
        size += len(row[1])
    rows.sort(key=lambda row: (len(row[1]) + len(row[0]), len(row[1])))
    result: list[list[Row]] = [[]]
    for row in rows:
        if sum(len(r[1]) for r in result[-1]) >= tokens:
            result.append([])
        result[-1].append(row)
    draw.shuffle(result)
    return result


def tensors(rows: list[Row], device: str, blank: float = 0.0) -> dict[str, torch.Tensor]:
    """Padded source, its lengths, decoder input, output and links of a batch.

    The links of a piece stand one step late, where it is the decoder's input: there the
    alignment head knows the piece that it has to find (Chen et al. 2020).

    `blank`: share of the decoder's input that becomes <unk>, so that it leans on the source.
    """
    longest = [max(len(row[side]) for row in rows) for side in (0, 1)]
    source, inputs, outputs = (
        np.zeros((len(rows), size), dtype="int64") for size in (longest[0], longest[1], longest[1])
    )
    links = np.zeros((len(rows), longest[1], longest[0]), dtype="float32")
    for i, (s, t, pairs) in enumerate(rows):
        source[i, : len(s)] = s
        inputs[i, 0], inputs[i, 1 : len(t)], outputs[i, : len(t)] = START, t[:-1], t
        pairs = pairs.reshape(-1, 2)[pairs.reshape(-1, 2)[:, 0] < len(t) - 1]
        links[i, pairs[:, 0] + 1, pairs[:, 1]] = 1
    inputs[(np.random.random(inputs.shape) < blank) & (inputs != START)] = 0
    links[inputs == 0] = 0
    lengths = np.array([len(row[0]) for row in rows])
    arrays = {"source": source, "lengths": lengths, "inputs": inputs, "outputs": outputs}
    arrays["links"] = links
    return {k: torch.from_numpy(v).to(device, non_blocking=True) for k, v in arrays.items()}


def losses(network: Transformer, batch: dict, smoothing: float) -> tuple[torch.Tensor, ...]:
    """Cross-entropy a piece, the alignment head's loss, and the number of target pieces."""
    memory, mask = network.encode(batch["source"], batch["lengths"])
    states, probabilities = network.decode(batch["inputs"], memory, mask)
    real = batch["outputs"] != 0
    scores = network.logits(states[real]).float()
    entropy = F.cross_entropy(scores, batch["outputs"][real], label_smoothing=smoothing)
    linked = batch["links"].sum(-1) > 0
    mass = (probabilities.float() * batch["links"]).sum(-1)[linked]
    return entropy, -(mass + 1e-4).log().mean(), real.sum()


def rate_factor(done: float, settings: dict) -> float:
    """Warmup, stable, then linear decay to nearly zero, by the share of the time used."""
    if done < settings["warmup"]:
        return max(done / settings["warmup"], 0.02)
    return min(1.0, max(0.01, (1 - done) / (1 - settings["decay"])))


def heldout(config: dict, work: Path, device: str) -> Iterator[tuple[str, dict]]:
    """A hundred held-out sentences of each language, as one batch."""
    for language in config["languages"]:
        path = work / f"encoded/heldout.{language}.npz"
        if path.exists():
            corpus = Corpus(path, random.Random(0))
            rows = [corpus[i] for i in range(min(100, len(corpus.lengths)))]
            yield language, tensors(rows, device)


def main(config: dict, corpora: Path, work: Path) -> None:
    """Train until the minutes are used; what earlier runs used counts."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    settings, shape = dict(config["train"]), dict(config["model"])
    if device == "cuda":
        settings |= config.get("gpu", {}).get("train", {})
        shape |= config.get("gpu", {}).get("model", {})
    folder = work / "run"
    folder.mkdir(exist_ok=True)
    torch.manual_seed(config["seed"])
    pieces, target = read_pieces(work)
    states = saved(folder, "state-")
    state = load(folder, states[-1]) if states else None
    network = Transformer(state["shape"] if state else shape, len(pieces), len(target)).to(device)
    optimiser, elapsed, tokens = Optimiser(network), 0.0, 0
    if state:
        network.load_state_dict(state["network"])
        optimiser.load(state["optimiser"])
        elapsed, tokens = state["elapsed"], state["tokens"]
    draw = random.Random(int(rank(f"{config['seed']} {tokens}")[:8], 16))
    sources = config["data"]["sources"]
    pool = [Corpus(work / f"encoded/{name}.npz", draw) for name in sources]
    budget, log = settings["minutes"] * 60, folder / "log.jsonl"
    before, last, last_log = time.monotonic(), elapsed, elapsed
    queue, busy = [], 0.0
    print(f"{sum(p.numel() for p in network.parameters())} parameters, {device}", flush=True)
    while elapsed < budget:
        done = elapsed / budget
        if not queue:
            phase = 0 if done < settings["short"] else 1 if done < settings["decay"] else 2
            shares = [source["share"][phase] for source in sources.values()]
            longest = 44 if phase == 0 else 2 * settings["max_tokens"]
            queue = batches(pool, shares, longest, settings["batch_tokens"], draw)
        busy = busy_cores(busy)
        torch.set_num_threads(max(1, settings["threads"] - round(busy)))
        network.train()
        batch = tensors(queue.pop(), device, settings["blank"])
        entropy, guide, count = losses(network, batch, settings["smoothing"])
        (entropy + settings["guide"] * guide).backward()
        factor = rate_factor(done, settings)
        optimiser.step(settings["rate"] * factor, settings["matrix_rate"] * factor)
        tokens += int(count)
        now = time.monotonic()
        elapsed += min(now - before, 60)  # a process that was suspended loses no time by it
        before = now
        if elapsed - last_log > settings.get("log_seconds", 20):
            row = {"s": round(elapsed), "step": optimiser.step_count, "tokens": tokens}
            row |= {"loss": round(entropy.item(), 3), "guide": round(guide.item(), 3)}
            row |= {"busy": round(busy, 1)}
            note(log, row)
            last_log = elapsed
        if elapsed - last > settings["checkpoint_minutes"] * 60:
            last = elapsed
            spent = {"elapsed": elapsed, "tokens": tokens}
            checkpoint(network, optimiser, spent, folder, settings)
            row = {"s": round(elapsed), "tokens": tokens, "heldout": {}}
            network.eval()
            with torch.no_grad():
                for language, batch in heldout(config, work, device):
                    pair = losses(network, batch, 0.0)[:2]
                    row["heldout"][language] = [round(x.item(), 3) for x in pair]
            note(log, row)
    spent = {"elapsed": elapsed, "tokens": tokens}
    checkpoint(network, optimiser, spent, folder, settings)
    print(f"{tokens} target pieces, {optimiser.step_count} updates, {elapsed / 60:.1f} minutes")


def busy_cores(before: float) -> float:
    """How many other processes want a core just now, smoothed; 0 where Linux does not say.

    A product on two threads waits for the slower one: beside another busy process one thread
    is several times faster than two.
    """
    try:
        running = int(Path("/proc/loadavg").read_text().split()[3].split("/")[0]) - 1
    except OSError:
        return 0.0
    return 0.75 * before + 0.25 * min(running, 2)


def note(log: Path, row: dict) -> None:
    """Add a row to the log."""
    with log.open("a") as file:
        print(json.dumps(row), file=file)


def checkpoint(
    network: Transformer, optimiser: Optimiser, spent: dict, folder: Path, settings: dict
) -> None:
    """Save everything under a new name, then drop what is older than needed."""
    step, piece = optimiser.step_count, settings["piece_mib"]
    weights = {k: v.cpu() for k, v in network.state_dict().items()}
    shared = {"network": weights, "shape": network.settings} | spent
    save(shared, folder, f"weights-{step}", piece)
    save(shared | {"optimiser": optimiser.state()}, folder, f"state-{step}", piece)
    for prefix, keep in (("state-", 1), ("weights-", settings["average"] + 2)):
        for name in saved(folder, prefix)[:-keep]:
            (folder / f"{name}.complete").unlink()
            for old in folder.glob(f"{name}.*"):
                old.unlink()
