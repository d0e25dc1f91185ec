from __future__ import annotations

import pytest

from reader.article import Sentence, TermUse
from reader.memory.store import Stored
from reader.translator.conjunctions import told_apart


@pytest.mark.parametrize(
    ("language", "source", "names", "target", "wanted"),
    [
        (
            "zh",
            "局长会见了港务总监和海关总监。",
            {"港务总监": "Port Superintendent", "海关总监": "Commissioner General of Customs"},
            "He met the Port Superintendent Commissioner General of Customs.",
            "He met the Port Superintendent and the Commissioner General of Customs.",
        ),
        (
            "zh",
            "他访问了拉巴特、达喀尔。",
            {"拉巴特": "Rabat", "达喀尔": "Dakar"},
            "He visited Rabat Dakar.",
            "He visited Rabat, Dakar.",
        ),
        (
            "ar",
            "التقى وزير العدل ورئيس الميناء.",
            {"وزير العدل": "Minister of Justice", "رئيس الميناء": "port chief"},
            "He met the Minister of Justice of the port chief.",
            "He met the Minister of Justice and the port chief.",
        ),
        (
            "fr",
            "Le juge et la police parlent.",
            {"juge": "judge", "police": "police"},
            "The judge police are talking.",
            "The judge and police are talking.",
        ),
        (  # joined already
            "zh",
            "他会见了部长和法官。",
            {"部长": "minister", "法官": "judge"},
            "He met the minister and judge.",
            "He met the minister and judge.",
        ),
        (  # not joined in the source either
            "zh",
            "摩洛哥部长到了。",
            {"摩洛哥": "Moroccan", "部长": "minister"},
            "The Moroccan minister arrived.",
            "The Moroccan minister arrived.",
        ),
    ],
)
def test_two_terms_that_the_source_joins_do_not_run_together(
    language: str, source: str, names: dict[str, str], target: str, wanted: str
) -> None:
    uses = tuple(
        TermUse(english, (at, at + len(name)), (start, start + len(english)), "constrained")
        for name, english in names.items()
        for at, start in [(source.index(name), target.index(english))]
    )
    made = told_apart(Sentence(source, 0, 0, language), Stored(target, uses))
    assert made.target == wanted
    for use in made.terms:
        assert made.target[slice(*use.target_span)] == use.concept
