"""A page as Chromium shows it, and as its blocks say it: the same words, in the same order."""

from __future__ import annotations

import difflib
import re
from typing import Any

import pytest

from reader.loading import html
from tests.loading.test_html import PAGE, PARAGRAPHS, page

PAGES = [
    PAGE,
    page(
        f"<body><h1>Le pont<br>rouvre</h1>{PARAGRAPHS}<p>Il y a<span> des</span> <b>mots</b>coll"
        "<i>és</i>, le 1<sup>er</sup> mai.</p><ul><li>un<li>deux<p>trois</ul><table><tr><td>a<td>b"
        "<tr><td>c</table><dl><dt>t<dd>d</dl><fieldset><legend>l</legend>f</fieldset>"
        "<center>milieu</center><address>rue</address><nobr>x y</nobr>",
        title="Le pont",
    ),
    page(
        "<body><noscript>non</noscript><object>objet</object><iframe>non</iframe><video>non</video>"
        "<p hidden>non</p><p style='display:none'>non</p><p style='visibility: hidden'>non</p>"
        "<svg><title>non</title></svg><template>non</template><dialog>non</dialog>"
        "<table><tr><td>un<p>deux</p>trois<table><tr><td>quatre</table>cinq</table><p>six<p>sept"
        "<div>huit<span>neuf</div>dix</body></html>onze<p>douze"
    ),
]


@pytest.mark.parametrize("markup", PAGES)
def test_the_words_of_the_blocks_are_those_that_chromium_shows(chromium: Any, markup: str) -> None:
    opened = chromium.new_page()
    opened.set_content(markup)
    seen = re.findall(r"\w+", opened.evaluate("document.body.innerText"))
    opened.close()
    ours = re.findall(r"\w+", " ".join(block.text for block in html.extract(markup).blocks))
    differences = [
        (seen[a:b], ours[c:d])
        for kind, a, b, c, d in difflib.SequenceMatcher(None, seen, ours, False).get_opcodes()
        if kind != "equal"
    ]
    assert not differences
