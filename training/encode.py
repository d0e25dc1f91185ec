"""Step 4: pieces and links as arrays, with sampled segmentations and noise.

Writes work/encoded/SOURCE.npz: s and t (uint16 piece numbers of source and target), l (uint8
pairs of target and source positions that are linked), and where each sentence ends in them.
Pieces are numbered with the decoder's first, so that its vocabulary is the head of the table.
"""

from __future__ import annotations

import random
import re
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

import numpy as np
import sentencepiece
from common import language_of, read_lines, read_pairs

COPIED = re.compile(r"(?<!\w)(?:\d+|[A-Z]{2,6})(?!\w)", re.ASCII)
EOS = 2
Pair = tuple[str, str, list[tuple[int, int, int, int]]]


def substitute(pair: Pair, draw: random.Random) -> Pair:
    """Replace a number or acronym that both sides share once by another of the same length."""
    source, target, links = pair
    for token in dict.fromkeys(COPIED.findall(target)):
        if source.count(token) == target.count(token) == 1 and draw.random() < 0.7:
            letters = "0123456789" if token[0].isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            other = "".join(draw.choice(letters[c == 0 :]) for c in range(len(token)))
            source, target = source.replace(token, other), target.replace(token, other)
    return source, target, links


def unstop(pair: Pair) -> Pair:
    """Both sides without their final stop."""
    source, target, links = pair
    if source[-1:] in (".", "。") and target[-1:] == ".":
        source, target = source[:-1], target[:-1]
        links = [k for k in links if k[1] <= len(source) and k[3] <= len(target)]
    return source, target, links


def upper(pair: Pair) -> Pair:
    """Both sides in capitals, where that keeps their lengths."""
    source, target, links = pair
    if (len(source.upper()), len(target.upper())) == (len(source), len(target)):
        return source.upper(), target.upper(), links
    return pair


def join(first: Pair, second: Pair, space: str) -> Pair:
    """Two sentences as one text."""
    s, t = len(first[0]) + len(space), len(first[1]) + 1
    moved = [(a + s, b + s, c + t, d + t) for a, b, c, d in second[2]]
    return first[0] + space + second[0], f"{first[1]} {second[1]}", first[2] + moved


def noisy(pairs: list[Pair], config: dict, language: str, draw: random.Random) -> list[Pair]:
    """One differently noised copy of the news."""
    data, result = config["data"], []
    space = "" if language == "zh" else " "
    for pair in pairs:
        if draw.random() < data["join"]:
            pair = join(pair, draw.choice(pairs), space)
        if draw.random() < data["substitute"]:
            pair = substitute(pair, draw)
        if draw.random() < data["unstop"]:
            pair = unstop(pair)
        if language == "fr" and draw.random() < data["upper"]:
            pair = upper(pair)
        result.append(pair)
    return result


def parse(line: str) -> list[tuple[int, int, int, int]]:
    """Spans of the links of a pair."""
    return [tuple(map(int, re.split("[:-]", link))) for link in line.split()]


def encode_source(config: dict, work: Path, name: str) -> int:
    """Encode one corpus; returns its target pieces."""
    path, language = work / f"encoded/{name}.npz", language_of(name)
    if path.exists():
        return 0
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "sentencepiece.model"))
    order, decoder = read_pieces(work)
    rows = {piece: row for row, piece in enumerate(order)}
    number = [rows[pieces.id_to_piece(i)] for i in range(len(order))]
    draw = random.Random(config["seed"])
    plain = [
        (*pair, parse(line))
        for pair, line in zip(
            read_pairs(pairs_path(work, name)), read_lines(work / f"links/{name}.txt"), strict=True
        )
    ]
    news = name.startswith("news")
    copies = config["data"]["news_copies"] if news else 1
    limit = config["train"]["max_tokens"]
    columns: list[list] = [[], [], []]
    for copy in range(copies):
        for source, target, links in noisy(plain, config, language, draw) if news else plain:
            cut = pieces.encode(
                source, return_type="offset_mapping", enable_sampling=copy % 2 == 1,
                nbest_size=-1, alpha=config["vocabulary"]["alpha"],
            )  # fmt: skip
            whole = pieces.encode(target, return_type="offset_mapping")
            if not 0 < max(len(cut["ids"]), len(whole["ids"])) < min(limit, 255):
                continue
            where = [cut["offsets"], whole["offsets"]]
            pairs = {
                (t, s)
                for a, b, c, d in links
                for t, (y, z) in enumerate(where[1])
                if y < d and z > c
                for s, (w, x) in enumerate(where[0])
                if w < b and x > a
            }
            columns[0].append([number[i] for i in cut["ids"]] + [EOS])
            columns[1].append([number[i] if number[i] < len(decoder) else 0 for i in whole["ids"]])
            columns[1][-1].append(EOS)
            columns[2].append(sorted(pairs))
    arrays = {}
    for key, rows, kind in zip("stl", columns, ("uint16", "uint16", "uint8"), strict=True):
        arrays[key] = np.array([x for row in rows for x in row], dtype=kind)
        arrays[key + "_ends"] = np.cumsum([len(row) for row in rows], dtype="int64")
    path.parent.mkdir(exist_ok=True)
    with path.with_suffix(".part").open("wb") as part:
        np.savez_compressed(part, **arrays)
    path.with_suffix(".part").replace(path)
    print(f"{name}: {len(columns[0])} pairs, {len(arrays['t'])} target pieces", flush=True)
    return len(arrays["t"])


def pairs_path(work: Path, name: str) -> Path:
    """Where the text of a corpus, or of the held-out sentences, lies."""
    stem, language = name.split(".", 1)
    return work / (f"heldout/news.{language}.tsv" if stem == "heldout" else f"pairs/{name}.tsv")


def read_pieces(work: Path) -> tuple[list[str], list[str]]:
    """Every piece in the table's order, and those of the decoder: its first rows."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "sentencepiece.model"))
    target = read_lines(work / "target_pieces.txt")
    chosen = set(target)
    names = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
    return target + [name for name in names if name not in chosen], target


def main(config: dict, corpora: Path, work: Path) -> None:
    """Encode every corpus of the settings, two at a time, the largest first."""
    names = sorted(config["data"]["sources"], key=lambda name: not name.startswith("news"))
    names += [f"heldout.{language}" for language in config["languages"]]
    with ProcessPoolExecutor(2) as pool:
        print(sum(pool.map(encode_source, repeat(config), repeat(work), names)), "target pieces")
