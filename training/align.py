"""Step 3: word alignments (eflomal, both directions, grow-diag), and aligned news phrases.

Writes work/links/SOURCE.txt, one line a pair: `s0:s1-t0:t1` for each link, spans in characters;
the same for the held-out sentences (they serve the score of the attention head only), and
work/pairs/phrases.LL.tsv, short extracts of the news for the first minutes of training.
"""

from __future__ import annotations

import io
import multiprocessing
import random
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import sentencepiece
from common import language_of, read_pairs, sources_of, word_spans, write_pairs

Span = tuple[int, int]
STEM = 6  # characters of a word that count for alignment: endings are sparse


def units(text: str, language: str, pieces: sentencepiece.SentencePieceProcessor) -> list[Span]:
    """Spans of words; Chinese has none written, so pieces serve there."""
    if language != "zh":
        return word_spans(text)
    return [
        span
        for span in pieces.encode(text, return_type="offset_mapping")["offsets"]
        if text[slice(*span)].strip()
    ]


def stem(word: str, language: str) -> str:
    """A word without case, the Arabic article or conjunction, and long endings."""
    word = "".join(word.lower().split()).translate({ord(c): "ا" for c in "أإآ"})
    if language == "ar":
        for prefix in ("وال", "بال", "فال", "كال", "ولل", "ال", "لل", "و"):
            if word.startswith(prefix) and len(word) - len(prefix) >= 3:
                word = word[len(prefix) :]
                break
    return word[:STEM] or "_"


def grow_diag(forward: set[Span], reverse: set[Span]) -> set[Span]:
    """Symmetrise: the intersection grown by neighbouring links of the union (Koehn 2003)."""
    union, links = forward | reverse, forward & reverse
    queue = sorted(links)
    while queue:
        i, j = queue.pop(0)
        for neighbour in sorted((i + a, j + b) for a in (-1, 0, 1) for b in (-1, 0, 1)):
            if neighbour in union - links and (
                all(neighbour[0] != s for s, _ in links) or all(neighbour[1] != t for _, t in links)
            ):
                links.add(neighbour)
                queue.append(neighbour)
    return links


def read_links(path: Path) -> list[set[Span]]:
    """Links of an eflomal file as (source word, target word)."""
    return [
        {tuple(map(int, link.split("-"))) for link in line.split()}
        for line in path.read_text().split("\n")[:-1]
    ]


def phrases(
    links: set[Span], source: list[Span], target: list[Span], draw: random.Random, most: int
) -> list[tuple[Span, Span]]:
    """Up to `most` phrase pairs of 2 to 6 source words consistent with the links (Och 2004)."""
    found = []
    for a in range(len(source)):
        for b in range(a + 1, min(a + 6, len(source))):
            inside = [t for s, t in links if a <= s <= b]
            if not inside or not any(s == a for s, _ in links) or not any(s == b for s, _ in links):
                continue
            c, d = min(inside), max(inside)
            if d - c < 7 and all(a <= s <= b for s, t in links if c <= t <= d):
                found.append(((a, b), (c, d)))
    return draw.sample(found, min(most, len(found)))


def linked(
    config: dict,
    pairs: list[tuple[str, ...]],
    language: str,
    pieces: sentencepiece.SentencePieceProcessor,
    stem_path: Path,
) -> tuple[list[set[Span]], list[tuple[list[Span], list[Span]]]]:
    """Links between the words of each pair, and the spans of those words, of source and target.

    eflomal leaves its own files at `stem_path`.forward and .reverse.
    """
    import eflomal

    spans = [(units(s, language, pieces), word_spans(t)) for s, t in pairs]
    texts = [
        "".join(
            " ".join(stem(pair[side][a:b], code) for a, b in span[side]) + "\n"
            for pair, span in zip(pairs, spans, strict=True)
        )
        for side, code in ((0, language), (1, "en"))
    ]
    paths = [stem_path.with_suffix(f".{way}") for way in ("forward", "reverse")]
    eflomal.Aligner(rel_iterations=config["data"].get("align_iterations", 0.6)).align(
        io.StringIO(texts[0]), io.StringIO(texts[1]),
        links_filename_fwd=str(paths[0]), links_filename_rev=str(paths[1]),
    )  # fmt: skip
    links = [grow_diag(f, r) for f, r in zip(*map(read_links, paths), strict=True)]
    return links, spans


def aligned_together(config: dict, language: str) -> list[str]:
    """The corpora of one source language, the news first."""
    others = [*sources_of(config, "fresh"), *sources_of(config)]
    return [f"news.{language}", *(name for name in others if language_of(name) == language)]


def one_language(config: dict, work: Path, language: str) -> None:
    """Align everything of one source language in one run: rare words profit from each other."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "source.spm"))
    names = aligned_together(config, language)
    files = [work / f"pairs/{name}.tsv" for name in names]
    tests = [f"{name}.{language}" for name in config["heldout"]]
    files += [work / f"heldout/{name}.tsv" for name in tests]
    pairs = [pair for file in files for pair in read_pairs(file)]
    links, spans = linked(config, pairs, language, pieces, work / f"links/{language}")
    lines = [
        " ".join(f"{s[i][0]}:{s[i][1]}-{t[j][0]}:{t[j][1]}" for i, j in sorted(link))
        for link, (s, t) in zip(links, spans, strict=True)
    ]
    draw, extracts = random.Random(config["seed"]), []
    news = len(read_pairs(files[0]))
    most = -(-config["data"]["phrases"] // max(news, 1))
    for pair, link, (s, t) in zip(pairs[:news], links, spans, strict=False):
        for (a, b), (c, d) in phrases(link, s, t, draw, most):
            x, y = s[a][0], t[c][0]
            inner = " ".join(
                f"{s[i][0] - x}:{s[i][1] - x}-{t[j][0] - y}:{t[j][1] - y}"
                for i, j in sorted(link)
                if a <= i <= b and c <= j <= d
            )
            extracts.append((pair[0][x : s[b][1]], pair[1][y : t[d][1]], inner))
    extracts = list(dict.fromkeys(extracts))
    start = 0
    for name, file in zip([*names, *(f"heldout.{name}" for name in tests)], files, strict=True):
        count = len(read_pairs(file))
        write_pairs(work / f"links/{name}.txt", [(x,) for x in lines[start : start + count]])
        start += count
    write_pairs(work / f"pairs/phrases.{language}.tsv", [e[:2] for e in extracts])
    write_pairs(work / f"links/phrases.{language}.txt", [e[2:] for e in extracts])
    print(f"{language}: {len(pairs)} pairs aligned, {len(extracts)} phrases", flush=True)


def main(config: dict, corpora: Path, work: Path) -> None:
    """Align the languages side by side."""
    (work / "links").mkdir(exist_ok=True)
    missing = [
        language
        for language in config["languages"]
        if not (work / f"links/phrases.{language}.txt").exists()
    ]
    # Fresh processes: a fork of one with threads can crash.
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        list(pool.map(one_language, [config] * len(missing), [work] * len(missing), missing))
