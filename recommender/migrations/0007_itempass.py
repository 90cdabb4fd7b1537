"""What shoppers passed over, apart from what they did; and wishes about kinds of reasons."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the table, empty."""

    dependencies = [("recommender", "0006_moments")]

    operations = [
        migrations.CreateModel(
            name="ItemPass",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "shopper",
                        "item_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("item_id", models.CharField(max_length=64)),
                (
                    "times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateTimeField(), size=None
                    ),
                ),
                (
                    "slates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), size=None
                    ),
                ),
                ("last_at", models.DateTimeField(db_index=True)),
                (
                    "shopper",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passes",
                        to="recommender.shopper",
                    ),
                ),
            ],
            options={
                "verbose_name": "item passed over",
                "verbose_name_plural": "items passed over",
            },
        ),
        migrations.AlterField(
            model_name="control",
            name="kind",
            field=models.CharField(
                choices=[
                    ("hide_item", "not for me"),
                    ("less_like", "less like this"),
                    ("ignore_event", "don't use this action"),
                    ("interest", "more or less of an interest"),
                    ("reason", "more or less of a kind of reason"),
                ],
                max_length=16,
            ),
        ),
    ]
