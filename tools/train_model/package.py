"""Packs a CTranslate2 model as an `.argosmodel`, the zip that Argos Translate installs. Needs no torch."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

NAMES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "zh": "Chinese",
}


@dataclass(frozen=True)
class Label:
    """What the package says of itself. `note` becomes its README: name the data and their licences there."""

    source: str
    target: str
    version: str = "1.0"
    note: str = ""
    draft: bool = False  # blogtool then marks what it translates as a draft

    @property
    def folder(self) -> str:
        return f"translate-{self.source}_{self.target}-{self.version.replace('.', '_')}"

    def metadata(self) -> dict[str, object]:
        return {
            "package_version": self.version, "argos_version": "1.5", "type": "translate", "links": [],
            "from_code": self.source, "from_name": NAMES.get(self.source, self.source),
            "to_code": self.target, "to_name": NAMES.get(self.target, self.target),
            **({"quality": "draft"} if self.draft else {}),
        }  # fmt: skip


def pack(package: Path, model: Path, vocabulary: Path, label: Label) -> int:
    """Write the package and give its size in bytes; equal files give equal bytes."""
    entries = {
        "metadata.json": json.dumps(label.metadata(), indent=1).encode(),
        "README.md": (label.note or f"{label.source} to {label.target}").rstrip().encode() + b"\n",
        "sentencepiece.model": vocabulary.read_bytes(),
    }
    entries |= {f"model/{file.name}": file.read_bytes() for file in sorted(model.iterdir()) if file.is_file()}
    part = package.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(f"{label.folder}/{name}", (2020, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = _packing(name), 0o644 << 16
            archive.writestr(entry, data)
    part.replace(package)
    return package.stat().st_size


def _packing(name: str) -> int:
    """Weights of 8 bits hardly get smaller (by 7 in 100), and to inflate them takes longer than to load the model."""
    return zipfile.ZIP_STORED if name.endswith(".bin") else zipfile.ZIP_DEFLATED
