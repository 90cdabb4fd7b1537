"""The benchmarks' settings for the policies that the shop itself does not have.

`BENCH_STORED=1`: sources see no event newer than the stored interests; see `realtime_policies`.
"""

import os

import benchmarks.realtime_policies  # noqa: F401 - registers its source
from benchmarks.bench_settings import *  # noqa: F403
from benchmarks.bench_settings import MIDDLEWARE

if os.environ.get("BENCH_STORED") == "1":
    MIDDLEWARE = ["benchmarks.realtime_policies.StoredOnly", *MIDDLEWARE]
