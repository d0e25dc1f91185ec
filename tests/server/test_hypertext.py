"""HTML in, HTML out: whatever comes, tags stay on their words and text stays text."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader import Translation, Translator
from reader.server.hypertext import Hypertext
from reader.server.markup import read

TRANSLATOR = Translator(termbases=())


def unchanged(content: str) -> str:
    """A text whose every sentence is translated as itself."""
    page = Hypertext(content, "fr")
    sentences = list(page.sentences(TRANSLATOR))
    return page.written([Translation(each, each.text, "model") for each in sentences], "en")


class Seen(HTMLParser):
    """What a browser is told: tags, and the words between them."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, object]] = []
        self.words: list[str] = []
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}", ()))

    def handle_data(self, data: str) -> None:
        self.words += data.split()


WORDS = st.sampled_from(
    "Le ministre a visité le port. Il est rentré à Rabat ! «Oui», a-t-il dit & plus < 3 > 2 "
    "`code` é 12/05/2024 #port @dgsn &lt; <b> <span".split()
)
TEXT = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
INLINE = st.sampled_from(["b", "i", "a", "em", "span", "code", "strong"])
BLOCK = st.sampled_from(["p", "div", "li", "h1", "td", "blockquote", "pre"])


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pieces = st.lists(inner, min_size=1, max_size=3).map(" ".join)
    return st.builds("<{0} title='a &amp; b'>{1}</{0}>".format, st.one_of(INLINE, BLOCK), pieces)


PAGES = st.recursive(
    st.one_of(TEXT.map(escaped), st.just("<br>"), st.just("<img src=x>"), st.just("<!-- no -->")),
    element,
    max_leaves=12,
)


@given(st.lists(PAGES, max_size=4).map(" ".join))
def test_what_is_translated_as_itself_is_the_same_page(content: str) -> None:
    before, after = Seen(content), Seen(unchanged(content))
    assert "".join(after.words) == "".join(before.words)
    assert {tag for tag, _ in after.tags} == {tag for tag, _ in before.tags}
    opened = [tag for tag, _ in after.tags if not tag.startswith("/")]
    closed = [tag[1:] for tag, _ in after.tags if tag.startswith("/")]
    voids = [tag for tag in opened if tag in ("br", "img")]
    assert len(opened) == len(closed) + len(voids), "what is opened is closed"


@pytest.mark.slow
@given(st.text(alphabet="<>&/=\"' abé!-[]?b", max_size=60))
@example("<<<>>> <b")
@example("<b>a</i></b>")
@example("<![<")
@example("<![< > a")
@example("<b>a" * 20_000)
@example("<b>a" * 20_000 + "</b>" * 20_000)
@example("<b>" * 20_000 + "</i>" * 20_000)
@example("<pre>" * 20_000)
@example("<![CDATA[x]]> <?php y ?> <!doctype html>")
@example("<pre><pre>a</pre>b</pre>c")
def test_no_markup_is_too_broken(content: str) -> None:
    assert isinstance(unchanged(content), str)


@pytest.mark.parametrize(
    "content",
    [
        "<p>Le <b>ministre</b> est là.</p>",
        "<p><a href='x'>Première phrase. Deuxième phrase.</a> Fin.</p>",
        "<p>Le <a href=x>port <i>de</i> Tanger</a> est <b>fermé</b>.</p>",
        "<ul>\n  <li>Un</li>\n  <li>Deux <code>ls -l</code></li>\n</ul>\n",
        "Une ligne<br>Une <b>autre<br>encore</b> ici",
        "<script>if (a < b && c > d) {}</script><style>p > b {}</style><p>Oui.</p>",
        "<p translate='no'>Non.</p><p class='x notranslate'>Non &amp; non.</p>",
        "<p>12 <b>34</b></p><!-- rien -->",
        "Sans balise, &amp; rien de plus.",
    ],
)
def test_these_stay_as_they_are(content: str) -> None:
    assert unchanged(content) == content


def test_a_text_is_one_however_many_pieces_it_comes_in() -> None:
    events = read("a < b < c &amp; d <b>e</b> < f")
    assert [event.markup for event in events] == [
        "a &lt; b &lt; c &amp; d ", "<b>", "e", "</b>", " &lt; f",
    ]  # fmt: skip


def test_every_sentence_is_asked_for_without_its_tags() -> None:
    page = Hypertext("<p>Le <b>port</b> est fermé. <i>Il rouvre demain.</i></p>", "fr")
    first, second = page.sentences(TRANSLATOR)
    assert first.text == "Le <span d0>port</span> est fermé."
    assert second.text == "Il rouvre demain."


def test_links_are_on_the_translated_words() -> None:
    page = Hypertext("<p>Le ministre a visité <a href='x'>le port de Tanger</a> lundi.</p>", "fr")
    translator = Translator(termbases=(), quality="fast")
    written = page.written(translator.translate(page.sentences(translator)), "en")
    assert written.count("<a href='x'>") == written.count("</a>") == 1
    link = written.partition("<a href='x'>")[2].partition("</a>")[0]
    assert "Tangier" in link


@pytest.mark.slow
def test_terms_are_found_across_tags() -> None:
    content = "<p>La <b>Direction générale</b> de la sûreté nationale a arrêté un homme.</p>"
    translator = Translator(quality="fast")
    page = Hypertext(content, "fr")
    (sentence,) = page.sentences(translator)
    (term, *_) = sentence.terms
    found = sentence.text[term.start : term.end]
    assert found.startswith("<span d0>Direction") or found.startswith("Direction")
    assert found.endswith("nationale")
    assert "National Security" in page.written(translator.translate([sentence]), "en")


HOSTILE = ("<!--x>", "<![if x", "<?x", "</x", "<a ", "<a b='>' ", "<b>x<i>", "<script><!--", "&")
"""What begins and never ends: each made the standard library's parser look to the end."""


def seconds(content: str) -> float:
    """Processor time that a page takes to be read."""
    start = time.process_time()
    read(content)
    return time.process_time() - start


@pytest.mark.parametrize("unit", HOSTILE)
def test_sixteen_times_as_much_takes_about_sixteen_times_as_long(unit: str) -> None:
    # A time that grew as the square would be 256 times as long.
    small, large = (unit * (size // len(unit)) + '<a c=">' for size in (4_000, 64_000))
    assert seconds(large) < 80 * max(0.001, min(seconds(small) for _ in range(3)))


@pytest.mark.parametrize("unit", [*HOSTILE, "<![CDATA[ a > b ]]>", "<script>if (a < b)"])
def test_what_is_never_closed_is_still_there(unit: str) -> None:
    assert "port" in "".join(event.markup for event in read(f"{unit}le port"))
