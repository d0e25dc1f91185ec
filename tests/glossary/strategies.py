"""Random concepts, for the properties of termbases and their formats."""

from __future__ import annotations

from hypothesis import strategies as st

from reader.glossary.concept import Concept, Term

WORDS = st.text(
    st.sampled_from("abcdéÉXYZ0'’\"«»,;\t-المغربإسةى国家安總·&<>]"), min_size=1, max_size=8
).map(lambda text: " ".join(text.split()) or "x")
TERMS = st.lists(WORDS, min_size=1, max_size=4, unique=True)
IDS = st.text(st.sampled_from("abz019-_.é国 "), min_size=1, max_size=8).map(
    lambda text: " ".join(text.split()) or "x"
)


def listed(texts: list[str], forbidden: list[bool]) -> tuple[Term, ...]:
    """Terms as a glossary lists them: the first allowed one is preferred."""
    terms: list[Term] = []
    for text, bad in zip(texts, forbidden, strict=False):
        known = any(term.status == "preferred" for term in terms)
        terms.append(Term(text, "forbidden" if bad else "admitted" if known else "preferred"))
    return tuple(terms)


@st.composite
def concepts(draw: st.DrawFn, languages: tuple[str, ...] = ("ar", "fr", "zh", "en")) -> Concept:
    chosen = draw(st.lists(st.sampled_from(languages), min_size=1, unique=True))
    terms = {}
    for code in [code for code in languages if code in chosen]:
        texts = draw(TERMS)
        flags = draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
        terms[code] = listed(texts, flags)
    return Concept(
        draw(IDS),
        terms,
        draw(st.sampled_from(["", "DGSN", "G5"])),
        draw(st.sampled_from(["keep", "match", "lower"])),
        draw(st.one_of(st.just(""), WORDS)),
    )


def glossaries(
    languages: tuple[str, ...] = ("ar", "fr", "zh", "en"),
) -> st.SearchStrategy[list[Concept]]:
    """Lists of concepts with different ids."""
    return st.lists(concepts(languages), max_size=5, unique_by=lambda concept: concept.id)
