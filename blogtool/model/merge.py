"""How two maps of settings become one, as Jekyll merges configuration, defaults and front matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def deep_merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with `over` on top: maps merge, lists do not, null keeps what was there (gotcha 5)."""
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        if old is not None and isinstance(old, Mapping) and isinstance(value, Mapping):
            merged[key] = deep_merge(old, value)
        elif value is None and key in merged:
            continue
        else:
            merged[key] = value
    return merged
