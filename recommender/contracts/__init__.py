"""What the parts say to each other: frozen records and Protocols, nothing that runs.

Words (`docs/architecture.md`): a *shopper* acts on *items*; each act is an *event*; events become
*interests*; *sources* recall *candidates*; a *slate* is one ordered list served once; each *pick*
of it carries *evidence*, from which a *reason* is written.

Imports nothing of Django, torch or the rest of this package but `errors`.
Arrays: `n` candidates, `e` of the shopper's events, `d` dimensions; always float32 in memory.
"""

from recommender.contracts.answers import Counterfactual, Explanation, Fate, Pick, Slate, Together
from recommender.contracts.arrays import Floats, Json
from recommender.contracts.events import BatchReceipt, EventKind, NewEvent, PastEvent
from recommender.contracts.items import Catalog, ItemBlock, ItemFacts, ItemRecord
from recommender.contracts.moments import Moment, Told
from recommender.contracts.reasons import (
    Evidence,
    EvidenceKind,
    EvidenceMaker,
    Reason,
    ReasonAsk,
    ReasonPrompt,
    Writer,
)
from recommender.contracts.request import Context, Interest, Profile, Query
from recommender.contracts.stages import (
    Diversifier,
    Ranker,
    Recalled,
    Scored,
    Source,
    Store,
    Variety,
)

__all__ = [
    "BatchReceipt",
    "Catalog",
    "Context",
    "Counterfactual",
    "Diversifier",
    "EventKind",
    "Evidence",
    "EvidenceKind",
    "EvidenceMaker",
    "Explanation",
    "Fate",
    "Floats",
    "Interest",
    "ItemBlock",
    "ItemFacts",
    "ItemRecord",
    "Json",
    "Moment",
    "NewEvent",
    "PastEvent",
    "Pick",
    "Profile",
    "Query",
    "Ranker",
    "Reason",
    "ReasonAsk",
    "ReasonPrompt",
    "Recalled",
    "Scored",
    "Slate",
    "Source",
    "Store",
    "Together",
    "Told",
    "Variety",
    "Writer",
]
