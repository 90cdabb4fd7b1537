"""The shop's settings with two extra addresses that only benchmarks ask for.

`/bench/plain/`: the home page with the same products in the same shelves and no recommender.
`/bench/empty/`: a view that answers nothing, the floor of what the web server can do.
Throttles are lifted: a load generator is one impatient shopper.
"""

from shop.config.settings import *  # noqa: F403
from shop.config.settings import REST_FRAMEWORK

ROOT_URLCONF = "benchmarks.bench_urls"
_SCOPES = REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
REST_FRAMEWORK = {
    **REST_FRAMEWORK,
    "DEFAULT_THROTTLE_RATES": dict.fromkeys(_SCOPES, "1000000/min"),
}
