"""Regular expressions that cost nothing before they are used.

To compile those of all languages and formats takes a fifth of a second, most of which a run
that translates one text from one language would wait for in vain.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Regex:
    """A pattern that is compiled when it is first asked for anything."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:  # from now on they are found without this detour
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """A regular expression as `re.compile` gives it, compiled at its first use.

    Args:
        source: the expression; what is wrong with it is raised at that use.
        flags: as of `re.compile`.
    """
    return cast("re.Pattern[AnyStr]", _Regex(source, int(flags)))
