"""Who said it, and who is who: "a statement to the Ministry", "the minister of Laftit".

Arabic says by one letter whose a statement is, and to whom; and sets a name right behind a title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.article import Sentence
from reader.text.literals import Literal
from reader.text.regex import regex
from reader.text.spans import Edit, Span
from reader.translator.own_names import is_persons

_STATEMENT_TO = regex(
    r"\b(?:[Ss]tatement|[Cc]ommuniqu[eé]|[Pp]ress release) (?P<to>to)"
    r"(?= (?:the |[A-Z]))(?! the (?:press|media|public|people|nation|world)\b)"
)
_ITS_STATEMENT = regex(
    r"(?:بيان|بلاغ)\s+(?:صحفي\s+|صحافي\s+)?ل(?!وسائل|وكال|قنا|جريد|صحيف|موقع|ل?(?:صحاف|رأي|راي|"
    r"إعلام|اعلام|جمهور|شعب|عموم|مواطن|عالم|أم[ةم](?!\w)))\w"
)
_TO = regex(r"(?:بيان|بلاغ)\w*\s+(?:\w+\s+)?(?:إلى|الى)(?!\w)")

_OF = regex(
    r"\b[Tt]he (?P<title>(?i:minister|president|general|judge|colonel|professor|governor|"
    r"ambassador|commissioner|senator|prince|king)) of $"
)
_TITLED = regex(
    r"ال(?:وزير|رئيس|جنرال|قاضي|عقيد|أستاذ|استاذ|والي|سفير|عميد|سيناتور|أمير|امير|ملك)ة?\s+(?!ال)\w"
)


def attributed(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """A statement from those whose it is; a title before its name, with nothing between."""
    if sentence.language != "ar":
        return
    for match in _STATEMENT_TO.finditer(target):
        if _ITS_STATEMENT.search(sentence.text) and not _TO.search(sentence.text):
            yield *match.span("to"), "from"
    for start, end in held:
        before = _OF.search(target, 0, start)
        if before and is_persons(target[start:end]) and _TITLED.search(sentence.text):
            yield *before.span(), f"{before['title'].capitalize()} "
