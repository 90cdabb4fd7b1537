import io
import uuid

import pytest
from django.core.management import CommandError, call_command

from recommender import services
from recommender.learning.sequence_params import SequenceParams
from recommender.models import InterestState, Item, ItemCount, OwedRefresh, Run
from recommender.params import describe
from tests.recommender.learning.makers import (
    act,
    items_make,
    shoppers_make,
    tiny_encoder,
)

pytestmark = pytest.mark.django_db

QUICK = ["--dim", "16", "--epochs", "2", "--batch-size", "16", "--budget-s", "0"]


@pytest.fixture(autouse=True)
def _tiny(settings):
    tiny_encoder(settings)


@pytest.fixture
def shoppers():
    return shoppers_make(items_make(12), 8, 6)


def run(*command) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def refused(*command) -> str:
    with pytest.raises(CommandError) as caught:
        run(*command)
    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_train_shows_progress_serves_and_refreshes_everybody(shoppers):
    said = run("train", "--seed", "5", *QUICK)
    made = Run.objects.get(kind="sequence")
    assert made.is_active and made.seed == 5 and made.params["batch_size"] == 16
    assert InterestState.objects.filter(run=made).count() == 8
    assert not OwedRefresh.objects.exists()
    assert "encoding items: 12 of 12" in said and "reading interests: 8 of 8" in said
    assert f"Run {made.pk} serves: SASRec" in said and "16 wide, seed 5" in said
    assert "48 acts of 8 shoppers on 12 items, 2026-05-20 to 2026-05-20" in said
    assert f"NDCG@10 {made.metrics['ndcg10']:.4f}" in said
    assert f"most popular: {made.metrics['popular_ndcg10']:.4f}" in said


def test_train_can_leave_the_refresh_to_the_workers(shoppers):
    run("train", "--no-refresh", *QUICK)
    assert not InterestState.objects.exists() and OwedRefresh.objects.count() == 8


def test_every_parameter_of_a_training_is_an_option():
    parser_help = io.StringIO()
    with pytest.raises(SystemExit), pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", parser_help)
        call_command("train", "--help")
    for bound in describe(SequenceParams):
        assert f"--{bound.name.replace('_', '-')}" in parser_help.getvalue()


def test_train_refuses_in_one_line(monkeypatch):
    assert "no items" in refused("train")
    items_make(3)
    assert "too few events" in refused("train")
    services.events_record([act(uuid.uuid4(), "i00", 10)], wake=False)
    assert "too few events" in refused("train")
    assert "layers: Must be between 1 and 12." in refused("train", "--layers", "40")
    assert "dim: Must be a multiple of heads" in refused("train", "--dim", "9")


def test_train_says_when_memory_does_not_suffice(shoppers, monkeypatch):
    from recommender.neural import trainer

    def allocate(*_):
        raise MemoryError

    monkeypatch.setattr(trainer.Trainer, "_epoch", allocate)
    assert "lower batch_size" in refused("train", *QUICK)
    assert Run.objects.get(kind="sequence").status == "failed"


def test_encode_items_says_how_many_and_with_what(settings, tmp_path):
    items_make(4)
    said = run("encode_items")
    assert "4 items encoded" in said
    assert "0 items encoded" in run("encode_items")
    settings.RECOMMENDER = {**settings.RECOMMENDER, "ENCODER": str(tmp_path)}
    Item.objects.update(text_digest="changed")
    assert "cannot be loaded" in refused("encode_items")


def test_refresh_interests_of_one_and_of_all(shoppers):
    assert "manage.py train" in refused("refresh_interests", "--all")
    run("train", "--no-refresh", *QUICK)
    assert "1 shoppers have interests" in run("refresh_interests", "--shopper", str(shoppers[0]))
    assert InterestState.objects.count() == 1
    assert "8 shoppers have interests" in run("refresh_interests", "--all")
    assert "no shopper" in refused("refresh_interests", "--shopper", str(uuid.uuid4()))
    with pytest.raises(CommandError):
        run("refresh_interests")


def test_refresh_statistics_and_make_partitions(shoppers):
    said = run("refresh_statistics")
    assert f"counts: {ItemCount.objects.count()}," in said and ItemCount.objects.exists()
    run("make_partitions")
    assert run("make_partitions") == "0 partitions made.\n"
    assert "1 partitions made" in run("make_partitions", "--months", "4")
    assert "0 to 120" in refused("make_partitions", "--months", "-1")


def test_runs_are_listed_activated_and_rolled_back(shoppers):
    run("train", "--no-refresh", *QUICK)
    run("train", "--no-refresh", *QUICK)
    first, second = Run.objects.filter(kind="sequence").order_by("pk")
    said = run("runs").splitlines()
    assert len(said) == 3 and said[0].startswith(f"* {second.pk:>4}  sequence  ready")
    assert said[1].startswith(f"  {first.pk:>4}  sequence")
    assert f"NDCG@10 {second.metrics['ndcg10']:.4f}" in said[0]
    assert f"Run {first.pk} serves now." in run("runs", "--rollback", "sequence")
    assert Run.objects.get(kind="sequence", is_active=True) == first
    run("runs", "--activate", str(second.pk))
    assert Run.objects.get(kind="sequence", is_active=True) == second
    assert "no model run" in refused("runs", "--activate", "999999")
    run("runs", "--rollback", "sequence")
    assert "no older" in refused("runs", "--rollback", "sequence")


def test_a_failed_run_shows_its_cause():
    Run.objects.create(kind="sequence", name="SASRec", status="failed", error="No memory\nat all")
    assert run("runs").rstrip().endswith("SASRec  No memory")
