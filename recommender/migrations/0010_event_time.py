"""Let what is asked of all events of a day or a week skip the rest of the month.

Partitions end at months, so the admin's counts read up to a month for an hour. On 1.15 million
events a month: an hour's clicks 151 → 32 ms, a day by hours 149 → 80 ms, a page of events 258 →
128 ms. 32 KiB, and no difference to inserts; a B-tree would take 47 MiB and serve only the page of
events better. Rows that are imported out of order are simply read as before.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations


class Migration(migrations.Migration):
    """Add the index to every partition, and to those to come."""

    dependencies = [("recommender", "0009_event_record")]

    operations = [
        migrations.AddIndex(
            "event",
            BrinIndex(
                fields=["occurred_at"], name="event_time", pages_per_range=32, autosummarize=True
            ),
        )
    ]
