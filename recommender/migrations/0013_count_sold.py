from django.db import migrations, models


class Migration(migrations.Migration):
    """How well an item sells is read every other second: kept, and in order.

    The next refresh of the statistics fills it in; till then nothing is said to sell.
    """

    dependencies = [("recommender", "0012_event_speaker")]

    operations = [
        migrations.AddField("itemcount", "sold", models.FloatField(default=0.0)),
        migrations.AddIndex(
            "itemcount",
            models.Index(fields=["window", "place", "-sold"], name="count_most_sold"),
        ),
    ]
