"""Which model translates a pair of languages: the installed one, else the built-in one, else none."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from blogtool.errors import BlogtoolError, ModelMissing
from blogtool.model.language import base, lookup, normalise
from blogtool.translate import checkout
from blogtool.translate.packages import Package, install, read_contents, read_package

BUILTIN = Path(__file__).parent / "builtin"

# What Argos calls a language that the registry spells otherwise. Other codes go without their region.
_ARGOS_CODES = {"zh-Hant": "zt", "zh-TW": "zt", "zh-HK": "zt", "zh-MO": "zt", "pt-BR": "pb", "no": "nb"}
# Chinese from one set of letters to the other is no translation: OpenCC knows the words.
_OPENCC = {("zh", "zt"): "s2t", ("zt", "zh"): "t2s"}
_OPENCC_BY_REGION = {"TW": ("s2twp", "tw2sp"), "HK": ("s2hk", "hk2s"), "MO": ("s2hk", "hk2s")}
_PIVOT = "en"


@dataclass(frozen=True)
class Leg:
    """One step of a way between two languages: a model, or a conversion by OpenCC."""

    package: Package | None
    conversion: str = ""  # OpenCC's configuration: `s2t`


Progress = Callable[[int, int], None]  # bytes so far, bytes in all (0 where the server does not say)


def argos_code(language: str) -> str:
    """The code of a language in Argos' packages.

    >>> argos_code("hant"), argos_code("fr-CA"), argos_code("pt_BR")
    ('zt', 'fr', 'pb')
    """
    if language.strip().lower() in ("zt", "pb"):
        return language.strip().lower()
    return next((_ARGOS_CODES[tag] for tag in lookup(language) if tag in _ARGOS_CODES), base(language))


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
        region = normalise(language).rsplit("-", 1)[-1]
        if region in _OPENCC_BY_REGION:
            return Leg(None, _OPENCC_BY_REGION[region][side])
    return Leg(None, _OPENCC[argos_code(source), argos_code(target)])


def _no_model(source: str, target: str, known: Mapping[tuple[str, str], Package]) -> BlogtoolError:
    first, last = argos_code(source), argos_code(target)
    last = "zh" if last == "zt" else last
    first = "zh" if first == "zt" else first
    missing = [(first, last)]
    if _PIVOT not in (first, last):
        missing = [pair for pair in ((first, _PIVOT), (_PIVOT, last)) if pair not in known]
    commands = "` and `".join(f"blogtool models add {one} {other}" for one, other in missing)
    return ModelMissing(
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


def listing(folder: Path | None = None) -> list[str]:
    """The models that are here, one a line, and what is wrong with the others."""
    rows = [("pair", "version", "size", "origin", "")]
    for one in available(folder):
        pair = f"{one.source} → {one.target}"
        rows.append((pair, one.version, f"{one.size / 1e6:.1f} MB", one.origin, one.note))
    known = {row[0] for row in rows}
    for one in checkout.packages():
        if (pair := f"{one.source} → {one.target}") not in known:
            command = f"draft: `blogtool models add {one.source} {one.target}`"
            rows.append((pair, one.version, f"{one.size / 1e6:.1f} MB", one.origin, command))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return [*lines, *(str(error) for error in damaged(folder))]


def add(
    languages: Sequence[str],
    confirm: Callable[[str], bool] = lambda question: True,
    progress: Progress | None = None,
    official: bool = False,
) -> list[str]:
    """Install a package: a file (`["x.argosmodel"]`), or that of a pair (`["en", "fr"]`).

    For a pair that is the small one of blogtool's checkout, where there is one and `official` is not set, else the
    official one. Gives what to tell. Only this function uses the network, and only after `confirm`.
    Raises BlogtoolError where there is no such package, no network, or the package is damaged.
    """
    from blogtool.translate import downloads

    folder = packages_folder()
    if len(languages) == 1 and languages[0].endswith(".argosmodel"):
        archive = Path(languages[0])
        return _added(install(archive, folder), downloads.checksum(archive))
    if len(languages) != 2:
        raise BlogtoolError(
            f"a model leads from one language to another, not {len(languages)}",
            fix="`blogtool models add en fr`, or `blogtool models add FILE.argosmodel`",
        )
    source, target = (argos_code(one) for one in languages)
    small = None if official else checkout.package(source, target)
    if small:
        better = f"  draft   `blogtool models add {source} {target} --official` fetches Argos' own, a larger one"
        return [*_added(install(small.path, folder), downloads.checksum(small.path)), better]
    address, hint = downloads.index_address(), checkout.hint(source, target)
    if not confirm(f"fetch the model {source} → {target} named in {address} into {folder}?"):
        return ["nothing was fetched (`--yes` asks no question)", *([hint] if hint else [])]
    try:
        return _added(*downloads.fetch_and_install(source, target, folder, address, progress))
    except BlogtoolError as error:
        if not hint:
            raise
        raise BlogtoolError(error.what, error.where, f"{error.fix}; {hint}" if error.fix else hint) from error


def _added(package: Package, checksum: str) -> list[str]:
    return [
        f"installed {package.source} → {package.target} {package.version}, {package.size / 1e6:.1f} MB",
        f"  in      {package.path}",
        f"  sha256  {checksum}",
        f"  marks   {calibrated(package)}",
    ]


def calibrate(folder: Path | None = None) -> list[str]:
    """Try the ways of writing marks on every installed package, and keep what was found beside it."""
    found = [f"{one.source} → {one.target}: {calibrated(one)}" for one in installed(folder)]
    return found or ["no package is installed; the built-in model comes calibrated"]


def calibrate_builtin() -> list[str]:
    """The same for the built-in model, after it was replaced: for blogtool's own developers."""
    return [calibrated(one) for one in builtin()]


def calibrated(package: Package) -> str:
    """Measure which style of marks a package brings through best; gives what to tell."""
    from blogtool.translate import carriers
    from blogtool.translate.engines.argos import Argos

    try:
        found = carriers.survival(Argos(packages=[package.path]), package.source, package.target)
        carriers.save(package.folder, read_contents(package).digest, found)
    except BlogtoolError as error:
        return f"not tried: {error.what}"
    first, second, *_ = carriers.best_first([found])
    shares = " and ".join(f"{style.format(1)} come through in {found[style]:.0%}" for style in (first, second))
    return f"{shares} of {len(carriers.probes(package.source))} sentences"
