"""The storefront and the site: the recommender's first client."""

from shop.config.celery import app as celery_app

__all__ = ["celery_app"]
