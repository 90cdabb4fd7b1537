"""What each reader adds to a shopper's deep vector; the kind of run that holds task heads."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add one column, empty until the next refresh, and one choice."""

    dependencies = [("recommender", "0002_item_search")]

    operations = [
        migrations.AddField(
            model_name="intereststate",
            name="parts",
            field=models.BinaryField(default=bytes),
        ),
        migrations.AlterField(
            model_name="run",
            name="kind",
            field=models.CharField(
                choices=[
                    ("encoder", "text encoder"),
                    ("sequence", "sequence model"),
                    ("tasks", "task heads and demand"),
                ],
                max_length=16,
            ),
        ),
    ]
