"""Glue between the tables and the models. Importing it loads no torch: functions do, when called.

The web process may import it (the admin activates and rolls back); only `items_encode`,
`sequence_train`, `interests_refresh` and `interests_warm` must run in a worker or a command.
"""

from recommender.learning.encoding import items_encode, items_owed
from recommender.learning.refresh import (
    interests_can_be_refreshed,
    interests_refresh,
    interests_warm,
)
from recommender.learning.runs import run_activate, run_rollback
from recommender.learning.sequence_params import SequenceParams
from recommender.learning.training import sequence_help, sequence_train
from recommender.learning.transfer import run_export
from recommender.learning.unchanged import sequence_adopt

__all__ = [
    "SequenceParams",
    "interests_can_be_refreshed",
    "interests_refresh",
    "interests_warm",
    "items_encode",
    "items_owed",
    "run_activate",
    "run_export",
    "run_rollback",
    "sequence_adopt",
    "sequence_help",
    "sequence_train",
]
