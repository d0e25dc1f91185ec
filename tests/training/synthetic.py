"""Four-way sentences made from a small grammar, to try the training recipe on."""

from __future__ import annotations

import itertools
import lzma
import random
from pathlib import Path

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
    """news.tsv and one more corpus, laid out as the recipe reads them."""
    folder.mkdir(parents=True)
    rows = sentences(count)
    lines = ["english\tarabic\tfrench\tchinese\tsubject"]
    lines += ["\t".join((*row, "test")) for row in rows[: count - 60]]
    (folder / "news.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    other = "".join(f"{row[2]}\t{row[0]}\n" for row in rows[count - 60 :])
    (folder / "other.fr-en.tsv.xz").write_bytes(lzma.compress(other.encode("utf-8")))
