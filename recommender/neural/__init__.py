"""The only importer of torch and transformers; knows neither Django nor the stages."""

import os

# Threads of torch that wait for each other would spin, and on a machine whose processors the shop,
# the database and the workers share, that made one training five times as slow.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
