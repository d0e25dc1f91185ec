"""What an English text says in figures, as French and Arabic write it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.glossary.enforcing.wording import joined
from reader.text.french_elision import elided
from reader.text.literals import literals
from reader.text.typography import french
from reader.translator.verbatim import without_model


def forms(text: str, target: str, language: str = "en") -> dict[str, tuple[str, ...]]:
    """What is held of a text, and how it may be written."""
    return {
        text[each.start : each.end]: each.renderings for each in literals(text, language, target)
    }


@pytest.mark.parametrize(
    ("text", "span", "french_form", "arabic"),
    [
        ("About 27 million people left.", "27 million", "27 millions", "27 مليون"),
        ("It has 5 million readers.", "5 million", "5 millions", "5 ملايين"),
        ("A plan of $5 billion", "$5 billion", "5 milliards de dollars", "5 مليارات دولار"),
        ("They want €3.2bn.", "€3.2bn", "3,2 milliards d'euros", "3.2 مليار يورو"),
        ("It is worth $1.8 trillion.", "$1.8 trillion", "1\u00a0800 milliards de dollars", ""),
        ("He paid $1,234.56 for it.", "$1,234.56", "1\u00a0234,56 dollars", "1234.56 دولار"),
        ("Some 45,000 seats", "45,000", "45\u00a0000", "45000"),
        ("Growth of 0.4% a year", "0.4%", "0,4\u00a0%", "0.4%"),
        ("It closed on 12 March 2024.", "12 March 2024", "12 mars 2024", "12 مارس 2024"),
        ("On March 1, 2024, it closed.", "March 1, 2024", "1er mars 2024", "1 مارس 2024"),
        ("Since May 2020 it is shut", "May 2020", "mai 2020", "مايو 2020"),
        ("The shop opens at 5:30 pm on Friday", "5:30 pm", "17\u00a0h\u00a030", ""),
        ("They left at 3 a.m. without him", "3 a.m.", "3\u00a0h", "الثالثة صباحا"),
        ("It weighs 80.5 kg now.", "80.5 kg", "80,5\u00a0kg", "80.5 كيلوغراما"),
        ("The limit is 30 km/h.", "30 km/h", "30\u00a0km/h", "30 كيلومترا في الساعة"),
        ("It covers 3,000 ha.", "3,000 ha", "3\u00a0000\u00a0ha", "3000 هكتارا"),
        ("She is number 1 there.", "number 1", "numéro 1", "رقم 1"),
        ("The number two of it fled.", "number two", "numéro 2", "رقم 2"),
        ("It is in room No. 12 now.", "No. 12", "n°\u00a012", "رقم 12"),
        ("It was -4 °C there", "-4 °C", "-4\u00a0°C", "-4 درجة مئوية"),
        ("It was 45°C there", "45°C", "45\u00a0°C", "45 درجة مئوية"),
        ("It costs USD 20 now.", "USD 20", "20 dollars", "20 دولار"),
        ("It costs US$20 now.", "US$20", "20 dollars", "20 دولار"),
        ("It costs EUR 20 now.", "EUR 20", "20 euros", "20 يورو"),
        ("He paid $1 for it.", "$1", "1 dollar", "دولار واحد"),
        ("It fell by -2 then.", "-2", "-2", "-2"),
        ("It fell by -1 then.", "-1", "-1", "-1"),
        ("They won 2-1 in the end", "2-1", "2-1", "2-1"),
        ("In 2023, it rained.", "2023", "2023", "2023"),
    ],
)
def test_what_english_says_in_figures(text: str, span: str, french_form: str, arabic: str) -> None:
    assert forms(text, "fr")[span][0] == french_form
    assert forms(text, "ar")[span]
    if arabic:
        assert forms(text, "ar")[span][0] == arabic


@pytest.mark.parametrize(
    ("text", "span", "target", "also"),
    [
        ("Some 45,000 seats", "45,000", "ar", "45 ألف"),
        ("Growth of 0.4% a year", "0.4%", "ar", "0,4 في المائة"),
        ("On 1 July it opens", "1 July", "ar", "فاتح يوليو"),
        ("On 6 August it opens", "6 August", "ar", "6 غشت"),
        ("It has 3 harbours", "3", "ar", "ثلاثة"),
        ("It has 3 harbours", "3", "fr", "trois"),
        ("It opens at 3 p.m. today", "3 p.m.", "ar", "الثالثة زوالا"),
        ("It opens at 3 p.m. today", "3 p.m.", "fr", "15h00"),
        ("It opens at 12 a.m. today", "12 a.m.", "fr", "minuit"),
        ("It opens at 1 a.m. today", "1 a.m.", "fr", "une heure"),
        ("It opens at 1:30 p.m. today", "1:30 p.m.", "fr", "une heure et demie de l'après-midi"),
        ("It opens at 12 p.m. today", "12 p.m.", "ar", "منتصف النهار"),
        ("He paid $2.00 for it", "$2.00", "ar", "دولارين"),
        ("It cost €2 then", "€2", "ar", "يورو"),
        ("A fine of $1 million", "$1 million", "ar", "مليون دولار"),
        ("From 15-20 towns", "15-20", "fr", "15 à 20"),
    ],
)
def test_there_are_other_ways_to_write_it(text: str, span: str, target: str, also: str) -> None:
    assert also in forms(text, target)[span]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("In March 15 soldiers died.", {"March", "15"}),
        ("They, who number 212, left; the trees number 30.", {"212", "30"}),
        ("She is the world's number 2.", {"number 2"}),
        ("During May 3 schools closed.", {"May", "3"}),
        ("On August 30 percent of them left.", {"August", "30 percent"}),
        ("By June 2 million had left.", {"June", "2 million"}),
        ("On March 15 soldiers died.", {"March 15"}),
        ("In March 15, 2024 it was.", {"March 15, 2024"}),
        ("In the March 15 attack", {"March 15"}),
    ],
)
def test_a_day_and_a_number_are_ones_only_where_they_read_so(text: str, spans: set[str]) -> None:
    assert set(forms(text, "fr")) == spans


@pytest.mark.parametrize(
    ("text", "span", "target", "wrong"),
    [
        ("It opens at 2 p.m. today", "2 p.m.", "fr", "deux heures"),
        ("It opens at 1:30 a.m. today", "1:30 a.m.", "fr", "une heure"),
        ("It opens at 12 p.m. today", "12 p.m.", "fr", "12 heures du soir"),
        ("It opens at 12 p.m. today", "12 p.m.", "ar", "12 مساء"),
        ("It opens at 1 a.m. today", "1 a.m.", "fr", "1 heures du matin"),
    ],
)
def test_half_an_hour_of_the_day_is_not_the_hour(
    text: str, span: str, target: str, wrong: str
) -> None:
    assert wrong not in forms(text, target)[span]


@pytest.mark.parametrize("target", ["fr", "ar"])
@pytest.mark.parametrize(
    "text", ["The 3rd of the 21st century", "In the 1990s", "The 400m race", "No figure at all."]
)
def test_what_only_words_can_say_is_the_models(text: str, target: str) -> None:
    assert forms(text, target) == {}


def test_no_ordinal_is_written_for_a_number_below_nothing() -> None:
    assert "-1er" not in forms("It fell by -1 then.", "fr")["-1"]


def test_arabic_has_a_dual_for_two() -> None:
    assert forms("It has 2 harbours", "ar") == {}
    assert forms("It has 2 harbours", "fr")["2"][0] == "2"


def test_no_unit_of_english_is_held_where_english_is_on_neither_side() -> None:
    held = forms("Il a payé 750 dollars, soit 3,5 % de 27 millions.", "ar", "fr")
    assert all(not any(char in "dlrs" for char in form) for each in held.values() for form in each)
    assert held["3,5 %"][0] == "3.5%"
    assert forms("بلغت النسبة 3.5% في 2024", "fr", "ar")["3.5%"][0] == "3,5\u00a0%"
    assert without_model("5 $", "fr", "ar") is None
    assert without_model("3,5 %", "fr", "ar") == "3.5%"
    assert forms("La 3e fois", "ar", "fr") == {}


def test_arabic_copies_initials_and_brands_but_spells_names() -> None:
    held = forms("Selon Nicolas Dupont, de la SNRT, WhatsApp ferme.", "ar", "fr")
    assert set(held) == {"SNRT", "WhatsApp"}


def test_figures_alone_need_no_model() -> None:
    assert without_model("45,000", "en", "fr") == "45\u00a0000"
    assert without_model("12 March 2024", "en", "ar") == "12 مارس 2024"


_PARTS = st.sampled_from(
    ["$", "€", "USD ", "1", "2", "5", "1,250,000", "3.5", "%", " million", "bn", " March ", "2024",
     " p.m.", "-", ".", " ", "12", "the ", "A/", "@b.org", ":30", "May ", "٣", "th", "−"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_PARTS, max_size=12).map("".join), st.sampled_from(["fr", "ar"]))
def test_literals_never_overlap_and_always_have_a_form(text: str, target: str) -> None:
    done = 0
    for each in literals(text, "en", target):
        assert done <= each.start < each.end <= len(text)
        assert each.renderings and all(form.strip() for form in each.renderings)
        done = each.end


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Prix : « non » ! Et 3 %", "Prix\u00a0: «\u00a0non\u00a0»\u00a0! Et 3\u00a0%"),
        ("Bon ; et toi ?", "Bon\u00a0; et toi\u00a0?"),
        ("1 250 000 places en 2024 100 fois", "1\u00a0250\u00a0000 places en 2024 100 fois"),
        ("http://a.b/c et 14:30", "http://a.b/c et 14:30"),
    ],
)  # fmt: skip
def test_spaces_that_no_line_breaks_at(text: str, wanted: str) -> None:
    assert french(text) == wanted
    assert french(wanted) == wanted and len(wanted) == len(text)


@pytest.mark.parametrize(
    ("left", "term", "wanted"),
    [
        ("le chef de", "Agadir", "le chef d'"),
        ("le chef de ", "Rabat", "le chef de "),
        ("le chef d'", "Rabat", "le chef de"),
        ("selon l'", "Direction générale", "selon la"),
        ("selon l'", "ministère", "selon le"),
        ("selon la", "organisation", "selon l'"),
        ("selon l'", "ONU", "selon l'"),
        ("avec sa", "équipe", "avec sa"),
        ("selon l'", "« Accord »", "selon l'"),
        ("monde", "arabe", "monde"),
    ],
)
def test_a_term_finds_the_small_word_before_it(left: str, term: str, wanted: str) -> None:
    assert elided(left, term) == wanted


def test_no_space_parts_an_elided_word_from_its_term() -> None:
    assert joined("Il part de l' ", "Algérie", "fr") == "Il part de l'Algérie"
    assert joined("Il part de ", "Algérie", "fr") == "Il part d'Algérie"
    assert joined("Il part de ", "Rabat", "fr") == "Il part de Rabat"
