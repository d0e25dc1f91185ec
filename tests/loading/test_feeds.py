"""Feeds: every entry an article, and what a hostile one does not get."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import UnreadableFile
from reader.loading import load

SUMMARY = "Après trois mois de travaux, le port rouvre lundi."
RSS = f"""<?xml version="1.0" encoding="{{encoding}}"?>
<?xml-stylesheet href="a.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>La Gazette</title><description>Les nouvelles du port</description>
<item><title>Le port rouvre &amp;amp; recrute</title><link>https://example.org/1</link>
<dc:creator>Anne Martin</dc:creator><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>
<media:group><media:description>Une grue</media:description></media:group>
<description>{SUMMARY}</description>
<content:encoded><![CDATA[<p>{SUMMARY} Le <b>maire</b> sera là&nbsp;!</p>
<ul><li>un quai</li></ul><img src="https://example.org/x.png">]]></content:encoded></item>
<item><title>La grève</title><description>&lt;p&gt;Elle est &lt;i&gt;évitée&lt;/i&gt;.&lt;/p&gt;
</description></item>
<item><guid>vide</guid></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title>
<entry><title type="html">Le &lt;b&gt;pont&lt;/b&gt;</title><author><name>Anne</name></author>
<updated>2024-03-05T10:00:00Z</updated><link rel="enclosure" href="x.mp3"/>
<link href="https://example.org/2"/><summary>Le pont est &amp; reste ouvert.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Le <em>pont</em> rouvre.</p>
</div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel><title>Gazette</title></channel>
<item><title>Le pont</title><description>Il est ouvert.</description></item></rdf:RDF>"""
OPML = """<opml version="2.0"><head><title>Mes lectures</title></head><body>
<outline text="Politique"><outline text="Le journal du soir" xmlUrl="https://example.org/rss"/>
</outline></body></opml>"""


def said(data: bytes) -> list[list[tuple[str, str]]]:
    articles = load(data)
    text = "".join(article.text for article in articles)
    for article in articles:
        for block in article.blocks:
            assert text.startswith(block.text, block.start)
    return [[(block.kind, block.text) for block in article.blocks] for article in articles]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252"])
def test_an_entry_is_an_article_with_its_fullest_text(encoding: str) -> None:
    assert said(RSS.format(encoding=encoding).encode(encoding)) == [
        [
            ("title", "Le port rouvre & recrute"),
            ("preformatted", "Anne Martin · Tue, 05 Mar 2024 10:00:00 GMT\nhttps://example.org/1"),
            ("paragraph", f"{SUMMARY} Le maire sera là\xa0!"),
            ("list-item", "un quai"),
        ],
        [("title", "La grève"), ("paragraph", "Elle est évitée.")],
    ]


def test_atom_and_rdf() -> None:
    assert said(ATOM.encode()) == [
        [
            ("title", "Le pont"),
            ("preformatted", "Anne · 2024-03-05T10:00:00Z\nhttps://example.org/2"),
            ("paragraph", "Le pont est & reste ouvert."),
            ("paragraph", "Le pont rouvre."),
        ]
    ]
    assert said(RDF.encode()) == [[("title", "Le pont"), ("paragraph", "Il est ouvert.")]]


def test_a_list_of_feeds() -> None:
    assert said(OPML.encode()) == [
        [
            ("title", "Mes lectures"),
            ("heading", "Politique"),
            ("list-item", "Le journal du soir"),
        ]
    ]


def test_a_feed_that_is_cut_off_gives_what_there_is() -> None:
    cut = RSS.format(encoding="utf-8").encode()
    cut = cut[: cut.index(b"Elle est")]
    first, second = said(cut)
    assert first[0] == ("title", "Le port rouvre & recrute")
    assert second[0] == ("title", "La grève")
    assert second[-1] == ("preformatted", "[The feed is cut off here.]")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.rss", "Bonjour.", "is damaged"),
        ("a.rss", "<html><body>x</body></html>", "is not a feed"),
        ("a.atom", '<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>', "declares entities"),
        ("a.opml", "<rss/>", "is not OPML"),
        ("a.opml", "<", "is damaged"),
    ],
)
def test_what_is_no_feed_is_refused_in_one_line(
    tmp_path: Path, name: str, content: str, says: str
) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(UnreadableFile, match=says) as caught:
        load(path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["a.rss", "a.opml"])
def test_a_file_without_text_says_so(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for content, says in (("", "is empty"), ("<rss/>" if "rss" in name else "<opml/>", "no text")):
        path.write_text(content)
        with pytest.raises(UnreadableFile, match=says):
            load(path)
