"""Which model translates a pair of languages: the installed one, else the built-in one, else none."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from blogtool.errors import BlogtoolError
from blogtool.translate.packages import Package, install, read_package

BUILTIN = Path(__file__).parent / "builtin"

# What sites write, and what Argos calls it. Other codes go without their region: `fr-CA` is `fr`.
_ARGOS_CODES = {
    "hant": "zt",
    "zh-hant": "zt",
    "zh-tw": "zt",
    "zh-hk": "zt",
    "zh-mo": "zt",
    "hans": "zh",
    "cn": "zh",
    "jp": "ja",
    "kr": "ko",
    "pt-br": "pb",
    "no": "nb",
}
# Chinese from one set of letters to the other is no translation: OpenCC knows the words.
_OPENCC = {("zh", "zt"): "s2t", ("zt", "zh"): "t2s"}
_OPENCC_BY_REGION = {
    "zh-tw": ("s2twp", "tw2sp"),
    "zh-hk": ("s2hk", "hk2s"),
    "zh-mo": ("s2hk", "hk2s"),
}
_PIVOT = "en"


@dataclass(frozen=True)
class Leg:
    """One step of a way between two languages: a model, or a conversion by OpenCC."""

    package: Package | None
    conversion: str = ""  # OpenCC's configuration: `s2t`


Progress = Callable[[int, int], None]  # bytes so far, bytes in all (0 where the server does not say)


def argos_code(language: str) -> str:
    """The code of a language in Argos' packages.

    >>> argos_code("zh-Hant"), argos_code("fr-CA"), argos_code("pt_BR")
    ('zt', 'fr', 'pb')
    """
    code = language.strip().lower().replace("_", "-")
    if code in _ARGOS_CODES:
        return _ARGOS_CODES[code]
    if code.startswith("zh-hant"):
        return "zt"
    return code.split("-", 1)[0]


def packages_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where Argos keeps its packages; worked out here because importing Argos makes folders in the home.

    As argostranslate.settings: ARGOS_PACKAGES_DIR, else its settings.json, else XDG_DATA_HOME.
    """
    home = Path(environment.get("SNAP_USER_DATA") or environment.get("HOME") or Path.home())
    named = environment.get("ARGOS_PACKAGES_DIR")
    if not named:
        settings = (
            Path(environment.get("XDG_CONFIG_HOME") or home / ".config") / "argos-translate/settings.json"
        )
        try:
            loaded = json.loads(settings.read_text("utf-8"))
            named = loaded.get("ARGOS_PACKAGES_DIR") if isinstance(loaded, dict) else None
        except (OSError, ValueError):
            named = None
    if named:
        return Path(str(named))
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    return data / "argos-translate" / "packages"


def installed(folder: Path | None = None) -> tuple[Package, ...]:
    """The packages that `argospm` or `blogtool models add` installed; damaged ones are left out."""
    return tuple(one for one in _read_all(folder or packages_folder()) if isinstance(one, Package))


def damaged(folder: Path | None = None) -> tuple[BlogtoolError, ...]:
    """What is wrong with the installed packages that cannot be used."""
    return tuple(one for one in _read_all(folder or packages_folder()) if isinstance(one, BlogtoolError))


def builtin() -> tuple[Package, ...]:
    """The models that come with blogtool; they are read straight from their archives."""
    return tuple(read_package(path, "built-in") for path in sorted(BUILTIN.glob("*.argosmodel")))


def available(folder: Path | None = None) -> tuple[Package, ...]:
    """Every usable model, those first that are preferred: installed before built-in, newest first."""
    ours = sorted(installed(folder), key=lambda one: _version(one.version), reverse=True)
    return (*ours, *builtin())


def route(source: str, target: str, packages: Iterable[Package]) -> tuple[Leg, ...]:
    """The steps from one language to another: direct, by OpenCC, or through English.

    Raises BlogtoolError where there is no way, with the command that makes one.
    """
    known: dict[tuple[str, str], Package] = {}
    for package in packages:
        known.setdefault((package.source, package.target), package)
    legs = _legs(source, target, known)
    if legs is None:
        raise _no_model(source, target, known)
    return legs


def _legs(source: str, target: str, known: Mapping[tuple[str, str], Package]) -> tuple[Leg, ...] | None:
    first, last = argos_code(source), argos_code(target)
    if (first, last) in known:
        return (Leg(known[first, last]),)
    if (first, last) in _OPENCC:
        return (_conversion(source, target),)
    if last == "zt":
        legs = _legs(source, "zh", known)
        return None if legs is None else (*legs, _conversion("zh", target))
    if first == "zt":
        legs = _legs("zh", target, known)
        return None if legs is None else (_conversion(source, "zh"), *legs)
    if _PIVOT in (first, last) or (first, _PIVOT) not in known or (_PIVOT, last) not in known:
        return None
    return (Leg(known[first, _PIVOT]), Leg(known[_PIVOT, last]))


def _conversion(source: str, target: str) -> Leg:
    """As the region writes it, where one is named."""
    for language, side in ((target, 0), (source, 1)):
        region = _OPENCC_BY_REGION.get(language.lower().replace("_", "-"))
        if region:
            return Leg(None, region[side])
    return Leg(None, _OPENCC[argos_code(source), argos_code(target)])


def _no_model(source: str, target: str, known: Mapping[tuple[str, str], Package]) -> BlogtoolError:
    first, last = argos_code(source), argos_code(target)
    last = "zh" if last == "zt" else last
    first = "zh" if first == "zt" else first
    missing = [(first, last)]
    if _PIVOT not in (first, last):
        missing = [pair for pair in ((first, _PIVOT), (_PIVOT, last)) if pair not in known]
    commands = "` and `".join(f"blogtool models add {one} {other}" for one, other in missing)
    return BlogtoolError(
        f"there is no model that translates from `{source}` to `{target}`", fix=f"`{commands}`"
    )


def _read_all(folder: Path) -> list[Package | BlogtoolError]:
    try:
        entries = sorted(entry for entry in folder.iterdir() if entry.is_dir())
    except OSError:
        return []
    found: list[Package | BlogtoolError] = []
    for entry in entries:
        if _is_for_another_purpose(entry):
            continue
        try:
            found.append(read_package(entry, "installed"))
        except BlogtoolError as error:
            found.append(error)
    return found


def _is_for_another_purpose(folder: Path) -> bool:
    """Argos also installs sentence splitters (`type: sbd`) in the same place."""
    try:
        metadata = json.loads((folder / "metadata.json").read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(metadata, dict) and metadata.get("type", "translate") != "translate"


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def add(wanted: str, target: str | None = None, *, progress: Progress | None = None) -> tuple[Package, str]:
    """Install a package: a file (`add("x.argosmodel")`), or the official one of a pair (`add("en", "fr")`).

    Gives the package and the SHA-256 of the archive it came from. Only this function uses the network.
    Raises BlogtoolError where there is none, or the download or the package is damaged.
    """
    from blogtool.translate import downloads

    folder = packages_folder()
    if target is None:
        archive = Path(wanted)
        return install(archive, folder), downloads.checksum(archive)
    return downloads.fetch_and_install(argos_code(wanted), argos_code(target), folder, progress)
