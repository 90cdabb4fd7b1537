"""An admin's browser, as far as saving a form needs one: logs in, reads a form, sends it filled in.

Everything goes over HTTP to the running site, session and CSRF token included.
"""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode


class Fields(HTMLParser):
    """The names and values that a page's inputs would send, last form of a name last."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.values: dict[str, str] = {}
        self._text = ""  # the textarea or select that is open
        self._is_text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an input's value; remember an open textarea or select."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") not in {"submit", "file", "button"}:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                is_box = given.get("type") in {"checkbox", "radio"}
                self.values[name] = given.get("value", "on" if is_box else "")
        elif tag in {"textarea", "select"} and name:
            self._text, self.values[name] = name, ""
            self._is_text = tag == "textarea"
        elif tag == "option" and "selected" in given and self._text:
            self.values[self._text] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        if tag in {"textarea", "select"}:
            self._text = ""
            self._is_text = False

    def handle_data(self, data: str) -> None:
        """Take a textarea's text."""
        if self._is_text and data.strip():
            self.values[self._text] += data.strip()


class AdminBrowser:
    """One connection with its cookies."""

    def __init__(self, port: int) -> None:
        """Connect at the first request."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}

    def log_in(self, name: str, password: str) -> None:
        """Log in by the form.

        Raises:
            SystemExit: the site does not let us.
        """
        status, page = self.send("/admin/login/?next=/admin/")
        fields = _fields(page) | {"username": name, "password": password}
        status, _page = self.send("/admin/login/?next=/admin/", fields)
        if status != 302:
            raise SystemExit(f"The admin answered the login with {status}.")

    def save(self, address: str, filled: Mapping[str, str]) -> None:
        """Read the form at `address` and send it with these fields filled in.

        Raises:
            SystemExit: it was not taken.
        """
        _status, page = self.send(address)
        status, answer = self.send(address, _fields(page) | dict(filled))
        if status != 302:
            at = answer.find("errorlist")
            raise SystemExit(f"The admin did not save: {status} {answer[at : at + 300]}")

    def send(self, address: str, form: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Return an answer's status and text; `form` makes it a POST."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(form)
        self._connection.request("POST" if body is not None else "GET", address, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode(errors="replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self._cookies |= {k: m.value for k, m in SimpleCookie(value).items()}
        return answer.status, text


def _fields(page: str) -> dict[str, str]:
    reader = Fields()
    reader.feed(page)
    return reader.values
