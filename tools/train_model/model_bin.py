"""Reads `model.bin`, the file in which CTranslate2 keeps a model's weights. Needs no torch."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

KINDS = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
"""Element types by their number in CTranslate2's `model.bin` (its `DataType`)."""


class Reader:
    """The numbers and names of a `model.bin`, one after another, as CTranslate2's `ModelSpec.save` writes them."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def number(self, kind: str) -> int:
        value: int
        (value,) = struct.unpack_from("<" + kind, self.data, self.at)
        self.at += struct.calcsize(kind)
        return value

    def bytes(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]

    def name(self) -> str:
        return self.bytes(self.number("H")).rstrip(b"\0").decode()


def variables(data: bytes) -> dict[str, Any]:
    """The arrays of a `model.bin` by name; int8 matrices as the floats that they stand for.

    Raises ValueError for another version of the file than `ModelSpec.save` of CTranslate2 4 writes.
    """
    reader = Reader(data)
    if (version := reader.number("I")) != 6:
        raise ValueError(f"model.bin has version {version}, and 6 is what is read here")
    reader.name(), reader.number("I")
    found: dict[str, Any] = {}
    for _ in range(reader.number("I")):
        name = reader.name()
        dimensions = [reader.number("I") for _ in range(reader.number("B"))]
        kind = KINDS[reader.number("B")]
        found[name] = np.frombuffer(reader.bytes(reader.number("I")), kind).reshape(dimensions)
    for name in [name for name in found if f"{name}_scale" in found]:
        found[name] = found[name].astype(np.float32) / found[f"{name}_scale"][:, None]
    return found
