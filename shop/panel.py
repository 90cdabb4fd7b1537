"""What "Why this?" shows of an explanation: parts of the score, true statements, the path drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommender.contracts import Counterfactual, Evidence, EvidenceKind, Explanation, Pick
from shop.models import Product
from shop.models.catalog import translated
from shop.selectors import products_by_sku
from shop.terms import term_words
from shop.words import evidence_words, shared_words


@dataclass(frozen=True, slots=True)
class Part:
    """One row of the sum: `weight · found = adds`; None where the shelf is no longer made."""

    source: str
    weight: float | None
    found: float | None
    adds: float


@dataclass(frozen=True, slots=True)
class Path:
    """From something the shopper acted on to the pick, by what the two share."""

    start: Product
    link: str
    words: str  # the same as a sentence, for who cannot see the drawing


def panel_context(explanation: Explanation) -> dict[str, object]:
    """Return the template's context; two queries for every product named."""
    pick = explanation.pick
    named = {str(one.values.get("item_id", "")) for one in pick.evidence} - {""}
    products = products_by_sku([pick.item_id, *sorted(named)])
    titles = {sku: product.local_title for sku, product in products.items()}
    product = products.get(pick.item_id)
    return {
        "explanation": explanation,
        "pick": pick,
        "product": product,
        "parts": _parts(explanation),
        "fates": _fates(explanation),
        "facts": _facts(pick, titles, product),
        "path": _path(pick, products),
        "strategy": _(explanation.strategy_name) if explanation.strategy_name else "",
    }


def _parts(explanation: Explanation) -> list[Part]:
    """Return what each source adds to the score, largest first."""
    weights = explanation.weights
    parts = sorted(explanation.pick.sources.items(), key=lambda part: -abs(part[1]))
    return [
        Part(slug, weight, part / weight if weight else None, part)
        for slug, part in parts
        if part
        for weight in [weights.get(slug)]
    ]


def _fates(explanation: Explanation) -> list[tuple[Counterfactual, Evidence | None]]:
    """Return each action that counted, with what was tested of it where it was."""
    tested = {
        one.refs[0]: one for one in explanation.pick.evidence if one.kind == EvidenceKind.ACTION
    }
    return [(one, tested.get(str(one.event_id))) for one in explanation.counterfactuals]


def _facts(
    pick: Pick, titles: Mapping[str, str], product: Product | None
) -> list[tuple[str, object]]:
    category = product.category.local_name if product else ""
    worded = [
        (evidence_words(one, titles, category, _shared(one, product)), one) for one in pick.evidence
    ]
    return [(words, one) for words, one in worded if words]


def _shared(one: Evidence, product: Product | None) -> str:
    """Return the value that two things share, in the active language; "" for other evidence."""
    attribute, value = str(one.values.get("attribute", "")), str(one.values.get("value", ""))
    if attribute == "maker" and product is not None:
        return translated(product.translations, "maker", value)
    return term_words(attribute, value)


def _path(pick: Pick, products: Mapping[str, Product]) -> Path | None:
    """Return the first shared attribute as a path between two products; None when there is none."""
    here = products.get(pick.item_id)
    if here is None:
        return None
    for one in pick.evidence:
        start = products.get(str(one.values.get("item_id", "")))
        if start is None or start.sku == here.sku:
            continue
        if one.kind == EvidenceKind.ATTRIBUTE:
            link = shared_words(str(one.values["attribute"]), _shared(one, here))
        elif one.kind == EvidenceKind.TOGETHER:
            link = _("bought by the same shoppers")
        else:
            continue
        ends = {"start": start.local_title, "link": link, "end": here.local_title}
        return Path(start, link, _("“%(start)s” leads to “%(end)s”: %(link)s") % ends)
    return None
