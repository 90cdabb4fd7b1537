"""A trained model as bytes and back: safetensors, never pickle. Never imports Django."""

from __future__ import annotations

from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load, save

from recommender.errors import OutsideFailure
from recommender.neural.sasrec import SasRec, SasRecConfig


def model_to_bytes(model: SasRec) -> bytes:
    """Return the weights as a safetensors file."""
    weights = {name: tensor.contiguous() for name, tensor in model.state_dict().items()}
    return bytes(save(weights))


def model_from_bytes(config: dict[str, Any], weights: bytes) -> SasRec:
    """Return the model of a stored config and its weights, in evaluation mode.

    Raises:
        OutsideFailure: the file is damaged or of another shape.
    """
    try:
        model = SasRec(SasRecConfig.from_json(config))
        model.load_state_dict(load(weights))
    except (SafetensorError, RuntimeError, TypeError, ValueError) as error:
        line = str(error).splitlines()[0]
        raise OutsideFailure(f"The sequence model's file cannot be read: {line}") from error
    return model.eval()
