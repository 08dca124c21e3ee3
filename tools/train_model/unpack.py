"""From an `.argosmodel` made by `export` back to a checkpoint, so that training goes on from it. Needs torch."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .model_bin import variables
from .network import Network, Shape
from .pairs import read_pairs
from .transfer import Table, bridged, companions, moved
from .vocabulary import load, pieces_of

Weights = dict[str, torch.Tensor]


def weights(found: dict[str, Any]) -> tuple[Shape, Weights]:
    """The network's shape and its named weights; the inverse of `export.specification`."""
    layers = {
        side: len({name.split("/")[1] for name in found if name.startswith(f"{side}/layer_") and "norm/" not in name})
        for side in ("encoder", "decoder")
    }
    table = found["decoder/embeddings/weight"]
    shape = Shape(
        vocabulary=table.shape[0], width=table.shape[1],
        inner=found["encoder/layer_0/ffn/linear_0/bias"].shape[0], heads=int(found["encoder/num_heads"]),
        encoder_layers=layers["encoder"], decoder_layers=layers["decoder"],
    )  # fmt: skip
    named = {"embed.weight": table, "bias": found["decoder/projection/bias"]}

    def linear(name: str, place: str) -> None:
        named[f"{name}.weight"], named[f"{name}.bias"] = found[f"{place}/weight"], found[f"{place}/bias"]

    def norm(name: str, place: str) -> None:
        named[f"{name}.weight"], named[f"{name}.bias"] = found[f"{place}/gamma"], found[f"{place}/beta"]

    for side, count in layers.items():
        norm(f"{side[:3]}_norm", f"{side}/layer_norm")
        for at in range(count):
            name, place = f"{side}.{at}", f"{side}/layer_{at}"
            parts = [("attn", "self_attention", ("qkv", "out"))]
            parts += [("cross", "attention", ("q", "kv", "out"))] if side == "decoder" else []
            parts += [("ff", "ffn", ("one", "two"))]
            for ours, theirs, pieces in parts:
                norm(f"{name}.{ours}.norm", f"{place}/{theirs}/layer_norm")
                for piece_at, piece in enumerate(pieces):
                    linear(f"{name}.{ours}.{piece}", f"{place}/{theirs}/linear_{piece_at}")
    return shape, {name: torch.tensor(np.asarray(array, np.float32)) for name, array in named.items()}


def opened(package: Path) -> tuple[Shape, Weights, bytes]:
    """The network's shape, its named weights and its SentencePiece vocabulary.

    Raises ValueError for a package that `export` did not make.
    """
    with zipfile.ZipFile(package) as archive:
        files = {name.split("/", 1)[1]: name for name in archive.namelist() if "/" in name}
        if not {"model/model.bin", "sentencepiece.model"} <= set(files):
            raise ValueError(f"{package} has no model/model.bin and sentencepiece.model")
        found = variables(archive.read(files["model/model.bin"]))
        vocabulary = archive.read(files["sentencepiece.model"])
    shape, named = weights(found)
    wanted = {name: value.shape for name, value in Network(shape).named_parameters()}
    if wanted != {name: value.shape for name, value in named.items()}:
        raise ValueError(f"{package} was not made by `export`: its network has other parts")
    return shape, named, vocabulary


@dataclass(frozen=True)
class NewPair:
    """Another language pair that training goes on to, from the package's own."""

    vocabulary: Path  # its SentencePiece model
    old_text: Path | None = None  # TSV of the package's pair; with `new_text`, pieces of one meaning take over vectors
    new_text: Path | None = None  # TSV of the new pair, of the same source language
    most: int = 150_000  # pairs that are read of each


def piece_pairs(path: Path, vocabulary: Any, most: int) -> Iterator[tuple[list[str], list[str]]]:
    for pair in islice(read_pairs([path]), most):
        yield vocabulary.encode(pair.source, out_type=str), vocabulary.encode(pair.target, out_type=str)


def carried_over(shape: Shape, named: Weights, old_vocabulary: bytes, to: NewPair) -> tuple[Shape, Weights]:
    """The network with the vectors of the new vocabulary's pieces; all layers as they were."""
    from sentencepiece import SentencePieceProcessor

    old, new = SentencePieceProcessor(model_proto=old_vocabulary), load(to.vocabulary)
    bridge = None
    if to.old_text and to.new_text:
        texts = ((to.old_text, old), (to.new_text, new))
        bridge = bridged(*(companions(piece_pairs(path, vocabulary, to.most)) for path, vocabulary in texts))
    held = Table(pieces_of(old), named["embed.weight"].numpy(), named["bias"].numpy())
    made = moved(held, pieces_of(new), lambda piece: old.encode(piece.replace("▁", " "), out_type=str), bridge)
    table = {"embed.weight": torch.from_numpy(made.vectors), "bias": torch.from_numpy(made.biases)}
    return replace(shape, vocabulary=len(made.vectors)), named | table


def unpack(package: Path, folder: Path, to: NewPair | None = None) -> str:
    """Write a vocabulary and a checkpoint with the package's weights into the folder, as they are or for another pair.

    Raises FileExistsError where the folder has a checkpoint, and ValueError for a package that `export` did not make.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "checkpoint.pt"
    if path.exists():
        raise FileExistsError(f"{path} is there; begin in another folder")
    shape, named, vocabulary = opened(package)
    if to:
        shape, named = carried_over(shape, named, vocabulary, to)
        vocabulary = to.vocabulary.read_bytes()
    (folder / "sentencepiece.model").write_bytes(vocabulary)
    counts = {"updates": 0, "seen": 0, "epoch": 0, "at": 0}
    torch.save({"shape": asdict(shape), "weights": named, "mean": named, **counts}, path)
    return f"checkpoint in {folder}: {sum(value.numel() for value in named.values()) / 1e6:.1f} M weights of {package}"
