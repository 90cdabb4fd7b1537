"""What the benchmark of new products reads and counts."""

from __future__ import annotations

from benchmarks.admin_form import Fields
from benchmarks.new_item import Tries

PAGE = """
<form><input name="csrfmiddlewaretoken" value="t"><input name="title">
<input type="submit" name="go">
<input type="checkbox" name="on" checked><input type="checkbox" name="off">
<input type="file" name="f">
<select name="currency"><option value="USD">$</option>
<option value="EUR" selected>€</option></select>
<textarea name="attributes">
{"a": "b"}</textarea></form>
"""


def test_a_form_sends_what_a_browser_would():
    reader = Fields()
    reader.feed(PAGE)
    assert reader.values == {
        "csrfmiddlewaretoken": "t",
        "title": "",
        "on": "on",
        "currency": "EUR",
        "attributes": '{"a": "b"}',
    }


def test_figures_are_quantiles_of_each_step_and_shares_of_pages():
    tries = Tries()
    for seconds in (1.0, 2.0, 3.0, 9.0):
        tries.took("shown", seconds)
    tries.took("encoded", 0.5)
    tries.pages["fitting"] += [1, 1, 0, 1]
    found = tries.figures()
    assert found["seconds_to"] == {
        "shown": {"p50": 2.5, "p95": 9.0, "worst": 9.0},
        "encoded": {"p50": 0.5, "p95": 0.5, "worst": 0.5},
    }
    assert found["share_of_pages"] == {"fitting": 0.75, "others": None} and found["late"] == 0
