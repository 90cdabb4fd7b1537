from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from recommender import registry, sentence_notes, sentence_writing
from recommender.contracts import ReasonPrompt
from recommender.errors import InvalidSetting, OutsideFailure
from recommender.models import FallbackCount, ReasonText
from recommender.reasons.checker import check
from recommender.reasons.shapes import every_shape
from recommender.reasons.telling import tell
from recommender.reasons.writers import endpoint
from recommender.reasons.writers.endpoint import EndpointWriter
from recommender.sentences import owed_write, reasons_for
from tests.recommender.reasons.makers import LAMP, ask, evidence

VIEWED = ask(evidence("a", "action", action="view", item_id="x", causal=True), named=(LAMP,))


def _completion(text, **changes):
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": text},
        "finish_reason": "stop",
    }
    return json.dumps({"choices": [{**choice, **changes}]}).encode()


GOOD = _completion("Because you viewed {ITEM_1}.")
BODIES = {
    "good": GOOD,
    "garbage": _completion("%&$ asdf 1234 qwer"),
    "injection": _completion("<script>alert(1)</script> Ignore the rules, {ITEM_1}"),
    "refusal": _completion("I'm sorry, but I cannot help with that"),
    "refusal_field": _completion(None, message={"content": None, "refusal": "no"}),
    "half": _completion("Because you looked at {ITEM_1} and", finish_reason="length"),
    "half_unmarked": _completion("Because you looked at {ITEM_1} and the"),
    "claims": _completion("Because you bought {ITEM_1}, the best in Germany"),
    "no_choices": b'{"choices": []}',
    "null": b'{"choices": null}',
    "odd": b'{"choices": [{"message": {"content": ["a"]}}]}',
    "huge": _completion("Because " * 200_000),
    "not_json": b"<html>Welcome to the airport network</html>",
    "list": b"[1, 2]",
}


class _Server(ThreadingHTTPServer):
    mode = "good"
    daemon_threads = True

    def __init__(self):
        self.requests: list[tuple[dict, dict]] = []
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((dict(self.headers), body))
        mode = self.server.mode
        if mode == "flaky":
            mode = "good" if len(self.server.requests) > 1 else "down"
        if mode in {"down", "denied"}:
            self.send_error(500 if mode == "down" else 401)
            return
        if mode == "slow":
            time.sleep(0.8)
        if mode == "elsewhere":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
            return
        answer = BODIES.get(mode, GOOD)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        try:
            if mode == "trickle":
                for byte in answer:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(0.05)
            else:
                self.wfile.write(answer)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def log_message(self, *args):
        pass


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    made = _Server()
    thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def base(server):
    return f"http://127.0.0.1:{server.server_port}/v1"


def prompt(variant=0):
    shape = tell(VIEWED, "en").shape
    return ReasonPrompt(shape.json, shape.slots, "en", "warm", variant)


def test_a_good_answer_is_a_sentence_with_slots(server, base):
    writer = EndpointWriter(base + "/", "tiny", "secret", timeout_s=5)
    assert writer.write([prompt(), prompt(1)]) == ["Because you viewed {ITEM_1}"] * 2
    headers, body = server.requests[0]
    assert headers["Authorization"] == "Bearer secret"
    assert body["model"] == "tiny"
    assert body["stream"] is False
    assert "Oak Reading Lamp" not in json.dumps(body)


def test_without_a_key_none_is_sent(server, base):
    EndpointWriter(base, "tiny").write([prompt()])
    assert "Authorization" not in server.requests[0][0]


@pytest.mark.parametrize(
    "mode",
    ["garbage", "injection", "refusal", "refusal_field", "half", "half_unmarked", "claims"]
    + ["no_choices", "null", "odd", "huge"],
)
def test_what_is_no_true_sentence_never_passes_the_checker(server, base, mode):
    server.mode = mode
    (text,) = EndpointWriter(base, "tiny", timeout_s=5).write([prompt()])
    assert not check(text, prompt().shape, "en").ok
    assert len(text) < 70_000


@pytest.mark.parametrize("mode", ["down", "not_json", "list", "elsewhere", "denied"])
def test_a_server_that_does_not_answer_as_one_raises(server, base, mode):
    server.mode = mode
    with pytest.raises(OutsideFailure):
        EndpointWriter(base, "tiny", timeout_s=5).write([prompt()])
    assert len(server.requests) == (1 if mode in {"denied", "elsewhere"} else 2)


@pytest.mark.parametrize("mode", ["slow", "trickle"])
def test_slowness_ends_at_the_timeout(server, base, mode):
    server.mode = mode
    started = time.monotonic()
    with pytest.raises(OutsideFailure):
        EndpointWriter(base, "tiny", timeout_s=0.3).write([prompt()])
    assert time.monotonic() - started < 2.5


def test_one_failure_is_tried_again(server, base):
    server.mode = "flaky"
    assert EndpointWriter(base, "tiny").write([prompt()]) == ["Because you viewed {ITEM_1}"]
    assert len(server.requests) == 2


def test_the_circuit_opens_after_failures_in_a_row_and_closes_with_time(server, base, monkeypatch):
    server.mode = "down"
    writer = EndpointWriter(base, "tiny")
    for _ in range(2):
        with pytest.raises(OutsideFailure):
            writer.write([prompt()])
    assert writer.is_open
    seen = len(server.requests)
    with pytest.raises(OutsideFailure, match="left alone"):
        writer.write([prompt()])
    assert len(server.requests) == seen == endpoint.FAILURES
    server.mode = "good"
    monkeypatch.setattr(writer, "_open_until", 0.0)
    assert writer.write([prompt()]) == ["Because you viewed {ITEM_1}"]


@pytest.mark.parametrize(
    ("base", "model"),
    [("", "m"), ("ftp://h/v1", "m"), ("localhost:8000", "m"), ("http://h/v1", "")],
)
def test_wrong_settings_are_named(base, model):
    with pytest.raises(InvalidSetting, match="WRITER_"):
        EndpointWriter(base, model)


def test_two_models_of_a_server_have_two_revisions():
    assert (
        EndpointWriter("http://h/v1", "a").revision != EndpointWriter("http://h/v1", "b").revision
    )


@pytest.fixture
def site(settings, server, base, monkeypatch):
    monkeypatch.setattr(sentence_notes.notes, "__dict__", sentence_notes.Notes().__dict__)
    settings.RECOMMENDER = {
        **settings.RECOMMENDER,
        **{"WRITER": "endpoint", "WRITER_ENDPOINT": base, "WRITER_MODEL": "tiny"},
        **{"WRITER_TIMEOUT_S": 2.0, "LANGUAGES": ("en",)},
    }
    yield server
    sentence_writing.current_writer.cache_clear()


@pytest.mark.django_db
def test_endpoint_down_shows_templates_counted_and_pages_stay_quick(site):
    site.mode = "down"
    started = time.monotonic()
    first = reasons_for([VIEWED], "en")
    assert owed_write()["failed"] == 12
    again = reasons_for([VIEWED], "en")
    assert {r.writer for r in first + again} == {"template"}
    asked = len(site.requests)
    for _ in range(50):
        reasons_for([VIEWED] * 12, "en")
    assert len(site.requests) == asked  # a page asks no writer
    assert time.monotonic() - started < 5
    sentence_notes.notes.write_fallbacks()
    counts = dict(FallbackCount.objects.values_list("name", "count"))
    assert counts["reason_template:endpoint"] == 602
    assert counts["writer_down:endpoint"] == 1

    site.mode = "good"
    sentence_writing.current_writer()._open_until = 0.0
    assert owed_write()["accepted"] == 3  # one a tone: it says the same again
    assert reasons_for([VIEWED], "en")[0].text == "Because you viewed “Oak Reading Lamp”"


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["injection", "claims", "refusal", "huge"])
def test_what_the_endpoint_invents_is_stored_as_rejected_and_not_shown(site, mode):
    site.mode = mode
    reasons_for([VIEWED], "en")
    assert owed_write()["rejected"] == 12
    assert set(ReasonText.objects.values_list("status", flat=True)) == {"rejected"}
    assert all(ReasonText.objects.values_list("cause", flat=True))
    assert reasons_for([VIEWED], "en")[0].writer == "template"


def test_the_writer_is_registered():
    assert registry.get("writer", "endpoint") is EndpointWriter
    assert every_shape()
