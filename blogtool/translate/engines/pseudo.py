"""The engine that dresses letters up: a site can be seen "translated" where no model is at hand."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A mark, in any style that holds a number: it has to come back untouched.
_MARK = re.compile(r"⟦\d+⟧")
_DRESSED = str.maketrans(
    "AaBCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz",
    "ÂâƁĆćĎďÉéĜĝĤĥÎîĴĵĶķĹĺŃńÔôŔŕŠšŤťÛûŴŵÝýŽž",
)


class Pseudo:
    """Accents on the letters and brackets around the text; marks, digits and signs stay.

    The brackets show where a text was cut, the accents what was never handed to the engine.
    """

    keeps_language = True

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Each text, dressed up."""
        return [_dress(text) for text in texts]


def _dress(text: str) -> str:
    """
    >>> _dress("Run ⟦1⟧ now.")
    '‹Ŕûń ⟦1⟧ ńôŵ.›'
    """
    parts = _MARK.split(text)
    marks = [*_MARK.findall(text), ""]
    return "‹" + "".join(part.translate(_DRESSED) + mark for part, mark in zip(parts, marks, strict=True)) + "›"
