"""What is taken more than usual at an hour, on a weekday, in a season, by a device."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the table; the next refresh of the statistics fills it."""

    dependencies = [("recommender", "0005_item_changes")]

    operations = [
        migrations.CreateModel(
            name="MomentLift",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=10)),
                ("subject", models.CharField(max_length=120)),
                ("facet", models.CharField(max_length=8)),
                ("value", models.CharField(max_length=10)),
                ("acts", models.PositiveIntegerField()),
                ("shoppers", models.PositiveIntegerField(default=0)),
                ("expected", models.FloatField()),
                ("lift", models.FloatField()),
            ],
            options={
                "verbose_name": "lift of a moment",
                "verbose_name_plural": "lifts of moments",
            },
        ),
        migrations.AddConstraint(
            model_name="momentlift",
            constraint=models.UniqueConstraint(
                fields=("facet", "value", "kind", "subject"), name="one_lift_per_moment"
            ),
        ),
    ]
