"""The site. Loading it makes the Celery app, so that any process finds the broker."""

from shop.config.celery import app as celery_app

__all__ = ["celery_app"]
