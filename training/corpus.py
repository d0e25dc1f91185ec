"""Encoded pairs, the encoder's lower states for them, and batches of them."""

from __future__ import annotations

import random
import zlib
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from encode import START

Row = tuple["Corpus", int]


class Corpus:
    """Encoded pairs of one source, drawn in shuffled rounds.

    With `states`, a folder, the encoder's lower states are kept there once they were computed:
    float16, a row for each source piece.
    """

    def __init__(
        self, path: Path, draw: random.Random, states: Path | None = None, width: int = 0
    ) -> None:
        with np.load(path) as data:
            self.arrays = {key: data[key] for key in data.files}
        self.draw, self.queues = draw, {}
        self.ends = {key: np.concatenate([[0], self.arrays[f"{key}_ends"]]) for key in "stl"}
        self.source_lengths, self.target_lengths = (np.diff(self.ends[key]) for key in "st")
        self.lengths = self.source_lengths + self.target_lengths
        self.states = self.done = None
        if states:
            states.mkdir(exist_ok=True)
            name = f"{path.stem}-{zlib.crc32(self.arrays['s'].tobytes()):08x}"
            shape = (len(self.arrays["s"]), width)
            self.states = mapped(states / f"{name}.f16", "float16", shape)
            self.done = mapped(states / f"{name}.done", "uint8", (len(self.lengths),))

    def part(self, key: str, i: int) -> np.ndarray:
        """Source (s), target (t) or links (l) of a pair."""
        return self.arrays[key][self.ends[key][i] : self.ends[key][i + 1]]

    def kept(self, i: int) -> np.ndarray:
        """Where the states of a pair are kept."""
        assert self.states is not None
        return self.states[self.ends["s"][i] : self.ends["s"][i + 1]]

    def next(self, longest: int) -> int:
        """The next pair of at most so many pieces, both sides together."""
        queue = self.queues.setdefault(longest, [])
        if not queue:
            queue.extend(np.flatnonzero(self.lengths <= longest).tolist() or [0])
            self.draw.shuffle(queue)
        return queue.pop()


def mapped(path: Path, kind: str, shape: tuple[int, ...]) -> np.memmap:
    """An array in a file, zeros at first."""
    return np.memmap(path, kind, "r+" if path.exists() else "w+", shape=shape)


def batches(
    corpora: list[Corpus], shares: list[float], longest: int, tokens: int, draw: random.Random
) -> list[list[Row]]:
    """Sixteen batches of about `tokens` target pieces, each of similar lengths."""
    rows: list[Row] = []
    size = 0
    sizes = [max(np.mean(corpus.target_lengths), 1) for corpus in corpora]
    weights = [share / size for share, size in zip(shares, sizes, strict=True)]
    while size < 16 * tokens:
        corpus = draw.choices(corpora, weights)[0]
        rows.append((corpus, corpus.next(longest)))
        size += int(corpus.target_lengths[rows[-1][1]])
    rows.sort(key=lambda row: (row[0].source_lengths[row[1]], row[0].lengths[row[1]]))
    result: list[list[Row]] = [[]]
    size = 0
    for corpus, i in rows:
        if size >= tokens:
            result.append([])
            size = 0
        result[-1].append((corpus, i))
        size += int(corpus.target_lengths[i])
    draw.shuffle(result)
    return result


def sources(rows: list[Row]) -> tuple[torch.Tensor, torch.Tensor]:
    """Padded source pieces, and their numbers."""
    lengths = [int(corpus.source_lengths[i]) for corpus, i in rows]
    source = np.zeros((len(rows), max(lengths)), dtype="int64")
    for j, (corpus, i) in enumerate(rows):
        source[j, : lengths[j]] = corpus.part("s", i)
    return torch.from_numpy(source), torch.tensor(lengths)


@torch.no_grad()
def fill(network: torch.nn.Module, rows: list[Row], layers: int, device: str) -> int:
    """Compute the lower states that are missing; returns the number of source pieces."""
    rows = [row for row in dict.fromkeys(rows) if not row[0].done[row[1]]]
    rows.sort(key=lambda row: row[0].source_lengths[row[1]])
    pieces = 0
    while rows:
        count = max(1, 4096 // int(rows[-1][0].source_lengths[rows[-1][1]]))
        now, rows = rows[-count:], rows[:-count]
        source, lengths = sources(now)
        source, lengths = source.to(device), lengths.to(device)
        mask = network.mask(lengths, source.shape[1])
        states = network.encode(source, mask, 0, layers).half().cpu().numpy()
        for j, (corpus, i) in enumerate(now):
            corpus.kept(i)[:] = states[j, : lengths[j]]
            corpus.done[i] = 1
            pieces += int(lengths[j])
    return pieces


def tensors(rows: list[Row], device: str, blank: float = 0.0) -> dict[str, torch.Tensor]:
    """Padded source or its kept states, lengths, decoder input, output and links of a batch.

    The links of a piece stand one step late, where it is the decoder's input: there the
    alignment head knows the piece that it has to find (Chen et al. 2020).

    `blank`: share of the decoder's input that becomes <unk>, so that it leans on the source.
    """
    source, lengths = sources(rows)
    longest = max(int(corpus.target_lengths[i]) for corpus, i in rows)
    inputs, outputs = (np.zeros((len(rows), longest), dtype="int64") for _ in range(2))
    links = np.zeros((len(rows), longest, source.shape[1]), dtype="float32")
    for j, (corpus, i) in enumerate(rows):
        t, pairs = corpus.part("t", i), corpus.part("l", i).reshape(-1, 2)
        inputs[j, 0], inputs[j, 1 : len(t)], outputs[j, : len(t)] = START, t[:-1], t
        pairs = pairs[pairs[:, 0] < len(t) - 1]
        links[j, pairs[:, 0] + 1, pairs[:, 1]] = 1
    inputs[(np.random.random(inputs.shape) < blank) & (inputs != START)] = 0
    links[inputs == 0] = 0
    batch = {"source": source, "lengths": lengths}
    if rows[0][0].states is not None and all(corpus.done[i] for corpus, i in rows):
        states = np.zeros((*source.shape, rows[0][0].states.shape[1]), dtype="float16")
        for j, (corpus, i) in enumerate(rows):
            states[j, : lengths[j]] = corpus.kept(i)
        batch["states"] = torch.from_numpy(states)
    arrays = {"inputs": inputs, "outputs": outputs, "links": links}
    batch |= {key: torch.from_numpy(value) for key, value in arrays.items()}
    return {key: value.to(device, non_blocking=True) for key, value in batch.items()}


class Feed:
    """Batches to train on, drawn from the corpora by the shares that the settings give.

    `states`: where the encoder's lower states are kept, or None. Where they are not, and the
    network runs on a GPU, the next batches are made by a thread while the present ones are used.
    """

    def __init__(
        self, work: Path, config: dict, settings: dict, batch: int, draw: random.Random,
        device: str, states: Path | None, width: int,
    ) -> None:  # fmt: skip
        self.sources, self.settings = config["data"]["sources"], settings
        self.batch, self.draw, self.device = batch, draw, device
        self.paths = [work / f"encoded/{name}.npz" for name in self.sources]
        self.pool = [Corpus(path, draw, states, width) for path in self.paths]
        self.states, self.filled = states, 0
        self.queue: list[list[Row]] = []
        self.ready: list[dict[str, torch.Tensor]] = []
        self.thread = ThreadPoolExecutor(1) if device == "cuda" and not states else None
        self.coming: Future[list[dict[str, torch.Tensor]]] | None = None

    def release(self) -> None:
        """Use no kept states any more."""
        self.pool, self.states = [Corpus(path, self.draw) for path in self.paths], None
        self.queue = []

    def rows(self, seen: float, minute: float) -> list[list[Row]]:
        """The next sixteen batches' rows."""
        phase = 1 if minute < self.settings["decay"] else 2
        phase = 0 if seen < self.settings["short"] else phase
        shares = [source["share"][phase] for source in self.sources.values()]
        longest = 44 if phase == 0 else 2 * self.settings["max_tokens"]
        return batches(self.pool, shares, longest, self.batch, self.draw)

    def made(self, seen: float, minute: float) -> list[dict[str, torch.Tensor]]:
        """The next sixteen batches."""
        rows = self.rows(seen, minute)
        return [tensors(part, self.device, self.settings["blank"]) for part in rows]

    def next(
        self, seen: float, minute: float, network: torch.nn.Module, lower: int
    ) -> dict[str, torch.Tensor]:
        """The next batch, after so many thousands of target pieces and so many minutes."""
        if self.thread:
            if not self.ready:
                self.ready = self.coming.result() if self.coming else self.made(seen, minute)
                self.coming = self.thread.submit(self.made, seen, minute)
            return self.ready.pop()
        if not self.queue:
            self.queue = self.rows(seen, minute)
        rows = self.queue.pop()
        if self.states:
            self.filled += fill(network, rows, lower, self.device)
        return tensors(rows, self.device, self.settings["blank"])
