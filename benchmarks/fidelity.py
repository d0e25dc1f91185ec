"""What must not change, measured: literals held exactly, chrF and time, free and protected.

    python benchmarks/fidelity.py                  the sentences of data/literals.tsv
    python benchmarks/fidelity.py --json FILE      the figures as JSON, too
    python benchmarks/fidelity.py PAGE…            numbers, addresses and Latin names of pages

Each row of data/literals.tsv is a sentence in English, Arabic, French and Chinese, and what its
translation has to hold: a text as it stands (alternatives after a tilde), `n:` a number's value,
`d:` a date (year-month-day; the year may be missing), `t:` a time of day. The check reads the
English by rules of its own, not by those of the product.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from reader import Translator, load
from reader.article import Sentence
from reader.translator.quality import BEAM_SIZES

DATA = Path(__file__).parent / "data" / "literals.tsv"
LANGUAGES = {"ar": "arabic", "fr": "french", "zh": "chinese"}
MONTHS = (
    "January February March April May June July August September October November December"
).split()
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
SPANS = "hour day week month year".split()  # a two-day meeting
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER = re.compile(
    r"(?<![\w.,])-?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:[ -](thousand|million|billion|trillion)\b)?"
    r"(?:st|nd|rd|th|s|km|kg|m|mm|[MGT]B|[kMG]W|%)?(?![\w]|[.,]\d)"
)


@dataclass
class Figures:
    """What came of one language."""

    language: str
    sentences: int
    literals: int
    held_free: float
    held: float
    chrf_free: float
    chrf: float
    time_ratio: float
    """Processor time of the protected decode, as a multiple of the free one's."""
    doubts: int
    """Sentences with a doubt about a literal."""


def numbers(text: str) -> Iterator[Decimal]:
    """The values of the numbers of an English text, in digits or in small words."""
    for match in NUMBER.finditer(text):
        value = Decimal(match[1].replace(",", "") + (match[2] or ""))
        yield value * SCALES.get(match[3] or "", 1)
    for match in re.finditer(r"[a-z]+(?:-[a-z]+)?", text.lower()):
        tens, _, unit = match[0].partition("-")
        number = tens if unit in SPANS else match[0]
        if number in WORDS:
            yield Decimal(WORDS.index(number))
        elif tens in TENS and (not unit or unit in WORDS[1:10]):
            yield Decimal(10 * TENS.index(tens) + 20 + (WORDS.index(unit) if unit else 0))
    for word, scale in SCALES.items():
        if re.search(rf"\b(?:a|one) {word}\b", text, re.IGNORECASE):
            yield Decimal(scale)


def has_date(text: str, date: str) -> bool:
    """Whether an English text names a date, in words or in digits."""
    year, month, day = date.split("-")
    name = rf"(?:{MONTHS[int(month) - 1]}|{MONTHS[int(month) - 1][:3]}\.?)"
    number = rf"0?{int(day)}(?:st|nd|rd|th)?"
    worded = rf"(?:\b{number}(?: of)? {name}\b|\b{name} (?:the )?{number}\b)"
    if year:
        worded += rf",? (?:of |in )?{year}\b"
        one, other = f"0?{int(day)}", f"0?{int(month)}"
        worded += rf"|\b{one}[/.-]{other}[/.-]{year}\b|\b{year}[/.-]{other}[/.-]{one}\b"
    return bool(re.search(worded, text, re.IGNORECASE))


def has_time(text: str, clock: str) -> bool:
    """Whether an English text tells a time of day."""
    hour, minute = map(int, clock.split(":"))
    twelve = hour % 12 or 12
    forms = [rf"0?{hour}[:.]{minute:02}", rf"{twelve}[:.]{minute:02}"]
    if minute == 0:
        forms.append(rf"{twelve} ?(?:[ap]\.?m\.?|o'clock)")
    return any(
        re.search(rf"(?<![\d:.]){form}(?![\d:]|\.\d)", text, re.IGNORECASE) for form in forms
    )


def has_text(text: str, wanted: str) -> bool:
    """Whether a text holds another, not as a part of a longer word or number."""
    return any(
        re.search(rf"(?<![^\W_]){re.escape(form)}(?![^\W_])", text)
        if form[0].isalnum()
        else form in text
        for form in wanted.split("~")
    )


def is_held(text: str, literal: str) -> bool:
    """Whether a translation holds a literal of the data."""
    kind, _, value = literal.partition(":")
    if kind == "n":
        return Decimal(value) in set(numbers(text))
    if kind == "d":
        return has_date(text, value)
    if kind == "t":
        return has_time(text, value)
    return has_text(text, literal)


def measure(
    language: str, rows: Sequence[dict[str, str]], quality: str, model: Path | None, losses: bool
) -> Figures:
    """The figures of one language; both decodes take turns, so that their times compare."""
    sentences = [Sentence(row[LANGUAGES[language]], 0, 0, language) for row in rows]
    made, seconds = {}, {True: 0.0, False: 0.0}
    translators = {
        protect: Translator(termbases=(), quality=quality, protect=protect, model=model)
        for protect in (False, True)
    }
    for translator in translators.values():
        list(translator.translate(sentences[:2]))
    for _ in range(3):
        for protect in (False, True):
            translators[protect]._recent.clear()
            begun = time.process_time()
            made[protect] = list(translators[protect].translate(sentences))
            seconds[protect] += time.process_time() - begun
    from sacrebleu import corpus_chrf

    held = {True: 0, False: 0}
    count = 0
    for index, row in enumerate(rows):
        for literal in row["literals"].split(";"):
            count += 1
            for protect in (False, True):
                found = is_held(made[protect][index].target, literal)
                held[protect] += found
                if losses and protect and not found:
                    print(f"{language} {literal}: {made[True][index].target}")
                    print(f"    {sentences[index].text}")
    references = [row["english"] for row in rows]
    scores = {
        protect: corpus_chrf([each.target for each in made[protect]], [references]).score
        for protect in (False, True)
    }
    return Figures(
        language,
        len(rows),
        count,
        100 * held[False] / count,
        100 * held[True] / count,
        scores[False],
        scores[True],
        seconds[True] / seconds[False],
        sum(any(d.kind == "literal" for d in each.doubts) for each in made[True]),
    )


def read_rows(path: Path = DATA) -> list[dict[str, str]]:
    """The rows of the data, by column."""
    head, *lines = path.read_text("utf-8").splitlines()
    names = head.split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]


ADDRESS = re.compile(r"https?://[^\s<>«»\"()؛،，。]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9'’.-]*[A-Za-z0-9]|[A-Z]")
DIGITS = re.compile(r"\d[\d.,٫٬]*\d|\d")
MONTH = re.compile(r"(?<![\d.])(?:1[0-2]|[1-9]) ?月")
EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬", "0123456789.,")


def check_page(path: Path) -> tuple[int, list[str]]:
    """How many addresses, Latin names and numbers a page has, and which its translation lacks."""
    lost, count = [], 0
    translator = Translator()
    for article in load(path):
        sentences = translator.sentences(article, boilerplate=False)
        for each in translator.translate(sentences):
            source, target = each.source.text, each.target
            if each.source.language not in LANGUAGES:
                continue
            wanted = ADDRESS.findall(source)
            rest = ADDRESS.sub(" ", source)
            rest = MONTH.sub(" ", rest)
            for term in each.source.terms:  # a term's acronym is the glossary's to translate
                rest = rest.replace(source[term.start : term.end], " ")
            if each.source.language != "fr":
                wanted += LATIN.findall(rest)
            digits = re.sub(r"\D", "", target)
            for found in DIGITS.findall(rest.translate(EASTERN)):
                plain = found.strip(".,").replace(",", "").replace(".", "").lstrip("0")
                count += 1
                values = {str(int(v)) for v in numbers(target) if v == int(v)}
                if plain and plain not in digits and plain not in values:
                    lost.append(f"{found}: {source} => {target}")
            count += len(wanted)
            lost += [f"{each_}: {source} => {target}" for each_ in wanted if each_ not in target]
    return count, lost


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures. Returns 1 where a page's literal was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", type=Path, help="pages to check instead")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--quality", choices=BEAM_SIZES, default="balanced")
    parser.add_argument("--model", type=Path, help="a package in place of the installed ones")
    parser.add_argument("--losses", action="store_true", help="print what was not held")
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    options = parser.parse_args(argv)
    if options.pages:
        failed = False
        for page in options.pages:
            count, lost = check_page(page)
            print(f"{page.name}: {count - len(lost)} of {count} held")
            for line in lost:
                print(f"    {line}")
            failed |= bool(lost)
        return int(failed)
    rows = read_rows()
    figures = [
        measure(language, rows, options.quality, options.model, options.losses)
        for language in options.language or LANGUAGES
    ]
    if options.json:
        kept = ("held", "chrf", "time_ratio")
        values = {
            f"{each.language} {name}": round(getattr(each, name), 3)
            for each in figures
            for name in kept
        }
        options.json.write_text(json.dumps(values, indent=1) + "\n", "utf-8")
    print("      sentences literals   held free  held   chrF free  chrF   time  doubts")
    for each in figures:
        print(
            f"{each.language:6}{each.sentences:9}{each.literals:9}{each.held_free:11.1f}%"
            f"{each.held:6.1f}%{each.chrf_free:11.1f}{each.chrf:7.1f}{each.time_ratio:7.2f}"
            f"{each.doubts:7}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
