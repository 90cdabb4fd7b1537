"""Pages about the site itself: health, offline, what went wrong."""

from __future__ import annotations

from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Say whether the database answers; 503 when not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return JsonResponse({"status": "down", "database": False}, status=503)
    return JsonResponse({"status": "ok", "database": True})


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the service worker shows when the network is gone."""
    return render(request, "shop/offline.html")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker's script, from the root so that it may speak for every page."""
    path = finders.find("sw.js")
    with open(str(path), encoding="utf-8") as file:
        return HttpResponse(file.read(), content_type="text/javascript")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here, and ways on."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: without the database or the request's context, which may be what failed."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)
