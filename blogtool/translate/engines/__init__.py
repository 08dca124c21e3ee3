"""The engines by name; nothing heavy is loaded before the first sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from blogtool.model.plugins import Engine
from blogtool.translate.engines.apertium import Apertium
from blogtool.translate.engines.argos import Argos
from blogtool.translate.engines.echo import Echo
from blogtool.translate.engines.libretranslate import LibreTranslate
from blogtool.translate.engines.pseudo import Pseudo

ENGINES: Mapping[str, Callable[..., Engine]] = {
    "argos": Argos,
    "apertium": Apertium,
    "libretranslate": LibreTranslate,
    "echo": Echo,
    "pseudo": Pseudo,
}
