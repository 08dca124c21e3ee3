"""A model's weights can be read back from the file that CTranslate2 keeps them in."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
from ctranslate2.specs import common_spec, transformer_spec

from tools.model_score import PACKAGE
from tools.train_model.model_bin import variables


def test_saved_weights_come_back_as_they_went_in(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    spec = transformer_spec.TransformerSpec.from_config(
        (1, 1), 2, pre_norm=True, activation=common_spec.Activation.RELU
    )
    wanted: dict[str, np.ndarray] = {}

    def fill(part: object, name: str, value: np.ndarray) -> None:
        setattr(part, name, value.copy())

    for side, title in ((spec.encoder, "encoder"), (spec.decoder, "decoder")):
        layer = side.layer[0]
        parts = {"self_attention": layer.self_attention, "ffn": layer.ffn}
        parts |= {"attention": layer.attention} if title == "decoder" else {}
        for name, part in parts.items():
            linears = (part.linear_0, part.linear_1) if name == "ffn" else tuple(part.linear)
            for at, linear in enumerate(linears):
                rows = {("ffn", 0): 16, ("self_attention", 0): 24, ("attention", 1): 16}.get((name, at), 8)
                columns = 16 if (name, at) == ("ffn", 1) else 8
                matrix = chance.normal(size=(rows, columns)).astype(np.float32)
                wanted[f"{title}/layer_0/{name}/linear_{at}/weight"] = matrix
                fill(linear, "weight", matrix)
                fill(linear, "bias", np.zeros(rows, np.float32))
            fill(part.layer_norm, "gamma", np.ones(8, np.float32))
            fill(part.layer_norm, "beta", np.zeros(8, np.float32))
        embedding = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        fill(embedding, "weight", chance.normal(size=(8, 8)).astype(np.float32))
        side.position_encodings.encodings = np.zeros((16, 8), np.float32)
        fill(side.layer_norm, "gamma", np.ones(8, np.float32))
        fill(side.layer_norm, "beta", np.zeros(8, np.float32))
    fill(spec.decoder.projection, "weight", chance.normal(size=(8, 8)).astype(np.float32))
    words = ["<unk>", "<s>", "</s>", "a", "b", "c", "d", "e"]
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(tmp_path))

    found = variables((tmp_path / "model.bin").read_bytes())

    assert wanted.keys() <= found.keys()
    for name, matrix in wanted.items():
        a_step = np.abs(matrix).max(axis=1, keepdims=True) / 127
        assert (np.abs(found[name] - matrix) <= a_step * 0.51).all(), name


def test_the_built_in_model_can_be_read_whole() -> None:
    with zipfile.ZipFile(PACKAGE) as package:
        found = variables(package.read(next(n for n in package.namelist() if n.endswith("model.bin"))))

    assert found["decoder/embeddings/weight"].shape == (20000, 256)
    assert all(np.isfinite(array).all() for array in found.values() if array.dtype == np.float32)


def test_a_model_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version 7, and 6 is what is read"):
        variables(struct.pack("<I", 7))
