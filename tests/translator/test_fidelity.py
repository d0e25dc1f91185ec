from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import Translator
from reader.article import Occurrence, Sentence, TermUse
from reader.memory.store import Stored
from reader.translator.fidelity import make_ready, make_whole
from reader.translator.quality import Quality
from reader.translator.verbatim import without_model
from tests.tiny import byte_pairs


@pytest.fixture(scope="module")
def translator() -> Iterator[Translator]:
    """Without a store or a glossary; its models are loaded once for the module."""
    yield Translator(termbases=(), quality="fast")


def translated(translator: Translator, language: str, *texts: str) -> list[str]:
    sentences = [Sentence(text, 0, 0, language) for text in texts]
    return [translation.target for translation in translator.translate(sentences)]


CARRIERS = {
    "ar": ["قالت الوزارة إن {} وصل أمس إلى المدينة.", "أكد المدير أن الموقع هو {} منذ مدة."],
    "fr": ["Le ministère a indiqué que {} était attendu hier.", "La ville a publié {} ce matin."],
    "zh": ["该部门表示，{}昨天已经公布。", "市长说，大家可以看{}了解情况。"],
}
COPIED = st.one_of(
    st.from_regex(r"https://[a-z]{3,9}\.example/[a-z]{2,6}/[0-9]{2,5}", fullmatch=True),
    st.from_regex(r"[a-z]{3,8}@[a-z]{3,8}\.example", fullmatch=True),
    st.from_regex(r"0[5-7](?: [0-9]{2}){4}", fullmatch=True),
    st.from_regex(r"[1-9]\.[0-9]{1,2}\.[0-9]{1,2}", fullmatch=True),
    st.from_regex(r"[A-Z]{1,3}/[0-9]{4}/[0-9]{2,3}", fullmatch=True),
    st.from_regex(r"@[a-z]{3,9}_[a-z]{2,5}", fullmatch=True),
)
NUMBERS = st.integers(2, 9_999_999)


@pytest.mark.slow
@settings(max_examples=25)
@given(
    language=st.sampled_from(["ar", "fr", "zh"]),
    which=st.integers(0, 1),
    copied=st.lists(COPIED, min_size=1, max_size=3),
)
def test_what_is_copied_comes_out(
    translator: Translator, language: str, which: int, copied: list[str]
) -> None:
    text = CARRIERS[language][which].format(" ; ".join(copied))
    (target,) = translated(translator, language, text)
    assert all(each in target for each in copied)


@pytest.mark.slow
@settings(max_examples=25)
@given(
    language=st.sampled_from(["ar", "fr", "zh"]),
    numbers=st.lists(NUMBERS, min_size=1, max_size=9, unique=True),
)
def test_every_number_comes_out(translator: Translator, language: str, numbers: list[int]) -> None:
    text = CARRIERS[language][0].format(
        ", ".join(map(str, numbers)) + {"zh": "人"}.get(language, " ")
    )
    (target,) = translated(translator, language, text)
    written = {digits.replace(",", "") for digits in re.findall(r"[\d,]+", target)}
    small = {n for n in numbers if n <= 100}
    assert {str(n) for n in numbers if n not in small} <= written


def test_terms_and_literals_of_one_sentence(translator: Translator) -> None:
    text = "La préfecture a lancé https://prefecture.example et 12 500 places mardi."
    start = text.index("préfecture")
    term = Occurrence("pref", start, start + len("préfecture"), ("prefecture",))
    address = text.index("prefecture.example")
    inner = Occurrence("inner", address, address + 10, ("wilaya",))
    (translation,) = translator.translate([Sentence(text, 0, 0, "fr", (term, inner))])
    assert "https://prefecture.example" in translation.target
    assert "12,500" in translation.target
    (use,) = translation.terms
    assert text[slice(*use.source_span)] == "préfecture"
    assert translation.target[slice(*use.target_span)].lower() == "prefecture"
    assert translation.doubts == ()


def test_capitals_read_as_small_letters(translator: Translator) -> None:
    loud, low = translated(
        translator,
        "fr",
        "LE PRÉSIDENT A VISITÉ LA VILLE DE FÈS",
        "Le président a visité la ville de Fès",
    )
    assert loud.lower() == low.lower()
    assert loud[0].isupper() and loud != loud.upper()


def test_unseen_characters_change_nothing(translator: Translator) -> None:
    one, other = translated(
        translator, "ar", "وَصَلَ الوفــد إلى\u200f المدينة.", "وصل الوفد إلى المدينة."
    )
    assert one == other


def test_inline_marks_come_back(translator: Translator) -> None:
    (target,) = translated(
        translator,
        "fr",
        "Le roi a visité **Casablanca** et [la mosquée](https://m.example/a)[^3] hier 🎉.",
    )
    assert "**Casablanca**" in target
    assert re.search(r"\[[^\]]*mosque\]\(https://m\.example/a\)", target)
    assert "[^3]" in target and "🎉" in target


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Le taux a monté en mai³.", "³."),
        ("Rien ne change avant l’automne².", "²."),
        ("Le terrain mesure 5 km².", "km²."),
        ("Voir la flèche \uf0e0 puis la case.", "\uf0e0"),
        ("Il <c.jaune>faut</c> partir.", "</c>"),
    ],
)
def test_a_number_of_a_note_and_a_sign_of_a_font_come_back(
    translator: Translator, text: str, wanted: str
) -> None:
    (target,) = translated(translator, "fr", text)
    assert wanted in target


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "La cuve contient 10⁻⁶ mole de CO₂ par litre.", ["10⁻⁶", "CO₂"]),
        ("fr", "Le nombre d'Avogadro vaut 6,02 × 10²³ mol⁻¹.", ["6.02 × 10²³ mol⁻¹"]),
        ("fr", "Les ions SO₄²⁻ sont dans l'eau (H₂O).", ["SO₄²⁻", "H₂O"]),
        ("fr", "En 2010³, le port de 250 m² a rouvert à Safi².", ["2010³", "250 m²", "Safi²"]),
        ("ar", "تبلغ المساحة 250 م² والقيمة 10³ هنا.", ["250 square metres", "10³"]),
        ("ar", "افتتح الميناء اليوم² في آسفي.", ["²"]),
        ("zh", "光速是3×10⁸米每秒，该值约为10³。", ["3×10⁸", "10³"]),
    ],
)
def test_powers_and_formulas_are_no_notes(
    translator: Translator, language: str, text: str, wanted: list[str]
) -> None:
    (target,) = translated(translator, language, text)
    assert [each for each in wanted if each in target] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("zh", "2021年05月06日 09:08:07", "6 May 2021 09:08:07"),
        ("ar", "٧ ماي ٢٠٢١", "7 May 2021"),
        ("fr", "Le port", None),
        ("fr", "contact@port.example", "contact@port.example"),
    ],
)
def test_a_text_of_literals_needs_no_model(language: str, text: str, wanted: str | None) -> None:
    assert without_model(text, language, "en") == wanted


@pytest.mark.slow
@pytest.mark.parametrize("quality", ["fast", "best"])
def test_literals_survive_a_model_that_knows_nothing(tmp_path: Path, quality: Quality) -> None:
    """Weights drawn by chance write noise; what is copied is in it all the same."""
    folder = byte_pairs(tmp_path / "package", "fr", "en")
    translator = Translator(model=folder, termbases=(), quality=quality)
    text = "the cat sat at port@ville.example, 05 22 33 44 55, the 7/21/045 and 48 500 dogs"
    (target,) = translated(translator, "fr", text)
    for literal in ("port@ville.example", "05 22 33 44 55", "7/21/045", "48,500"):
        assert literal in target


def test_a_pivot_keeps_literals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "argos"
    byte_pairs(folder / "translate-en_de-1_0", "en", "de")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    translator = Translator(target="de", termbases=(), quality="fast")
    assert len(translator.package("fr")) == 2
    (target,) = translated(translator, "fr", "Écrivez à port@ville.example avant le 12/05/2021.")
    assert "port@ville.example" in target
    assert "12/05/2021" in target


@pytest.mark.parametrize(
    ("language", "source", "written", "wanted"),
    [
        ("zh", "2025年产量下降20%。", "It fell 2025% in 20%.", "It fell 20% in 2025."),
        ("fr", "Entre 2,5 et 3 milliards de dollars.", "It cost $652.",
         "It cost between $2.5 and $3 billion."),
    ],
)  # fmt: skip
def test_figures_that_a_model_mixed_up_are_put_right(
    language: str, source: str, written: str, wanted: str
) -> None:
    ready = make_ready(Sentence(source, 0, 0, language), "en")
    made = make_whole(ready, Stored(written)).target
    assert made.replace("between $2.5 billion", "between $2.5") == wanted


def test_a_year_is_not_grouped() -> None:
    ready = make_ready(Sentence("从2019年至2021年。", 0, 0, "zh"), "en")
    made = make_whole(ready, Stored("From 2019 to 2,021."))
    assert made.target == "From 2019 to 2021."
    ready = make_ready(Sentence("1600年前的城市。", 0, 0, "zh"), "en")
    assert make_whole(ready, Stored("Cities 1,600 years old.")).target == "Cities 1,600 years old."


def test_two_years_side_by_side_stay_two() -> None:
    ready = make_ready(Sentence("他2001年到，2012年走。", 0, 0, "zh"), "en")
    target = "He came in 2001, 2012, 2012."
    uses = (
        TermUse("#0", (1, 5), (11, 15), "model"),
        TermUse("#1", (8, 12), (17, 21), "model"),
    )
    assert make_whole(ready, Stored(target, uses)).target == "He came in 2001, 2012."


@pytest.mark.parametrize(
    ("language", "text", "target"),
    [
        ("zh", "2021年3月4日（周四），14:30。", "Thursday 4 March 2021 at 14:30."),
        ("zh", "5%（周四），14:30。", "5% (Thursday), 14:30."),
        ("ar", "5 مارس 2021، 14:30", "5 March 2021, 14:30"),
        ("zh", "3000、4000：5%", "3,000, 4,000: 5%"),
    ],
)
def test_literals_alone_have_the_punctuation_of_english(
    language: str, text: str, target: str
) -> None:
    assert without_model(text, language, "en") == target


def test_an_hour_alone_has_one_full_stop() -> None:
    assert without_model("1月3日晚上8点半。", "zh", "en") == "3 January at 8:30 p.m."


def test_an_hour_at_the_end_has_one_full_stop() -> None:
    ready = make_ready(Sentence("وصل الساعة 8 مساء.", 0, 0, "ar"), "en")
    stored = Stored("He came at 8 p.m..", (TermUse("#0", (11, 16), (11, 17), "model"),))
    assert make_whole(ready, stored).target == "He came at 8 p.m."


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "Le parc produira 2,6 gigawatts cette année.", "2.6 gigawatts"),
        ("ar", "بلغ الإنتاج 7.5 مليون قنطار هذه السنة.", "7.5 million quintals"),
        ("zh", "该国每天出口90万桶石油。", "900,000 barrels"),
    ],
)
def test_a_measure_that_models_do_not_know_comes_out(
    translator: Translator, language: str, text: str, wanted: str
) -> None:
    (target,) = translated(translator, language, text)
    assert wanted in target and "tonnes" not in target


@pytest.mark.parametrize(
    ("language", "text", "lead"),
    [
        ("fr", "4. Présentation du budget", "4. "),
        ("ar", "2- اجتماع مجلس الحكومة", "2. "),
        ("zh", "三、召开政府会议", "3. "),
    ],
)
def test_the_number_of_an_item_stands_before_it(
    translator: Translator, language: str, text: str, lead: str
) -> None:
    (target,) = translated(translator, language, text)
    words = target.removeprefix(lead)
    assert words != target and words[0].isupper() and lead.strip() not in words


def test_terms_of_an_item_stand_where_they_are_said_to() -> None:
    term = Occurrence("a", 3, 10, ("the meeting",))
    sentence = Sentence("1. Réunion le 3 mai 2021", 0, 0, "fr", (term,))
    ready = make_ready(sentence, "en")
    assert ready.sentence.text.startswith("Réunion")
    uses = [
        TermUse(each.concept, (each.start, each.end), (0, 0), "model")
        for each in ready.sentence.terms
    ]
    target = "the meeting on 3 May 2021"
    spans = {"a": (0, 11), "#0": (15, 25)}
    uses = [replace(use, target_span=spans[use.concept]) for use in uses]
    made = make_whole(ready, Stored(target, tuple(uses)))
    (use,) = made.terms
    assert made.target.startswith("1. ")
    assert made.target[slice(*use.target_span)] == "the meeting"
    assert sentence.text[slice(*use.source_span)] == "Réunion"


@pytest.mark.parametrize(
    ("language", "text", "model", "wrote", "wanted"),
    [
        ("fr", "Il ouvrira du 8 au 10 avril.", "Il ouvrira le 8 avril.",
         "It will open on 8 April.", "It will open from 8 to 10 April."),
        ("fr", "Du 8 au 10 avril, il neige.", "le 8 avril, il neige.",
         "On 8 April, it snows.", "From 8 to 10 April, it snows."),
        ("zh", "将于4月8日至10日开放。", "将于4月8日开放。",
         "The 8 April opening.", "The 8 to 10 April opening."),
        ("zh", "4月8日星期二和9日星期三开放。", "4月8日开放。",
         "Open on April 8.", "Open on Tuesday 8 and Wednesday 9 April."),
        ("zh", "于4月8日上午9时30分开放。", "于4月8日开放。",
         "It opens on April 8.", "It opens on 8 April at 9:30 a.m."),
        ("zh", "1至9月增长。", "9月增长。",
         "It rose in September.", "It rose in January to September."),
        ("ar", "يفتح يومي 8 و9 أبريل.", "يفتح يوم 8 أبريل.",
         "It opens on April 8.", "It opens on 8 and 9 April."),
    ],
)  # fmt: skip
def test_the_model_reads_one_of_several_days(
    language: str, text: str, model: str, wrote: str, wanted: str
) -> None:
    ready = make_ready(Sentence(text, 0, 0, language), "en")
    assert ready.sentence.text == model
    whole = make_whole(ready, Stored(wrote, (), -0.3))
    assert (whole.target, whole.doubts) == (wanted, ())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "Le taux de natalité est tombé à 12 ‰ en 2023.", ["12‰"]),
        ("fr", "Le port a vécu entre le XIIe et le XVe siècle.", ["12th century", "15th century"]),
        ("ar", "حكمت المحكمة على المتهم بثلاث سنوات وستة أشهر سجنا نافذا.",
         ["three years and six months"]),
        ("fr", "Le paragraphe 2 de l'article 5 s'applique.", ["Paragraph 2 of Article 5"]),
        ("ar", "تنص الفقرة 2 من المادة 5 على ذلك.", ["Paragraph 2 of Article 5"]),
        ("fr", "Il a gagné en 1'43\"21 devant le Kenyan.", ["won in 1'43\"21"]),
        ("fr", "La boîte mesure 30 x 20 x 10 cm.", ["is 30 x 20 x 10 cm."]),
        ("fr", "L'agence a abaissé la note à BBB-.", ["to BBB-."]),
        ("ar", "افتتحت الدورة ال25 من المهرجان في الرباط.", ["25th edition"]),
    ],
)  # fmt: skip
def test_figures_of_texts_come_out(
    translator: Translator, language: str, text: str, wanted: list[str]
) -> None:
    (target,) = translated(translator, language, text)
    assert all(each in target for each in wanted), target
