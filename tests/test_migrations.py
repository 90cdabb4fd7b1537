"""The migrations say what the models say."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from recommender.sql import rows


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    try:
        call_command("makemigrations", check_changes=True, dry_run=True)
    except SystemExit:
        pytest.fail(f"Run makemigrations: {capsys.readouterr().out}")


@pytest.mark.django_db
def test_new_partitions_skip_what_lies_outside_a_time():
    """The BRIN index on event times reaches partitions made later, with its options."""
    rows("SELECT recommender_event_partition('2033-05-01', '2033-05-02')")
    found = rows(
        "SELECT i.reloptions FROM pg_class i JOIN pg_index x ON x.indexrelid = i.oid"
        " JOIN pg_am a ON a.oid = i.relam"
        " WHERE x.indrelid = 'recommender_event_2033_05'::regclass AND a.amname = 'brin'"
    )
    assert found == [(["autosummarize=on", "pages_per_range=32"],)]
