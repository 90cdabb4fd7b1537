"""What is usual to pay for a kind of thing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the table; the next refresh of the statistics fills it, till then no price is unusual."""

    dependencies = [("recommender", "0013_count_sold")]

    operations = [
        migrations.CreateModel(
            name="CategoryPrice",
            fields=[
                ("category", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("price", models.FloatField()),
            ],
            options={
                "verbose_name": "usual price of a category",
                "verbose_name_plural": "usual prices of categories",
            },
        ),
    ]
