"""Sign up, log in, log out, theme."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login as django_login
from django.contrib.auth import logout as django_logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shop.forms import LogInForm, SignUpForm
from shop.middleware import ShopRequest
from shop.places import place_forget, place_recall

THEME_AGE_S = 365 * 24 * 3600


def back(request: ShopRequest, otherwise: str = "/") -> str:
    """Return where to go next: `next`, else the page before, if it is ours; else `otherwise`."""
    for address in (
        request.POST.get("next") or request.GET.get("next"),
        request.headers.get("Referer"),
    ):
        if address and url_has_allowed_host_and_scheme(
            address, {request.get_host()}, require_https=request.is_secure()
        ):
            return address
    return otherwise


def _next(request: ShopRequest) -> str:
    address = request.POST.get("next") or request.GET.get("next") or "/"
    allowed = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if allowed else "/"


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: ShopRequest) -> HttpResponse:
    """Make an account; what was done before comes along."""
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        django_login(request, user)
        _join(request)
        messages.success(
            request,
            _("Welcome, %(name)s. What you did before came along.") % {"name": user.get_username()},
        )
        return redirect(_next(request))
    status = 422 if form.errors else 200
    return render(
        request, "shop/signup.html", {"form": form, "next": _next(request)}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: ShopRequest) -> HttpResponse:
    """Log in and merge the anonymous shopper into the account's."""
    form = LogInForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        django_login(request, form.get_user())
        _join(request)
        response = redirect(_next(request))
        place_recall(request, response)
        return response
    status = 422 if form.errors else 200
    return render(request, "shop/login.html", {"form": form, "next": _next(request)}, status=status)


def _join(request: ShopRequest) -> None:
    """Merge now, so that the very next page knows."""
    request.shopper.again()
    _ = request.shopper.known


@require_POST
def log_out(request: ShopRequest) -> HttpResponse:
    """Log out; this browser is nobody again."""
    django_logout(request)
    request.shopper.leave()
    response = redirect("shop:home")
    place_forget(response)
    return response


@require_POST
def theme(request: ShopRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie; "" follows the device."""
    chosen = request.POST.get("theme", "")
    response: HttpResponse = HttpResponse(status=204) if request.htmx else redirect(back(request))
    if chosen in ("light", "dark"):
        response.set_cookie("theme", chosen, max_age=THEME_AGE_S, samesite="Lax")
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
