"""Any Hugging Face chat model as a text generator: batched, left-padded, on GPU or CPU.

Used by `recommender.reasons.writers.hub`, in workers and commands only. Imports torch and
transformers; never Django, never a stage.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from recommender.errors import OutsideFailure

logger = logging.getLogger(__name__)

Message = dict[str, str]

MAX_NEW_TOKENS = 64
TEMPERATURE = 0.7
TOP_P = 0.9


class ChatModel:
    """A causal language model with its tokenizer and chat template, loaded once."""

    def __init__(self, model: str, revision: str | None = None, device: str = "") -> None:
        """Load `model` (a hub id or a folder); weights must be safetensors, no remote code.

        Args:
            model: hub id or folder.
            revision: branch, tag or commit on the hub.
            device: "cuda", "cpu", …; "" picks CUDA when there is one.

        Raises:
            OutsideFailure: it is not there, or is not such a model.
        """
        self.device = device or ("cuda" if torch.cuda.is_available() else "cpu")
        dtype = torch.bfloat16 if self.device.startswith("cuda") else torch.float32
        try:
            self.tokenizer: Any = AutoTokenizer.from_pretrained(
                model, revision=revision or "main", padding_side="left", trust_remote_code=False
            )
            loaded: Any = AutoModelForCausalLM.from_pretrained(
                model,
                revision=revision or "main",
                dtype=dtype,
                use_safetensors=True,
                trust_remote_code=False,
            )
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise OutsideFailure(f"The model {model!r} cannot be loaded: {error}") from error
        self.model = loaded.to(self.device).eval()
        if self.tokenizer.pad_token_id is None:
            self.tokenizer.pad_token = self.tokenizer.eos_token or self.tokenizer.unk_token

    def generate(self, chats: Sequence[list[Message]], *, seed: int | None = None) -> list[str]:
        """Return one answer per chat: greedy when `seed` is None, else sampled from that seed.

        A batch that does not fit the memory is halved, down to one chat.

        Raises:
            OutsideFailure: not even one chat fits, or the model fails.
        """
        if not chats:
            return []
        try:
            return self._generate(chats, seed)
        except torch.OutOfMemoryError as error:
            if len(chats) == 1:
                raise OutsideFailure(f"One chat does not fit the memory: {error}") from error
        except RuntimeError as error:
            raise OutsideFailure(f"The model failed: {error}") from error
        torch.cuda.empty_cache()
        half = len(chats) // 2
        logger.warning("A batch of %d chats does not fit the memory; halved", len(chats))
        return self.generate(chats[:half], seed=seed) + self.generate(chats[half:], seed=seed)

    @torch.inference_mode()
    def _generate(self, chats: Sequence[list[Message]], seed: int | None) -> list[str]:
        texts = [self.prompt_text(chat) for chat in chats]
        batch = self.tokenizer(
            texts, return_tensors="pt", padding=True, add_special_tokens=False
        ).to(self.device)
        ids, mask = (
            batch["input_ids"],
            batch["attention_mask"],
        )  # (n, length) int64, pads on the left
        sampling: dict[str, Any] = {"do_sample": False, "temperature": None, "top_p": None}
        if seed is not None:
            sampling = {"do_sample": True, "temperature": TEMPERATURE, "top_p": TOP_P}
        devices = [torch.device(self.device)] if self.device.startswith("cuda") else []
        with torch.random.fork_rng(devices=devices):
            torch.manual_seed(seed or 0)
            made = self.model.generate(
                input_ids=ids,
                attention_mask=mask,
                max_new_tokens=MAX_NEW_TOKENS,
                pad_token_id=self.tokenizer.pad_token_id,
                top_k=None,
                **sampling,
            )
        answers: list[str] = self.tokenizer.batch_decode(
            made[:, ids.shape[1] :], skip_special_tokens=True
        )
        return answers

    def prompt_text(self, chat: list[Message]) -> str:
        """Return the chat as the model's own template writes it, ready for the answer.

        Templates without a system role get its text before the first question; a model without a
        template gets plain paragraphs.
        """
        if not self.tokenizer.chat_template:
            paragraphs = [f"{m['role'].title()}: {m['content']}" for m in chat]
            return "\n\n".join([*paragraphs, "Assistant:"])
        try:
            return self._templated(chat)
        except Exception:  # templates raise their own errors, through jinja2
            return self._templated(_without_system(chat))

    def _templated(self, chat: list[Message]) -> str:
        text: str = self.tokenizer.apply_chat_template(
            chat, tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        return text


def _without_system(chat: list[Message]) -> list[Message]:
    system = "\n".join(m["content"] for m in chat if m["role"] == "system")
    rest = [dict(m) for m in chat if m["role"] != "system"]
    rest[0]["content"] = f"{system}\n\n{rest[0]['content']}"
    return rest
