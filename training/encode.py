"""Step 4: pieces and links as arrays, with sampled segmentations and noise.

Writes work/encoded/SOURCE.npz: s and t (uint16 piece numbers of source and target), l (uint8
pairs of target and source positions that are linked), and where each sentence ends in them.
A source begins with <s> and ends with </s>, a target ends with </s>; where the settings name
a source, not a target, the pairs are turned round and a target begins with its language's tag.
"""

from __future__ import annotations

import multiprocessing
import random
import re
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

import numpy as np
import sentencepiece
from common import language_of, read_lines, read_pairs, tag, write_arrays

COPIED = re.compile(r"(?<![\w.,-])(?:\d+|[A-Z]{2,6})(?![\w.,-])", re.ASCII)
START, EOS = 1, 2
VOWELS = "AEIOaeiou"
BORDER = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9(]|[A-Za-z0-9)%][\u4e00-\u9fff]")
LETTERS, DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
HOSTS = ("com", "org", "net", "ma", "dz", "tn", "fr", "cn", "info", "gov.cn", "co.uk", "eu")
Pair = tuple[str, str, list[tuple[int, int, int, int]]]


def letters(draw: random.Random, least: int, most: int, alphabet: str = LETTERS) -> str:
    """A random word."""
    return "".join(draw.choices(alphabet, k=draw.randint(least, most)))


def literal(draw: random.Random) -> str:
    """Something that has to be copied as it is: a code, an address, a handle, a number."""
    small = LETTERS.lower()
    word = letters(draw, 3, 9, small)
    host = f"{letters(draw, 3, 10, small)}.{draw.choice(HOSTS)}"
    kinds = (
        lambda: letters(draw, 2, 6),
        lambda: f"{letters(draw, 1, 3)}{draw.choice(('', '-', ' '))}{letters(draw, 1, 4, DIGITS)}",
        lambda: letters(draw, 2, 7, LETTERS + DIGITS),
        lambda: f"{word}@{host}",
        lambda: draw.choice(("https://", "http://", "www.", "")) + host,
        lambda: f"https://{host}/{word}/{letters(draw, 1, 5, DIGITS)}",
        lambda: f"@{word}{draw.choice(('', '_', letters(draw, 1, 3, DIGITS)))}",
        lambda: f"#{word.capitalize()}",
        lambda: ".".join(letters(draw, 1, 2, DIGITS) for _ in range(draw.randint(2, 4))),
        lambda: f"{draw.randint(1, 999)},{letters(draw, 3, 3, DIGITS)}",
        lambda: word.capitalize(),
    )
    return draw.choice(kinds)()


def exchange(pair: Pair, old: tuple[str, ...], new: tuple[str, ...]) -> Pair:
    """What each side has once becomes something else; links move with the text."""
    where = [pair[side].index(old[side]) for side in (0, 1)]

    def moved(at: int, side: int) -> int:
        begin, end, size = where[side], where[side] + len(old[side]), len(new[side])
        return at if at <= begin else at - end + begin + size if at >= end else begin + size

    links = [(moved(a, 0), moved(b, 0), moved(c, 1), moved(d, 1)) for a, b, c, d in pair[2]]
    source, target = (pair[side].replace(old[side], new[side]) for side in (0, 1))
    return source, target, [k for k in links if k[0] < k[1] and k[2] < k[3]]


def insert(pair: Pair, old: tuple[str, ...], new: tuple[str, str]) -> Pair:
    """Put something behind what each side has once, linked with itself; other links move along."""
    where = [pair[side].index(old[side]) + len(old[side]) for side in (0, 1)]

    def moved(at: int, side: int, last: int) -> int:
        return at + len(new[side]) if at >= where[side] + last else at

    links = [
        (moved(a, 0, 0), moved(b, 0, 1), moved(c, 1, 0), moved(d, 1, 1)) for a, b, c, d in pair[2]
    ]
    links.append((where[0], where[0] + len(new[0]), where[1], where[1] + len(new[1])))
    source, target = (
        pair[side][: where[side]] + new[side] + pair[side][where[side] :] for side in (0, 1)
    )
    return source, target, links


def substitute(pair: Pair, share: float, draw: random.Random) -> Pair:
    """Replace numbers and acronyms that both sides share: by one of the same length or, in
    `share` of the cases, by any other thing that has to be copied."""
    for token in dict.fromkeys(COPIED.findall(pair[1])):
        alone = rf"(?<![A-Za-z0-9]){token}(?![A-Za-z0-9])"
        once = all(text.count(token) == 1 == len(re.findall(alone, text)) for text in pair[:2])
        if once and draw.random() < 0.7:
            if draw.random() < share:
                new = literal(draw)
            elif token.isdigit():
                new = draw.choice(DIGITS[1:]) + letters(
                    draw, len(token) - 1, len(token) - 1, DIGITS
                )
            else:
                new = letters(draw, len(token), len(token))
            pair = exchange(pair, (token, token), (new, new))
    return pair


NAME = r"(?<![\w-])(?:[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})(?![\w-])"
NOUN = r"(?<![\w'-])[a-z]{3,}(?![\w'-])"


class Names:
    """Names of cities and countries, or nouns, to be put into sentences in place of others."""

    def __init__(self, rows: list[tuple[str, ...]], language: str, word: str = NAME) -> None:
        kinds: tuple[str, ...] = ("city", "noun")
        if language != "fr":  # au Maroc, en Belgique
            kinds += ("country", "person")
        self.rows = [row for row in rows if row[0] in kinds]
        self.of: dict[str, list[tuple[str, ...]]] = {}
        for row in sorted(self.rows, key=lambda row: -len(row[1])):
            self.of.setdefault(row[2], []).append(row)
        self.spaced = language != "zh"
        self.word = re.compile(word)

    def shared(self, pair: Pair, draw: random.Random) -> tuple[str, ...] | None:
        """The row of one that both sides have once."""
        words = self.word.findall(pair[1])
        words += [word for group in words if " " in group for word in group.split()]
        for english in draw.sample(words, len(words)):
            for row in self.of.get(english, ()):
                bounds = (r"(?<!\w)", r"(?!\w)") if self.spaced else ("", "")
                found = re.findall(bounds[0] + re.escape(row[1]) + bounds[1], pair[0])
                if len(found) == pair[0].count(row[1]) == pair[1].count(english) == 1:
                    return row
        return None

    def swap(self, pair: Pair, draw: random.Random) -> Pair:
        """Put another of its kind, with the same article, for one that both sides have once."""
        if not (row := self.shared(pair, draw)):
            return pair
        other, vowel = draw.choice(self.rows), row[2][0] in VOWELS
        while other[0] != row[0] or (other[2][0] in VOWELS) != vowel:
            other = draw.choice(self.rows)
        return exchange(pair, row[1:], other[1:])

    def acronym(self, pair: Pair, known: list[str], draw: random.Random) -> Pair:
        """Put an acronym, known or any, for one that both sides have once, or behind it."""
        if not (row := self.shared(pair, draw)):
            return pair
        new = draw.choice(known) if known and draw.random() < 0.7 else letters(draw, 2, 6)
        if draw.random() < 0.5:
            return exchange(pair, row[1:], (new, new))
        return insert(pair, row[1:], (f" ({new})" if self.spaced else f"（{new}）", f" ({new})"))


def spaced(pair: Pair) -> Pair:
    """Chinese as some publish it: with a space between Han characters and letters or figures."""
    text, links, pieces, at = pair[0], pair[2], [], [0]
    for character, following in zip(text, text[1:] + " ", strict=True):
        pieces.append(character + " " * bool(BORDER.fullmatch(character + following)))
        at.append(at[-1] + len(pieces[-1]))
    ends = [place - text.endswith(" ") for place, text in zip(at[1:], pieces, strict=True)]
    return "".join(pieces), pair[1], [(at[a], ends[b - 1], c, d) for a, b, c, d in links]


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


def noisy(
    pairs: list[Pair],
    config: dict,
    language: str,
    names: Names,
    nouns: Names,
    acronyms: list[str],
    draw: random.Random,
) -> list[Pair]:
    """One differently noised copy of the news."""
    data, result = config["data"], []
    space = "" if language == "zh" else " "
    for pair in pairs:
        if draw.random() < data["join"]:
            pair = join(pair, draw.choice(pairs), space)
        if draw.random() < data["swap"]:
            pair = names.swap(pair, draw)
        if draw.random() < data["acronyms"]:
            pair = names.acronym(pair, acronyms, draw)
        if draw.random() < data["nouns"]:
            pair = nouns.swap(pair, draw)
        if draw.random() < data["substitute"]:
            pair = substitute(pair, data["literals"], draw)
        if draw.random() < data["unstop"]:
            pair = unstop(pair)
        if language == "zh" and draw.random() < data["spaced"]:
            pair = spaced(pair)
        if language == "fr" and draw.random() < data["upper"]:
            pair = upper(pair)
        result.append(pair)
    return result


def turned(pair: Pair) -> Pair:
    """English as the source."""
    return pair[1], pair[0], [(c, d, a, b) for a, b, c, d in pair[2]]


def parse(line: str) -> list[tuple[int, int, int, int]]:
    """Spans of the links of a pair."""
    return [tuple(map(int, re.split("[:-]", link))) for link in line.split()]


def is_news(name: str) -> bool:
    """Whether a corpus is of the news, be it the part that no earlier run had."""
    return name.startswith(("news", "fresh"))


def encode_source(config: dict, work: Path, name: str) -> int:
    """Encode one corpus; returns its target pieces."""
    path, language = work / f"encoded/{name}.npz", language_of(name)
    if path.exists():
        return 0
    cutters = [
        sentencepiece.SentencePieceProcessor(model_file=str(work / f"{side}.spm"))
        for side in ("source", "target")
    ]
    draw = random.Random(config["seed"])
    plain = [
        (*pair, parse(line))
        for pair, line in zip(
            read_pairs(pairs_path(work, name)), read_lines(work / f"links/{name}.txt"), strict=True
        )
    ]
    news = is_news(name)
    lists = [(work / f"names.{language}.tsv", NAME), (work / f"nouns.{language}.tsv", NOUN)]
    names, nouns = (
        Names(read_pairs(path) if path.exists() else [], language, word) for path, word in lists
    )
    known = [piece.removeprefix("▁") for piece in read_pieces(work)[0]]
    known = [piece for piece in known if COPIED.fullmatch(piece) and piece.isalpha()]
    copies = config["data"]["news_copies"] if news else 1
    limit = config["train"]["max_tokens"]
    first = [cutters[1].piece_to_id(tag(language))] if "source" in config else []
    columns: list[list] = [[], [], []]
    for copy in range(copies):
        rows = noisy(plain, config, language, names, nouns, known, draw) if news and copy else plain
        for pair in rows:
            source, target, links = turned(pair) if "source" in config else pair
            cut = cutters[0].encode(
                source, return_type="offset_mapping", enable_sampling=copy % 2 == 1,
                nbest_size=-1, alpha=config["vocabulary"]["alpha"],
            )  # fmt: skip
            whole = cutters[1].encode(target, return_type="offset_mapping")
            if not 0 < max(len(cut["ids"]), len(whole["ids"])) < min(limit, 250):
                continue
            pairs = {
                (t + len(first), s + 1)
                for a, b, c, d in links
                for t, (y, z) in enumerate(whole["offsets"])
                if y < d and z > c
                for s, (w, x) in enumerate(cut["offsets"])
                if w < b and x > a
            }
            columns[0].append([START, *cut["ids"], EOS])
            columns[1].append([*first, *whole["ids"], EOS])
            columns[2].append(sorted(pairs))
    arrays = {}
    for key, rows, kind in zip("stl", columns, ("uint16", "uint16", "uint8"), strict=True):
        arrays[key] = np.array([x for row in rows for x in row], dtype=kind)
        arrays[key + "_ends"] = np.cumsum([len(row) for row in rows], dtype="int64")
    write_arrays(path, arrays)
    print(f"{name}: {len(columns[0])} pairs, {len(arrays['t'])} target pieces", flush=True)
    return len(arrays["t"])


def pairs_path(work: Path, name: str) -> Path:
    """Where the text of a corpus, or of the held-out sentences, lies."""
    stem, rest = name.split(".", 1)
    return work / (f"heldout/{rest}.tsv" if stem == "heldout" else f"pairs/{name}.tsv")


def heldout_names(config: dict) -> list[str]:
    """Names of the sets of held-out sentences."""
    return [f"heldout.{s}.{code}" for s in config["heldout"] for code in config["languages"]]


def read_pieces(work: Path) -> tuple[list[str], list[str]]:
    """The pieces of source and target."""
    both = []
    for side in ("source", "target"):
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / f"{side}.spm"))
        both.append([pieces.id_to_piece(i) for i in range(pieces.get_piece_size())])
    return both[0], both[1]


def main(config: dict, corpora: Path, work: Path) -> None:
    """Encode every corpus of the settings, two at a time, the largest first."""
    names = sorted(config["data"]["sources"], key=lambda name: not is_news(name))
    names += heldout_names(config)
    # Fresh processes: a fork of one with threads can crash.
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        print(sum(pool.map(encode_source, repeat(config), repeat(work), names)), "target pieces")
