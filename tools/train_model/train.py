"""Teaches the network: one flat array of weights, several workers that share it, checkpoints, a log."""

from __future__ import annotations

import json
import math
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
import torch.multiprocessing as processes
from torch import Tensor

from .batches import TokenPairs, batches, padded
from .network import Network, Shape, loss_of


@dataclass(frozen=True)
class Plan:
    """How to train. A later call with the same folder goes on where the last one stopped."""

    folder: Path  # holds train.npz, valid.npz and checkpoint.pt
    minutes: float  # of this call
    workers: int = 1  # processes of one thread each (on CPUs that others use too, better than threads)
    batch_tokens: int = 1024  # of one forward and backward pass
    update_batches: int = 8  # passes per update, shared out among the workers as they come free
    rate: float = 1e-3  # highest learning rate
    warm_up: int = 100  # updates over which the rate rises from nothing, in this call
    decay_minutes: float = 0  # at the end of this call, over which the rate falls to a fiftieth
    smoothing: float = 0.05
    average: float = 0.995  # decay of the averaged weights, which are the ones that are exported
    optimiser: str = "adam"  # or "muon": matrices by Muon, the rest by Adam
    seed: int = 1
    device: str = "cpu"
    threads: int = 1
    log_every: int = 10
    judge_every: int = 100  # updates between two looks at the valid set
    save_minutes: float = 3


class Weights:
    """A network whose parameters and gradients are views of two flat arrays."""

    def __init__(self, shape: Shape, device: str, shared: Tensor | None = None) -> None:
        self.network = Network(shape).to(device=device, dtype=torch.bfloat16)
        self.names = [name for name, _ in self.network.named_parameters()]
        parameters = list(self.network.parameters())
        size = sum(p.numel() for p in parameters)
        self.flat = torch.zeros(size, dtype=torch.bfloat16, device=device) if shared is None else shared
        self.gradient = torch.zeros(size, dtype=torch.bfloat16, device=device)
        self.places: dict[str, tuple[int, torch.Size]] = {}
        at = 0
        for name, parameter in zip(self.names, parameters, strict=True):
            end = at + parameter.numel()
            parameter.data = self.flat[at:end].view(parameter.shape)
            parameter.grad = self.gradient[at:end].view(parameter.shape)
            self.places[name] = (at, parameter.shape)
            at = end

    def cut(self, flat: Tensor) -> dict[str, Tensor]:
        """`flat`, an array of the same size, as named matrices and vectors."""
        return {name: flat[at : at + shape.numel()].view(shape) for name, (at, shape) in self.places.items()}


class Adam:
    """Adam over one flat array (fused: one pass over memory)."""

    def __init__(self, master: Tensor) -> None:
        self.master = torch.nn.Parameter(master)
        self.steps = torch.optim.AdamW([self.master], lr=0, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0, fused=True)

    def step(self, gradient: Tensor, rate: float) -> None:
        self.master.grad = gradient
        self.steps.param_groups[0]["lr"] = rate
        self.steps.step()

    def state(self) -> Any:
        return self.steps.state_dict()

    def resume(self, state: Any) -> None:
        self.steps.load_state_dict(state)


class Muon(Adam):
    """Momentum made orthogonal for the matrices inside the layers; Adam for embedding, norms and biases.

    After Keller Jordan's Muon (2024), with the step scaled to Adam's size (0.2 sqrt(longer side)) as in
    "Muon is scalable for LLM training" (2025), so that one learning rate serves both.
    """

    def __init__(self, master: Tensor, weights: Weights) -> None:
        super().__init__(master)
        self.weights = weights
        self.momentum = torch.zeros_like(master)
        self.groups: dict[torch.Size, list[tuple[int, torch.Size]]] = {}
        for name, (at, shape) in weights.places.items():
            if len(shape) == 2 and not name.startswith("embed"):
                parts = {"qkv": 3, "kv": 2}.get(name.split(".")[-2], 1)  # stacked matrices count singly
                one = torch.Size((shape[0] // parts, shape[1]))
                for part in range(parts):
                    self.groups.setdefault(one, []).append((at + part * one.numel(), one))

    def step(self, gradient: Tensor, rate: float) -> None:
        self.momentum.mul_(0.95).add_(gradient)
        nesterov = gradient.add(self.momentum, alpha=0.95)
        for shape, places in self.groups.items():
            stack = torch.stack([nesterov[at : at + shape.numel()].view(shape) for at, shape in places])
            steps = orthogonal(stack.to(torch.bfloat16))
            for (at, _), one in zip(places, steps, strict=True):
                size = shape.numel()
                self.master.data[at : at + size].add_(one.reshape(-1), alpha=-rate * 0.2 * math.sqrt(max(shape)))
                gradient[at : at + size] = 0  # nothing is left for Adam to do here
        super().step(gradient, rate)

    def state(self) -> Any:
        return {"adam": super().state(), "momentum": self.momentum}

    def resume(self, state: Any) -> None:
        super().resume(state["adam"])
        self.momentum.copy_(state["momentum"])


def orthogonal(stack: Tensor) -> Tensor:
    """The nearest orthogonal matrices, about, by five steps of a Newton-Schulz iteration."""
    tall = stack.shape[1] > stack.shape[2]
    x = stack.transpose(1, 2) if tall else stack
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(5):
        square = x @ x.transpose(1, 2)
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return x.transpose(1, 2) if tall else x


def passes(plan: Plan, pairs: TokenPairs, epoch: int, at: int) -> Iterator[list[Any]]:
    """The batches of each update from here on, the same in every worker."""
    while True:
        made = batches(pairs, plan.batch_tokens, plan.seed * 1000 + epoch)
        usable = len(made) - len(made) % plan.update_batches
        for start in range(at, usable, plan.update_batches):
            yield made[start : start + plan.update_batches]
        epoch, at = epoch + 1, 0


@dataclass
class Shared:
    """What the workers have in common. `sums` holds a worker's loss, tokens and batches per row."""

    flat: Tensor
    gradients: list[Tensor]
    sums: Tensor
    next_batch: Any
    ready: Any
    done: Any
    stop: Any


def gather(weights: Weights, plan: Plan, pairs: TokenPairs, update: list[Any], shared: Shared, rank: int) -> None:
    """Take batches of the update as long as there are some, adding up this worker's gradient."""
    gradient = shared.gradients[rank]
    gradient.zero_()
    shared.sums[rank] = 0
    while True:
        with shared.next_batch.get_lock():
            mine = shared.next_batch.value
            shared.next_batch.value += 1
        if mine >= len(update):
            return
        source, target = (torch.from_numpy(table).to(plan.device) for table in padded(pairs, update[mine]))
        loss, count = loss_of(weights.network, source, target, plan.smoothing)
        loss.backward()
        gradient += weights.gradient
        weights.gradient.zero_()
        shared.sums[rank, 0] += loss.detach().cpu()
        shared.sums[rank, 1] += count


def work(rank: int, plan: Plan, shape: Shape, shared: Shared, epoch: int, at: int) -> None:
    """A helping worker: gathers gradients until it is told to stop."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed + rank)
    weights = Weights(shape, plan.device, shared.flat)
    weights.network.train()
    pairs = TokenPairs.load(plan.folder / "train.npz")
    for update in passes(plan, pairs, epoch, at):
        shared.ready.wait()
        if shared.stop.value:
            return
        gather(weights, plan, pairs, update, shared, rank)
        shared.done.wait()


@torch.no_grad()
def judge(weights: Weights, mean: Tensor, pairs: TokenPairs, plan: Plan) -> float:
    """Loss per target token of the averaged weights on the valid set."""
    held = weights.flat.clone()
    weights.flat.copy_(mean)
    weights.network.eval()
    total, count = 0.0, 0
    for batch in batches(pairs, plan.batch_tokens, 0):
        source, target = (torch.from_numpy(table).to(plan.device) for table in padded(pairs, batch))
        loss, tokens = loss_of(weights.network, source, target, 0.0)
        total, count = total + float(loss), count + tokens
    weights.flat.copy_(held)
    weights.network.train()
    return total / max(count, 1)


class Run:
    """One call of `train`: where it stands, and what it writes down."""

    def __init__(self, plan: Plan, shape: Shape) -> None:
        self.plan, self.began, self.path = plan, time.monotonic(), plan.folder / "checkpoint.pt"
        self.updates = self.seen = self.epoch = self.at = self.here = 0
        self.stopping = False
        held = torch.load(self.path, map_location="cpu", weights_only=True) if self.path.exists() else None
        self.shape = replace(Shape(**held["shape"]), dropout=shape.dropout) if held else shape
        size = sum(p.numel() for p in Network(self.shape).parameters())
        flat = torch.zeros(size, dtype=torch.bfloat16, device=plan.device)
        self.flat = flat.share_memory_() if plan.device == "cpu" else flat
        self.weights = Weights(self.shape, plan.device, self.flat)
        names = held["weights"] if held else {k: v.detach() for k, v in Network(self.shape).state_dict().items()}
        self.master = torch.cat([names[name].reshape(-1).float() for name in self.weights.names]).to(plan.device)
        self.mean = self.master.clone()
        self.optimiser = Muon(self.master, self.weights) if plan.optimiser == "muon" else Adam(self.master)
        if held:
            self.updates, self.seen, self.epoch, self.at = (held[k] for k in ("updates", "seen", "epoch", "at"))
            self.mean = torch.cat([held["mean"][n].reshape(-1).float() for n in self.weights.names]).to(plan.device)
            if held.get("optimiser_kind") == plan.optimiser:
                self.optimiser.resume(held["optimiser"])
        self.flat.copy_(self.master)

    def stop_soon(self) -> None:
        """Asked to end: stop after this update, with a checkpoint."""
        self.stopping = True

    def minutes(self) -> float:
        return (time.monotonic() - self.began) / 60

    def rate(self) -> float:
        left = self.plan.minutes - self.minutes()
        falling = max(0.02, min(1.0, left / self.plan.decay_minutes)) if self.plan.decay_minutes else 1.0
        return self.plan.rate * min(1.0, (self.here + 1) / self.plan.warm_up) * falling

    def step(self, gradients: list[Tensor], tokens: float) -> float:
        """One update of the weights by the gathered gradients; the gradient's length."""
        gradient = gradients[0]
        for other in gradients[1:]:
            gradient += other
        gradient /= tokens
        length = float(gradient.norm())
        gradient *= min(1.0, 1.0 / (length + 1e-6))
        self.optimiser.step(gradient, self.rate())
        self.flat.copy_(self.master)
        self.mean.lerp_(self.master, 1 - min(self.plan.average, (self.updates + 1) / (self.updates + 10)))
        self.updates, self.here, self.seen = self.updates + 1, self.here + 1, self.seen + int(tokens)
        return length

    def save(self) -> None:
        part = self.path.with_suffix(".part")
        weights, mean = ({k: v.clone() for k, v in self.weights.cut(flat).items()} for flat in (self.master, self.mean))
        torch.save(
            {"shape": asdict(self.shape), "weights": weights, "mean": mean, "updates": self.updates,
             "seen": self.seen, "epoch": self.epoch, "at": self.at, "optimiser": self.optimiser.state(),
             "optimiser_kind": self.plan.optimiser},
            part,
        )  # fmt: skip
        os.replace(part, self.path)

    def note(self, **row: object) -> None:
        with open(self.plan.folder / "log.jsonl", "a", encoding="utf-8") as log:
            log.write(json.dumps(row) + "\n")
        print(f"[{self.minutes():6.1f} min]", *(f"{key} {value}" for key, value in row.items()), flush=True)


def begin_workers(run: Run, plan: Plan) -> tuple[Shared, list[Any]]:
    shared = Shared(
        run.flat,
        [torch.zeros_like(run.master).share_memory_() for _ in range(plan.workers)],
        torch.zeros(plan.workers, 2, dtype=torch.float64).share_memory_(),
        *(lambda make: (make.Value("l", 0), make.Barrier(plan.workers), make.Barrier(plan.workers),
                        make.Value("b", 0)))(processes.get_context("spawn")),
    )  # fmt: skip
    starting = processes.get_context("spawn")
    helpers = [
        starting.Process(target=work, args=(rank, plan, run.shape, shared, run.epoch, run.at), daemon=True)
        for rank in range(1, plan.workers)
    ]
    for helper in helpers:
        helper.start()
    return shared, helpers


def train(plan: Plan, shape: Shape) -> None:
    """Train for `plan.minutes`, then leave a checkpoint."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    run = Run(plan, shape)
    pairs, valid = (TokenPairs.load(plan.folder / name) for name in ("train.npz", "valid.npz"))
    shared, helpers = begin_workers(run, plan)
    run.weights.network.train()
    run.note(pairs=len(pairs), target_tokens=len(pairs.target), updates=run.updates, seen=run.seen)
    saved, since, loss, tokens = time.monotonic(), time.monotonic(), 0.0, 0.0
    per_pass = len(batches(pairs, plan.batch_tokens, 0)) // plan.update_batches * plan.update_batches
    signal.signal(signal.SIGTERM, lambda *_: run.stop_soon())
    for update in passes(plan, pairs, run.epoch, run.at):
        if run.stopping or run.minutes() > plan.minutes:
            break
        shared.next_batch.value = 0
        shared.ready.wait()
        gather(run.weights, plan, pairs, update, shared, 0)
        shared.done.wait()
        now_loss, now_tokens = shared.sums.sum(0).tolist()
        rate = run.rate()
        length = run.step(shared.gradients, now_tokens)
        loss, tokens = loss + now_loss, tokens + now_tokens
        run.at += len(update)
        if run.at >= per_pass:
            run.epoch, run.at = run.epoch + 1, 0
        if run.updates % plan.log_every == 0:
            speed = tokens / (time.monotonic() - since)
            run.note(update=run.updates, loss=round(loss / tokens, 4), rate=float(f"{rate:.3g}"),
                     gradient=round(length, 3), tokens_per_s=round(speed), seen=run.seen)  # fmt: skip
            loss, tokens, since = 0.0, 0.0, time.monotonic()
        if run.updates % plan.judge_every == 0:
            run.note(update=run.updates, valid_loss=round(judge(run.weights, run.mean, valid, plan), 4))
        if time.monotonic() - saved > plan.save_minutes * 60:
            run.save()
            saved = time.monotonic()
    shared.stop.value = 1
    shared.ready.wait()
    run.note(update=run.updates, valid_loss=round(judge(run.weights, run.mean, valid, plan), 4))
    run.save()
    for helper in helpers:
        helper.join(timeout=30)
