"""Everything a shopper changes in the shop: cart, order, return, review, account.

Each function writes the shop's own tables, then tells the recommender (`shop.telling`).
`event_id` is made by the form; a form sent twice changes nothing the second time.
"""

from __future__ import annotations

import base64
import hashlib
from decimal import Decimal
from uuid import UUID, uuid5

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from recommender import services as recommender
from recommender.contracts import EventKind, NewEvent
from shop.models import Cart, CartLine, Order, OrderLine, Product, Review, Variant
from shop.telling import event_tell, events_tell, is_repeat, items_tell

MOST_OF_ONE = 20  # pieces of one thing in a cart


class ShopError(Exception):
    """Something a shopper asked for that cannot be done; the text is shown to them."""


# ---- cart


def cart_add(
    shopper_id: UUID,
    product: Product,
    variant: Variant | None,
    quantity: int,
    event_id: UUID,
    context: dict[str, object] | None = None,
) -> None:
    """Put pieces of a product into the cart.

    Raises:
        ShopError: it is out of stock.
    """
    if _stock(product, variant) < 1:
        raise ShopError(_("This is out of stock just now."))
    receipt = event_tell(
        shopper_id,
        EventKind.CART,
        item_id=product.sku,
        value=float(quantity),
        context=context,
        event_id=event_id,
    )
    if is_repeat(receipt):
        return
    with transaction.atomic():
        cart, _made = Cart.objects.get_or_create(shopper_id=shopper_id)
        line, made = CartLine.objects.select_for_update().get_or_create(
            cart=cart, product=product, variant=variant, defaults={"quantity": 0}
        )
        most = min(MOST_OF_ONE, _stock(product, variant))
        line.quantity = min(line.quantity + quantity, most)
        line.save(update_fields=["quantity"])


def cart_change(shopper_id: UUID, line_id: int, quantity: int, event_id: UUID) -> None:
    """Set how many pieces a line has; 0 takes it out."""
    line = (
        CartLine.objects.filter(cart_id=shopper_id, pk=line_id)
        .select_related("product", "variant")
        .first()
    )
    if line is None:
        return
    if quantity > 0:
        most = min(MOST_OF_ONE, max(_stock(line.product, line.variant), 1))
        CartLine.objects.filter(pk=line.pk).update(quantity=min(quantity, most))
        return
    sku = line.product.sku
    line.delete()
    event_tell(shopper_id, EventKind.UNCART, item_id=sku, event_id=event_id)


def _stock(product: Product, variant: Variant | None) -> int:
    return variant.stock if variant else product.stock


# ---- orders


def order_number(event_id: UUID) -> str:
    """Return the number of the order that a form with this id makes."""
    digest = hashlib.blake2s(event_id.bytes, digest_size=5).digest()
    return "B-" + base64.b32encode(digest).decode()


@transaction.atomic
def order_place(
    shopper_id: UUID,
    user: AbstractBaseUser | AnonymousUser,
    name: str,
    email: str,
    address: str,
    event_id: UUID,
) -> Order:
    """Turn the cart into an order, take its pieces from stock and empty the cart.

    Raises:
        ShopError: the cart is empty, or something in it is no longer in stock.
    """
    number = order_number(event_id)
    known = Order.objects.filter(number=number, shopper_id=shopper_id).first()
    if known is not None:
        return known
    cart_lines = list(
        CartLine.objects.select_for_update(of=("self",))
        .filter(cart_id=shopper_id)
        .select_related("product", "variant")
        .defer("product__search", "product__description")
    )
    if not cart_lines:
        raise ShopError(_("Your cart is empty."))
    for line in cart_lines:
        _take_from_stock(line)
    order = Order.objects.create(
        number=number,
        shopper_id=shopper_id,
        user=user if isinstance(user, User) else None,
        name=name,
        email=email,
        address=address,
        currency=cart_lines[0].product.currency,
    )
    OrderLine.objects.bulk_create(_order_line(order, line) for line in cart_lines)
    CartLine.objects.filter(cart_id=shopper_id).delete()
    events = [_purchase(shopper_id, order, line, event_id) for line in cart_lines]
    changed = [line.product.sku for line in cart_lines]
    transaction.on_commit(lambda: _order_tell(events, changed))
    return order


def _order_tell(events: list[NewEvent], changed: list[str]) -> None:
    events_tell(events)
    items_tell(changed)


def _take_from_stock(line: CartLine) -> None:
    taken = Product.objects.filter(pk=line.product_id, stock__gte=line.quantity).update(
        stock=F("stock") - line.quantity
    )
    if line.variant_id:
        taken = Variant.objects.filter(pk=line.variant_id, stock__gte=line.quantity).update(
            stock=F("stock") - line.quantity
        )
    if not taken:
        message = _("“%(title)s” is no longer in stock in that quantity.")
        raise ShopError(message % {"title": line.product.local_title})


def _order_line(order: Order, line: CartLine) -> OrderLine:
    return OrderLine(
        order=order,
        product=line.product,
        title=line.product.local_title,
        variant_name=line.variant.name if line.variant else "",
        price=line.unit_price,
        quantity=line.quantity,
    )


def _purchase(shopper_id: UUID, order: Order, line: CartLine, event_id: UUID) -> NewEvent:
    return NewEvent(
        id=uuid5(event_id, f"line {line.pk}"),
        shopper_id=shopper_id,
        kind=EventKind.PURCHASE,
        occurred_at=timezone.now(),
        item_id=line.product.sku,
        value=float(line.quantity),
        context={"order": order.number, "price": str(line.unit_price)},
    )


def order_line_return(shopper_id: UUID, line_id: int, event_id: UUID) -> OrderLine:
    """Send a bought thing back; once only.

    Raises:
        ShopError: there is no such line of theirs, or it went back before.
    """
    with transaction.atomic():
        line = (
            OrderLine.objects.select_for_update(of=("self",))
            .select_related("order", "product")
            .filter(pk=line_id, order__shopper_id=shopper_id)
            .first()
        )
        if line is None:
            raise ShopError(_("We cannot find that in your orders."))
        if line.returned_at is not None:
            return line
        line.returned_at = timezone.now()
        line.save(update_fields=["returned_at"])
        if line.product is not None:
            Product.objects.filter(pk=line.product.pk).update(stock=F("stock") + line.quantity)
    if line.product is not None:
        event_tell(shopper_id, EventKind.RETURN, item_id=line.product.sku, event_id=event_id)
    return line


# ---- reviews


def review_save(
    shopper_id: UUID,
    user: AbstractBaseUser | AnonymousUser,
    product: Product,
    author_name: str,
    rating: int,
    text: str,
    event_id: UUID,
) -> Review:
    """Write or rewrite the shopper's one review of a product."""
    review, _made = Review.objects.update_or_create(
        product=product,
        shopper_id=shopper_id,
        defaults={
            "author_name": author_name,
            "rating": rating,
            "text": text,
            "user": user if isinstance(user, User) else None,
            "created_at": timezone.now(),
        },
    )
    event_tell(
        shopper_id,
        EventKind.RATING,
        item_id=product.sku,
        value=float(rating),
        event_id=event_id,
    )
    return review


# ---- accounts


def shopper_join(user: AbstractBaseUser | AnonymousUser, anonymous_id: UUID | None) -> UUID:
    """Return the account's shopper; what the anonymous one did, chose and carted comes along."""
    shopper_id = recommender.shopper_for_user(str(user.pk), anonymous_id)
    if anonymous_id is not None and anonymous_id != shopper_id:
        _belongings_move(anonymous_id, shopper_id, user)
    return shopper_id


@transaction.atomic
def _belongings_move(old: UUID, new: UUID, user: AbstractBaseUser | AnonymousUser) -> None:
    cart, _made = Cart.objects.get_or_create(shopper_id=new)
    for line in CartLine.objects.filter(cart_id=old).select_related("variant"):
        mine, made = CartLine.objects.get_or_create(
            cart=cart,
            product_id=line.product_id,
            variant=line.variant,
            defaults={"quantity": line.quantity},
        )
        if not made:
            mine.quantity = min(mine.quantity + line.quantity, MOST_OF_ONE)
            mine.save(update_fields=["quantity"])
    Cart.objects.filter(shopper_id=old).delete()
    owner = user if isinstance(user, User) else None
    Order.objects.filter(shopper_id=old).update(shopper_id=new, user=owner)
    reviewed = Review.objects.filter(shopper_id=new).values("product_id")
    Review.objects.filter(shopper_id=old, product_id__in=reviewed).delete()
    Review.objects.filter(shopper_id=old).update(shopper_id=new, user=owner)


def shopper_forget(shopper_id: UUID) -> None:
    """Delete what the recommender and the shop keep of a shopper.

    Orders stay as the shop's books, without the link to the shopper's profile.
    """
    recommender.profile_delete(shopper_id)
    with transaction.atomic():
        Cart.objects.filter(shopper_id=shopper_id).delete()
        Review.objects.filter(shopper_id=shopper_id).delete()


def cart_total(lines: list[CartLine]) -> Decimal:
    """Return the sum of the lines."""
    return sum((line.total for line in lines), Decimal(0))
