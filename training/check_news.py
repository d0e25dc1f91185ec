"""Check the four-way news lines: `python training/check_news.py training/news/batch-a-*.tsv`.

One line holds English, Arabic, French, Simplified Chinese and a subject, tab-separated. Numbers
are compared by value, so that 27 million and 2700万 agree; a number spelled out in English may
stand in figures in Chinese. Lines whose figures rightly differ are listed, by their English, in
allow-*.txt beside the file. Exit status 1 when anything is wrong.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

LANGUAGES = ("en", "ar", "fr", "zh")
WORDS = range(5, 61)
OPENING = 4  # words of the English that two lines of a file may not share

ARABIC = re.compile(r"[\u0620-\u063a\u0641-\u064a]")
HAN = re.compile(r"[\u4e00-\u9fff]")
LETTER = re.compile(r"[^\W\d_]")
FAULTS = {
    "en": {"curly quotes or odd spaces": r"[“”‘’\u00a0\u202f]|  "},
    "ar": {
        "vowel signs or tatweel": r"[\u0640\u064b-\u0652\u0670]",
        "Eastern digits": r"[\u0660-\u0669\u06f0-\u06f9]",
        "Latin punctuation": r"(?<=[\u0620-\u064a])[,;?]|  ",
    },
    "fr": {
        "no space before high punctuation": r"[^\s«][;!?%»]|(?<=[^\W\d]):",
        "curly apostrophes, odd spaces or straight quotes": r"[“”‘’\u00a0\u202f\"]|  ",
        "quotation marks without spaces": r"«\S",
    },
    "zh": {
        "half-width punctuation or spaces": (
            r"[\u4e00-\u9fff][ ,;:?!()\"]|[,;?!(\"][\u4e00-\u9fff]"
        )
    },
}
END = {"en": ".?!", "ar": ".؟!", "fr": ".?!", "zh": "。？！"}
CLOSING = "\"»” ）)'"

SCALES = {
    "en": {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12},
    "ar": {
        **dict.fromkeys(("ألفا", "ألف", "آلاف"), 1e3),
        **dict.fromkeys(("مليونا", "مليون", "ملايين"), 1e6),
        **dict.fromkeys(("مليارات", "مليارا", "مليار", "ملايير"), 1e9),
        **dict.fromkeys(("تريليونات", "تريليون"), 1e12),
    },
    "fr": {"mille": 1e3, "millions": 1e6, "million": 1e6, "milliards": 1e9, "milliard": 1e9},
    "zh": {"万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3},
}
SPELLED = {
    word: value
    for value, word in [
        *enumerate(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen".split()
        ),
        *zip(
            range(20, 100, 10),
            "twenty thirty forty fifty sixty seventy eighty ninety".split(),
            strict=True,
        ),
        *enumerate(
            "first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1
        ),
        (12, "dozen"),
    ]
}


def numbers(text: str, language: str) -> Counter[float]:
    """The values written in figures, with the scale word that follows each."""
    if language == "zh":
        text = re.sub(r"\d{1,2}月", "", text)  # the others name the month
    gap = " " if language == "fr" else ","
    point = {"en": r"\.", "ar": "[.,]", "fr": ",", "zh": r"\."}[language]
    space, end = ("", "") if language == "zh" else ("[ -]", r"(?!\w)")
    text = re.sub(rf"(?<=\d){gap}(?=\d{{3}}(?!\d))", "", text)
    scales = SCALES[language]
    number = rf"(\d+)(?:{point}(\d+))?(?:{space}({'|'.join(scales)}){end})?"
    return Counter(
        round(float(f"{whole}.{part or 0}") * scales.get(scale, 1), 4)
        for whole, part, scale in re.findall(number, text)
    )


def spelled(english: str) -> set[float]:
    """Values that the English may be spelling out, generously."""
    values: set[float] = set()
    whole = part = 0.0
    for word in re.findall(r"[a-z]+", english.lower()):
        if word in SPELLED:
            part += SPELLED[word]
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in SCALES["en"]:
            whole, part = whole + (part or 1) * SCALES["en"][word], 0.0
        elif word not in ("and", "a"):
            values.add(whole + part)
            whole = part = 0.0
        if word in SPELLED:
            values |= {part, float(SPELLED[word])}
    return values | {whole + part}


def faults_of(line: str, figures: bool = True) -> Iterator[str]:
    """What is wrong with one line, in words; with `figures` false the numbers are not compared."""
    columns = line.split("\t")
    if len(columns) != 5 or not all(cell == cell.strip() for cell in columns):
        yield f"{len(columns)} columns, or a padded one"
        return
    texts = {code: cell for code, cell in zip(LANGUAGES, columns, strict=False) if cell}
    if "en" not in texts or len(texts) < 2 or not columns[4]:
        yield "no English, no translation or no subject"
        return
    if (count := len(texts["en"].split())) not in WORDS:
        yield f"{count} English words"
    for language, text in texts.items():
        letters = max(len(LETTER.findall(text)), 1)
        arabic, han = len(ARABIC.findall(text)) / letters, len(HAN.findall(text)) / letters
        expected = {"ar": arabic > 0.5, "zh": han > 0.4}.get(language, not arabic and not han)
        if not expected or (language == "ar" and han) or (language == "zh" and arabic):
            yield f"{language}: wrong script"
        for name, pattern in FAULTS[language].items():
            if found := re.search(pattern, text):
                yield f"{language}: {name} ({found.group()!r})"
        stops = text.rstrip(CLOSING).endswith(tuple(END[language]))
        if stops != texts["en"].rstrip(CLOSING).endswith(tuple(END["en"])):
            yield f"{language}: final stop unlike the English"
    if figures:
        values = {language: numbers(text, language) for language, text in texts.items()}
        for language in {"ar", "fr"} & set(texts):
            if values[language] != values["en"]:
                yield f"{language}: figures {show(values[language])}, English {show(values['en'])}"
        if "zh" not in texts:
            return
        extra = set(values["zh"] - values["en"]) - spelled(texts["en"])
        if values["en"] - values["zh"] or extra:
            yield f"zh: figures {show(values['zh'])}, English {show(values['en'])}"


def show(values: Counter[float]) -> str:
    """Figures for a message."""
    return " ".join(f"{value:.12g}" for value in sorted(values.elements())) or "none"


def check(paths: list[Path]) -> list[str]:
    """Every fault of these files as `file:line: fault`, repeats across files included."""
    messages = []
    seen: dict[str, str] = {}
    for path in paths:
        allowed = {
            line
            for listed in sorted(path.parent.glob("allow-*.txt"))
            for line in listed.read_text(encoding="utf-8").splitlines()
        }
        openings: dict[str, int] = {}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            english = line.split("\t")[0]
            place = f"{path.name}:{number}"
            messages += [f"{place}: {fault}" for fault in faults_of(line, english not in allowed)]
            if english in seen:
                messages.append(f"{place}: same English as {seen[english]}")
            seen.setdefault(english, place)
            opening = " ".join(re.findall(r"[\w'-]+", english.lower())[:OPENING])
            if opening in openings:
                messages.append(f"{place}: opens like line {openings[opening]}")
            openings.setdefault(opening, number)
    return messages


def main(arguments: list[str]) -> int:
    """Print the faults of the files named, or of every batch; return the exit status."""
    paths = [Path(name) for name in arguments]
    paths = paths or sorted((Path(__file__).parent / "news").glob("batch-*.tsv"))
    messages = check(paths)
    print("\n".join(messages) or f"{len(paths)} files: no fault")
    return 1 if messages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
