"""Step 2: one SentencePiece unigram model for all languages, its normaliser included.

Writes work/sentencepiece.model and work/target_pieces.txt, the pieces that a text in Latin
script can be cut into: the only ones that the decoder has to choose from.
"""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import sentencepiece
from common import read_pairs

DELETED = [
    *range(0x00, 0x09), *range(0x0E, 0x20), 0x7F, 0xAD, 0x0640,  # controls, soft hyphen, tatweel
    *range(0x0610, 0x061B), 0x061C, *range(0x064B, 0x0660), 0x0670,  # tashkeel
    *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E5), 0x06E7, 0x06E8, *range(0x06EA, 0x06EE),
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF,  # invisible
]  # fmt: skip
REPLACED = {
    **{0x0660 + n: str(n) for n in range(10)},
    **{0x06F0 + n: str(n) for n in range(10)},
    **{ord(c): "'" for c in "‘’ʼ`´"},
    **{ord(c): '"' for c in "“”„«»"},
    **{ord(c): "ا" for c in "أإآٱ"},  # hamza on alef is often left out in real text
    **{c: " " for c in (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)},
}


def rules() -> dict[str, str]:
    """NFKC, then deletions and replacements, as a map from character sequences."""

    def finish(text: str) -> str:
        text = unicodedata.normalize("NFKC", text)
        return "".join("" if ord(c) in DELETED else REPLACED.get(ord(c), c) for c in text)

    table = {}
    for code in range(0x11000):
        if 0xD800 <= code < 0xE000 or 0xAC00 <= code < 0xD7B0:
            continue
        char = chr(code)
        result = finish(char)
        if result != char:
            table[char] = result
        parts = unicodedata.normalize("NFD", char)
        if len(parts) > 1 and code < 0x2000:
            table[parts] = result
    return {k: v for k, v in table.items() if k not in (v, "\0")}


def write_rules(path: Path) -> None:
    """The rules as SentencePiece reads them: hexadecimal code points, tab, replacement."""

    def code(text: str) -> str:
        return " ".join(f"{ord(c):X}" for c in text)

    lines = [f"{code(source)}\t{code(target)}" for source, target in sorted(rules().items())]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def latin(piece: str) -> bool:
    """Whether a piece has no letter outside the Latin script."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") or c in "ªº" for c in piece)


def main(config: dict, corpora: Path, work: Path) -> None:
    """Train on equal numbers of lines of each language, the news first."""
    settings, model = config["vocabulary"], work / "sentencepiece.model"
    if model.exists():
        return
    texts: dict[str, list[str]] = {}
    for path in sorted((work / "pairs").glob("*.tsv")):
        language, pairs = path.name.split(".")[1][:2], read_pairs(path)
        random.Random(config["seed"]).shuffle(pairs)
        for code, side in ((language, 0), (config["target"], 1)):
            bucket = texts.setdefault(code, [])
            lines = [pair[side] for pair in pairs]
            bucket[:0] = lines if path.name.startswith("news") else []
            bucket.extend([] if path.name.startswith("news") else lines)
    lines = []
    for bucket in texts.values():
        news = [text for text in bucket[:9000]]
        rest = bucket[9000:]
        random.Random(config["seed"]).shuffle(rest)
        lines += list(dict.fromkeys(news + rest))[: settings["lines"]]
    write_rules(work / "rules.tsv")
    (work / "vocabulary.txt").write_text("\n".join(lines), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(work / "vocabulary.txt"), model_prefix=str(work / "part"),
        vocab_size=settings["size"], hard_vocab_limit=False, model_type="unigram",
        character_coverage=0.9997, byte_fallback=True, split_digits=True,
        normalization_rule_tsv=str(work / "rules.tsv"), max_sentence_length=2000,
        unk_id=0, bos_id=1, eos_id=2, pad_id=-1, num_threads=2, minloglevel=1,
        input_sentence_size=0, shuffle_input_sentence=False,
    )  # fmt: skip
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "part.model"))
    names = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
    chosen = [name for name in names if latin(name.replace("▁", ""))]
    (work / "target_pieces.txt").write_text("\n".join(chosen), encoding="utf-8")
    (work / "part.model").replace(model)
    print(f"{len(names)} pieces, {len(chosen)} for the target", flush=True)
