"""Import before NumPy: products stay on one thread, as in the web server (`shop.config.wsgi`)."""

from __future__ import annotations

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(name, "1")
