"""English into Arabic and French: a model that says nothing, and what is put right around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from reader import Translator
from reader.article import Article, Block, Sentence, TermUse
from reader.engine.engine import Engine
from reader.glossary.concept import Concept, Term
from reader.glossary.glossaries import Glossaries
from reader.glossary.matching.matcher import Matcher
from reader.glossary.termbase import Termbase
from reader.memory.store import Stored
from reader.models import catalogue
from reader.translator.days_and_hours import dated
from reader.translator.fidelity import make_ready, make_whole, whole
from reader.translator.guillemets import typeset
from tests import tiny


@pytest.fixture(autouse=True)
def starters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Of all that ships, the way back alone: of a model with random weights."""
    shipped = tiny.from_english(tmp_path / "starters")
    monkeypatch.setattr("reader.locations.starters_directory", lambda: shipped)
    yield


def translated(target: str, text: str, *bases: Termbase) -> tuple[str, tuple[TermUse, ...]]:
    with Translator(target=target, termbases=bases, quality="fast") as translator:
        (made,) = translator.translate([sentence(translator, text)])
        return made.target, made.terms


def sentence(translator: Translator, text: str) -> Sentence:
    (found,) = translator.sentences(Article("", (Block(text, "paragraph", "en", 0),), "-", text))
    return found


def test_a_tag_tells_the_target_and_is_not_seen() -> None:
    assert [one.target_prefix for one in catalogue.starters()] == ["<2ar>", "<2fr>"]
    for target in ("ar", "fr"):
        made, _ = translated(target, "The minister visited the harbour.")
        assert made and not made.startswith(f"<2{target}>")


@pytest.mark.parametrize(
    ("target", "foreign"), [("fr", "[\u0621-\u064a]"), ("ar", "[a-z]{2,}|[à-ÿ]")]
)
def test_no_word_of_the_other_target_comes_in(target: str, foreign: str) -> None:
    text = "The minister visited the harbour and spoke with the people who work there."
    with Translator(target=target, termbases=(), quality="fast") as translator:
        package = translator.package("en")[0]
        assert package.target_prefix == f"<2{target}>"
        engine = Engine(package, beam_size=1)
        sources = engine.tokenizer.encode([text, "The storm.", "Two countries signed it."])
        made = [token for one in engine.decode(sources).result() for token in one.tokens]
        assert made and not any(re.search(foreign, token.split(">")[-1]) for token in made)
        word = {"fr": "الوزير", "ar": "ministre"}[target]
        (term,) = engine.tokenizer.encode_target([word])
        (forced,) = engine.decode(sources[:1], [term]).result()
        assert engine.tokenizer.decode(forced.tokens).startswith(word)


@pytest.mark.parametrize(
    ("target", "text", "wanted"),
    [
        ("fr", "Some 45,000 people came.", "45\u00a0000"),
        ("fr", "It rose by 3.5% then.", "3,5\u00a0%"),
        ("fr", "A plan of $5 billion was made.", "5 milliards de dollars"),
        ("fr", "He came on March 1, 2024 by car.", "1er mars 2024"),
        ("ar", "A plan of $5 billion was made.", "5 مليارات دولار"),
        ("ar", "It rose by 3.5% then.", "3.5%"),
        ("ar", "See https://example.org/a for more.", "https://example.org/a"),
        ("ar", "He came on 12 March 2024 by car.", "12 مارس 2024"),
    ],
)
def test_figures_come_out_as_the_target_writes_them(target: str, text: str, wanted: str) -> None:
    assert wanted in translated(target, text)[0]


@pytest.mark.parametrize(
    ("target", "source", "written", "wanted"),
    [
        ("ar", "It cost $140 million.", "كلفت 140 ملايين دولار.", "كلفت 140 مليون دولار."),
        ("ar", "It cost $5 million.", "كلفت 5 مليون دولار.", "كلفت 5 ملايين دولار."),
        ("ar", "It has 27 million.", "له 27 مليونا.", "له 27 مليونا."),
        ("ar", "It rose 3.5%.", "ارتفع 3,5 في المائة.", "ارتفع 3,5 في المائة."),
        ("fr", "It rose 3.5%.", "Il gagne 3.5 %.", "Il gagne 3,5\u00a0%."),
        ("fr", "It rose 3.5%.", "Il gagne 3,5 pour cent.", "Il gagne 3,5 pour cent."),
        (
            "fr",
            "It left at 9:30 a.m. today.",
            "Il part à 9:30 heures.",
            "Il part à 9\u00a0h\u00a030.",
        ),
        ("fr", "It left at 1 a.m. now.", "Il part à 1er heures.", "Il part à 1\u00a0h."),
        ("fr", "It left at 2 p.m. now.", "Il part à deux heures.", "Il part à 14\u00a0h."),
        ("fr", "It left at 7:05 then.", "Il part à 7:05.", "Il part à 7\u00a0h\u00a005."),
        ("fr", "It left at 9:30 p.m. today.", "Il part à 21h30.", "Il part à 21h30."),
        ("fr", "It rose 3.5%.", "Il gagne 3,5%.", "Il gagne 3,5\u00a0%."),
        ("fr", "On 1 June 2030.", "Le 1 juin 2030.", "Le 1er juin 2030."),
        ("fr", "It costs $1.5 now.", "Il coûte 1,5 dollars ici.", "Il coûte 1,5 dollar ici."),
        ("fr", "It costs $1 now.", "Il coûte 1 dollars ici.", "Il coûte 1 dollar ici."),
        ("fr", "It costs $1 now.", "Il coûte un dollar ici.", "Il coûte un dollar ici."),
        (
            "fr",
            "It costs $1.5bn.",
            "Il coûte 1,5 milliards de dollars.",
            "Il coûte 1,5 milliard de dollars.",
        ),
        ("fr", "It costs $5 now.", "Il coûte 5 dollars ici.", "Il coûte 5 dollars ici."),
        ("fr", "It is 45°C.", "Il fait 45 degrés.", "Il fait 45 degrés."),
        ("fr", "Some 250,000 came.", "Quelque 250 000 0000 gens.", "Quelque 250 000 gens."),
    ],
)
def test_what_a_model_slips_in_is_set_right(
    target: str, source: str, written: str, wanted: str
) -> None:
    ready = make_ready(Sentence(source, 0, 0, "en"), target)
    assert make_whole(ready, Stored(written)).target == wanted


OWN = Termbase(
    [Concept("car", {"en": (Term("car"),), "fr": (Term("voiture"),), "ar": (Term("سيارة"),)})],
    languages=("en", "fr", "ar"),
)


@pytest.mark.parametrize(("target", "term"), [("fr", "voiture"), ("ar", "سيارة")])
def test_the_terms_of_the_users_glossary_hold(target: str, term: str) -> None:
    made, terms = translated(target, "The minister came by car.", OWN)
    (use,) = terms
    assert made[slice(*use.target_span)].casefold() == term


def test_of_what_ships_names_alone_are_held_from_english() -> None:
    shipped = Glossaries.active(["shipped"])
    with Translator(target="fr", termbases=shipped) as translator:
        text = "The Moroccan minister of Morocco left the House by car with goods (DGSN)."
        found = [text[slice(*one.span)] for one in sentence(translator, text).terms]
    assert found == ["Morocco", "DGSN"]


def test_towns_go_into_arabic_by_their_names_alone() -> None:
    shipped = Glossaries.active(["shipped"])
    text = "He went from Fez to Safi, Riyadh and Kuwait City."
    matches = Matcher(shipped, "en", "ar").occurrences(text)
    found = [match.concept.admitted("ar")[0] for match in matches]
    assert found == ["فاس", "آسفي", "الرياض", "مدينة الكويت"]
    assert Matcher(shipped, "ar").occurrences("في مدينة فاس")[0].term == "مدينة فاس"


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ('"No," he said.', '" Non ", dit-il.', "«\u00a0Non\u00a0», dit-il."),
        ('"No," he said.', '"Non", dit-il : "oui".',
         "«\u00a0Non\u00a0», dit-il\u00a0: «\u00a0oui\u00a0»."),
        ('It ended," he said.', 'Fini ", dit-il.', "Fini\u00a0», dit-il."),
        ('He said "no".', 'Il dit " non ". Et " plus.', "Il dit «\u00a0non\u00a0». Et plus."),
        ('He said "it is late.', 'Il dit " il est tard.', "Il dit «\u00a0il est tard."),
        ('It is "late".', 'Il est tard" ici.', "Il est tard ici."),
        ("A 24 inch screen.", 'Un écran de 24" plat.', 'Un écran de 24" plat.'),
        ("27 million people", "27 millions personnes ici", "27 millions de personnes ici"),
        ("27 million more", "27 millions plus", "27 millions plus"),
        ("27 million euros", "27 millions euros", "27 millions d'euros"),
        ("2 million homes", "2 millions habitations", "2 millions d'habitations"),
        ("About it", "environ tout", "Environ tout"),
        ("about it", "environ tout", "environ tout"),
        ("The eBay shop", "eBay est là", "eBay est là"),
        ("8 million pupils", "8 millions de élèves", "8 millions d'élèves"),
        ("Some of them", "Un peu de onze, de ONU", "Un peu de onze, de ONU"),
        ("From one to five", "Graduée de un à cinq", "Graduée de un à cinq"),
        ("It rose only 0.5", "Il n'a gagné de 0,5", "Il n'a gagné que de 0,5"),
        ("Only 3 of 10 go.", "Seuls 3 sur 10 n'y vont.", "Seuls 3 sur 10 y vont."),
        ("Only 3 of 10 do not go.", "Seuls 3 ne vont pas.", "Seuls 3 ne vont pas."),
        ("Only 12 came", "Il n'en vint que 12", "Il n'en vint que 12"),
        ("It did not rise 3", "Il n'a gagné 3", "Il n'a gagné 3"),
        ("27 million then", "27 millions lors du vote", "27 millions lors du vote"),
    ],
)  # fmt: skip
def test_french_is_set_as_french_is(source: str, target: str, wanted: str) -> None:
    assert typeset(source, Stored(target)).target == wanted


@pytest.mark.parametrize(
    ("source", "language", "target", "wanted"),
    [
        ("It began at 1 a.m. on 1 May.", "fr", "Né à 1 h du 1er mai.", "Né à 1 h le 1er mai."),
        ("It began at 1 a.m. on 1 May.", "fr", "Parti à 1 h 1er mai.", "Parti à 1 h le 1er mai."),
        ("At 8:30 p.m. it did.", "fr", "À 20 h 30 du matin, oui.", "À 20 h 30, oui."),
        ("At 12 p.m. it did.", "fr", "À 12 heures du soir, oui.", "À 12 heures, oui."),
        ("At noon on 3 June.", "fr", "À midi du soir du 3 juin.", "À midi le 3 juin."),
        ("At 8:30 a.m. it did.", "fr", "À 8 h 30 du matin, oui.", "À 8 h 30 du matin, oui."),
        ("At 6 p.m. on Friday, 3 June.", "fr", "À 18 h vendredi, 3 juin.",
         "À 18 h vendredi 3 juin."),
        ("At 6 p.m. the morning of 3 June.", "fr", "À 18 h le matin du 3 juin.",
         "À 18 h le matin du 3 juin."),
        ("Since 3 June.", "fr", "Depuis 3 juin.", "Depuis le 3 juin."),
        ("The vote of 3 June.", "fr", "Le vote de 3 juin.", "Le vote du 3 juin."),
        ("From 1 to 3 June.", "fr", "De 1er à 3 juin.", "Du 1er au 3 juin."),
        ("Until 3 June.", "fr", "Jusqu'à 3 juin.", "Jusqu'au 3 juin."),
        ("On 3 June.", "fr", "En 3 juin.", "Le 3 juin."),
        ("In the 24 hours of 3 June.", "fr", "Les 24 h du 3 juin.", "Les 24 h du 3 juin."),
        ("It began at 1 a.m. on 1 May.", "ar", "في الواحدة صباحا 1 مايو.",
         "في الواحدة صباحا يوم 1 مايو."),
        ("By 3 p.m. on 2 May.", "ar", "بحلول 3 مساء مساء 2 مايو.", "بحلول 3 مساء يوم 2 مايو."),
    ],
)  # fmt: skip
def test_hours_and_days_are_joined_as_the_language_joins_them(
    source: str, language: str, target: str, wanted: str
) -> None:
    assert dated(source, Stored(target), language).target == wanted


def test_two_spaces_of_a_model_are_one() -> None:
    engine = SimpleNamespace(package=SimpleNamespace(target="ar", low_score=-9.0))
    ready = make_ready(Sentence("The No. 1 player lost.", 0, 0, "en"), "ar")
    made = whole(ready, Stored("خسر لاعب  JKL هنا."), [engine])  # type: ignore[list-item]
    with pytest.raises(StopIteration) as done:
        next(iter(made))
    assert done.value.value.target == "خسر لاعب رقم 1 هنا."


def test_terms_move_with_the_marks_around_them() -> None:
    target = 'Il a dit "la voiture" et "voiture".'
    uses = tuple(
        TermUse("car", (0, 1), (at, at + 7), "model")
        for at in (target.index("voiture"), target.rindex("voiture"))
    )
    made = typeset('He said "the car" and "car".', Stored(target, uses))
    assert [made.target[slice(*use.target_span)] for use in made.terms] == ["voiture", "voiture"]


def test_a_route_of_two_starters_says_so(tmp_path: Path) -> None:
    from reader.cli.progress import of_starters
    from reader.models.catalogue import route
    from reader.tui.widgets.bars import route_name
    from tests.models.building import lay

    shipped = tmp_path / "starters"
    made = lay(tmp_path, "zh", "en", "0.8", starter=True)
    for part in ("model", "sentencepiece.model"):
        (made / part).rename(shipped / part)
    (made / "metadata.json").rename(shipped / "zh_en.json")
    steps = route("zh", "ar")
    assert route_name(steps) == "zh→en→ar starter models: gist only"
    said = of_starters(steps)
    assert "one model after the other" in said
    assert "reader models install zh en, reader models install en ar" in said
    assert route_name(steps[:1]) == "zh→en starter model: gist only"
