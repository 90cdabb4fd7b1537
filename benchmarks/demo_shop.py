"""The demo shop in the current benchmark database, by the same commands that `make demo` runs."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid

from benchmarks.site import ROOT


def manage(*arguments: str) -> None:
    """Run a command in a process of its own: this one stays without torch.

    Raises:
        SystemExit: it failed; it has said why.
    """
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=os.environ, stdout=sys.stderr, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"“{arguments[0]}” failed; see its message above.")


def demo_make(products: int, shoppers: int) -> list[uuid.UUID]:
    """Build catalogue and shoppers, train, refresh interests; return who has ten events or more.

    Pictures are kept between runs; everything else is made anew.
    """
    from recommender import services
    from recommender.sql import rows

    manage("build_demo", f"--products={products}", f"--shoppers={shoppers}")
    services.items_sync()
    services.statistics_refresh()
    manage("train", "--no-refresh")
    manage("refresh_interests", "--all")
    found = rows(
        "SELECT shopper_id FROM recommender_event GROUP BY shopper_id"
        " HAVING count(*) >= 10 ORDER BY shopper_id",
        [],
    )
    return [one[0] for one in found]
