"""Cart, demo checkout, orders and returns. No payment is taken anywhere."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shop import selectors, services
from shop.forms import CartForm, CheckoutForm, LineForm, OnceForm, ReviewForm
from shop.middleware import ShopRequest
from shop.models import Product
from shop.shelving import Place, shelves_for
from shop.views.pages import pick_origin, product_context


@require_safe
def cart(request: ShopRequest) -> HttpResponse:
    """Show what is in the cart and what goes with it."""
    return render(request, "shop/cart.html", _cart_context(request))


def _cart_context(request: ShopRequest, *, with_shelves: bool = True) -> dict[str, object]:
    lines = selectors.cart_lines(request.shopper.known)
    place = Place("cart", tuple(line.product.sku for line in lines))
    context: dict[str, object] = {
        "lines": lines,
        "cart_count": sum(line.quantity for line in lines),  # read already
        "total": services.cart_total(lines),
        "currency": lines[0].product.currency if lines else "EUR",
        "most": list(range(1, services.MOST_OF_ONE + 1)),
        "place": place,
    }
    if with_shelves:
        context["shelves"] = shelves_for(request, place)[:2]
    return context


@require_POST
def cart_add(request: ShopRequest, sku: str) -> HttpResponse:
    """Put a product into the cart; scripts get the button's state and the new count."""
    product = get_object_or_404(selectors.on_sale().defer("search"), sku=sku)
    form = CartForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That did not work. Please try again."))
        return redirect(product)
    variant_id = form.cleaned_data["variant"]
    variant = product.variants.filter(pk=variant_id).first() if variant_id else None
    if variant is None and product.variants.exists():
        variant = product.variants.first()
    origin = pick_origin(request.POST.get("from", ""), request.POST.get("p", ""))
    error = ""
    try:
        quantity = form.cleaned_data["quantity"] or 1
        services.cart_add(request.shopper.id, product, variant, quantity, form.once, origin)
    except services.ShopError as refused:
        error = str(refused)
    if request.htmx:
        context = {"product": product, "error": error, "next_id": uuid4()}
        return render(request, "shop/_added.html", context)
    if error:
        messages.error(request, error)
        return redirect(product)
    return redirect("shop:cart")


@require_POST
def cart_line(request: ShopRequest, line_id: int) -> HttpResponse:
    """Change or remove a line."""
    form = LineForm(request.POST)
    shopper_id = request.shopper.known
    if form.is_valid() and shopper_id is not None:
        services.cart_change(shopper_id, line_id, form.cleaned_data["quantity"], form.once)
    if request.htmx:
        response = render(
            request, "shop/_cart_lines.html", _cart_context(request, with_shelves=False)
        )
        response["HX-Trigger"] = "picks-changed"
        return response
    return redirect("shop:cart")


@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: ShopRequest) -> HttpResponse:
    """Take a name and an address, then make the order."""
    form = CheckoutForm(request.POST or None, initial={"event_id": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            order = services.order_place(
                request.shopper.id,
                request.user,
                form.cleaned_data["name"],
                form.cleaned_data["email"],
                form.cleaned_data["address"],
                form.once,
            )
        except services.ShopError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your demo order is placed. Nothing was charged."))
            return redirect("shop:order", number=order.number)
    context = _cart_context(request, with_shelves=False)
    if not context["lines"]:
        return redirect("shop:cart")
    status = 422 if form.errors else 200
    return render(request, "shop/checkout.html", {**context, "form": form}, status=status)


@require_safe
def orders(request: ShopRequest) -> HttpResponse:
    """List the shopper's orders."""
    return render(
        request, "shop/orders.html", {"orders": selectors.orders_of(request.shopper.known)}
    )


@require_safe
def order(request: ShopRequest, number: str) -> HttpResponse:
    """Show one order of the shopper's own."""
    found = selectors.order_get(request.shopper.known, number)
    if found is None:
        raise Http404
    return render(request, "shop/order.html", {"order": found})


@require_POST
def line_return(request: ShopRequest, line_id: int) -> HttpResponse:
    """Send something back."""
    shopper_id = request.shopper.known
    form = OnceForm(request.POST)
    if shopper_id is None or not form.is_valid():
        raise Http404
    try:
        line = services.order_line_return(shopper_id, line_id, form.once)
    except services.ShopError as refused:
        raise Http404 from refused
    if request.htmx:
        return render(request, "shop/_order_line.html", {"line": line, "order": line.order})
    messages.success(request, _("Noted: it is on its way back."))
    return redirect("shop:order", number=line.order.number)


@require_POST
def review(request: ShopRequest, slug: str) -> HttpResponse:
    """Save a review; a wrong form comes back with what is wrong."""
    product = selectors.product_get(slug)
    if product is None or not product.is_active:
        raise Http404
    form = ReviewForm(request.POST)
    if form.is_valid():
        _review_save(request, product, form)
        messages.success(request, _("Thank you. Your review is on the page."))
        return redirect(f"{product.get_absolute_url()}#reviews")
    context = product_context(request, product, form)
    return render(request, "shop/product.html", context, status=422)


def _review_save(request: ShopRequest, product: Product, form: ReviewForm) -> None:
    services.review_save(
        request.shopper.id,
        request.user,
        product,
        form.cleaned_data["author_name"],
        form.cleaned_data["rating"],
        form.cleaned_data["text"],
        form.once,
    )
