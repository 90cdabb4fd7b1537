"""The sentences by shape, as an editor uses them: everything ends on a page that a shopper sees."""

from __future__ import annotations

from typing import ClassVar

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone, translation

from recommender import registry, sentence_editing, sentence_notes, sentence_writing, services
from recommender.admin.sentence_words import CAUSES, SLOTS, objection
from recommender.contracts import Context
from recommender.models import InterestRow, InterestState, OwedRefresh, ReasonText, Run
from recommender.reasons.checker import RULES
from recommender.reasons.headings import Heading, name_claim, title_claim
from recommender.reasons.telling import heading_tell
from recommender.reasons.vocabulary import SLOTS as EVERY_SLOT
from recommender.sentence_editing import sentence_put, sentence_status_set
from recommender.sentences import owed_write
from tests.recommender.admin.conftest import EVIL

pytestmark = pytest.mark.django_db

PLAIN = ("Popular in the shop", "Popular with shoppers here")
WRITTEN = ("Popular on our shelves", "Popular here in our shop")
POPULAR = heading_tell(Heading(title_claim("popular"))).shape
EVERY = reverse("admin:recommender_sentences")
ONE = reverse("admin:recommender_sentences_shape", args=[POPULAR.digest])


class _Fake:
    """Writes one title and nothing else that passes."""

    slug: ClassVar[str] = "fake"
    revision = "r1"

    @classmethod
    def from_options(cls, options):
        return cls()

    def write(self, prompts):
        return [self._one(prompt) for prompt in prompts]

    def _one(self, prompt):
        if prompt.shape["claims"][0].get("shelf") == "popular" and prompt.language == "en":
            return WRITTEN[prompt.variant % 2]
        return "The best in our shop"


@pytest.fixture
def writer(settings, monkeypatch):
    monkeypatch.setitem(registry._stages["writer"], "fake", _Fake)
    monkeypatch.setattr(sentence_notes.notes, "__dict__", sentence_notes.Notes().__dict__)
    settings.RECOMMENDER = {**settings.RECOMMENDER, "WRITER": "fake"}
    yield _Fake
    sentence_writing.current_writer.cache_clear()


@pytest.fixture
def written(lively, writer):
    """A page was seen, and the worker has written what it met."""
    assert title(lively) in PLAIN
    assert owed_write(limit=3000)["accepted"] >= 2
    assert title(lively) in WRITTEN
    return lively


def title(shopper):
    page = services.page_recommend(Context(shopper, "home", timezone.now()))
    return next(slate.title for slate in page if slate.shelf == "popular")


def rows(**wanted):
    return ReasonText.objects.filter(shape_id=POPULAR.digest, language="en", tone="warm", **wanted)


def do(client, what, row=None, **more):
    given = {"do": what, **({"pk": row.pk} if row else {}), **more}
    return client.post(ONE, given)


def test_the_page_tells_every_shape_with_its_numbers(owner, written):
    said = owner.get(EVERY).content.decode()
    assert "It claims the most or the best." in said  # a cause, as a bar
    assert "shapes were met" in said
    found = owner.get(EVERY, {"words": "popular on our shelves"}).content.decode()
    assert "1 shape" in found and POPULAR.digest in found
    assert POPULAR.digest not in owner.get(EVERY, {"kind": "name"}).content.decode()
    assert "No shape has a sentence" in owner.get(EVERY, {"words": "zebra"}).content.decode()


@pytest.mark.parametrize(
    ("filters", "is_there"),
    [
        ({"language": "en", "status": "accepted"}, True),
        ({"language": "zh-hans", "status": "accepted"}, False),
        ({"status": "banned"}, False),
        ({"writer": "fake", "tone": "warm"}, True),
        ({"writer": "editor"}, False),
        ({"kind": "nonsense", "page": "x"}, True),
    ],
)
def test_filters_leave_what_they_ask_for(owner, written, filters, is_there):
    found = owner.get(EVERY, {"words": "popular on our", **filters}).content.decode()
    assert (POPULAR.digest in found) is is_there


def test_before_anything_happened_the_page_says_so(owner, db):
    said = owner.get(EVERY).content.decode()
    for words in (
        "No reason was shown",
        "No page has met",
        "turned nothing down",
        "No shopper has",
    ):
        assert words in said


def test_a_banned_sentence_is_gone_on_the_next_page_and_may_come_back(owner, written):
    for row in rows(status="accepted"):
        assert do(owner, "ban", row).status_code == 302
    assert title(written) in PLAIN
    do(owner, "restore", rows(status="banned").first())
    assert title(written) in WRITTEN
    assert (
        LogEntry.objects.count()
        == rows().filter(writer="fake").exclude(status="rejected").count() + 1
    )


def test_what_an_editor_writes_instead_is_shown_at_once(owner, written):
    for row in rows(status="accepted"):
        answer = do(owner, "write", row, text="  Popular  here ")
        assert answer.status_code == 302
    assert title(written) == "Popular here"
    assert rows(writer="fake", status="accepted").count() == 2  # kept, for when it is wanted again
    for row in rows(writer="editor"):
        do(owner, "ban", row)
    assert title(written) in WRITTEN


def test_a_sentence_of_ones_own_is_one_more(owner, written):
    given = {"text": "Popular here", "language": "en", "tone": "warm"}
    assert do(owner, "write", **given).status_code == 302
    (mine,) = rows(writer="editor")
    assert mine.status == "approved" and mine.variant > 0
    assert not rows(writer="fake", variant=mine.variant)
    assert str(LogEntry.objects.get().object_id) == str(mine.pk)


def test_what_the_checker_turns_down_is_said_and_not_lost(owner, written):
    row = rows(status="accepted").first()
    before = list(ReasonText.objects.order_by("pk").values_list("pk", "text", "status"))
    answer = do(owner, "write", row, text="The best of the popular <b>")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "The best of the popular &lt;b&gt;" in said  # still in the form
    assert "It holds a mark that belongs to markup." in said
    answer = do(owner, "write", row, text="The best of the popular")
    assert "It claims the most or the best. It is this: best" in answer.content.decode()
    answer = do(owner, "write", text=EVIL, language="en", tone="plain")
    assert EVIL not in answer.content.decode() and answer.status_code == 422
    assert before == list(ReasonText.objects.order_by("pk").values_list("pk", "text", "status"))
    assert LogEntry.objects.count() == 0


def test_approving_asks_the_checker_again(owner, written):
    row = rows(status="accepted").first()
    do(owner, "approve", row)
    row.refresh_from_db()
    assert row.status == "approved"
    ReasonText.objects.filter(pk=row.pk).update(text="The best in our shop", status="banned")
    answer = do(owner, "restore", row)
    row.refresh_from_db()
    assert row.status == "banned" and answer.status_code == 302


def test_who_may_look_may_not_change_and_who_may_not_look_sees_nothing(staff, written):
    client = staff("view_reasontext")
    said = client.get(ONE).content.decode()
    assert "Write one yourself" not in said and WRITTEN[0] in said
    row = rows(status="accepted").first()
    assert do(client, "ban", row).status_code == 403
    row.refresh_from_db()
    assert row.status == "accepted"


def test_others_of_the_staff_see_nothing(staff, db):
    client = staff("view_slaterow")
    assert client.get(EVERY).status_code == 403
    assert client.get(ONE).status_code == 403


def test_what_is_not_there_is_not_found(owner, db):
    nowhere = reverse("admin:recommender_sentences_shape", args=["0" * 64])
    assert owner.get(nowhere).status_code == owner.post(nowhere, {"do": "ban"}).status_code == 404
    assert do(owner, "write", text="Popular here", language="de", tone="warm").status_code == 404
    assert owner.post(ONE, {"do": "ban", "pk": "999"}).status_code == 302


def test_the_page_is_there_in_chinese(owner, written):
    with translation.override("zh-hans"):
        said = owner.get(ONE, headers={"accept-language": "zh-hans"}).content.decode()
    assert "店里很受欢迎" in said and "自己写一句" in said


def test_without_a_writer_the_page_says_what_shoppers_see(owner, settings):
    settings.RECOMMENDER = {**settings.RECOMMENDER, "WRITER": "template"}
    assert "No writer is set" in owner.get(EVERY).content.decode()


def test_a_name_that_is_banned_is_named_anew(shopper, writer):
    run = Run.objects.filter(kind="sequence", is_active=True).get()
    state = InterestState.objects.create(
        shopper_id=shopper, run=run, deep=[0, 0], event_ids=[], loo=b"", as_of=timezone.now(),
        refreshed_at=timezone.now(),
    )  # fmt: skip
    for at, label in enumerate(("Mugs in steel", "Lamps")):
        InterestRow.objects.create(
            state=state, position=at, name=label, labels={"en": label}, weight=0.5,
            embedding=[0, 0], event_ids=[],
        )  # fmt: skip
    shape = heading_tell(Heading(name_claim("material"))).shape
    text = sentence_put("{CATEGORY} in {MATERIAL}", shape.digest, "en", "warm").text
    assert not OwedRefresh.objects.exists()
    sentence_status_set(text, ReasonText.Status.BANNED)
    assert [owed.shopper_id for owed in OwedRefresh.objects.all()] == [shopper]


def test_every_rule_and_slot_has_words():
    assert RULES.keys() <= CAUSES.keys()
    assert set(EVERY_SLOT) == SLOTS.keys()
    assert objection("unsaid", "kind:rare") == str(CAUSES["unsaid"])
    assert objection("unheard", "x").startswith("unheard")
    assert sentence_editing.SHOWN == ("accepted", "approved")
