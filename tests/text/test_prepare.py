from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.capitals import headline
from reader.text.marks import lifted
from reader.text.prepare import prepare


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "UN INCENDIE A RAVAGÉ LE MARCHÉ DE SALÉ", "Un incendie a ravagé le marché de Salé"),
        ("fr", "L'ONU SALUE L'ACCORD ENTRE LES ÉTATS-UNIS ET LE QATAR",
         "L'ONU salue l'accord entre les États-Unis et le Qatar"),
        ("fr", "LE PAPE JEAN XXIII ET LOUIS XIV", "Le pape Jean XXIII et Louis XIV"),
        ("fr", "La DGSN et l'AFP", "La DGSN et l'AFP"),
        ("fr", "Une in\u00adon\u00adda\u00adtion\u200b grave", "Une inondation grave"),
        ("fr", "un oﬃcier ﬁdèle", "un officier fidèle"),
        ("en", "It killed no fewer than 12.", "It killed at least 12."),
        ("en", "No less than $5 was paid.", "At least $5 was paid."),
        ("zh", "人数不少于300人", "人数至少300人"),
        ("zh", "ＬＧ售出１，２００台，占３．５％。", "LG售出1,200台，占3.5%。"),
        ("fr", "Voir p. ex. le chap. 4 ; env. 20 lots.",
         "Voir par exemple le chapitre 4 ; environ 20 lots."),
        ("ar", "حضر د. سعيد وأ.د. هند", "حضر الدكتور سعيد وأ.د. هند"),
        ("ar", "حضرت أ.د. هند", "حضرت الأستاذ الدكتور هند"),
        ("ar", "اِنْطَلَقَتْ أشـــغال", "انطلقت أشغال"),
        ("ar", "ﻣﺪﻳﻨﺔ\u200f ﻓﺎس", "مدينة فاس"),
        ("fr", "le **marché** de [Fès](https://fes.example)[^2]", "le marché de Fès"),
        ("fr", "le marché <!-- le neuf --> de Fès<!-- ? -->", "le marché de Fès"),
        ("fr", "un <em>grand</em> jour 🎉", "un grand jour"),
        ("fr", "un &amp; deux, l&#39;eau&nbsp;et le th&eacute;", "un et deux, l'eau\xa0et le thé"),
        ("fr", "Dupont & Fils &lt;b&gt;", "Dupont & Fils &lt;b&gt;"),
        ("fr", "l'eau &lt; le café & le thé", "l'eau le café et le thé"),
        ("fr", "la mer > les lacs", "la mer les lacs"),
        ("ar", "لقاء تونسي ـ إيطالي", "لقاء تونسي - إيطالي"),
        ("ar", "شراكة (تونس-ليبيا-مالي) جديدة", "شراكة (تونس، ليبيا، مالي) جديدة"),
        ("ar", "لجنة تونسية-ليبية", "لجنة تونسية وليبية"),
        ("ar", "محادثات تونسية ـ أميركية", "محادثات تونسية وأمريكية"),
        ("ar", "العلاقات التونسية - الليبية", "العلاقات التونسية والليبية"),
        ("ar", "دبي - العربية", "دبي - العربية"),
        ("zh", "突尼斯-利比亚-马里三方会谈", "突尼斯、利比亚、马里三方会谈"),
        ("zh", "让-克洛德在2003-2007年", "让-克洛德在2003-2007年"),
        ("fr", "2*3*4, a_b_c et `**x**`", "2*3*4, a_b_c et `**x**`"),
    ],
)  # fmt: skip
def test_what_the_model_reads(language: str, text: str, wanted: str) -> None:
    assert prepare(text, language).text == wanted


@given(
    st.text(
        alphabet="abé ÉAB*_~`[]()<b>/\u00ad\u200b\u0640\u064eﺃﻋﻠﻨﺖ\ufb01🎉\u200d¹ .1", max_size=40
    ),
    st.sampled_from(["ar", "fr", "zh"]),
)
def test_every_character_has_its_place(text: str, language: str) -> None:
    prepared = prepare(text, language)
    assert len(prepared.starts) == len(prepared.ends) == len(prepared.text)
    for index in range(len(prepared.text)):
        start, end = prepared.back(index, index + 1)
        assert 0 <= start < end <= len(text)
        first, last = prepared.forward(start, end)
        assert first <= index < last


def test_a_headline() -> None:
    text = "the ministers of the interior meet in DGSN's hall on www.ville.example"
    assert headline(text) == (
        "The Ministers of the Interior Meet in DGSN's Hall on www.ville.example"
    )


def test_a_word_that_a_line_s_end_breaks_is_whole() -> None:
    prepared = prepare("le gouver-\nnement de\n> Salé et le su\u00ad\nd", "fr")
    assert prepared.text == "le gouvernement de Salé et le sud"
    start = prepared.text.index("gouvernement")
    assert prepared.back(start, start + 12) == (3, 17)


def test_a_link_by_reference_is_a_mark() -> None:
    prepared = prepare("Voir [la carte][plan] et [le port][].", "fr")
    assert prepared.text == "Voir la carte et le port."
    assert [mark.closing for mark in prepared.marks] == ["][plan]", "][]"]


@pytest.mark.slow
def test_each_mark_is_put_on_the_word_before_it_however_long_the_text() -> None:
    """It would take half a minute, not a moment, if the word were looked for from the beginning."""
    marks = lifted("mot¹ \U0001f600" + " mot¹" * 30_000)
    assert len(marks) == 30_002
    assert {mark.end - mark.start for mark in marks} == {3, 4}


def test_two_dots_between_arabic_words_are_read_as_a_colon() -> None:
    for dots in (" .. ", ".. ", " .."):
        made = prepare(f'حول "البحر{dots}ذاكرة" هنا', "ar")
        assert made.text == 'حول "البحر: ذاكرة" هنا'
        assert made.back(made.text.index("ذ"), len(made.text))[0] == made.original.index("ذ")
    for text in ("قال ...", "قال... ثم غادر", "انتهى.."):
        assert prepare(text, "ar").text == text
