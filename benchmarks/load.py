"""A small load generator: keep-alive HTTP/1.1 over asyncio, one connection a client.

Closed loop: each client sends its next request when the last answer is read, so p50 and p99 are
what that many patient shoppers would feel. Runs beside the server on the same machine; ratios
taken in one run are what counts.
"""

from __future__ import annotations

import asyncio
import gzip
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

    @property
    def text(self) -> bytes:
        """The body as its reader sees it: unpacked, outside the time measured."""
        return gzip.decompress(self.body) if self.body.startswith(b"\x1f\x8b") else self.body


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


Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _send(connection: Connection, host: str, requests: Sequence[Request]) -> list[Answer]:
    reader, writer = connection
    answers = []
    for request in requests:
        started = time.perf_counter()
        writer.write(request.encode(host))
        await writer.drain()
        status, body = await _read(reader)
        answers.append(Answer(status, time.perf_counter() - started, body))
    return answers


def run(
    port: int,
    clients: int,
    each: int,
    make: Callable[[int, int], Request],
    *,
    warm: int = 0,
    between: Callable[[], None] | None = None,
) -> tuple[list[Answer], float]:
    """Send `each` requests from each of `clients`; `make(client, turn)` builds them.

    Before that each client sends the first `warm` of its requests over the same connection, and
    when all have, `between` is called: neither is counted.

    Returns the answers and the wall seconds of all that counts.
    """
    host = "127.0.0.1"

    async def everyone() -> tuple[list[Answer], float]:
        work = [[make(client, turn) for turn in range(each)] for client in range(clients)]
        connections = [await asyncio.open_connection(host, port, limit=8 * 2**20) for _ in work]

        async def all_send(some: Sequence[Sequence[Request]]) -> list[Answer]:
            sent = await asyncio.gather(
                *(
                    _send(connection, f"{host}:{port}", requests)
                    for connection, requests in zip(connections, some, strict=True)
                )
            )
            return [answer for answers in sent for answer in answers]

        await all_send([requests[:warm] for requests in work])
        if between is not None:
            await asyncio.to_thread(between)
        started = time.perf_counter()
        answers = await all_send(work)
        wall = time.perf_counter() - started
        for _reader, writer in connections:
            writer.close()
            await writer.wait_closed()
        return answers, wall

    return asyncio.run(everyone())


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
