"""Step 2: the pieces of both sides, as SentencePiece unigram models with their normalisers.

Writes work/target.spm, trained on the target text, and work/source.spm: the pretrained encoder's
pieces with their scores, cut to those that the text uses, and those of its scripts' other words
that are likely enough. Digits are pieces of their own on both sides, so that numbers are copied.
work/encoder.npz is the encoder with the rows of these pieces, work/target.npy what it makes of the
target's: the mean of its own pieces in each. Where the settings name a source, not a target, the
sides change places, and each target language has a tag as a piece.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import pretrained
import sentencepiece
from common import language_of, read_pairs, tag
from sentencepiece import sentencepiece_model_pb2 as proto

DELETED = frozenset((
    *range(0x00, 0x09), *range(0x0E, 0x20), 0x7F, 0xAD, 0x0640,  # controls, soft hyphen, tatweel
    *range(0x0610, 0x061B), 0x061C, *range(0x064B, 0x0660), 0x0670,  # tashkeel
    *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E5), 0x06E7, 0x06E8, *range(0x06EA, 0x06EE),
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF,  # invisible
))  # fmt: skip
REPLACED = {
    **{0x0660 + n: str(n) for n in range(10)},
    **{0x06F0 + n: str(n) for n in range(10)},
    **{ord(c): "'" for c in "‘’ʼ`´"},
    **{ord(c): '"' for c in "“”„«»"},
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


def normaliser(work: Path) -> bytes:
    """The rules as SentencePiece compiles them."""
    write_rules(work / "rules.tsv")
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["a b c d e f g h i j"] * 4), model_writer=model, vocab_size=16,
        normalization_rule_tsv=str(work / "rules.tsv"), hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    return proto.ModelProto.FromString(model.getvalue()).normalizer_spec.precompiled_charsmap


def unigram(names: list[str], scores: list[float], charsmap: bytes) -> bytes:
    """A SentencePiece model of these pieces, after <unk>, <s> and </s>."""
    model = proto.ModelProto()
    kinds = proto.ModelProto.SentencePiece
    for name, kind in (("<unk>", kinds.UNKNOWN), ("<s>", kinds.CONTROL), ("</s>", kinds.CONTROL)):
        model.pieces.add(piece=name, score=0.0, type=kind)
    for name, score in zip(names, scores, strict=True):
        model.pieces.add(piece=name, score=score, type=kinds.NORMAL)
    model.trainer_spec.model_type = proto.TrainerSpec.UNIGRAM
    model.trainer_spec.vocab_size = len(model.pieces)
    model.trainer_spec.unk_id, model.trainer_spec.bos_id = 0, 1
    model.trainer_spec.eos_id, model.trainer_spec.pad_id = 2, -1
    model.normalizer_spec.name = "user_defined"
    model.normalizer_spec.precompiled_charsmap = charsmap
    return model.SerializeToString()


def source_model(
    settings: dict, encoder: pretrained.Pretrained, texts: list[str], work: Path
) -> None:
    """Cut the encoder's pieces; `texts` is everything that has to be cut into pieces."""
    kept = set(encoder.pieces) - {"<s>", "</s>", "<unk>", "<pad>", "<mask>"}
    kept -= {piece for piece in kept if len(piece) > 1 and re.search(r"\d", piece)}
    scores = dict(zip(encoder.pieces, encoder.scores.tolist(), strict=True))
    charsmap = normaliser(work)
    names = [name for name in encoder.pieces if name in kept]
    whole = sentencepiece.SentencePieceProcessor(
        model_proto=unigram(names, [scores[name] for name in names], charsmap)
    )
    used: Counter[str] = Counter()
    for start in range(0, len(texts), 10000):
        for line in whole.encode(texts[start : start + 10000], out_type=str, num_threads=2):
            used.update(line)
    likely = re.compile(settings["likely"])
    names = [
        name
        for name in names
        if used[name] >= settings["used"]
        or (len(name) == 1 and scores[name] > settings["least_character"])
        or (scores[name] > settings["least"] and likely.fullmatch(name.removeprefix("▁")))
    ]  # fmt: skip
    (work / "source.spm").write_bytes(unigram(names, [scores[name] for name in names], charsmap))
    row = {piece: i for i, piece in enumerate(encoder.pieces)}
    rows = [row[name] for name in ["<unk>", "<s>", "</s>", *names]]
    pretrained.cut(encoder, rows, settings["layers"], work / "encoder.npz")
    print(f"{len(rows)} source pieces, {sum(used[n] > 0 for n in names)} in use", flush=True)


def vectors(encoder: pretrained.Pretrained, work: Path) -> np.ndarray:
    """For each piece of the target the mean of the encoder's vectors of its text, else zeros."""
    names = [n for n in encoder.pieces if n not in ("<s>", "</s>", "<unk>", "<pad>", "<mask>")]
    row = {piece: i for i, piece in enumerate(encoder.pieces)}
    scores = [float(encoder.scores[row[name]]) for name in names]
    whole = sentencepiece.SentencePieceProcessor(
        model_proto=unigram(names, scores, normaliser(work))
    )
    target = sentencepiece.SentencePieceProcessor(model_file=str(work / "target.spm"))
    texts = [target.id_to_piece(i) for i in range(target.get_piece_size())]
    texts = ["" if t.startswith("<") else t.replace("▁", " ").strip() for t in texts]
    cuts = [[row[p] for p in whole.encode(t, out_type=str) if p in row] for t in texts]
    used = sorted({number for cut in cuts for number in cut})
    values, scales = encoder.rows(used)
    if scales is not None:
        values = values.reshape(-1, 32) * scales.astype("f4").reshape(-1, 1)
    table = dict(zip(used, values.reshape(len(used), -1), strict=True))
    result = np.zeros((len(texts), encoder.settings["width"]), dtype="f4")
    for i, cut in enumerate(cuts):
        if cut:
            result[i] = np.mean([table[number] for number in cut], 0, dtype="f4")
    return result


def main(config: dict, corpora: Path, work: Path) -> None:
    """Make both models."""
    settings, texts, turned = config["vocabulary"], [], "source" in config
    if all((work / name).exists() for name in ("target.spm", "source.spm", "target.npy")):
        return
    target: list[str] = []
    for path in sorted((work / "pairs").glob("*.tsv")):
        pairs = read_pairs(path)
        texts += [side for pair in pairs for side in (pair[1:2] if turned else pair)]
        if not turned or language_of(path.stem) in config["languages"]:
            target += [pair[0 if turned else 1] for pair in pairs]
    encoder = pretrained.read(corpora / pretrained.FILE)
    source_model(settings, encoder, list(dict.fromkeys(texts)), work)
    (work / "vocabulary.txt").write_text("\n".join(dict.fromkeys(target)), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(work / "vocabulary.txt"), model_prefix=str(work / "part"),
        vocab_size=settings["size"], hard_vocab_limit=False, model_type="unigram",
        character_coverage=0.9997, byte_fallback=True, split_digits=True,
        normalization_rule_tsv=str(work / "rules.tsv"), max_sentence_length=2000,
        user_defined_symbols=[tag(code) for code in config["languages"]] if turned else [],
        unk_id=0, bos_id=1, eos_id=2, pad_id=-1, num_threads=2, minloglevel=1,
        input_sentence_size=0, shuffle_input_sentence=False,
    )  # fmt: skip
    (work / "part.model").replace(work / "target.spm")
    np.save(work / "target.npy", vectors(encoder, work))
