"""The recommender as an installable Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecommenderConfig(AppConfig):
    """Events, interests, picks and reasons."""

    name = "recommender"
    verbose_name = _("Recommender")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the models' fields; stop the start when a setting of ours is unknown."""
        from recommender import checks  # noqa: F401  registers itself
        from recommender.conf import options
        from recommender.labels import fields_name

        fields_name(self)
        options()
