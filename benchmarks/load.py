"""A small load generator: keep-alive HTTP/1.1 over asyncio, one connection a client.

Closed loop: each client sends its next request when the last answer is read, so p50 and p99 are
what that many patient shoppers would feel. Runs beside the server on the same machine; ratios
taken in one run are what counts.
"""

from __future__ import annotations

import asyncio
import http.client
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Request:
    """One request; `body` makes it a POST of JSON."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None

    def encode(self, host: str) -> bytes:
        """Return the bytes on the wire."""
        lines = [f"{'GET' if self.body is None else 'POST'} {self.path} HTTP/1.1", f"Host: {host}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.body is not None:
            lines += ["Content-Type: application/json", f"Content-Length: {len(self.body)}"]
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + (self.body or b"")


@dataclass(slots=True)
class Answer:
    """Status, seconds from first byte sent to last byte read, and the body."""

    status: int
    seconds: float
    body: bytes


async def _read(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in head[1:])
    }
    if "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
    elif headers.get("transfer-encoding", "").lower() == "chunked":
        parts = []
        while size := int(await reader.readline(), 16):
            parts.append(await reader.readexactly(size))
            await reader.readline()
        await reader.readline()
        body = b"".join(parts)
    else:
        body = b""
    return int(head[0].split()[1]), body


async def _client(host: str, port: int, requests: Sequence[Request], answers: list[Answer]) -> None:
    reader, writer = await asyncio.open_connection(host, port, limit=8 * 2**20)
    for request in requests:
        started = time.perf_counter()
        writer.write(request.encode(f"{host}:{port}"))
        await writer.drain()
        status, body = await _read(reader)
        answers.append(Answer(status, time.perf_counter() - started, body))
    writer.close()
    await writer.wait_closed()


def run(
    port: int, clients: int, each: int, make: Callable[[int, int], Request]
) -> tuple[list[Answer], float]:
    """Send `each` requests from each of `clients`; `make(client, turn)` builds them.

    Returns the answers and the wall seconds of the whole.
    """
    answers: list[Answer] = []

    async def everyone() -> None:
        work = [[make(client, turn) for turn in range(each)] for client in range(clients)]
        await asyncio.gather(*(_client("127.0.0.1", port, each_, answers) for each_ in work))

    started = time.perf_counter()
    asyncio.run(everyone())
    return answers, time.perf_counter() - started


class Client:
    """One patient client over one connection, blocking: for requests that build on answers."""

    def __init__(self, port: int) -> None:
        """Connect at the first request."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def send(self, request: Request) -> Answer:
        """Send one request and read its answer."""
        started = time.perf_counter()
        headers = dict(request.headers)
        if request.body is not None:
            headers["Content-Type"] = "application/json"
        method = "GET" if request.body is None else "POST"
        self._connection.request(method, request.path, request.body, headers)
        response = self._connection.getresponse()
        body = response.read()
        return Answer(response.status, time.perf_counter() - started, body)

    def __enter__(self) -> Client:
        """Return itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the connection."""
        self._connection.close()
