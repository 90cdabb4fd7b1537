"""The benchmarks' settings for the policies that the shop itself does not have.

`BENCH_STORED=1`: sources see no event newer than the stored interests; see `realtime_policies`.
"""

import os

from benchmarks.bench_settings import *  # noqa: F403
from benchmarks.bench_settings import MIDDLEWARE
from benchmarks.realtime_policies import chance_offer

chance_offer()
if os.environ.get("BENCH_STORED") == "1":
    MIDDLEWARE = ["benchmarks.realtime_policies.StoredOnly", *MIDDLEWARE]
