"""What a later act is folded into without a worker: masses by kind, the department, the age."""

from pathlib import Path

from django.db import migrations, models

_HERE = Path(__file__)
_BEFORE = max(path.stem for path in _HERE.parent.glob("0*.py") if path.stem < _HERE.stem)


class Migration(migrations.Migration):
    """Add columns that are empty until the next refresh."""

    dependencies = [("recommender", _BEFORE)]

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
