"""The recommender's tables. Postgres holds the truth; everything else can be rebuilt from here."""

from recommender.models.event import Event
from recommender.models.interest import InterestRow, InterestState, OwedRefresh
from recommender.models.item import CategoryPrice, Item, ItemCount, ItemPair, ItemVector
from recommender.models.moment import MomentLift
from recommender.models.reason import ReasonShape, ReasonText
from recommender.models.run import FallbackCount, Run
from recommender.models.shopper import ApiToken, Control, Shopper
from recommender.models.slate import SlateRow
from recommender.models.strategy import Strategy, StrategyVersion
from recommender.models.trust import ShopperTrust

__all__ = [
    "ApiToken",
    "CategoryPrice",
    "Control",
    "Event",
    "FallbackCount",
    "InterestRow",
    "InterestState",
    "Item",
    "ItemCount",
    "ItemPair",
    "ItemVector",
    "MomentLift",
    "OwedRefresh",
    "ReasonShape",
    "ReasonText",
    "Run",
    "Shopper",
    "ShopperTrust",
    "SlateRow",
    "Strategy",
    "StrategyVersion",
]
