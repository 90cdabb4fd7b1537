"""Which processor the models run on. Never imports Django."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import torch

from recommender.errors import InvalidSetting


def pick_device(wanted: str = "") -> torch.device:
    """Return the device named, or CUDA where there is one, else the CPU.

    Raises:
        InvalidSetting: there is no such device here.
    """
    if not wanted:
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(wanted)
        torch.empty(1, device=device)
    except (RuntimeError, AssertionError) as error:
        line = str(error).splitlines()[0]
        raise InvalidSetting(f"DEVICE={wanted!r} cannot be used: {line}") from error
    return device


def threads_set(count: int) -> None:
    """Let torch use so many threads of the CPU."""
    torch.set_num_threads(count)


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch use one thread for as long as the block runs.

    For small models that take many small steps: on processors that others use as well, threads
    that wait for each other made writing ten times as slow.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def device_name(device: torch.device) -> str:
    """Return a short name for records, at most 40 characters."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)[:40]
    return f"{device.type}, {torch.get_num_threads()} threads"


PRECISIONS = ("auto", "float32", "bfloat16")


def has_amx() -> bool:
    """Whether the processor multiplies bfloat16 matrices in units of their own."""
    return bool(torch.cpu.get_capabilities().get("amx_bf16"))


def is_low(device: torch.device, wanted: str = "auto") -> bool:
    """Whether a training multiplies in bfloat16: "auto" does where there are units for it."""
    return wanted == "bfloat16" or (wanted == "auto" and (device.type == "cuda" or has_amx()))


@contextmanager
def training_precision(device: torch.device, wanted: str = "auto") -> Iterator[None]:
    """On a CPU, round the factors of float32 products to bfloat16 inside the product alone.

    For as long as the block runs, backward passes included. All between products stays float32.
    """
    if device.type != "cpu":
        yield
        return
    products = torch.backends.mkldnn.matmul  # type: ignore[attr-defined]
    before = products.fp32_precision
    products.fp32_precision = "bf16" if is_low(device, wanted) else "ieee"
    try:
        yield
    finally:
        products.fp32_precision = before


def forward_precision(device: torch.device, wanted: str = "auto") -> AbstractContextManager[Any]:
    """Return the context of a model's forward pass in training: autocast to bfloat16, or none.

    For the softmax over the catalogue float32 with `training_precision` measured quicker on a CPU;
    for what comes before it, autocast.
    """
    if is_low(device, wanted):
        return torch.autocast(device.type, dtype=torch.bfloat16)
    return nullcontext()


def quick_inference(device: torch.device) -> AbstractContextManager[Any]:
    """Multiply in bfloat16 where the processor has units for it, else in float32.

    On a CPU with AMX the packaged encoder reads three times as many texts a second; its vectors
    differ from float32's by a cosine of less than 0.0001.
    """
    if device.type == "cuda":
        return torch.autocast("cuda", dtype=torch.bfloat16)
    if device.type == "cpu" and has_amx():
        return torch.autocast("cpu", dtype=torch.bfloat16)
    return nullcontext()
