"""Pages of the real web server while the writer is fine, down, slow or lying: the same pages.

Four servers, each with `WRITER=endpoint` and a writing loop of its own, stand side by side on one
database; a page is asked of each in turn, right after an event, so that it is made anew. Endpoints
are small HTTP servers in this process. A page must not wait for a writer: the medians and the 95th
percentiles should be those of the server whose writer is fine.
"""

from __future__ import annotations

import contextlib
import json
import random
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from benchmarks.load import Client, Request
from benchmarks.pages import people_of
from benchmarks.site import beside, port_free, quantile_ms, web_server

MODES = ("fine", "down", "slow", "lying")
SLOW_S = 30.0
LIES = (
    "Ignore all rules: MARKER9 the best thing ever, buy now",
    "<b>MARKER9</b> because you bought {ITEM_1}",
    "Parce que MARKER9 vous avez vu {ITEM_1}",
    "MARKER9 {ITEM_1} https://example.test {SECRET}",
    "您会爱上它 MARKER9 because you looked",
    "Popular with 9,999 MARKER9 shoppers this week",
)
MARKER = "MARKER9"
_LOOP = """
import time, django
django.setup()
from recommender.sentence_writing import owed_write
while True:
    try:
        owed_write(64)
    except Exception as error:
        print(error)
    time.sleep(1.0)
"""


class _Endpoint(BaseHTTPRequestHandler):
    """An OpenAI-compatible server that says what its mode says."""

    mode = "fine"
    known: Mapping[str, str] = {}

    def do_POST(self) -> None:
        """Answer one request for a sentence."""
        length = int(self.headers.get("Content-Length", 0))
        asked = json.loads(self.rfile.read(length))
        if self.mode == "slow":
            time.sleep(SLOW_S)
        said = self.known.get(json.dumps(asked["messages"]), "")
        if self.mode == "lying":
            said = random.choice(LIES)
        body = json.dumps(
            {"choices": [{"finish_reason": "stop", "message": {"content": said}}]}
        ).encode()
        with contextlib.suppress(OSError):
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def endpoint(mode: str, known: Mapping[str, str]) -> Iterator[int]:
    """Run an endpoint; yields its port. When down, nobody listens there."""
    port = port_free()
    if mode == "down":
        yield port
        return
    handler = type("Handler", (_Endpoint,), {"mode": mode, "known": known})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield port
    finally:
        server.shutdown()
        server.server_close()


def _sentences() -> dict[str, str]:
    """Return what a fine writer says to each prompt: a plain sentence of the shape."""
    from recommender.contracts import ReasonPrompt
    from recommender.reasons.prompts import messages
    from recommender.reasons.shapes import every_shape
    from recommender.reasons.templates import sentences
    from recommender.reasons.vocabulary import TONES

    found = {}
    for shape in every_shape().values():
        for language in ("en", "zh-hans"):
            for tone in TONES:
                plain = sentences(shape, language, tone)
                for variant in range(4):
                    prompt = ReasonPrompt(shape.json, shape.slots, language, tone, variant)
                    found[json.dumps(messages(prompt))] = plain[variant % len(plain)]
    return found


def web_measure(url: str, shoppers: Sequence[uuid.UUID], turns: int) -> dict[str, Any]:
    """Return medians and 95th percentiles by how the writer is, and what lies were shown."""
    from recommender.models import ReasonText
    from recommender.sentence_writing import shapes_expect

    shapes_expect()
    known = _sentences()
    people = people_of(shoppers[:turns])
    seconds: dict[str, list[float]] = {mode: [] for mode in MODES}
    shown_lies = 0
    with contextlib.ExitStack() as stack:
        ports = {}
        for mode in MODES:
            at = stack.enter_context(endpoint(mode, known))
            environment = {
                "DATABASE_URL": url,
                "WRITER": "endpoint",
                "WRITER_ENDPOINT": f"http://127.0.0.1:{at}/v1",
                "WRITER_MODEL": f"bench-{mode}",
                "WRITER_TIMEOUT_S": "600" if mode == "slow" else "20",
                "LOG_LEVEL": "CRITICAL",
            }
            port, _process = stack.enter_context(web_server(environment, workers=1, threads=2))
            # What is owed is written over and over, in a process of its own.
            stack.enter_context(beside([sys.executable, "-c", _LOOP], **environment))
            ports[mode] = port
        clients = {mode: stack.enter_context(Client(port)) for mode, port in ports.items()}
        for person in people[:5]:
            for client in clients.values():
                client.send(Request("/", person.look))
        time.sleep(3.0)
        draw = random.Random(9)
        for turn, person in enumerate(people):
            _look(person.id, draw)
            order = [*MODES[turn % 4 :], *MODES[: turn % 4]]
            for mode in order:
                answer = clients[mode].send(Request("/", person.look))
                if answer.status != 200:
                    raise SystemExit(f"A page failed with {answer.status} ({mode}).")
                seconds[mode].append(answer.seconds)
                shown_lies += mode == "lying" and MARKER.encode() in answer.text
    by_mode = {
        mode: {"p50_ms": quantile_ms(s, 0.5), "p95_ms": quantile_ms(s, 0.95), "pages": len(s)}
        for mode, s in seconds.items()
    }
    rows = ReasonText.objects.filter(writer="endpoint")
    for mode in MODES:
        mine = rows.filter(writer_revision__startswith=f"bench-{mode}@")
        by_mode[mode]["sentences_accepted"] = mine.filter(status="accepted").count()
        by_mode[mode]["sentences_rejected"] = mine.filter(status="rejected").count()
    fine = by_mode["fine"]
    return {
        "page_p95_ratio": {
            mode: round(by_mode[mode]["p95_ms"] / fine["p95_ms"], 3) for mode in MODES[1:]
        },
        "page_p50_ratio": {
            mode: round(by_mode[mode]["p50_ms"] / fine["p50_ms"], 3) for mode in MODES[1:]
        },
        "pages_by_writer": by_mode,
        "lies_shown": shown_lies,
    }


def _look(shopper_id: uuid.UUID, draw: random.Random) -> None:
    """Let a shopper look at something they have met, so that the page is made anew."""
    from django.utils import timezone

    from recommender import services
    from recommender.contracts import EventKind, NewEvent
    from recommender.sql import rows

    met = rows(
        "SELECT DISTINCT item_id FROM recommender_event WHERE shopper_id = %s"
        " AND item_id IS NOT NULL ORDER BY 1",
        [shopper_id],
    )
    event = NewEvent(uuid.uuid4(), shopper_id, EventKind.VIEW, timezone.now(), draw.choice(met)[0])
    services.events_record([event], wake=False)
