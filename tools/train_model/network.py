"""The small Transformer that `train` teaches and `export` turns into a CTranslate2 model.

Pre-norm, ReLU, fixed sinusoids; one vocabulary and one embedding matrix serve source, target and output.
Every part has a counterpart in CTranslate2's `TransformerSpec`, so nothing is lost on export.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

UNKNOWN, BEGIN, END, PAD = 0, 1, 2, 3
"""Ids that the SentencePiece model is trained with."""


@dataclass(frozen=True)
class Shape:
    """The size of a network. `vocabulary` counts pieces, rounded up to a multiple of 8."""

    vocabulary: int = 16000
    width: int = 256
    inner: int = 1536
    heads: int = 8
    encoder_layers: int = 6
    decoder_layers: int = 2
    dropout: float = 0.0
    positions: int = 1024


def sinusoids(count: int, width: int) -> Tensor:
    """`count` position vectors: sines in the first half, cosines in the second, as Marian does."""
    scale = torch.pow(10000.0, 2.0 * torch.arange(width // 2, dtype=torch.float64) / width)
    angle = torch.arange(count, dtype=torch.float64).unsqueeze(1) / scale
    return torch.cat([angle.sin(), angle.cos()], dim=1).float()


class Attention(nn.Module):
    """Multi-head attention over itself, or over the encoder's memory when `cross`."""

    def __init__(self, shape: Shape, cross: bool) -> None:
        super().__init__()
        self.heads, self.cross = shape.heads, cross
        self.norm = nn.LayerNorm(shape.width)
        if cross:
            self.q = nn.Linear(shape.width, shape.width)
            self.kv = nn.Linear(shape.width, 2 * shape.width)
        else:
            self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)

    def by_head(self, x: Tensor) -> Tensor:
        rows, length, width = x.shape
        split = x.view(rows, length, self.heads, width // self.heads).transpose(1, 2)
        return split.reshape(rows * self.heads, length, width // self.heads)

    def forward(self, x: Tensor, mask: Tensor, memory: Tensor | None = None) -> Tensor:
        """`mask` is added to the scores: (rows or 1, queries or 1, keys), 0 where seen, else very low."""
        rows, length, width = x.shape
        normed = self.norm(x)
        if memory is None:
            q, k, v = self.qkv(normed).chunk(3, dim=-1)
        else:
            q, (k, v) = self.q(normed), self.kv(memory).chunk(2, dim=-1)
        q, k, v = self.by_head(q), self.by_head(k), self.by_head(v)
        # Plain products: on CPUs without AMX the fused attention of PyTorch is five times slower in bfloat16.
        seen = mask[:, None].expand(rows, self.heads, length, k.shape[1]).reshape(-1, length, k.shape[1])
        scores = torch.baddbmm(seen, q, k.transpose(1, 2), alpha=(width // self.heads) ** -0.5)
        mixed = torch.bmm(scores.softmax(dim=-1), v)
        joined = mixed.view(rows, self.heads, length, -1).transpose(1, 2).reshape(rows, length, width)
        out: Tensor = self.out(joined)
        return out


class FeedForward(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(shape.width)
        self.one, self.two = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.two(F.relu(self.one(self.norm(x))))
        return out


class EncoderLayer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attn, self.ff, self.drop = Attention(shape, False), FeedForward(shape), nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = x + self.drop(self.attn(x, mask))
        out: Tensor = x + self.drop(self.ff(x))
        return out


class DecoderLayer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attn, self.cross, self.ff = Attention(shape, False), Attention(shape, True), FeedForward(shape)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, causal: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        x = x + self.drop(self.attn(x, causal))
        x = x + self.drop(self.cross(x, mask, memory))
        out: Tensor = x + self.drop(self.ff(x))
        return out


class Network(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embed = nn.Embedding(shape.vocabulary, shape.width, padding_idx=PAD)
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))
        self.register_buffer("places", sinusoids(shape.positions, shape.width), persistent=False)
        self.encoder = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder_layers))
        self.enc_norm, self.dec_norm = nn.LayerNorm(shape.width), nn.LayerNorm(shape.width)
        self.drop = nn.Dropout(shape.dropout)
        for parameter in self.parameters():
            if parameter.dim() > 1:
                nn.init.xavier_uniform_(parameter)
        nn.init.normal_(self.embed.weight, std=shape.width**-0.5)
        with torch.no_grad():
            self.embed.weight[PAD].zero_()

    def embedded(self, ids: Tensor) -> Tensor:
        places: Tensor = self.places[: ids.shape[1]]  # type: ignore[index]
        out: Tensor = self.drop(self.embed(ids) * math.sqrt(self.shape.width) + places)
        return out

    def hidden(self, source: Tensor, target: Tensor) -> Tensor:
        """Decoder states before the output projection; `target` begins with <s> and lacks </s>."""
        kind = self.embed.weight.dtype
        padding = (source == PAD).to(kind)[:, None, :] * -1e4
        x = self.embedded(source)
        for layer in self.encoder:
            x = layer(x, padding)
        memory = self.enc_norm(x)
        # Padding stands only at the end of a target, so the causal mask alone keeps it unseen.
        length = target.shape[1]
        causal = torch.full((1, length, length), -1e4, dtype=kind, device=target.device).triu(1)
        x = self.embedded(target)
        for layer in self.decoder:
            x = layer(x, causal, memory, padding)
        out: Tensor = self.dec_norm(x)
        return out


class TiedLoss(torch.autograd.Function):
    """Summed cross-entropy of `states` against the tied embedding, a few rows at a time.

    The whole table of scores (rows by vocabulary) never stands in memory: the gradients of a chunk are made
    while its scores are still in the cache. A weight of 0 leaves a row out, so chunks can be of one size.
    """

    CHUNK = 256

    @staticmethod
    def forward(  # type: ignore[override]
        ctx: Any,
        states: Tensor,
        embedding: Tensor,
        bias: Tensor,
        wanted: Tensor,
        weight: Tensor,
        smoothing: float,
    ) -> Tensor:
        to_states = torch.empty_like(states)
        to_embedding, to_bias = (
            torch.zeros_like(embedding, dtype=torch.float32),
            torch.zeros_like(bias).float(),
        )
        loss = torch.zeros((), device=states.device)
        for at in range(0, len(states), TiedLoss.CHUNK):
            part = slice(at, at + TiedLoss.CHUNK)
            column, share = wanted[part, None], weight[part, None]
            chances = torch.softmax(F.linear(states[part], embedding, bias), dim=1, dtype=torch.float32)
            loss -= (chances.gather(1, column).clamp_min(1e-30).log() * share).sum()
            if smoothing:
                chances -= smoothing / chances.shape[1]
            chances.scatter_add_(1, column, torch.full_like(share, smoothing - 1))
            chances *= share
            to_bias += chances.sum(0)
            blame = chances.to(states.dtype)
            to_states[part] = blame @ embedding
            to_embedding += blame.t() @ states[part]
        ctx.save_for_backward(to_states, to_embedding.to(embedding.dtype), to_bias.to(bias.dtype))
        return loss

    @staticmethod
    def backward(ctx: Any, up: Tensor) -> Any:  # type: ignore[override]
        return (*(grad * up.to(grad.dtype) for grad in ctx.saved_tensors), None, None, None)


def loss_of(network: Network, source: Tensor, target: Tensor, smoothing: float) -> tuple[Tensor, int]:
    """(plain loss summed over the target tokens, their number); its gradient is that of the smoothed loss."""
    states, wanted = network.hidden(source, target[:, :-1]), target[:, 1:]
    kept = (wanted != PAD).reshape(-1).nonzero()[:, 0]
    count = len(kept)
    spare = -count % (TiedLoss.CHUNK // 2)  # few different sizes: oneDNN compiles a kernel for each
    weight = torch.ones(count + spare, device=source.device)
    weight[count:] = 0
    kept = F.pad(kept, (0, spare))
    rows = states.reshape(-1, states.shape[-1])[kept]
    loss: Tensor = TiedLoss.apply(rows, network.embed.weight, network.bias, wanted.reshape(-1)[kept], weight, smoothing)
    return loss, count
