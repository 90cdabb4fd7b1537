from django.db import migrations, models


class Migration(migrations.Migration):
    """Pairs are counted by who bought both; the next refresh of the statistics fills it in."""

    dependencies = [("recommender", "0010_event_time")]

    operations = [
        migrations.RemoveField("itempair", "shoppers"),
        migrations.AddField("itempair", "buyers", models.PositiveIntegerField(default=0)),
    ]
