"""Glue between the tables and the models. Importing it loads no torch: functions do, when called.

The web process may import it (the admin activates and rolls back); only `items_encode`,
`sequence_train` and `interests_refresh` must run in a worker or a command.
"""

from recommender.learning.encoding import items_encode
from recommender.learning.refresh import interests_refresh
from recommender.learning.runs import run_activate, run_rollback
from recommender.learning.training import SequenceParams, sequence_train

__all__ = [
    "SequenceParams",
    "interests_refresh",
    "items_encode",
    "run_activate",
    "run_rollback",
    "sequence_train",
]
