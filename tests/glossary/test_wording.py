"""How a term is written into a text."""

from __future__ import annotations

import pytest

from reader.glossary.enforcing.wording import (
    begun,
    joined,
    lowered,
    superfluous,
    with_own_acronym,
    without_echo,
    without_extension,
    without_tail_again,
)

NAME = "General Directorate for National Security"


@pytest.mark.parametrize(
    ("left", "term", "language", "expected"),
    [
        # an article that is missing
        ("It was led by", NAME, "en", f"It was led by the {NAME}"),
        ("Agents of", "DGSN", "en", "Agents of the DGSN"),
        ("Police and", "DGST", "en", "Police and the DGST"),
        ("He joined", "DGSN", "en", "He joined the DGSN"),
        ("", NAME, "en", f"The {NAME}"),
        ("“", "DGSN", "en", "“The DGSN"),
        ("Rabat,", "Ministry of Justice", "en", "Rabat, the Ministry of Justice"),
        ("In", "Horn of Africa", "en", "In the Horn of Africa"),
        ("Moroccan", "Ministry of Justice", "en", "The Moroccan Ministry of Justice"),
        ("“German", "Ministry of Justice", "en", "“The German Ministry of Justice"),
        ("Hassan", "Director General of Customs", "en", "Hassan the Director General of Customs"),
        # one that is there, or none wanted
        ("It was led by the", NAME, "en", f"It was led by the {NAME}"),
        ("The first", "Skhirat Agreement", "en", "The first Skhirat Agreement"),
        ("Morocco's", "DGSN", "en", "Morocco's DGSN"),
        ("by the Moroccan", "DGSN", "en", "by the Moroccan DGSN"),
        ("its new", "Ministry of Justice", "en", "its new Ministry of Justice"),
        ("He met", "Abdellatif Hammouchi", "en", "He met Abdellatif Hammouchi"),
        ("with", "INTERPOL", "en", "with INTERPOL"),
        ("with", "UNESCO", "en", "with UNESCO"),
        ("at the", "G5", "en", "at the G5"),
        ("the", "Moroccan", "en", "the Moroccan"),
        # the wrong one
        ("A", NAME, "en", f"The {NAME}"),
        ("led by a", NAME, "en", f"led by the {NAME}"),
        ("An", "Abdellatif Hammouchi", "en", "Abdellatif Hammouchi"),
        ("in the", "Rabat", "en", "in Rabat"),
        ("of the", "Al-Qaeda", "en", "of Al-Qaeda"),
        ("in the", "the Netherlands", "en", "in the Netherlands"),
        ("a", "interior official", "en", "an interior official"),
        ("an", "FBI", "en", "the FBI"),
        ("against the", "money laundering", "en", "against money laundering"),
        ("in a", "human rights", "en", "in human rights"),
        ("in the", "counter-terrorism", "en", "in counter-terrorism"),
        ("In addition, the", "Hammouchi", "en", "In addition, Hammouchi"),
        ("the", "French", "en", "the French"),
        ("The", "King Mohammed VI", "en", "King Mohammed VI"),
        ("the", "Interior Minister", "en", "the Interior Minister"),
        ("the", "Director General", "en", "the Director General"),
        ("and", "Netherlands", "en", "and the Netherlands"),
        # spaces and capitals
        ("", "public safety", "en", "Public safety"),
        ("« ", "public safety", "en", "« Public safety"),
        ("", "iPhone", "en", "iPhone"),
        ("He said (", "INTERPOL", "en", "He said (INTERPOL"),
        ("the “", "Moussalaha", "en", "the “Moussalaha"),
        ("the General", NAME, "en", f"the {NAME}"),
        ("la", "Direction générale", "fr", "la Direction générale"),
        ("摩洛哥", "国家安全总局", "zh", "摩洛哥国家安全总局"),
        ("摩洛哥", "國家安全總局", "zt", "摩洛哥國家安全總局"),
    ],
)
def test_a_term_is_joined_to_what_stands_before(
    left: str, term: str, language: str, expected: str
) -> None:
    assert joined(left, term, language) == expected


def test_nothing_is_said_twice() -> None:
    assert without_echo("The DGSN (DGSN) said", ["DGSN"]) == "The DGSN said"
    full = f"{NAME} (DGSN)"
    assert without_echo(f"The {full} (DGSN) said", [full, "DGSN"]) == f"The {full} said"
    assert without_echo(f"The {full} said", [NAME, "DGSN"]) == f"The {full} said"


@pytest.mark.parametrize(
    ("term", "after", "left"),
    [
        ("judicial police", " police said", " said"),
        ("judicial police", " policeman said", " policeman said"),
        ("subcommittee", " committee met", " met"),
        ("counter-terrorism", " terrorism grows", " grows"),
        ("cooperation", " operation of June", " operation of June"),
        (NAME, " Council announced", " announced"),
        (NAME, " (DGSN) announced", " (DGSN) announced"),
        (NAME, " announced", " announced"),
        ("Ministry of the Interior", " Minister said", " said"),
        ("Ministry of Justice", " in Rabat", " in Rabat"),
        ("Interior Minister", " Abdelouafi Laftit", " Abdelouafi Laftit"),
        ("Morocco", "", ""),
    ],
)
def test_a_name_is_not_taken_for_a_longer_one(term: str, after: str, left: str) -> None:
    text = f"The {term}{after}"
    assert text[superfluous(text, len(f"The {term}"), term) :] == left


def test_a_long_name_is_not_extended() -> None:
    assert without_extension(f"The {NAME} Council said", NAME) == f"The {NAME} said"
    assert without_extension("The Security Council said", "Security") == (
        "The Security Council said"
    )


@pytest.mark.parametrize(
    ("after", "left"),
    [
        (" of National Security said", " said"),
        (" of National Security and Territorial Surveillance.", "."),
        (" of National Security and the Army said", " and the Army said"),
        (" of National Security Forces said", " of National Security Forces said"),
        (" of the Interior said", " of the Interior said"),
        (" and Territorial Surveillance, he said", ", he said"),
        (" of Nationals said", " of Nationals said"),
    ],
)
def test_a_long_name_has_its_end_once(after: str, left: str) -> None:
    name = "Director General of National Security and Territorial Surveillance"
    assert without_tail_again(f"The {name}{after}", name) == f"The {name}{left}"


@pytest.mark.parametrize(
    ("left", "kept"),
    [
        ("the clerks of the General Directorate of State ", "the clerks of the "),
        ("the General Directorate for the ", "the "),
        ("the General Directorate of Customs and ", "the General Directorate of Customs and "),
        ("the General Council of State ", "the General Council of State "),
        ("the General ", "the General "),
    ],
)
def test_a_name_that_was_begun_begins_once(left: str, kept: str) -> None:
    assert left[: begun(left, NAME)] == kept


def test_a_name_keeps_its_own_acronym() -> None:
    assert with_own_acronym(f"The {NAME} (DGST) said", NAME, [NAME, "DGSN"], "") == (
        f"The {NAME} (DGSN) said"
    )
    assert with_own_acronym(f"The {NAME} (DGST) said", NAME, [NAME], "") == f"The {NAME} said"
    assert with_own_acronym(f"The {NAME} (DGST) said", NAME, [NAME], "(DGST)") == (
        f"The {NAME} (DGST) said"
    )
    assert with_own_acronym(f"The {NAME} (twice) said", NAME, [NAME], "") == (
        f"The {NAME} (twice) said"
    )


def test_a_beginning_moved_into_the_sentence_loses_its_capital() -> None:
    assert lowered(" The police said") == " the police said"
    assert lowered(" Rabat said") == " Rabat said"
