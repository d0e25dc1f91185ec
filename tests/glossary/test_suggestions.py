"""What is proposed for the glossary, and what is not."""

from __future__ import annotations

from reader.article import Article, Block
from reader.glossary import Concept, Term, Termbase
from reader.glossary.suggesting.suggestions import Candidate, suggest


def candidates(language: str, *texts: str, known: tuple[str, ...] = ()) -> dict[str, Candidate]:
    blocks = tuple(Block(text, "paragraph", language, 0) for text in texts)
    base = Termbase(Concept(str(n), {language: (Term(t),)}) for n, t in enumerate(known))
    found = suggest([Article("", blocks, "-", "")], [base])
    return {candidate.term: candidate for candidate in found}


FRENCH = (
    "Le Conseil supérieur de la navigation (CSN) a reçu Driss Alami à Agadir.",
    "Hier, le CSN a publié « Horizon bleu » avec Driss Alami, selon l’Agence du littoral.",
    "La pêche côtière progresse. La pêche côtière recule, dit l’Agence du littoral.",
)


def test_french_acronyms_names_quotations_and_expressions() -> None:
    found = candidates("fr", *FRENCH)
    assert found["Conseil supérieur de la navigation"].acronym == "CSN"
    assert found["Conseil supérieur de la navigation"].kind == "acronym"
    assert (found["Driss Alami"].kind, found["Driss Alami"].count) == ("name", 2)
    assert found["Horizon bleu"].kind == "quoted"
    assert (found["pêche côtière"].kind, found["pêche côtière"].count) == ("expression", 2)
    assert "Agadir" in found
    assert not {"Hier", "La", "Selon", "CSN", "le CSN", "La pêche"} & set(found)
    assert "Driss Alami" in found["Driss Alami"].example


def test_what_the_glossary_has_is_left_out() -> None:
    known = ("Conseil supérieur de la navigation", "Driss Alami", "pêche côtière", "CSN")
    found = candidates("fr", *FRENCH, known=known)
    assert not {"Conseil supérieur de la navigation", "Driss Alami", "pêche côtière"} & set(found)
    assert "Horizon bleu" in found


def test_what_is_only_part_of_something_longer_is_left_out() -> None:
    title = "Le roman « Horizon bleu de Driss Alami » paraît."
    assert set(candidates("fr", title)) == {"Horizon bleu de Driss Alami"}
    assert "Driss Alami" in candidates("fr", title, "Il salue Driss Alami.")


def test_no_name_crosses_a_paragraph() -> None:
    found = candidates("fr", "Il a parlé à Driss Alami", "Nadia Fassi répond à Driss Alami.")
    assert "Driss Alami" in found
    assert not [term for term in found if "\n" in term or "Alami Nadia" in term]


def test_pieces_of_listed_terms_are_no_names() -> None:
    known = ("Gendarmerie royale", "Direction générale des ports", "Direction des douanes")
    found = candidates(
        "fr",
        "Selon la Gendarmerie royale, le chef de la Direction visite Agadir avec la Gendarmerie"
        " royale et la Direction des douanes.",
        known=known,
    )
    assert "Agadir" in found
    assert not {"Gendarmerie", "Direction", "Gendarmerie royale"} & set(found)
    free = candidates("fr", "La Gendarmerie royale part. Hier la Gendarmerie dort.", known=known)
    assert "Gendarmerie" in free


def test_arabic_expressions_lose_their_clitics() -> None:
    found = candidates(
        "ar",
        "اجتمع المجلس الأعلى للصيد بمدينة أكادير.",
        "وأكد بيان للمجلس الأعلى للصيد ذلك، وقالت الوكالة الوطنية للموانئ (بسيم) إن العمل مستمر.",
        "حضر السيد إدريس العلمي اللقاء مع «ميناء الغد».",
    )
    assert found["المجلس الأعلى للصيد"].count == 2
    assert found["الوكالة الوطنية للموانئ"].acronym == "بسيم"
    assert found["إدريس العلمي"].kind == "name"
    assert found["ميناء الغد"].kind == "quoted"


def test_chinese_names_latin_forms_and_repeats() -> None:
    found = candidates(
        "zh",
        "港口管理局与德里斯·阿拉米会面。",
        "阿加迪尔 (Agadir) 的港口管理局宣布《蓝色计划》。",
        "他说港口管理局很重要,渔业部门支持港口管理局。",
    )
    assert found["德里斯·阿拉米"].kind == "name"
    assert found["蓝色计划"].kind == "quoted"
    assert found["港口管理局"].count == 4
    assert found["阿加迪尔"].acronym == "Agadir"
    assert found["阿加迪尔"].concept().preferred("en") == "Agadir"


def test_a_candidate_becomes_a_concept() -> None:
    concept = Candidate("Conseil", "fr", "acronym", 1, "", "CSN").concept()
    assert concept.terms == {"fr": (Term("Conseil"), Term("CSN", "admitted"))}
    assert concept.acronym == "CSN"
    assert Candidate("CSN", "fr", "acronym", 1, "", "CSN").concept().terms == {"fr": (Term("CSN"),)}


def test_the_sites_own_blocks_and_repeats_do_not_count() -> None:
    blocks = (
        Block("La pêche côtière.", "paragraph", "fr", 0),
        Block("La pêche côtière.", "paragraph", "fr", 20),
        Block("Vive la pêche côtière !", "paragraph", "fr", 40, "menu"),
        Block("pêche côtière", "paragraph", None, 60),
    )
    assert suggest([Article("", blocks, "-", "")]) == []
