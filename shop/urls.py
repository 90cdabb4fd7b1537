"""Addresses of the shop's pages."""

from __future__ import annotations

from django.urls import path

from shop.views import account, buying, events, interests, pages, picks, site, welcome

app_name = "shop"
urlpatterns = [
    path("", pages.home, name="home"),
    path("c/<slug:slug>/", pages.category, name="category"),
    path("p/<slug:slug>/", pages.product, name="product"),
    path("p/<slug:slug>/review/", buying.review, name="review"),
    path("search/", pages.search, name="search"),
    path("search/suggest/", pages.suggest, name="suggest"),
    path("cart/", buying.cart, name="cart"),
    path("cart/add/<str:sku>/", buying.cart_add, name="cart_add"),
    path("cart/line/<int:line_id>/", buying.cart_line, name="cart_line"),
    path("checkout/", buying.checkout, name="checkout"),
    path("orders/", buying.orders, name="orders"),
    path("orders/<str:number>/", buying.order, name="order"),
    path("orders/line/<int:line_id>/return/", buying.line_return, name="line_return"),
    path("signup/", account.sign_up, name="signup"),
    path("login/", account.log_in, name="login"),
    path("logout/", account.log_out, name="logout"),
    path("theme/", account.theme, name="theme"),
    path("place/", welcome.place, name="place"),
    path("taps/away/", welcome.taps_away, name="taps_away"),
    path("shelves/", picks.shelves, name="shelves"),
    path("why/<uuid:slate_id>/<str:item_id>/", picks.why, name="why"),
    path("pick/<uuid:slate_id>/", picks.answers, name="answers"),
    path("pick/<uuid:slate_id>/<str:item_id>/<slug:action>/", picks.pick_act, name="pick"),
    path("item/<str:item_id>/<slug:action>/", picks.item_act, name="item"),
    path("interests/", interests.interests, name="interests"),
    path("interests/look/", interests.look, name="interests_look"),
    path("interests/control/", interests.control, name="control"),
    path("interests/undo/<uuid:control_id>/", interests.undo, name="undo"),
    path("interests/passed/", interests.passed_forget, name="passed_forget"),
    path("interests/choices/", interests.choices, name="choices"),
    path("interests/export/", interests.export, name="export"),
    path("interests/delete/", interests.delete, name="delete"),
    path("events/", events.events, name="events"),
    path("offline/", site.offline, name="offline"),
    path("sw.js", site.service_worker, name="service_worker"),
    path("healthz", site.healthz, name="healthz"),
]
