"""From a checkpoint to a CTranslate2 model, in int8, in an `.argosmodel`."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from .network import Shape, sinusoids
from .package import Label, pack
from .unpack import opened
from .vocabulary import load, pieces_of

LONGEST = 2048
"""Positions of the exported model, in tokens."""


def specification(shape: Shape, weights: dict[str, torch.Tensor], pieces: list[str]) -> Any:
    """A CTranslate2 `TransformerSpec` filled with the weights."""
    from ctranslate2.specs import common_spec, transformer_spec

    spec = transformer_spec.TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers), shape.heads, pre_norm=True,
        activation=common_spec.Activation.RELU, alignment_layer=-1, alignment_heads=shape.heads,
    )  # fmt: skip
    # Copies, because CTranslate2 quantises in place.
    arrays = {name: tensor.float().clone().numpy() for name, tensor in weights.items()}

    def norm(part: Any, name: str) -> None:
        part.gamma, part.beta = arrays[f"{name}.weight"], arrays[f"{name}.bias"]

    def linear(part: Any, name: str) -> None:
        part.weight, part.bias = arrays[f"{name}.weight"], arrays[f"{name}.bias"]

    def attention(part: Any, name: str, inner: tuple[str, ...]) -> None:
        norm(part.layer_norm, f"{name}.norm")
        for one, piece in zip(part.linear, inner, strict=True):
            linear(one, f"{name}.{piece}")

    for side, layers in ((spec.encoder, "encoder"), (spec.decoder, "decoder")):
        embedding = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embedding.weight = arrays["embed.weight"]
        side.position_encodings.encodings = sinusoids(LONGEST, shape.width).numpy()
        norm(side.layer_norm, f"{layers[:3]}_norm")
        for at, layer in enumerate(side.layer):
            attention(layer.self_attention, f"{layers}.{at}.attn", ("qkv", "out"))
            if layers == "decoder":
                attention(layer.attention, f"{layers}.{at}.cross", ("q", "kv", "out"))
            norm(layer.ffn.layer_norm, f"{layers}.{at}.ff.norm")
            linear(layer.ffn.linear_0, f"{layers}.{at}.ff.one")
            linear(layer.ffn.linear_1, f"{layers}.{at}.ff.two")
    spec.decoder.projection.weight, spec.decoder.projection.bias = arrays["embed.weight"], arrays["bias"]
    pieces = pieces + [f"<unused{n}>" for n in range(shape.vocabulary - len(pieces))]
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    return spec


@dataclass(frozen=True)
class Blend:
    """The model that training went on from, and how much of its weights is mixed in again (0 to 1).

    What was learned last is kept for the most part, and what was forgotten over it comes back: Wortsman and others,
    "Robust fine-tuning of zero-shot models" (2022).
    """

    package: Path
    share: float


def blended(mean: dict[str, torch.Tensor], blend: Blend) -> dict[str, torch.Tensor]:
    """The weights mixed with those of the package; raises ValueError where its network has other parts."""
    _, earlier, _ = opened(blend.package)
    if {name: value.shape for name, value in mean.items()} != {name: value.shape for name, value in earlier.items()}:
        raise ValueError(f"{blend.package} holds a network of another shape")
    return {name: torch.lerp(value.float(), earlier[name], blend.share) for name, value in mean.items()}


def export(folder: Path, package: Path, label: Label, quantisation: str = "int8", blend: Blend | None = None) -> str:
    """Write the averaged weights of the folder's checkpoint as a package; its size, in a line."""
    held = torch.load(folder / "checkpoint.pt", map_location="cpu", weights_only=True)
    mean = blended(held["mean"], blend) if blend else held["mean"]
    vocabulary = load(folder / "sentencepiece.model")
    spec = specification(Shape(**held["shape"]), mean, pieces_of(vocabulary))
    spec.validate()
    spec.optimize(quantization=None if quantisation == "float32" else quantisation)
    with tempfile.TemporaryDirectory() as model:
        spec.save(model)
        size = pack(package, Path(model), folder / "sentencepiece.model", label)
    seen = f"update {held['updates']}, {held['seen'] / 1e6:.1f} M target tokens seen"
    return f"{package}: {size / 1e6:.1f} MB, {seen}"
