"""The blocks of web pages: all that a page shows, once, in order, and which is the article."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Block
from reader.loading import html, load
from reader.loading.page import Page
from tests.counting import calls

FRENCH = (
    "Le ministère de l'Intérieur a annoncé lundi l'ouverture d'une enquête administrative après "
    "les incidents survenus dans la nuit près du port. Selon le porte-parole, trois agents ont "
    "été légèrement blessés et les dégâts restent limités."
)
SENTENCE = FRENCH.split(". ")[0] + "."
ARABIC = (
    "قال المتحدث باسم الوزارة إن التحقيق سيشمل جميع الموظفين الذين حضروا الاجتماع الأخير في "
    "الرباط. وأضاف أن النتائج ستعلن في غضون أسبوعين، وأن الحكومة ملتزمة بالشفافية الكاملة."
)
CHINESE = "外交部发言人周三在例行记者会上表示，双方就地区安全问题交换了意见，并同意加强合作。"


def page(body: str, *, title: str = "", lang: str = "fr") -> str:
    return f'<!doctype html><html lang="{lang}"><head><title>{title}</title></head>{body}</html>'


def blocks(body: str, **options: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in html.extract(page(body, **options)).blocks]


def texts(body: str, **options: str) -> list[str]:
    return [text for _, text in blocks(body, **options)]


def article_of(body: str, **options: str) -> list[str]:
    """What is left of a page without the site's blocks."""
    (article,) = load(page(body, **options).encode())
    return [block.text for block in article.blocks if not block.boilerplate]


PAGE = page(
    f"""<body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/s">Sport</a></li></ul></nav>
<article><h1>La route du port</h1>
<p>{FRENCH}</p><h2>Deux ponts</h2><p>{SENTENCE}<br>Nouvelle ligne après le saut.</p>
<ul><li>un premier point de la liste</li><li>un second point</li></ul>
<blockquote>Nous avons attendu trois ans.</blockquote>
<script>var menu = "non";</script></article>
<footer>© 2020 Gazette. Tous droits réservés.</footer></body>""",
    title="La route du port | Gazette",
)


def test_a_page_gives_its_article_and_marks_the_rest() -> None:
    found = html.extract(PAGE)
    assert [(block.kind, block.text, block.boilerplate) for block in found.blocks] == [
        ("list-item", "Accueil", "menu"),
        ("list-item", "Sport", "menu"),
        ("title", "La route du port", None),
        ("paragraph", FRENCH, None),
        ("heading", "Deux ponts", None),
        ("paragraph", SENTENCE, None),
        ("paragraph", "Nouvelle ligne après le saut.", None),
        ("list-item", "un premier point de la liste", None),
        ("list-item", "un second point", None),
        ("quote", "Nous avons attendu trois ans.", None),
        ("paragraph", "© 2020 Gazette. Tous droits réservés.", "legal"),
    ]
    assert all(found.text.startswith(block.text, block.start) for block in found.blocks)


def test_an_article_of_a_page_has_its_title_and_language() -> None:
    (article,) = load(PAGE.encode())
    assert (article.title, article.language) == ("La route du port", "fr")


@pytest.mark.parametrize(
    "empty", ["", "<html></html>", "<html><body></body></html>", "<p", "<!---->", "&nbsp;", "<br>"]
)
def test_a_page_without_text(empty: str) -> None:
    assert html.extract(empty) == Page("", ())
    assert load(empty.encode(), format="html") == []


def test_a_page_in_a_legacy_encoding() -> None:
    data = f'<html><head><meta charset="windows-1256"></head><body><p>{ARABIC}</p></body></html>'
    (article,) = load(data.encode("cp1256"))
    assert [block.text for block in article.blocks] == [ARABIC]


# --- Words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Dix <nobr>mille tonnes</nobr> de <big>blé</big>.</p>", "Dix mille tonnes de blé."),
        ("<p>Depuis <time datetime=2021>mai 2021</time>, oui.</p>", "Depuis mai 2021, oui."),
        ("<p>Un <q>bel effort</q>.</p>", "Un «\u00a0bel effort\u00a0»."),
        ("<p><b>L</b>a ville <i>dort</i>.</p>", "La ville dort."),
        ("<p>Le 1<sup>er</sup> mai, 30 m<sup>2</sup>.</p>", "Le 1er mai, 30 m²."),
        ("<p>En 1999<sup>4</sup>, rien.</p>", "En 1999⁴, rien."),
        ("<p>En 1999<sup><a href='#n'>[4]</a></sup>.</p>", "En 1999[4]."),
        ("<p>Du CO<sub>2</sub> dans <code>x&lt;y</code>.</p>", "Du CO2 dans `x<y`."),
        ("<p>Les touches <kbd>Alt</kbd>+<kbd>F</kbd>.</p>", "Les touches `Alt`+`F`."),
        ("<p>\n\tDes\n\tmots\t\tépars \n</p>", "Des mots épars"),
        ("<p>Un mot&nbsp;: «&nbsp;oui&nbsp;».</p>", "Un mot\u00a0: «\u00a0oui\u00a0»."),
        ("<p>extra<wbr>ordi<!-- -->naire<span></span>ment</p>", "extraordinairement"),
        ("<p><a>Un</a><a>Deux</a> <a>Trois</a></p>", "Un Deux Trois"),
        ("<p><span class=author>Par X. Y.</span><time>3 mai</time></p>", "Par X. Y. 3 mai"),
        ("<center>Au <font color=red>milieu</font></center>", "Au milieu"),
    ],
)  # fmt: skip
def test_inline_elements_stay_in_their_sentence(body: str, text: str) -> None:
    assert texts(body) == [text]


def test_a_quotation_within_a_sentence_has_its_languages_marks() -> None:
    assert texts("<p>他说<q>好</q>。</p>", lang="zh") == ["他说“好”。"]
    assert texts("<p>قال <q>نعم</q>.</p>", lang="ar-MA") == ["قال «نعم»."]


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        ("L&amp;#8217;avis &amp;amp; l&amp;eacute;t&amp;eacute;", "L’avis & lété"),
        ("3 &amp;lt; 4, AT&amp;amp;amp;T", "3 < 4, AT&T"),
        ("Un &lt;b&gt;mot&lt;/b&gt; gras", "Un mot gras"),
        ("R&D et a&b;c", "R&D et a&b;c"),
        ("La balise &lt;table&gt; seule", "La balise <table> seule"),
        ("<code>&amp;eacute;</code>", "`&eacute;`"),
    ],
)
def test_what_was_escaped_twice_is_read_once_more(escaped: str, text: str) -> None:
    assert texts(f"<p>{escaped}</p>") == [text]


def test_what_no_browser_shows_is_left_out() -> None:
    hidden = (
        "<p hidden>un</p><div style='color:red; display : none'>deux</div>"
        "<template>trois</template><noscript>quatre</noscript><dialog>cinq</dialog><svg><title>six</title></svg>"
        "<video>sept</video><script>huit</script><style>neuf</style>"
        "<datalist><option>dix</datalist>"
    )
    assert texts(f"<p>avant</p>{hidden}<p>après</p>") == ["avant", "après"]


def test_how_a_word_is_read_is_not_a_part_of_the_text() -> None:
    assert texts(
        "<p>这是<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>，我们在学习。</p>"
        "<p>他住在<ruby><rb>北<rb>京<rtc><rt>Běi<rt>jīng</rtc></ruby>。</p>"
    ) == ["这是漢字，我们在学习。", "他住在北京。"]


# --- Blocks ---------------------------------------------------------------------------------


def test_text_outside_of_any_paragraph_is_kept() -> None:
    body = "<body>début<p>Court.</p>nu<div>un<p>deux</p>trois</div><i>quatre</i></body> fin"
    assert texts(body) == ["début", "Court.", "nu", "un", "deux", "trois", "quatre fin"]


def test_text_after_the_page_s_end_is_kept() -> None:
    assert html.extract("<html><body><p>un</p></body>deux</html>trois<p>quatre").text == (
        "un\n\ndeuxtrois\n\nquatre\n"
    )


def test_two_line_breaks_end_a_paragraph() -> None:
    body = f"<div><h1>Titre</h1>{FRENCH}<br><br>\n{SENTENCE}<br />&nbsp;<br>Fin.</div>"
    assert texts(body) == ["Titre", FRENCH, SENTENCE, "Fin."]


def test_one_line_break_does_not_cut_a_sentence() -> None:
    assert texts("<p>Le pont qui relie<br>les deux rives est fermé.<br>Il rouvrira.</p>") == [
        "Le pont qui relie les deux rives est fermé.",
        "Il rouvrira.",
    ]
    assert texts("<h1>Le pont<br>Neuf</h1>") == ["Le pont Neuf"]
    wrapped = "<br>".join(textwrap.wrap(FRENCH, 60))
    assert texts(f"<p>{wrapped}</p>") == [FRENCH]


def test_tables_give_their_cells() -> None:
    found = html.extract(
        "<table><caption>Le trafic</caption><thead><tr><th>An</th><th>Camions</th></tr></thead>"
        "<tr><td>2022</td><td>1 200</td></tr><tr><td>2023<td>1 450</table>"
    )
    assert [block.text for block in found.blocks] == [
        "Le trafic", "An", "Camions", "2022", "1 200", "2023", "1 450",
    ]  # fmt: skip
    assert found.text == "Le trafic\n\nAn | Camions\n2022 | 1 200\n2023 | 1 450\n"


def test_a_caption_is_no_heading() -> None:
    prose = "Le maire a reçu les pêcheurs du port mardi, puis il a visité le nouveau marché. " * 3
    body = (
        f"<h1>Le port rouvre enfin</h1><p>{prose}</p>"
        f"<figure><img src=a><figcaption>Les quais hier matin</figcaption></figure><p>{prose}</p>"
    )
    (article,) = load(page(body).encode(), format="html")
    kinds = {block.text: block.kind for block in article.blocks}
    assert kinds["Les quais hier matin"] == "paragraph"
    assert kinds["Le port rouvre enfin"] == "title"


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    found = html.extract(
        f"<table><tr><td><a href=/>Accueil</a><td><h1>Titre</h1><p>{FRENCH}</p>nu</table>"
    )
    assert [(block.kind, block.text) for block in found.blocks] == [
        ("paragraph", "Accueil"), ("title", "Titre"), ("paragraph", FRENCH), ("paragraph", "nu"),
    ]  # fmt: skip
    assert " | " not in found.text


def test_lists_keep_their_bullets_and_numbers() -> None:
    found = html.extract(
        "<p>Liste :</p><ul><li>un<ol start=7><li>sept</li><li><p>huit</p><p>bis</p></li></ol></li>"
        "<li></li></ul><p>Fin</p>"
    )
    assert found.text == "Liste :\n\n- un\n7. sept\n8. huit\nbis\n\nFin\n"
    assert [block.kind for block in found.blocks][1:5] == ["list-item"] * 4


def test_preformatted_prose_is_prose_and_code_is_code() -> None:
    assert blocks(f"<pre>{FRENCH}\n{SENTENCE}</pre><pre><code>x = 1\n  y()\n</code></pre>") == [
        ("paragraph", FRENCH), ("paragraph", SENTENCE), ("preformatted", "x = 1\n  y()"),
    ]  # fmt: skip


@pytest.mark.parametrize("depth", [300, 3000])
@pytest.mark.parametrize("tags", ["div", "b", "ul li", "table tr td"])
def test_a_deeply_nested_page_is_read_whole(depth: int, tags: str) -> None:
    opening = "".join(f"<{tag}>" for tag in tags.split())
    closing = "".join(f"</{tag}>" for tag in reversed(tags.split()))
    body = f"<p>avant</p>{opening * depth}dedans{closing * depth}<p>après</p>"
    assert texts(body) == ["avant", "dedans", "après"]


# --- The title ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "head", "title"),
    [
        ("<h1>Gazette</h1><h2>Le pont rouvre</h2>", "Le pont rouvre - Gazette", "Le pont rouvre"),
        ("<h1>Le pont</h1><h1>Le tunnel</h1>", "Le tunnel | Gazette", "Le tunnel"),
        ("<h1>Le pont</h1>", "", "Le pont"),
        ("", "Le pont rouvre ce matin – Gazette", "Le pont rouvre ce matin"),
        ("<h1>桥梁今天重新开放</h1>", "桥梁今天重新开放_新闻网", "桥梁今天重新开放"),
    ],
)
def test_the_title_is_the_heading_that_the_head_names(body: str, head: str, title: str) -> None:
    (article,) = load(page(f"{body}<p>{FRENCH}</p>", title=head).encode())
    assert article.title == title
    assert [block.text for block in article.blocks].count(title) == 1


# --- The article ----------------------------------------------------------------------------

PARAGRAPHS = "".join(f"<p>{FRENCH} ({number})</p>" for number in range(4))


def test_an_article_keeps_byline_date_captions_and_cells() -> None:
    wanted = [
        "Le pont rouvre", "Par Samia Tazi", "12 mars 2024 à 10h15", "Le pont, hier. (Photo AFP)",
        *(f"{FRENCH} ({number})" for number in range(4)),
        "Bilan", "2023", "1 450", "Note¹ : avis du comité.",
    ]  # fmt: skip
    body = (
        "<div class='site-header'><a href=/>Gazette</a></div>"
        "<div class='main-menu'><a href=/a>Politique</a><a href=/b>Sport</a></div>"
        "<div id=content><h1>Le pont rouvre</h1><p class=author>Par <a href=/x>Samia Tazi</a></p>"
        "<p class=date>12 mars 2024 à 10h15</p>"
        "<figure><img src=a><figcaption>Le pont, hier. (Photo AFP)</figcaption></figure>"
        f"{PARAGRAPHS}<div class='share-buttons'><a href=/f>Facebook</a></div>"
        "<table><tr><th>Bilan</th></tr><tr><td>2023</td><td>1 450</td></tr></table>"
        "<p>Note<sup>1</sup> : avis du comité.</p></div>"
        "<div class=sidebar><h3>Les plus lus</h3><ul><li><a href=/1>Le tunnel ferme</a></li>"
        "<li><a href=/2>Le bac revient demain</a></li></ul></div><footer>Gazette, 2024</footer>"
    )
    assert article_of(body, title="Le pont rouvre - Gazette") == wanted


def test_a_zone_that_holds_the_page_is_not_the_sites() -> None:
    body = f"<form class=sidebar><div class=comments><h1>Le pont</h1>{PARAGRAPHS}</div></form>"
    assert len(article_of(body)) == 5


def test_prose_in_an_aside_is_the_authors() -> None:
    body = f"<article><h1>Le pont</h1>{PARAGRAPHS}<aside><p>{ARABIC}</p></aside></article>"
    assert ARABIC in article_of(body)


# --- Nothing is lost ------------------------------------------------------------------------

INLINE = ["b", "i", "a", "span", "em", "font", "time", "u", "label", "nobr", "abbr", "mark", "cite"]
OUTER = [
    "div", "p", "section", "article", "ul", "ol", "li", "table", "blockquote", "h1", "h2", "nav",
    "footer", "aside", "header", "form", "center", "figure", "figcaption", "dl", "dt", "dd", "main",
    "address", "details", "summary", "fieldset", "button", "pre",
]  # fmt: skip
HIDDEN = ["script", "style", "template", "noscript", "div hidden", "p style='display:none'"]


@st.composite
def trees(draw: st.DrawFn) -> str:
    """A page whose words are numbers: shown ones are `v` and a number, hidden ones `x`."""
    number = iter(range(10_000))

    def words(letter: str = "v") -> str:
        space = draw(st.sampled_from([" ", "\n\t", "  ", "&nbsp;"]))
        count = draw(st.integers(1, 3))
        return " " + space.join(f"{letter}{next(number)}" for _ in range(count)) + " "

    def element(depth: int) -> str:
        kind = draw(st.sampled_from(["words", "inline", "outer", "hidden", "br", "cells"]))
        if kind == "words" or depth == 0:
            return words()
        if kind == "br":
            return "<br>"
        if kind == "hidden":
            tag = draw(st.sampled_from(HIDDEN))
            return f"<{tag}>{words('x')}</{tag.split()[0]}>"
        if kind == "cells":
            return f"<table><tr><td>{element(depth - 1)}</td><td>{words()}</td></tr></table>"
        tag = draw(st.sampled_from(INLINE if kind == "inline" else OUTER))
        inside = "".join(element(depth - 1) for _ in range(draw(st.integers(0, 4))))
        named = draw(st.sampled_from(["", " class=sidebar", " class='share'", " id=comments"]))
        return f"<{tag}{named}>{inside}</{tag}>"

    return "".join(element(4) for _ in range(draw(st.integers(1, 6))))


def shown(found: list[Block]) -> list[str]:
    return [word for block in found for word in re.findall(r"[vx]\d+", block.text)]


@pytest.mark.slow
@given(trees())
@settings(max_examples=200, deadline=None)
def test_each_visible_word_is_in_one_block_in_order(body: str) -> None:
    visible = re.findall(r"v\d+", body)
    found = html.extract(f"<html><body>{body}</body></html>")
    assert shown(list(found.blocks)) == visible
    assert re.findall(r"[vx]\d+", found.text) == visible
    for block in found.blocks:
        assert block.text == block.text.strip() != ""
        assert found.text.startswith(block.text, block.start)


@given(st.text(alphabet="<>/&;=\"' \nabdipltr-!#x0é中ع", max_size=120))
@settings(max_examples=200, deadline=None)
def test_no_markup_is_too_odd(markup: str) -> None:
    found = html.extract(markup)
    at = 0
    for block in found.blocks:
        assert block.start >= at and found.text.startswith(block.text, block.start)
        at = block.start + len(block.text)


def test_tags_without_a_tree_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.loading import markup

    whole = html.extract(PAGE)
    unreadable: Callable[..., bool] = lambda page, gatherer: False  # noqa: E731
    monkeypatch.setattr(markup, "_walk_tree", unreadable)
    assert html.extract(PAGE) == whole


@pytest.mark.parametrize(
    "picture",
    [
        '<img alt="Des grues sur le quai">',
        '<a href="/x"><img alt="Des grues sur le quai"></a>',
        '<figure><img alt="Des grues sur le quai"><figcaption>Lundi.</figcaption></figure>',
        '<picture><source srcset="a.webp"><img alt=" Des grues  sur le quai "></picture>',
    ],
)
def test_a_pictures_description_is_read(picture: str) -> None:
    found = blocks(f"<p>{SENTENCE}</p>{picture}<p>{FRENCH}</p>")
    assert [text for kind, text in found if kind == "image"] == ["Des grues sur le quai"]
    shown = html.extract(page(f"<p>{SENTENCE} {picture}</p>"))
    assert "[image] Des grues sur le quai\n" in shown.text


@pytest.mark.parametrize(
    "attributes",
    [
        'alt=""',
        'alt="photo"',
        'alt="Image 3"',
        'alt="IMG_2034.JPG"',
        'alt="vue du port.png"',
        'alt="https://example.org/a b"',
        'alt="Une mesure de la page" width="1" height="1"',
        'alt="Un ornement de la page" role="presentation"',
        'alt="Un ornement de la page" aria-hidden="true"',
        f'alt="{SENTENCE}"',
        'alt="图片1"',
    ],
)
def test_what_describes_no_picture_is_left_out(attributes: str) -> None:
    assert texts(f"<p>{FRENCH}</p><img {attributes}>") == [FRENCH]


def test_a_picture_within_a_sentence_does_not_break_it() -> None:
    picture = '<img alt="Le drapeau de la ville">'
    assert blocks(f"<p>Le maire {picture} parle.</p><ul><li>{picture} Un point</li></ul>") == [
        ("paragraph", "Le maire parle."),
        ("image", "Le drapeau de la ville"),
        ("list-item", "Un point"),
    ]
    assert texts(f"<table><tr><td>a {picture}</td><td>b</td></tr></table>") == ["a", "b"]


@pytest.mark.parametrize("long", ["x" * 400_000, "a.b/" * 100_000, " " * 400_000])
def test_a_description_of_any_length_is_looked_through_once(long: str) -> None:
    """It would take half an hour, not a moment, if it were looked through from each letter."""
    picture = f'<p>Le maire parle.</p><img alt="Un drapeau {long} rouge">'
    expected = " ".join(f"Un drapeau {long} rouge".split())
    assert blocks(picture) == [("paragraph", "Le maire parle."), ("image", expected)]


def test_cells_that_span_a_thousand_are_one_each() -> None:
    prose = "<p>" + "Le conseil a voté mardi un budget en hausse, après de longs débats. " * 6
    row = "<tr><td rowspan=1000 colspan='999'>mot"
    few, many = (
        calls(partial(load, f"<body>{prose}<table>{row * count}</table>{prose}".encode()))
        for count in (200, 800)
    )
    assert many < 6 * few


def test_the_number_of_a_note_of_libreoffice_is_no_part_of_its_first_word() -> None:
    page = """<html lang="fr"><body><h1>Le rapport de la ville</h1><p>Il y a 12 écoles
<a class="sdfootnoteanc" href="#a"><sup>1</sup></a> et un port.</p><div><p><a
class="sdfootnotesym" href="#b">1</a>La note est courte.</p></div></body></html>"""
    (article,) = load(page.encode(), format="html")
    assert "¹ La note est courte." in article.text
