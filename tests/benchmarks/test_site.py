from __future__ import annotations

import os

from benchmarks.machine import machine
from benchmarks.site import memory_mib, port_free, quantile_ms, resident_mib


def test_quantiles_by_hand() -> None:
    seconds = [n / 1000 for n in range(100, 0, -1)]
    assert quantile_ms(seconds, 0.5) == 51.0
    assert quantile_ms(seconds, 0.99) == 100.0
    assert quantile_ms([0.0123456], 0.99) == 12.35


def test_a_free_port_and_memory_of_ourselves() -> None:
    assert 1024 <= port_free() <= 65535
    assert resident_mib(os.getpid()) > 10
    here = memory_mib(os.getpid())[0]
    assert 0 < here["pss_mib"] <= here["rss_mib"]


def test_the_machine_is_named_without_its_name() -> None:
    said = machine("numpy", "no-such-package")
    assert said["machine"]["cpus"] == os.cpu_count()
    assert set(said["versions"]) == {"python", "numpy"}
    assert os.uname().nodename not in str(said)
