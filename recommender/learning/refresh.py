"""Shoppers' interests: deep vector, exact leave-one-out rows and a few named tastes, stored.

One shopper in a warm worker takes a few queries and one small batch; all of them go by hundreds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

import numpy as np
from django.db import connection, transaction
from pgvector import HalfVector

from recommender.actions import MEMORY_HALF_LIFE_S, WEIGHTS
from recommender.conf import option
from recommender.contracts import EventKind, Floats
from recommender.learning.acts import KINDS, ShopperAct, acts_of
from recommender.learning.loaded import LoadedSequence, sequence_loaded
from recommender.learning.naming import NamedInterest, interests_named
from recommender.learning.runs import active_run
from recommender.learning.vectors import halfvec_bytes, vectors_read
from recommender.models import Event, InterestRow, InterestState, Run, Shopper

Progress = Callable[[str, int, int], None]
CHUNK = 100  # shoppers at a time: about 5,000 short histories
