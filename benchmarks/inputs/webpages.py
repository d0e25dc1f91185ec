# ruff: noqa: E501
"""Web pages of many programs."""

from __future__ import annotations

import random
from html import escape

from inputs import damage
from inputs.texts import FRAGMENTS, LINES, Kind, prose

_TAGS = (
    "<p> </p> <div> </div> <table><tr><td> </td> </table> <ul><li> </ul> <br> <hr> <!-- --> <script> </script> <pre> "
    "</pre> <q> <sup>1</sup> &amp;#8217; &lt;b&gt; <svg> <math> <template> <noscript> <iframe> <textarea> <title> "
    "</title> <select><option> <frameset> <body> </body> </html> <style> <plaintext> <xmp> <rp> <ruby> <rt> <dl><dt> "
    "<dd> <figure> <figcaption> <blockquote> <a> <nav> <main> <article> <aside> <h1> <h6> <b> <i> </b> <font> <center> "
    "<marquee> <img> <input> <object> <embed> <base> <link> <meta> <![CDATA[ ]]> <?php ?> &#0; &#xD800; &#x110000; "
    "&nbsp &notit; &copy; <a< <\x00p> </ <!doctype> <!-->"
).split(" ")
_ALL = [*_TAGS, *FRAGMENTS]


def _lines(chance: random.Random) -> list[str]:
    return [escape(line) for line in prose(chance).splitlines() if line.strip()]


def _page(
    chance: random.Random, body: str, head: str = "", name: str = "page.html"
) -> tuple[str, bytes]:
    charset = chance.choice(
        (
            "",
            "",
            '<meta charset="utf-8">',
            '<meta charset="windows-1256">',
            '<meta charset="x">',
            '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
        )
    )
    start = chance.choice(
        (
            "<!DOCTYPE html>",
            "",
            '<?xml version="1.0" encoding="iso-8859-1"?>',
            "\ufeff<!doctype HTML>",
        )
    )
    text = f"{start}<html><head>{charset}{head}</head><body>{body}</body></html>"
    if chance.random() < 0.4:
        text = damage.of_text(chance, text, _ALL, longest=1_500)
    return name, damage.encoded(chance, text[:150_000])


def news_site(chance: random.Random) -> tuple[str, bytes]:
    lines = _lines(chance)
    links = "".join(f'<li><a href="/{n}">{line[:30]}</a></li>' for n, line in enumerate(lines * 2))
    body = (
        f'<nav><ul>{links}</ul></nav><main><article><h1>{lines[0]}</h1><p class="byline">Par X, le 3 mai</p>'
        + "".join(f"<p>{line}</p>" for line in lines)
        + f'</article></main><aside><ul>{links}</ul></aside><footer>© 2024 {links}</footer><div id="cookie">OK</div>'
    )
    head = f'<title>{lines[0]} - Site</title><meta property="og:title" content="{lines[0]}"><script type="application/ld+json">{{"@type":"NewsArticle","headline":"{lines[0]}"}}</script>'
    return _page(chance, body, head)


def blog_engine(chance: random.Random) -> tuple[str, bytes]:
    lines = _lines(chance)
    comments = "".join(
        f'<li class="comment"><cite>A</cite><p>{line}</p><a href="#">Reply</a></li>'
        for line in lines
    )
    body = f'<div id="content" class="entry-content">{"<br /><br />".join(lines)}</div><ol class="commentlist">{comments}</ol>'
    return _page(chance, body)


def word_processor(chance: random.Random) -> tuple[str, bytes]:
    body = "".join(
        "<p class=MsoNormal style='mso-margin-top-alt:auto'><span lang=FR style='font-size:12.0pt'>"
        + "".join(f"<span style='mso-x:{n}'>{word}</span> " for n, word in enumerate(line.split()))
        + "<o:p></o:p></span></p><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->"
        for line in _lines(chance)
    )
    return _page(
        chance, body, "<xml><o:OfficeDocumentSettings/></xml><style>@page{}</style>", "word.htm"
    )


def old_layout(chance: random.Random) -> tuple[str, bytes]:
    cells = "".join(
        f"<TR><TD WIDTH=50%><FONT FACE=Arial SIZE=2>{line}<TD>&nbsp" for line in _lines(chance)
    )
    body = f"<CENTER><TABLE BORDER=0><TR><TD><TABLE>{cells}</TABLE><TD><MAP><AREA></MAP></TABLE></CENTER>"
    return _page(chance, body, "<TITLE>T", "OLD.HTM")


def positioned_letters(chance: random.Random) -> tuple[str, bytes]:
    spans = "".join(
        f'<span style="position:absolute;left:{n}px">{escape(letter)}</span>'
        for n, letter in enumerate(prose(chance)[:3_000])
    )
    return _page(chance, f'<div class="pdf2html">{spans}</div>')


def nested(chance: random.Random) -> tuple[str, bytes]:
    tag = chance.choice(
        ["div", "span", "table><tr><td", "ul><li", "blockquote", "b", "p", "section", "dl><dd", "a href=x", "svg",
         "font", "q", "figure", "math><mi", "object", "ruby", "select", "template", "details", "pre", "button", "h2"]
    )  # fmt: skip
    depth = damage.amount(chance, 30, 300, 3_000, 20_000)
    text = chance.choice(("", chance.choice(LINES)))
    close = f"</{tag.split()[0].split('>')[0]}>" * depth if chance.random() < 0.5 else ""
    return _page(chance, f"<{tag}>{text}" * depth + chance.choice(LINES) + close)


def wide(chance: random.Random) -> tuple[str, bytes]:
    unit = (
        chance.choice(_ALL)
        + chance.choice(["", "a", "mot ", chance.choice(LINES)])
        + chance.choice(_ALL)
    )
    return _page(chance, unit * (damage.amount(chance, 1_000, 60_000) // (1 + len(unit))))


def two_by_turns(chance: random.Random) -> tuple[str, bytes]:
    units = [
        chance.choice(_ALL) + chance.choice(["", "a ", "mot"])
        for _ in range(chance.randrange(2, 6))
    ]
    return _page(
        chance,
        chance.choice(LINES)
        + "".join(units) * (damage.amount(chance, 2_000, 40_000) // len("".join(units))),
    )


def tables(chance: random.Random) -> tuple[str, bytes]:
    rows, columns = chance.choice(((9, 4), (9, 4), (2_000, 3), (3, 2_000), (60, 60)))
    cells = chance.choices([*_lines(chance), "", "1", "<table><tr><td>x</table>"], k=9)
    span = chance.choice(("", " colspan=99999999", " rowspan=1000", " rowspan=0 colspan=-1"))
    body = "".join(
        "<tr>" + "".join(f"<td{span}>{chance.choice(cells)[:30]}" for _ in range(columns))
        for _ in range(rows)
    )
    return _page(chance, f"<table><caption>T</caption>{body}</table>")


def single_page_application(chance: random.Random) -> tuple[str, bytes]:
    import json

    state = json.dumps({"props": [{"text": line} for line in _lines(chance)] * 20})
    body = f'<div id="root"></div><noscript>Activez JavaScript</noscript><script>window.__STATE__={state}</script>'
    picture = f'<img alt="{chance.choice(LINES)[:80]}" src="data:image/png;base64,{"A" * damage.amount(chance, 10, 200_000)}">'
    return _page(chance, body + picture)


def inline_soup(chance: random.Random) -> tuple[str, bytes]:
    names = [
        "b",
        "i",
        "a href=x",
        "span",
        "em",
        "sup",
        "code",
        "bdo dir=rtl",
        "bdi",
        "u",
        "mark",
        "kbd",
        "abbr title=x",
    ]
    words = []
    for word in prose(chance).split(" ")[:3_000]:
        name = chance.choice(names)
        words.append(
            chance.choice(
                (
                    escape(word),
                    f"<{name}>{escape(word)}</{name.split()[0]}>",
                    f"<{name}>{escape(word)}",
                )
            )
        )
    return _page(chance, f"<p>{' '.join(words)}</p>")


def xhtml(chance: random.Random) -> tuple[str, bytes]:
    body = "".join(
        f"<p><![CDATA[{line}]]></p><x:y xmlns:x='u'>{line}</x:y>" for line in _lines(chance)
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
        '<!ENTITY c SYSTEM "file:///etc/passwd">]><html xmlns="http://www.w3.org/1999/xhtml"><body>&b;&c;'
        f"{body}</body></html>"
    )
    return "page.xhtml", damage.encoded(chance, text)


def chat_export(chance: random.Random) -> tuple[str, bytes]:
    messages = "".join(
        f'<div class="message" id="m{n}"><div class="from_name">X</div><div class="date" title="12.03.2024 10:0{n % 9}:00">'
        f'10:00</div><div class="text">{line}<br>😀</div></div>' for n, line in enumerate(_lines(chance) * 5)
    )  # fmt: skip
    return _page(chance, f'<div class="history">{messages}</div>')


def encyclopedia(chance: random.Random) -> tuple[str, bytes]:
    parts = "".join(
        f'<h2><span class="mw-headline" id="a{n}">T{n}</span><span class="mw-editsection">[<a>modifier</a>]</span></h2>'
        f'<p>{line}<sup class="reference"><a href="#n{n}">[{n}]</a></sup></p>' for n, line in enumerate(_lines(chance))
    )  # fmt: skip
    notes = "".join(
        f'<li id="n{n}">↑ <cite>Note {n}</cite></li>'
        for n in range(damage.amount(chance, 5, 2_000))
    )
    return _page(
        chance,
        f'<table class="infobox"><tr><th>A<td>B</table>{parts}<ol class="references">{notes}</ol>',
    )


def long_values(chance: random.Random) -> tuple[str, bytes]:
    unit, count = chance.choice(FRAGMENTS), damage.amount(chance, 100, 50_000)
    value = escape(unit * (count // len(unit) + 1))
    attribute = chance.choice(
        ("class", "style", "href", "alt", "title", "lang", "dir", "id", "content")
    )
    body = f'<p {attribute}="{value}">{chance.choice(LINES)}</p><img {attribute}="{value}"><a {attribute}="{value}">x</a>'
    many = " ".join(f"a{n}=b" for n in range(damage.amount(chance, 1, 9_000)))
    return _page(
        chance,
        body + f"<div {many}>{chance.choice(LINES)}</div><!-- {value} -->",
        f"<title>{value}</title>",
    )


KINDS: list[Kind] = [
    news_site, blog_engine, word_processor, old_layout, positioned_letters, nested, wide, two_by_turns, tables,
    single_page_application, inline_soup, xhtml, chat_export, encyclopedia, long_values,
]  # fmt: skip
