"""Step 9: BLEU and chrF, repetition, copied tokens, alignment agreement, speed.

    python score.py MODEL_FOLDER FILE.tsv ...   (columns: source, reference)
    python score.py --outputs FILE.txt FILE.tsv      (another system's output, line for line)

As a step of the recipe it scores the held-out news sentences into work/scores.json and the
outputs into work/outputs/.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from pathlib import Path

import ctranslate2
import sacrebleu
import sentencepiece
from common import language_of, load_config, read_lines, read_pairs, tag
from encode import heldout_names
from package import folder_of

COPIED = re.compile(r"(?<!\w)(?:\d+|[A-Z]{2,6})(?!\w)", re.ASCII)
THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?!\d)")


class Model:
    """A package's folder: translation of pieces with the decoding settings."""

    def __init__(self, folder: Path, decoding: dict, threads: int = 1, prefix: str = "") -> None:
        self.decoding, self.prefix = decoding, [prefix] if prefix else []
        paths = [folder / "sentencepiece.model", folder / "target.spm"]
        self.pieces, self.target = (
            sentencepiece.SentencePieceProcessor(
                model_file=str(path if path.exists() else paths[0])
            )
            for path in paths
        )
        self.translator = ctranslate2.Translator(
            str(folder / "model"), compute_type="int8", inter_threads=1, intra_threads=threads
        )

    def translate(self, texts: list[str], **extra: object) -> tuple[list[str], list[float]]:
        """Translations of sentences, and the mean log-probability of a token of each."""
        cut = self.pieces.encode(texts, out_type=str)
        results = self.translator.translate_batch(
            cut, max_batch_size=16, max_decoding_length=200, **self.decoding | extra,
            target_prefix=[self.prefix] * len(cut) if self.prefix else None, return_scores=True,
        )  # fmt: skip
        skip = len(self.prefix)
        outputs = [self.target.decode(result.hypotheses[0][skip:]) for result in results]
        return outputs, [result.scores[0] for result in results]


def copied(text: str) -> set[str]:
    """The numbers and acronyms of a text; 1,200 is 1200."""
    return set(COPIED.findall(THOUSANDS.sub(lambda match: re.sub(r"\D", "", match[0]), text)))


def repeats(text: str) -> bool:
    """Whether a run of one to four words comes three times in a row."""
    return bool(re.search(r"(\b\w+(?:\W+\w+){0,3})(?:\W+\1\b){2}", text.lower()))


def measure(outputs: list[str], pairs: list[tuple[str, ...]]) -> dict:
    """BLEU and chrF with their signatures, repetition, and copied numbers and acronyms."""
    references = [[pair[1] for pair in pairs]]
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    row = {
        "bleu": round(bleu.corpus_score(outputs, references).score, 2),
        "chrf": round(chrf.corpus_score(outputs, references).score, 2),
        "signatures": [str(bleu.get_signature()), str(chrf.get_signature())],
        "sentences": len(outputs),
        "repeating": sum(
            repeats(out) and not repeats(pair[1]) for out, pair in zip(outputs, pairs, strict=True)
        ),
    }
    for kind, test in (("numbers", str.isdigit), ("acronyms", str.isalpha)):
        want = [
            (token, out)
            for out, (source, target, *_) in zip(outputs, pairs, strict=True)
            for token in copied(target) & copied(source)
            if test(token)
        ]
        kept = sum(token in copied(out) for token, out in want)
        row[kind] = f"{kept}/{len(want)}"
    return row


def agreement(model: Model, work: Path, name: str, sentences: int = 200) -> dict:
    """Share of linked target pieces, and of words, whose attention peaks on a linked source piece.

    The links are eflomal's; the reference is forced on the decoder. A word's attention is the sum
    of its pieces'.
    """
    import numpy as np
    from encode import read_pieces

    order, decoder = read_pieces(work)
    good, total = {"pieces": 0, "words": 0}, {"pieces": 0, "words": 0}
    with np.load(work / f"encoded/heldout.{name}.npz") as data:
        a = {key: data[key] for key in data.files}
    for i in range(min(sentences, len(a["t_ends"]))):
        s, t, links = (a[k][a[k + "_ends"][i - 1] if i else 0 : a[k + "_ends"][i]] for k in "stl")
        source, target = [order[n] for n in s[1:-1]], [decoder[n] for n in t[:-1]]
        result = model.translator.translate_batch(
            [source], target_prefix=[target], return_attention=True, return_end_token=True,
            beam_size=1, max_decoding_length=len(target) + 1,
        )[0]  # fmt: skip
        # The head looks for a piece when it is the decoder's input, one step after its output.
        attention = np.array(result.attention[0])[1 : len(target) + 1, : len(source)]
        word = np.cumsum([piece.startswith("▁") for piece in target])
        groups = {"pieces": np.arange(len(target)), "words": word}
        for kind, group in groups.items():
            linked: dict[int, set[int]] = {}
            for position, where in links.reshape(-1, 2).tolist():
                if position < len(target):
                    linked.setdefault(int(group[position]), set()).add(where - 1)
            for number, where in linked.items():
                good[kind] += int(attention[group == number].sum(0).argmax()) in where
                total[kind] += 1
    return {kind: round(100 * good[kind] / max(total[kind], 1), 1) for kind in good}


def score(model: Model, pairs: list[tuple[str, ...]]) -> tuple[list[str], dict]:
    """Translate and measure; the speed is that of one thread, in source and output words."""
    begin = time.perf_counter()
    outputs, scores = model.translate([pair[0] for pair in pairs])
    seconds = time.perf_counter() - begin
    words = sum(len(out.split()) for out in outputs)
    row = measure(outputs, pairs) | {"words_a_second": round(words / seconds)}
    return outputs, row | {"low_score": low_score(outputs, pairs, scores)}


def low_score(outputs: list[str], pairs: list[tuple[str, ...]], scores: list[float]) -> float:
    """What one in ten of the better translations, half of them by chrF, scores less than.

    A first `low_score` for the settings, until somebody has judged translations
    (benchmarks/doubts.py).
    """
    chrf = sacrebleu.CHRF()
    quality = [
        chrf.sentence_score(out, [pair[1]]).score for out, pair in zip(outputs, pairs, strict=True)
    ]
    better = sorted(zip(quality, scores, strict=True), reverse=True)[: (len(scores) + 1) // 2]
    return round(sorted(score for _, score in better)[len(better) // 10], 2)


def main(config: dict, corpora: Path, work: Path) -> None:
    """Score the held-out news of each language."""
    model, rows = Model(folder_of(config, work / "starters"), config["decode"]), {}
    (work / "outputs").mkdir(exist_ok=True)
    for name in heldout_names(config):
        name = name.removeprefix("heldout.")
        pairs = read_pairs(work / f"heldout/{name}.tsv")
        if "source" in config:
            model.prefix = [tag(language_of(name))]
            pairs = [pair[1::-1] for pair in pairs]
        outputs, row = score(model, pairs)
        row["alignment_agreement"] = agreement(model, work, name)
        path = work / f"outputs/{name}.txt"
        path.write_text("\n".join(outputs) + "\n", encoding="utf-8")
        rows[name] = row
        print(name, json.dumps(row), flush=True)
    (work / "scores.json").write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outputs", type=Path, help="score these lines instead of a model's")
    parser.add_argument("--save", type=Path, help="folder for the translations")
    parser.add_argument("--first", type=int, help="only so many sentences of each file")
    parser.add_argument("--into", metavar="LANG", help="turn the files round: into this language")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    options = parser.parse_args()
    if options.outputs:
        wanted = [row[1::-1] if options.into else row for row in read_pairs(options.files[-1])]
        print(json.dumps(measure(read_lines(options.outputs), wanted)))
        sys.exit()
    prefix = tag(options.into) if options.into else ""
    one = Model(options.files[0], load_config()["decode"], prefix=prefix)
    for file in options.files[1:]:
        rows = read_pairs(file)[: options.first]
        lines, result = score(one, [row[1::-1] for row in rows] if options.into else rows)
        if options.save:
            options.save.mkdir(exist_ok=True)
            (options.save / f"{file.stem}.txt").write_text("\n".join(lines) + "\n", "utf-8")
        print(file.stem, json.dumps(result), flush=True)
