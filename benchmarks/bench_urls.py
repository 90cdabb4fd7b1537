"""The shop's addresses and two that only benchmarks ask for; see `bench_settings`."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from shop.config.urls import handler404, handler500, urlpatterns
from shop.middleware import ShopRequest
from shop.places import here
from shop.shelving import Card, Place, ShelfView
from shop.shown import shown_by_sku

__all__ = ["handler404", "handler500", "urlpatterns"]


def plain(request: ShopRequest) -> HttpResponse:
    """Show the home page with given products: `?shelf=sku,sku&shelf=sku,…`.

    What a shop without recommendations would do with a list that somebody wrote: read the products
    from its own tables, with the selector and the template of the real page. No picks, so no
    reasons and no buttons of theirs.
    """
    lists = [one.split(",") for one in request.GET.getlist("shelf")]
    products = shown_by_sku([sku for one in lists for sku in one])
    shelves = [
        ShelfView(
            f"list-{at}",
            f"List {at + 1}",
            tuple(Card(products[sku]) for sku in one if sku in products),
        )
        for at, one in enumerate(lists)
    ]
    context = {
        "place": Place("home"),
        "where": here(request, shelves),
        "shelves": shelves,
        "is_first": request.shopper.known is None,
        "departments": [],
        "starters": [],
    }
    return render(request, "shop/home.html", context)


@csrf_exempt
def empty(request: ShopRequest) -> HttpResponse:
    """Answer nothing, through all middleware."""
    return HttpResponse()


urlpatterns = [path("bench/plain/", plain), path("bench/empty/", empty), *urlpatterns]
