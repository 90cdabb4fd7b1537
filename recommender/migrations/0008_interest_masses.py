"""What a later act is folded into without a worker: masses by kind, the department, the age."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add columns that are empty until the next refresh."""

    dependencies = [("recommender", "0007_itempass")]

    operations = [
        migrations.AddField(
            model_name="intereststate",
            name="aside",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="interestrow",
            name="kinds",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="interestrow",
            name="department",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="interestrow",
            name="since",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
