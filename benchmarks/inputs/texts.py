# ruff: noqa: E501
"""Plain texts and Markdown."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from inputs import damage

Kind = Callable[[random.Random], tuple[str, bytes]]

_FOLDER = Path(__file__).parents[2] / "tests" / "fixtures" / "pages"
PAGES = [path.read_text("utf-8") for path in sorted(_FOLDER.glob("*.txt"))]
LINES = [line for page in PAGES for line in page.splitlines() if line.strip()]

INVISIBLE = [
    *"\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u061c\u180e\u115f\u3164\ufe0f\U000e0041\U000e0001",
    *"\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
]
SPACES = [
    *" \t\u00a0\u1680\u2000\u2003\u2009\u202f\u205f\u3000",
    "\r\n",
    *"\n\r\v\f\x1c\x1f\x85\u2028",
]
ODD = [
    *INVISIBLE,
    *SPACES,
    *"\x00\x01\x08\x1b\x7f\x9b\ufffd\ufffe\uffff\U0001f600\U0010ffff\ud800\udc80\udcff",
    *(
        "e\u0301",
        "\u0301" * 40,
        "﷽",
        "ﷺ",
        "ـ" * 30,
        "ﻻ",
        "👨‍👩‍👧",
        "\U0001f1eb\U0001f1f7",
        "﹏",
        "㈱",
        "①",
    ),
]
WORDS = (
    "... … ؟ 。 M. etc. الرئيسية 新闻 Bonjour 12/03/2024 https://a.b/c @x © 2020 an-\nnuel n° l' « »"
    " 1.234.567,89 ١٢٣٤ a@b.c #x $5 50% -- — ( [ { \" ' ` ~ _ * | \\ / < > & ; :"
).split(" ")
FRAGMENTS = [*ODD, *WORDS]


def prose(chance: random.Random, most: int = 40) -> str:
    """Some paragraphs, of one language or of several."""
    if chance.random() < 0.5:
        return chance.choice(PAGES)
    return "\n\n".join(chance.choice(LINES) for _ in range(chance.randrange(1, most)))


def damaged_prose(chance: random.Random) -> tuple[str, bytes]:
    text = damage.of_text(chance, prose(chance), FRAGMENTS)
    return "text.txt", damage.encoded(chance, text[:120_000])


def two_encodings(chance: random.Random) -> tuple[str, bytes]:
    codecs = chance.sample(damage.CODECS, 3)
    parts = (prose(chance, 6).encode(codec, "replace") for codec in codecs)
    return "joined.txt", b"\n".join(parts)


def mistaken_encoding(chance: random.Random) -> tuple[str, bytes]:
    text = prose(chance)
    for _ in range(chance.randrange(1, 4)):
        text = text.encode("utf-8", "replace").decode(
            chance.choice(("cp1252", "cp1256", "latin-1")), "replace"
        )
    return "mojibake.txt", damage.encoded(chance, text[:120_000])


def cut_within_a_character(chance: random.Random) -> tuple[str, bytes]:
    data = prose(chance).encode(chance.choice(damage.CODECS), "replace")
    first = chance.randrange(4)
    return "cut.txt", data[first : len(data) - chance.randrange(4)]


def mixed_directions(chance: random.Random) -> tuple[str, bytes]:
    words = prose(chance).split()[:4_000] or ["x"]
    for _ in range(len(words) // 3):
        at = chance.randrange(len(words))
        mark = chance.choice(INVISIBLE)
        words[at] = chance.choice((mark + words[at], words[at] + mark, mark.join(words[at])))
    chance.shuffle(words)
    return "bidi.txt", damage.encoded(chance, " ".join(words))


def huge_line(chance: random.Random) -> tuple[str, bytes]:
    unit = chance.choice([*FRAGMENTS, chance.choice(LINES), chance.choice(LINES).replace(" ", "")])
    glue = chance.choice(["", " ", *FRAGMENTS])
    end = chance.choice(["", ".", "\n", chance.choice(LINES)])
    count = damage.amount(chance, 2_000, 20_000, 100_000) // (len(unit) + len(glue))
    return "line.txt", damage.encoded(chance, glue.join([unit] * (count + 1)) + end)


def two_fragments_by_turns(chance: random.Random) -> tuple[str, bytes]:
    units = chance.choices(FRAGMENTS, k=chance.randrange(2, 5))
    before, after = chance.choice(["", *LINES]), chance.choice(["", *LINES])
    body = "".join(units) * (damage.amount(chance, 1_000, 30_000) // len(units))
    return "turns.txt", damage.encoded(chance, before + body + after)


def many_short_lines(chance: random.Random) -> tuple[str, bytes]:
    units = chance.choices(
        [*FRAGMENTS, "- a", "1. b", "a | b", "Titre", "عنوان", "标题", "AB:"], k=6
    )
    end = chance.choice(("\n", "\r", "\r\n", "\n\n", "\u2028", "\x85", "\v"))
    count = damage.amount(chance, 100, 3_000, 10_000)
    return "lines.txt", damage.encoded(chance, end.join(chance.choices(units, k=count)))


def hard_wrapped(chance: random.Random) -> tuple[str, bytes]:
    import textwrap

    width = chance.choice((1, 2, 5, 20, 72))
    text = "\n\n".join(textwrap.fill(line, width) for line in prose(chance).splitlines()[:60])
    quote = chance.choice(("", "> ", ">> ", "    ", "\t", "| ", "* "))
    return "wrapped.txt", damage.encoded(
        chance, "".join(quote + row for row in text.splitlines(True))
    )


def letters_apart(chance: random.Random) -> tuple[str, bytes]:
    glue = chance.choice([" ", "\n", *INVISIBLE, "\u0301", "ـ", "."])
    return "apart.txt", damage.encoded(chance, glue.join(prose(chance)[:20_000]))


def piled_marks(chance: random.Random) -> tuple[str, bytes]:
    marks = [
        chr(code) for code in (*range(0x300, 0x330), *range(0x610, 0x61B), *range(0x64B, 0x65F))
    ]
    piles = ("".join(chance.choices(marks, k=chance.randrange(60))) for _ in range(3_000))
    return "zalgo.txt", damage.encoded(
        chance, "".join(map("".join, zip(prose(chance), piles, strict=False)))
    )


def no_text_at_all(chance: random.Random) -> tuple[str, bytes]:
    match chance.randrange(4):
        case 0:
            data = chance.randbytes(chance.randrange(50_000))
        case 1:
            data = bytes(chance.randrange(100_000))
        case 2:
            data = b"".join(
                chance.choices([b" ", b"\n", b"\r", b"\t", b"\xc2\xa0", b"\xe3\x80\x80"], k=9_000)
            )
        case _:
            head = chance.choice(
                [
                    b"\x1f\x8b\x08",
                    b"PK\x03\x04",
                    b"%PDF-1.4\n",
                    b"\xd0\xcf\x11\xe0",
                    b"WARC/1.0",
                    b"{\\rtf1",
                    b"\xfe\xff",
                    b"\xff\xfe\0\0",
                    b"RIFF",
                    b"\x89PNG",
                    b"From ",
                ]
            )
            data = head + chance.randbytes(chance.randrange(5_000))
    ending = chance.choice(
        (".txt", "", ".md", ".html", ".docx", ".pdf", ".eml", ".srt", ".xml", ".warc.gz")
    )
    return "data" + ending, data


def terminal_typescript(chance: random.Random) -> tuple[str, bytes]:
    orders = [
        "\x1b[31m",
        "\x1b[0m",
        "\x1b]0;title\x07",
        "\x08\x08",
        "\r",
        "\x1b[2K",
        "\x9b1m",
        "\x1bP",
        "\a",
    ]
    words = [
        chance.choice([word, word, chance.choice(orders)]) for word in prose(chance).split(" ")
    ]
    return "typescript", damage.encoded(chance, " ".join(words))


def code_and_data(chance: random.Random) -> tuple[str, bytes]:
    import base64
    import json

    match chance.randrange(4):
        case 0:
            text = json.dumps(
                {"a": [prose(chance)] * 20, "b": list(range(900))},
                ensure_ascii=chance.random() < 0.5,
            )
        case 1:
            text = base64.b64encode(chance.randbytes(60_000)).decode()
        case 2:
            rows = (
                f"2024-0{n % 9}-1{n % 9}T10:00:{n % 60:02} [INFO] x={n} /usr/lib/{n:x}"
                for n in range(3_000)
            )
            text = "\n".join(rows)
        case _:
            text = "\n".join(";".join(map(str, range(n, n + 40))) for n in range(1_500))
    return chance.choice(("data.txt", "data.json", "data.log", "data.csv")), damage.encoded(
        chance, text
    )


_MARKS = [
    *(
        "# ",
        "> ",
        "- ",
        "1. ",
        "| a | b |\n|---|---|\n",
        "```\n",
        "~~~",
        "[^1]: ",
        "[a](b)",
        "**",
        "---\n",
        "===\n",
    ),
    *(
        "[",
        "]",
        "(",
        "![",
        "*",
        "_",
        "`",
        "<b>",
        "</b>",
        "<div>",
        "<!--",
        "\\",
        "&amp;",
        "    ",
        "\t",
        "+++\n",
    ),
    *(
        "[x]: y\n",
        "<https://a.b>",
        "$$",
        "{.c}",
        ":::\n",
        "  \n",
        "***a** b*",
        "a\n:   b\n",
        "<!-- -->",
    ),
]


def damaged_markdown(chance: random.Random) -> tuple[str, bytes]:
    lines = [chance.choice(["", *_MARKS]) + line for line in prose(chance).splitlines()]
    text = damage.of_text(chance, "\n\n".join(lines), [*_MARKS, *FRAGMENTS], longest=2_000)
    return "note.md", damage.encoded(chance, text[:120_000])


def deep_markdown(chance: random.Random) -> tuple[str, bytes]:
    depth = damage.amount(chance, 50, 1_000, 10_000)
    mark = chance.choice(_MARKS)
    shape = chance.randrange(3)
    if shape == 0:
        text = mark * depth + "Bonjour le monde" + mark[::-1] * depth
    elif shape == 1:
        text = "\n".join("  " * (n % 300) + mark + "Bonjour" for n in range(min(depth, 1_500)))
    else:
        text = "\n".join("> " * (n % 200) + mark + "Bonjour" for n in range(min(depth, 1_500)))
    return "deep.md", damage.encoded(chance, text)


def reference_markdown(chance: random.Random) -> tuple[str, bytes]:
    count = damage.amount(chance, 10, 300, 1_500)
    uses = " ".join(f"[mot {n}][r{n}] texte[^n{n}]" for n in range(count))
    defined = "\n".join(
        f"[r{n}]: https://a.b/{n} 'titre'\n[^n{n}]: Note {n}." for n in range(count)
    )
    front = chance.choice(("", "---\ntitle: X\n---\n", "---\n" * 9, "---\ntitle: X\n"))
    return "links.md", damage.encoded(chance, front + uses + "\n\n" + defined)


KINDS: list[Kind] = [
    damaged_prose, two_encodings, mistaken_encoding, cut_within_a_character, mixed_directions, huge_line,
    two_fragments_by_turns, many_short_lines, hard_wrapped, letters_apart, piled_marks, no_text_at_all,
    terminal_typescript, code_and_data, damaged_markdown, deep_markdown, reference_markdown,
]  # fmt: skip
