"""All addresses of the site: pages, API, admin, media."""

from django.contrib import admin
from django.urls import include, path

from shop.config.media import media

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("recommender.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("media/<path:path>", media),
    path("", include("shop.urls")),
]

handler404 = "shop.views.site.not_found"
handler500 = "shop.views.site.server_error"
