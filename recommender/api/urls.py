"""Addresses of the API, under whatever prefix a shop includes them (`/api/v1/`)."""

from __future__ import annotations

from django.urls import path, re_path

from recommender.api import controls, devices, events, feedback, items, picks, profile
from recommender.api.base import NothingHere
from recommender.api.schema import DocsView, SchemaView

app_name = "recommender-api"
urlpatterns = [
    path("events/", events.EventView.as_view(), name="events"),
    path("events/batch/", events.EventBatchView.as_view(), name="events_batch"),
    path("devices/", devices.DevicesView.as_view(), name="devices"),
    path("tokens/", devices.TokensView.as_view(), name="tokens"),
    path("tokens/current/", devices.TokenView.as_view(), name="token"),
    path("recommendations/", picks.RecommendationsView.as_view(), name="recommendations"),
    path("picks/<uuid:slate_id>/<str:item_id>/why/", picks.WhyView.as_view(), name="why"),
    path("feedback/", feedback.FeedbackView.as_view(), name="feedback"),
    path("feedback/passed/", feedback.PassedView.as_view(), name="passed"),
    path("items/", items.ItemsView.as_view(), name="items"),
    path("items/<str:item_id>/", items.ItemView.as_view(), name="item"),
    path("items/<str:item_id>/similar/", items.SimilarView.as_view(), name="similar"),
    path("search/", items.SearchView.as_view(), name="search"),
    path("profile/", profile.ProfileView.as_view(), name="profile"),
    path("profile/export/", profile.ExportView.as_view(), name="export"),
    path("profile/events/", profile.EventsView.as_view(), name="profile_events"),
    path("profile/passed/", feedback.PassedForgetView.as_view(), name="passed_forget"),
    path("profile/controls/", controls.ControlsView.as_view(), name="controls"),
    path("profile/controls/<uuid:control_id>/", controls.ControlView.as_view(), name="control"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    re_path("", NothingHere.as_view(), name="nothing"),
]
