"""A trained model as bytes and back: safetensors, never pickle. Never imports Django."""

from __future__ import annotations

from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load, save

from recommender.errors import OutsideFailure
from recommender.neural.models import model_make
from recommender.neural.steps import SequenceModel


def model_to_bytes(model: SequenceModel) -> bytes:
    """Return the weights as a safetensors file."""
    weights = {name: tensor.contiguous() for name, tensor in model.state_dict().items()}
    return bytes(save(weights))


def model_from_bytes(name: str, config: dict[str, Any], weights: bytes) -> SequenceModel:
    """Return the model of a stored config and its weights, in evaluation mode.

    Raises:
        OutsideFailure: the file is damaged, of another shape or of another version.
    """
    if not name or "tower" not in config:
        raise OutsideFailure("The sequence model is of an earlier version: train again.")
    try:
        model = model_make(name, config)
        model.load_state_dict(load(weights))
    except (SafetensorError, RuntimeError, TypeError, ValueError) as error:
        line = str(error).splitlines()[0]
        raise OutsideFailure(f"The sequence model's file cannot be read: {line}") from error
    return model.eval()
