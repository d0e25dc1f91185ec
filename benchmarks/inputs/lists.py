# ruff: noqa: E501
"""Feeds, lists of feeds and subtitles."""

from __future__ import annotations

import random
from xml.sax.saxutils import escape

from inputs import damage
from inputs.texts import FRAGMENTS, LINES, Kind, prose

_XML = [
    *(
        "<item>",
        "</item>",
        "<entry>",
        "<title>",
        "</title>",
        "<description>",
        "<![CDATA[",
        "]]>",
        "&nbsp;",
        "&amp;amp;",
    ),
    *(
        "<!--",
        "-->",
        "&lt;p&gt;",
        "<content:encoded>",
        "<?x?>",
        "&#0;",
        "&#xFFFF;",
        "<a:b>",
        "xmlns=''",
        "</channel>",
    ),
    *(
        "<!DOCTYPE rss [<!ENTITY a 'b'>]>",
        "<media:content>",
        "<itunes:summary>",
        "<outline text='a'>",
        "</outline>",
    ),
]
_SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def _marked(chance: random.Random, line: str) -> str:
    html = f"<p>{line} <b>gras</b><img src=x></p>"
    return chance.choice(
        (escape(line), escape(html), f"<![CDATA[{html}]]>", escape(escape(html)), html)
    )


def feed(chance: random.Random) -> tuple[str, bytes]:
    lines = prose(chance).splitlines() * damage.amount(chance, 1, 10)
    kind = chance.randrange(4)
    if kind == 0:
        entries = "".join(
            f"<item><title>{_marked(chance, line[:60])}</title><link>http://a.b</link><description>{_marked(chance, line)}"
            f"</description><content:encoded>{_marked(chance, line * 3)}</content:encoded></item>" for line in lines
        )  # fmt: skip
        text = f'<rss version="2.0" {chance.choice((_SPACES, ""))}><channel><title>T</title>{entries}</channel></rss>'
    elif kind == 1:
        sort = chance.choice(("html", "xhtml", "text", "", "text/html"))
        entries = "".join(
            f'<entry><title type="{sort}">{_marked(chance, line[:60])}</title><content type="{sort}">{_marked(chance, line)}'
            "</content></entry>" for line in lines
        )  # fmt: skip
        text = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{entries}</feed>'
    elif kind == 2:
        entries = "".join(f"<item><title>{escape(line)}</title></item>" for line in lines)
        text = (
            f'<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/"><channel/>{entries}</rdf:RDF>'
        )
    else:
        text = (
            "<rss><channel>"
            + "<item>" * damage.amount(chance, 10, 5_000)
            + f"<title>{escape(lines[0])}</title>"
        )
    text = damage.of_text(chance, text, [*_XML, *FRAGMENTS], longest=1_000)
    head = chance.choice(
        (
            '<?xml version="1.0" encoding="windows-1256"?>',
            '<?xml version="1.0"?>',
            "",
            "\n\n",
            "\ufeff",
        )
    )
    return chance.choice(("feed.rss", "feed.atom", "feed.xml", "feed.rdf")), damage.encoded(
        chance, (head + text)[:150_000]
    )


def feeds(chance: random.Random) -> tuple[str, bytes]:
    """A list of feeds: deep, wide, or one that names itself."""
    depth, line = (
        damage.amount(chance, 3, 200, 5_000, 50_000),
        escape(chance.choice(LINES), {'"': ""}),
    )
    row = f'<outline text="{line}" xmlUrl="feeds.opml" type="include">'
    if chance.random() < 0.5:
        body = row * depth + ("</outline>" * depth if chance.random() < 0.7 else "")
    else:
        body = (row + "</outline>") * min(depth, 2_000)
    text = f'<opml version="2.0"><head><title>T</title></head><body>{body}</body></opml>'
    return "feeds.opml", damage.encoded(
        chance, damage.of_text(chance, text, [*_XML, *FRAGMENTS], 3, 1_000)[:3_000_000]
    )


_CUES = [
    *(
        "-->",
        " --> ",
        "00:00:01,000 --> 00:00:02,000\n",
        "<i>",
        "</i>",
        "<b><i><u>",
        "{\\an8}",
        "<font color=red>",
        "♪",
    ),
    *(
        "<v Ahmed>",
        "<c.a.b>",
        "<00:00:01.000>",
        "NOTE\n",
        "STYLE\n",
        "REGION\n",
        "- ",
        "1\n",
        "\n\n",
        "X1:0 Y1:0",
        "&lt;",
    ),
    *(
        "align:start",
        "WEBVTT\n",
        "[",
        "(",
        "...",
        "<ruby>",
        "<rt>",
        "</c>",
        "{",
        "}",
        "<",
        ">",
        "|",
    ),
]


def subtitles(chance: random.Random) -> tuple[str, bytes]:
    is_vtt = chance.random() < 0.5
    comma = chance.choice((",", ".", ","))
    words = prose(chance, 60).split()[: damage.amount(chance, 30, 3_000)]
    end = chance.choice(("\n", "\r\n", "\r"))
    parts, at = (["WEBVTT - x", "STYLE\n::cue {}", "NOTE x"] if is_vtt else []), 0
    for number in range(0, len(words), 5):
        at += chance.choice((1, 3, 0, -2, 4_000))
        clock = [
            f"{abs(t) // 3600:02}:{abs(t) // 60 % 60:02}:{abs(t) % 60:02}{comma}000"
            for t in (at, at + 2)
        ]
        text = " ".join(words[number : number + 5])
        text = chance.choice(
            (text, f"<i>{text}</i>", f"- {text}\n- {text}", f"<v A>{text}", "{\\an8}" + text, "")
        )
        label = chance.choice((f"{number}\n", "", "x\n", f"{number}\n"))
        parts.append(
            f"{label}{clock[0]} --> {clock[1]}{chance.choice(('', ' align:left', ' x'))}\n{text}"
        )
    text = chance.choice(("\n\n", "\n\n", "\n", "\n\n\n")).join(parts)
    text = damage.of_text(chance, text, [*_CUES, *FRAGMENTS], longest=2_000)
    return f"film.{'vtt' if is_vtt else 'srt'}", damage.encoded(
        chance, text[:120_000].replace("\n", end)
    )


def subtitles_by_turns(chance: random.Random) -> tuple[str, bytes]:
    units = chance.choices(_CUES, k=chance.randrange(1, 4))
    body = "".join(units) * (damage.amount(chance, 500, 40_000) // len("".join(units)) + 1)
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{chance.choice(LINES)}{body}{chance.choice(LINES)}\n"
    return chance.choice(("turns.srt", "turns.vtt")), damage.encoded(chance, text)


KINDS: list[Kind] = [feed, feed, feeds, subtitles, subtitles, subtitles_by_turns]
