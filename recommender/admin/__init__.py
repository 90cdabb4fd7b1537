"""The shop owner's admin of the recommender, on django-unfold.

Pages of records are Django's lists; the strategy page, "what we know of them", slates, runs and
the dashboard are views of their own, drawn on the server. Imports no shop and no torch. A shop
without django-unfold simply has none of these pages.
"""

from django.apps import apps

if apps.is_installed("unfold"):
    from recommender.admin import items, reasons, runs, shoppers, slates, strategies, traffic

    __all__ = ["items", "reasons", "runs", "shoppers", "slates", "strategies", "traffic"]
