"""What else a sentence may become: other hypotheses, other packages, and the memory's matches."""

from __future__ import annotations

from pathlib import Path

from reader import Translator
from reader.article import Sentence, Translation
from reader.glossary import Termbase
from reader.memory.store import Memory
from reader.memory.units import Unit
from reader.models import catalogue, places
from tests import marian_writer
from tests.tiny import respelled

FRENCH = "Le ministre a visité le port avec 12 345 agents le 3 mai 2025."


def sentence(text: str, language: str = "fr") -> Sentence:
    return Sentence(text, 0, 0, language)


def test_alternatives_differ_and_hold_what_must_not_change() -> None:
    translator = Translator(termbases=())
    found = translator.alternatives(sentence(FRENCH), 5)
    assert 2 <= len(found) <= 5
    assert len({one.target for one in found}) == len(found)
    for one in found:
        assert "12,345" in one.target
        assert "3 May 2025" in one.target
    scores = [one.score for one in found]
    assert scores == sorted(scores, key=lambda score: -(score or 0))


def test_the_words_that_stand_for_each_other_are_found() -> None:
    translator = Translator(termbases=())
    (made,) = translator.translate([sentence("Le ministre a visité le port de Tanger.")])
    words = {
        (made.source.text[slice(*source)], made.target[slice(*target)])
        for source, target in translator.counterparts(made)
    }
    assert {("ministre", "minister"), ("port", "port"), ("Tanger", "Tangier")} <= words
    copied = Translation(sentence("12 345"), "12,345", "copied")
    assert translator.counterparts(copied) == []


def test_alternatives_hold_the_glossary(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("id,fr,en\nport,port,seaport\n", "utf-8")
    translator = Translator(termbases=[Termbase.load(path)])
    (found,) = translator.sentences(_article("Le ministre a visité le port."))
    made = translator.alternatives(found, 4)
    assert made
    for one in made:
        assert [one.target[slice(*use.target_span)] for use in one.terms] == ["seaport"]


def test_a_correction_does_not_hide_the_alternatives(tmp_path: Path) -> None:
    translator = Translator(termbases=(), memory=Memory(tmp_path / "c", tmp_path / "d"))
    (made,) = translator.translate([sentence(FRENCH)])
    translator.correct(sentence(FRENCH), "Mine.")
    assert "Mine." not in [one.target for one in translator.alternatives(sentence(FRENCH))]
    (anew,) = translator.translate([sentence(FRENCH)], anew=True)
    assert anew.target == made.target
    assert [one.target for one in translator.translate([sentence(FRENCH)])] == ["Mine."]


def test_alternatives_from_a_word_on_begin_as_they_are_told() -> None:
    translator = Translator(termbases=())
    (made,) = translator.translate([sentence(FRENCH)])
    begin = made.target[: made.target.index(" ", 10)]
    found = translator.alternatives(sentence(FRENCH), 4, begin=begin)
    assert len({one.target for one in found}) > 1
    assert all(one.target.startswith(begin) for one in found)


def test_there_are_none_where_there_is_nothing_to_translate() -> None:
    translator = Translator(termbases=())
    assert translator.alternatives(sentence("2024")) == []
    assert translator.alternatives(sentence("English.", "en")) == []


def test_alternatives_over_a_bridge(tmp_path: Path) -> None:
    respelled(places.package_folders()[0] / "translate-en_de", "en", "de")
    translator = Translator(target="de", termbases=())
    found = translator.alternatives(sentence(FRENCH), 3)
    assert found
    assert all(one.package.count("→") == 2 for one in found)


def test_a_package_of_firefox_has_alternatives(tmp_path: Path) -> None:
    folder = marian_writer.lay(tmp_path / "fren")
    translator = Translator(termbases=(), model=folder, protect=False)
    found = translator.alternatives(sentence("Le port."), 3)
    assert len({one.target for one in found}) > 1


def test_a_sentence_by_another_package(tmp_path: Path) -> None:
    respelled(places.package_folders()[0] / "translate-fr_en", "fr", "en")
    translator = Translator(termbases=(), memory=Memory(tmp_path / "c", tmp_path / "d"))
    first, second = translator.choices("fr")
    assert translator.package("fr") == (first,)
    assert (first.origin, second.origin) == ("installed", "starter")
    (usual,) = translator.translate([sentence(FRENCH)])
    (other,) = translator.translate([sentence(FRENCH)], second)
    assert usual.package == first.name
    assert other.package == second.name
    stored = translator.stored(sentence(FRENCH), second)
    assert stored is not None and stored.package == second.name
    arabic = sentence("وصل الوفد.", "ar")
    (left,) = translator.translate([arabic], second)  # it is not for that language
    assert left.package == catalogue.route("ar", "en")[0].name


def test_matches_come_from_every_memory_the_best_first(tmp_path: Path) -> None:
    from reader.memory.units import Units

    memory = Memory(tmp_path / "c", tmp_path / "d")
    translator = Translator(termbases=(), memory=memory)
    memory.units.add([Unit("Le ministre a visité le port hier soir.", "One.", "fr", "en")])
    brought = Units(tmp_path / "brought.db")
    brought.add([Unit("Le ministre a visité le port hier.", "Two.", "fr", "en")])
    memory.consult(brought)
    found = translator.matches(sentence("Le ministre a visité le port hier."))
    assert [(one.kind, one.target) for one in found] == [("exact", "Two."), ("fuzzy", "One.")]
    assert Translator(termbases=()).matches(sentence("Le port.")) == []


def _article(text: str):  # type: ignore[no-untyped-def]
    from reader import load

    (found,) = load(text.encode())
    return found
