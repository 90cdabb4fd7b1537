"""The Celery app: queues `interests` (fast), `reasons` (LLM), `training` (slow), and the beat."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.config.settings")

app = Celery("because")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
