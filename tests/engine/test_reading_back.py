"""The best quality: of several hypotheses, the one from which the source can be read back."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from reader.engine.engine import Engine, available_cores
from reader.engine.queue import Hypothesis
from reader.engine.reading_back import COUNT, readable, reading
from reader.models.catalogue import starters
from reader.translator.packages import Engines, Packages
from reader.translator.translator import Translator

TEXT = "Le ministre est arrivé lundi à Rabat, où il rencontrera douze maires."
WHOLE = "The minister arrived on Monday in Rabat, where he will meet twelve mayors."
SHORT = "The minister arrived in Rabat."


@pytest.fixture(scope="module")
def engines() -> tuple[Engine, Engine]:
    packages = {(one.source, one.target): one for one in starters()}
    return Engine(packages["fr", "en"], beam_size=COUNT), Engine(packages["en", "fr"])


@pytest.mark.parametrize("first", [WHOLE, SHORT])
def test_the_whole_sentence_wins_over_a_likelier_short_one(
    engines: tuple[Engine, Engine], first: str
) -> None:
    def hypothesis(text: str, *others: Hypothesis) -> Hypothesis:
        (tokens,) = engines[0].tokenizer.encode_target([text])
        return Hypothesis(tokens, -0.2 if text == SHORT else -0.5, [], True, others=others)

    other = hypothesis(SHORT if first == WHOLE else WHOLE)
    (chosen,) = readable(*engines, [TEXT], [hypothesis(first, other)])
    assert engines[0].tokenizer.decode(chosen.tokens) == WHOLE


def test_one_of_several_sentences_does_not_get_anothers_hypothesis(
    engines: tuple[Engine, Engine],
) -> None:
    texts = [TEXT, "La pluie a repris.", "Les deux pays signent un accord sur la pêche."]
    tokens = engines[0].tokenizer.encode(texts)
    hypotheses = engines[0].decode(tokens, count=COUNT).result()
    assert all(len(one.others) == COUNT - 1 for one in hypotheses)
    assert all(one.score >= max(other.score for other in one.others) for one in hypotheses)
    chosen = readable(*engines, texts, hypotheses)
    for one, first in zip(chosen, hypotheses, strict=True):
        assert one in (first, *first.others)
    for text, first, one in zip(texts, hypotheses, chosen, strict=True):
        assert readable(*engines, [text], [first]) == [one]


def test_reading_goes_on_beside_and_stops_where_nobody_waits(
    engines: tuple[Engine, Engine],
) -> None:
    texts = [TEXT, "La pluie a repris."]
    hypotheses = engines[0].decode(engines[0].tokenizer.encode(texts), count=COUNT).result()
    begun = [
        reading(*engines, [one], [first]) for one, first in zip(texts, hypotheses, strict=True)
    ]
    assert [one.result()[0] for one in begun] == readable(*engines, texts, hypotheses)
    with pytest.raises(ValueError):  # two texts, one hypothesis: raised where it is waited for
        reading(*engines, texts, hypotheses[:1]).result()
    held = threading.Event()
    waits = [engines[1].beside.submit(held.wait) for _ in range(available_cores())]
    abandoned = reading(*engines, texts, hypotheses)
    abandoned.cancelled = True
    held.set()
    assert all(one.result() for one in waits)
    engines[1].beside.submit(int).result()
    assert not abandoned.done()


def test_attention_is_the_chosen_hypothesis_own(engines: tuple[Engine, Engine]) -> None:
    tokens = engines[0].tokenizer.encode([TEXT])
    (first,) = engines[0].decode(tokens, attention=True, count=COUNT).result()
    assert all(len(one.attention) == len(one.tokens) for one in (first, *first.others))


def test_a_starter_is_asked_about_starters_alone() -> None:
    engines = Engines(beam_size=COUNT, jobs=1, device="cpu")
    packages = Packages("en", model=None, engines=engines)
    (french,) = packages.route("fr")
    (chinese,) = packages.route("zh")
    back = packages.back(french)
    assert back is not None and (back.source, back.target) == ("en", "fr")
    assert packages.back(chinese) is None
    assert packages.back(replace(french, origin="installed")) is None


@pytest.mark.slow
def test_the_best_quality_compares(
    engines: tuple[Engine, Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        "Réunis à Oujda, les maires de la région ont demandé que l'eau soit rationnée.",
        "Faute de témoins, le juge a renvoyé l'affaire au mois prochain, a indiqué l'avocat.",
        "Si la grève se poursuit, les hôpitaux devront reporter les opérations non urgentes.",
        "Les pêcheurs, qui n'avaient pas été prévenus, ont perdu une partie de leurs filets.",
        "Le rapport, dont nous avons obtenu une copie, met en cause trois anciens directeurs.",
    ]
    made = []
    for back in (Packages.back, lambda *_: None):
        monkeypatch.setattr(Packages, "back", back)
        with Translator(quality="best", termbases=()) as translator:
            made.append(translator.translate_text("\n".join(texts), language="fr").splitlines())
    targets = engines[1].tokenizer.encode_target(texts)
    with_back, alone = (
        sum(engines[1].score(engines[1].tokenizer.encode(lines), targets)) for lines in made
    )
    assert made[0] != made[1] and with_back > alone
