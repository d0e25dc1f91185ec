"""How well the loader tells an author's blocks from a site's, and languages apart.

For each page: precision and recall of "this block is boilerplate", in blocks and in
characters; the blocks whose language is wrong; the articles found. A page is judged when a
label file lies beside it (or in --labels), named like it with the suffix `.labels`:

    # line or lines, label, language
    * author fr
    1-7 menu
    12 metadata ar

The first row is what every other line is. Labels are those of `reader.article.Boilerplate`,
or `author`; a language may be `none` (nothing to tell it from) or `any` (not judged).

    python benchmarks/pages.py tests/fixtures/pages --verbose
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reader.article import Block
from reader.loading import load


@dataclass(frozen=True, slots=True)
class Label:
    """What the lines of a page are."""

    kind: str
    language: str


@dataclass(slots=True)
class Score:
    """What was counted on one page, or on all of them."""

    blocks: int = 0
    found: int = 0
    missed: int = 0
    lost: int = 0
    found_characters: int = 0
    missed_characters: int = 0
    lost_characters: int = 0
    wrong_languages: int = 0
    articles: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def row(self) -> str:
        return (
            f"{self.articles:>8} {self.blocks:>6} {_share(self.found, self.lost)} "
            f"{_share(self.found, self.missed)} "
            f"{_share(self.found_characters, self.lost_characters)} "
            f"{_share(self.found_characters, self.missed_characters)} {self.wrong_languages:>9}"
        )


HEADER = (
    f"{'page':32} {'articles':>8} {'blocks':>6} {'precision':>9} {'recall':>9} "
    f"{'prec.char':>9} {'rec.char':>9} {'languages':>9}"
)


def labels(path: Path) -> tuple[Label, dict[int, Label]]:
    """The default label of a page, and the labels of its lines, counted from 1.

    Raises:
        ValueError: a row is not `LINES LABEL [LANGUAGE]`, or the default is missing.
    """
    default: Label | None = None
    lines: dict[int, Label] = {}
    for number, row in enumerate(path.read_text("utf-8").splitlines(), 1):
        cells = row.split("#")[0].split()
        if not cells:
            continue
        if len(cells) not in (2, 3):
            raise ValueError(f"{path}:{number}: not LINES LABEL [LANGUAGE]: {row}")
        language = cells[2] if len(cells) == 3 else (default.language if default else "any")
        label = Label(cells[1], language)
        if cells[0] == "*":
            default = label
            continue
        first, _, last = cells[0].partition("-")
        lines.update(dict.fromkeys(range(int(first), int(last or first) + 1), label))
    if default is None:
        raise ValueError(f"{path}: no row for every other line (* author ar)")
    return default, lines


def score(page: Path, label_file: Path) -> Score:
    """Compare what the loader says of a page with its labels."""
    default, by_line = labels(label_file)
    result = Score()
    for article in load(page):
        result.articles += 1
        for block in article.blocks:
            offset = block.start - article.start
            line = result_line(page, block)
            label = by_line.get(line, default)
            assert article.text[offset : offset + len(block.text)] == block.text
            _count(result, block, label, f"{page.name}:{line}")
    return result


def result_line(page: Path, block: Block) -> int:
    """The line of the page that a block begins on, counted from 1."""
    text = page.read_bytes().decode("utf-8-sig")
    return text.count("\n", 0, block.start) + 1


def _count(result: Score, block: Block, label: Label, where: str) -> None:
    size = len(block.text)
    result.blocks += 1
    is_site, said_site = label.kind != "author", block.boilerplate is not None
    if is_site and said_site:
        result.found += 1
        result.found_characters += size
    elif is_site:
        result.missed += 1
        result.missed_characters += size
        result.faults.append(f"{where}: missed ({label.kind}): {block.text[:60]}")
    elif said_site:
        result.lost += 1
        result.lost_characters += size
        result.faults.append(f"{where}: LOST as {block.boilerplate}: {block.text[:60]}")
    if label.language != "any" and (block.language or "none") != label.language:
        result.wrong_languages += 1
        result.faults.append(
            f"{where}: language {block.language}, not {label.language}: {block.text[:60]}"
        )


def _share(right: int, wrong: int) -> str:
    return f"{right / (right + wrong):>9.3f}" if right + wrong else f"{'-':>9}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("pages", type=Path, nargs="*", default=[Path("tests/fixtures/pages")])
    parser.add_argument("--labels", type=Path, help="folder of the label files")
    parser.add_argument("--verbose", action="store_true", help="name every fault")
    options = parser.parse_args(arguments)
    print(HEADER)
    for folder in options.pages:
        total = Score()
        for page in sorted(folder.glob("*.txt")) if folder.is_dir() else [folder]:
            label_file = (options.labels or page.parent) / f"{page.stem}.labels"
            if not label_file.is_file():
                print(f"{page.stem[:32]:32} {len(load(page)):>8} (no labels)")
                continue
            found = score(page, label_file)
            total.add(found)
            print(f"{page.stem[:32]:32} {found.row}")
            if options.verbose:
                print("".join(f"    {fault}\n" for fault in found.faults), end="")
        print(f"{'all':32} {total.row}")


if __name__ == "__main__":
    main()
