"""The writer that asks an OpenAI-compatible server (vLLM, Ollama, …) over HTTP.

Whatever comes back is only a proposal for the checker. A server that does not answer costs at most
one retry; after a few failures in a row the circuit opens and it is left alone for a while.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar
from urllib.parse import urlsplit

import httpx

from recommender.contracts import ReasonPrompt
from recommender.errors import InvalidSetting, OutsideFailure
from recommender.reasons.prompts import answer_of, messages
from recommender.registry import register

logger = logging.getLogger(__name__)

MAX_BYTES = 65_536  # of an answer's body; a sentence needs a hundredth of it
MAX_TOKENS = 80
AT_ONCE = 4  # requests in flight
FAILURES = 3  # in a row, that open the circuit
OPEN_S = 60.0
_RETRYABLE = frozenset({408, 425, 429, 500, 502, 503, 504})


@register("writer", "endpoint")
class EndpointWriter:
    """Phrases shapes with `WRITER_MODEL` on the server at `WRITER_ENDPOINT` (ending in /v1)."""

    slug: ClassVar[str]

    def __init__(self, base: str, model: str, api_key: str = "", timeout_s: float = 20.0) -> None:
        """Name the server; nothing is sent yet.

        Raises:
            InvalidSetting: the address is no http(s) URL, or no model is named.
        """
        parts = urlsplit(base)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise InvalidSetting(
                'RECOMMENDER["WRITER"] is "endpoint": set WRITER_ENDPOINT to http(s)://host/v1.'
            )
        if not model:
            raise InvalidSetting(
                'RECOMMENDER["WRITER"] is "endpoint": name the server\'s model in WRITER_MODEL.'
            )
        self.url = base.rstrip("/") + "/chat/completions"
        self.model = model
        self.revision = f"{model}@{parts.hostname}"[-120:]
        self._timeout_s = timeout_s
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._lock = threading.Lock()
        self._failures = 0
        self._open_until = 0.0

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> EndpointWriter:
        """Make the writer from `RECOMMENDER`."""
        return cls(
            options["WRITER_ENDPOINT"],
            options["WRITER_MODEL"],
            options["WRITER_API_KEY"],
            float(options["WRITER_TIMEOUT_S"]),
        )

    @property
    def is_open(self) -> bool:
        """Whether the circuit is open: the server is not asked for now."""
        return time.monotonic() < self._open_until

    def write(self, prompts: Sequence[ReasonPrompt]) -> list[str]:
        """Return one sentence per prompt; "" for a refusal or an answer that is no sentence.

        Raises:
            OutsideFailure: the server does not answer, or the circuit is open.
        """
        with (
            httpx.Client(timeout=self._timeout_s, headers=self._headers) as client,
            ThreadPoolExecutor(max_workers=AT_ONCE) as pool,
        ):
            return list(pool.map(lambda prompt: self._asked(client, prompt), prompts))

    def _asked(self, client: httpx.Client, prompt: ReasonPrompt) -> str:
        body = {
            "model": self.model,
            "messages": messages(prompt),
            "max_tokens": MAX_TOKENS,
            "temperature": 0.0 if prompt.variant == 0 else 0.8,
            "seed": prompt.variant,
            "stream": False,
        }
        trouble = ""
        for _ in range(2):
            if self.is_open:
                raise OutsideFailure(trouble or f"{self.url} failed lately and is left alone.")
            try:
                answer = self._posted(client, body)
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                trouble = f"{self.url}: {error or type(error).__name__}"
                self._failed()
                if isinstance(error, httpx.HTTPStatusError) and (
                    error.response.status_code not in _RETRYABLE
                ):
                    break
                continue
            with self._lock:
                self._failures = 0
            return answer
        raise OutsideFailure(trouble)

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._failures = 0
                self._open_until = time.monotonic() + OPEN_S
                logger.warning("%s is left alone for %.0f s", self.url, OPEN_S)

    def _posted(self, client: httpx.Client, body: Mapping[str, Any]) -> str:
        started, received = time.monotonic(), b""
        with client.stream("POST", self.url, json=body) as response:
            response.raise_for_status()
            for piece in response.iter_bytes():
                received += piece
                if len(received) > MAX_BYTES:
                    return ""  # a flood is no sentence
                if time.monotonic() - started > self._timeout_s:
                    raise httpx.ReadTimeout("the answer trickles in too slowly")
        return sentence_in(received)


def sentence_in(body: bytes) -> str:
    """Return the sentence in a chat completion's JSON; "" for a refusal, half an answer, or noise.

    Raises:
        httpx.DecodingError: the body is no JSON object, so no such server answered.
    """
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise httpx.DecodingError("the answer is no JSON") from error
    if not isinstance(answer, dict):
        raise httpx.DecodingError("the answer is no JSON object")
    choices = answer.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict) or choice.get("finish_reason") not in {None, "stop"}:
        return ""
    message = choice.get("message")
    if not isinstance(message, dict) or message.get("refusal"):
        return ""
    content = message.get("content")
    return answer_of(content) if isinstance(content, str) else ""
