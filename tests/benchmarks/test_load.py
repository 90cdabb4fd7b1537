from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from benchmarks.load import Answer, Request
from benchmarks.load import run as run_here


def run(*args: Any, **options: Any) -> tuple[list[Answer], float]:
    """Run in a thread of its own: a browser's test may have left its loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(run_here, *args, **options).result()


class Handler(BaseHTTPRequestHandler):
    """Answers with what it got; `/chunked` in two chunks."""

    protocol_version = "HTTP/1.1"
    connections: set[int] = set()
    asked: list[str] = []

    def do_GET(self) -> None:
        self.connections.add(self.client_address[1])
        self.asked.append(self.path)
        if self.path == "/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
            return
        body = f"{self.path} {self.headers['X-Who']}".encode()
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Handler.connections.clear()
    Handler.asked.clear()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_each_client_keeps_one_connection_and_sends_its_requests(port: int) -> None:
    answers, wall = run(port, 3, 4, lambda c, t: Request(f"/{c}/{t}", {"X-Who": f"client {c}"}))
    expected = {f"/{c}/{t} client {c}" for c in range(3) for t in range(4)}
    assert {answer.body.decode() for answer in answers} == expected
    assert len(Handler.connections) == 3
    assert all(0 < answer.seconds <= wall for answer in answers)


def test_bodies_statuses_and_chunks_are_read(port: int) -> None:
    assert run(port, 1, 1, lambda *_: Request("/x", {}, b'{"a": 1}'))[0][0].body == b'{"a": 1}'
    assert run(port, 1, 1, lambda *_: Request("/x", {}, b"{}"))[0][0].status == 201
    assert run(port, 1, 1, lambda *_: Request("/missing"))[0][0].status == 404
    assert run(port, 1, 1, lambda *_: Request("/chunked"))[0][0].body == b"abcde"


def test_what_is_asked_to_warm_up_does_not_count(port: int) -> None:
    seen: list[int] = []
    answers, _wall = run(
        port, 2, 3, lambda c, t: Request(f"/{c}/{t}"),
        warm=2, between=lambda: seen.append(len(Handler.asked)),
    )  # fmt: skip
    assert len(answers) == 6 and seen == [4] and len(Handler.asked) == 10
    assert len(Handler.connections) == 2  # warm ones, kept


def test_a_packed_body_is_unpacked_for_its_reader() -> None:
    assert Answer(200, 0.1, gzip.compress(b"page")).text == b"page"
    assert Answer(200, 0.1, b"page").text == b"page"
