"""What search engines are told of each kind of page: `indexing:` of the configuration."""

from __future__ import annotations

from collections.abc import Mapping

from blogtool.model.config import Config

# `index`: in the sitemap; `noindex`: not in the sitemap, and its head says so; `left-out`: not in the sitemap.
POLICIES = ("index", "noindex", "left-out")
KINDS = ("original", "machine", "weak", "reviewed", "fallback")


def kind_of(data: Mapping[str, object]) -> str:
    """Who stands for a text: its author, a machine, a machine in doubt, a machine and a reader; or a stand-in.

    >>> kind_of({"translated": True}), kind_of({"translated": True, "reviewed": True}), kind_of({})
    ('machine', 'reviewed', 'original')
    """
    if data.get("fallback") is True:
        return "fallback"
    if data.get("translated") is not True:
        return "original"
    if data.get("reviewed") is True:
        return "reviewed"
    return "weak" if data.get("needs_review") is True else "machine"


def policy_of(config: Config, data: Mapping[str, object]) -> str:
    """The policy of a page: its own `indexing`, else that of its kind, else `index`.

    Texts in doubt follow `machine` where nothing is said of them; stand-ins in another language are `left-out`
    of the sitemap: their canonical address is the original's.
    """
    section = config.section("indexing")
    kind = kind_of(data)
    fallback = section.get("machine") if kind == "weak" else None
    for said in (data.get("indexing"), section.get(kind), fallback):
        if said in POLICIES:
            return str(said)
    return "left-out" if kind == "fallback" else "index"
