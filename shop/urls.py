"""Addresses of the shop's pages."""
from django.urls import URLPattern

app_name = "shop"
urlpatterns: list[URLPattern] = []
