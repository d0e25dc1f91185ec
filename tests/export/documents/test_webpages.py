"""Web pages written back: each text in its element, scripts and styles as they were."""

from __future__ import annotations

from reader.loading import load

from .pseudo import words_of, written

PAGE = """<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="windows-1256"><title>وصول الرئيس اليوم</title>
<style>p>b{color:#a00}</style><script>if (1 < 2 && "a" > "b") { x("<p>") }</script></head><body>
<nav><a href="/">الصفحة الرئيسية</a></nav>
<h1>وصول الرئيس اليوم</h1>
<p>وصل <b>السيد الرئيس</b> إلى <a href="/t?a=1&b=2">تونس</a> يوم الاثنين.<br>ثم عاد.
<p lang="fr" dir="ltr">Une phrase<sup>3</sup> en <i>français</i> simple.
<p>صورة <img src="x.png" alt="صورة قديمة جدا"> هنا &nbsp;أيضا
<table><tr><td>الشمال البعيد<td>12</table><!-- a remark -->
</body></html>
""".encode("windows-1256")


def test_every_text_is_in_its_element() -> None:
    out = written(PAGE, "page.html").decode("utf-8")
    assert "<b>الرئيس السيد</b> وصل" in out
    assert '<a href="/t?a=1&amp;b=2">تونس</a>' in out and "<br>عاد. ثم" in out
    assert "<i>FRANÇAIS</i> EN PHRASE<sup>3</sup> UNE" in out
    assert "<td>البعيد الشمال</td><td>12</td>" in out
    assert 'alt="جدا قديمة صورة"' in out and "<title>اليوم الرئيس وصول</title>" in out
    before = [block.text for article in load(PAGE, format="html") for block in article.blocks]
    after = [
        block.text for article in load(out.encode(), format="html") for block in article.blocks
    ]
    assert words_of(after) == words_of(before)


def test_words_of_forms_and_drawings_are_translated_where_they_stand() -> None:
    page = """<!doctype html><html lang="fr"><body><p title="Une note">Cherchez ici :
<input placeholder="Votre nom" aria-label="Le nom"><input type="submit" value="La suite">
<input type="text" value="Salé"></p><svg xmlns="http://www.w3.org/2000/svg"><title>Des ventes
</title><text>Le mois</text><text><tspan>Les jours</tspan></text></svg></body></html>"""
    out = written(page.encode(), "page.html").decode()
    for made in (
        'title="NOTE UNE"',
        'placeholder="NOM VOTRE"',
        'aria-label="NOM LE"',
        'value="SUITE LA"',
        'value="Salé"',
        "<title>VENTES DES</title>",
        "<text>MOIS LE</text>",
        "<tspan>JOURS LES</tspan>",
    ):
        assert made in out


def test_what_is_struck_out_stands_apart_and_words_of_another_language_keep_their_direction() -> (
    None
):
    page = """<!doctype html><html lang="fr"><body><p>Le prix est de <del>100</del><ins>80</ins>
euros pour <span lang="ar" dir="rtl">مقدمة ابن خلدون</span> et tous.</p></body></html>"""
    out = written(page.encode(), "page.html").decode()
    assert "<del>100</del> " in out or "<ins>80</ins> <del>" in out
    assert '<span lang="ar" dir="rtl">' in out
    (article,) = load(page.encode(), format="html")
    assert "de 100 80 euros" in article.text


def test_code_stays_as_it_is() -> None:
    page = """<!doctype html><html lang="fr"><body><p>La commande <code>cp -r</code> copie tout.</p>
<ul><li><kbd>Alt</kbd></li></ul></body></html>"""
    out = written(page.encode(), "page.html").decode()
    assert "<code>cp -r</code>" in out and "TOUT. COPIE" in out
    assert "<li><kbd>Alt</kbd></li>" in out


def test_code_and_formulas_are_in_the_translation_under_their_source_too() -> None:
    page = """<!doctype html><html lang="fr"><body><p>La commande <code>cp -r</code> copie tout.</p>
<p>La somme <math><mi>a</mi><mo>+</mo><mi>b</mi></math> est juste <img src="a.png">.</p>
</body></html>"""
    both = written(page.encode(), "page.html", bilingual=True).decode()
    assert both.count("<code>cp -r</code>") == 2 == both.count("<mi>b</mi>")
    assert both.count("a.png") == 1


def test_how_words_are_read_stays_with_the_source() -> None:
    page = """<!doctype html><html lang="fr"><body><p>Le mot
<ruby>东<rp>(</rp><rt>dōng</rt><rp>)</rp></ruby> revient.</p></body></html>""".encode()
    out = written(page, "page.html").decode()
    assert "dōng" not in out and "ruby" not in out and "REVIENT. 东" in out
    both = written(page, "page.html", bilingual=True).decode()
    assert both.count("dōng") == 1


def test_what_is_no_text_stays_and_the_page_says_its_language() -> None:
    out = written(PAGE, "page.html").decode("utf-8")
    for kept in ('if (1 < 2 && "a" > "b") { x("<p>") }', "p>b{color:#a00}", "<!-- a remark -->"):
        assert kept in out
    assert out.startswith("<!DOCTYPE html>\n<html") and 'charset="utf-8"' in out
    assert "rtl" not in out and 'lang="fr"' not in out and 'lang="ar"' not in out


def test_two_languages_stand_one_under_the_other() -> None:
    out = written(PAGE, "page.html", bilingual=True).decode("utf-8")
    assert out.index("وصول الرئيس اليوم</h1>") < out.index("اليوم الرئيس وصول</h1>")
    assert "p>b{color:#a00}" in out and ".dragoman-translation" in out


def test_the_name_of_a_well_formed_page_is_translated() -> None:
    page = b"""<html lang="fr"><head><title>Le port rouvre</title></head><body>
    <h1>Le quai est plein</h1><p>Une phrase simple.</p></body></html>"""
    assert b"<title>ROUVRE PORT LE</title>" in written(page, "page.html")
    assert b".dragoman-translation" in written(page, "page.html", bilingual=True)


LOOSE = """<html><body>
avant tout, <b>le port</b> <i></i>rouvre
<p>Le <q>grand</q> quai <svg><circle/></svg> est <a href="#n">[1]</a> là <a href="/x"><img></a>.</p>
entre les deux<hr>après le trait
<ul><li>un mot <span hidden>caché</span> puis <em>deux <b>mots</b></em></li></ul>
<p>une ligne<br>et <b>une</b> autre, <a href="#"> </a>dit-il <!-- rien -->enfin.</p>
<p>Il dit<sup>2</sup> que <math><mi>x</mi></math> coûte.</p>
</body></html>""".encode()


def test_text_between_elements_and_signs_of_all_kinds_keep_their_places() -> None:
    out = written(LOOSE, "page.html").decode("utf-8")
    assert out.partition("<body>\n")[2].splitlines() == [
        "ROUVRE <b>PORT</b><i></i><b> LE</b> TOUT, AVANT",
        '<p>. LÀ<a href="/x"><img></a> EST <a href="#n">[1]</a> QUAI '
        "<svg><circle></circle></svg> “GRAND” LE</p>",
        "DEUX LES ENTRE<hr>TRAIT LE APRÈS",
        '<ul><li><em><b>MOTS</b> DEUX</em> PUIS MOT <span hidden="">caché</span> UN</li></ul>',
        '<p>ENFIN. DIT-IL AUTRE,<a href="#"> </a> <b>UNE</b> ET LIGNE<br>UNE</p>',
        "<p>COÛTE. QUE <math><mi>x</mi></math> DIT<sup>2</sup> IL</p>",
        "</body></html>",
    ]


def test_a_text_after_a_paragraph_has_its_translation_under_it() -> None:
    out = written(LOOSE, "page.html", bilingual=True).decode("utf-8")
    order = ["rouvre", "ROUVRE", "Le <q>", "“GRAND”", "entre les deux", "ENTRE", "<hr>", "après"]
    places = [out.index(words) for words in order]
    assert places == sorted(places)
    assert "APRÈS</span><ul>" in out
