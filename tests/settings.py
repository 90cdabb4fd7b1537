"""The shop's settings for tests: a folder of their own, unless the environment names services."""

import atexit
import os
import shutil
import tempfile

if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
    # Before the settings are read: they hold the addresses of the services under VAR_DIR.
    folder = tempfile.mkdtemp(prefix="because-test-")
    os.chmod(folder, 0o755)  # Postgres may have to run as another user
    os.environ["VAR_DIR"] = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)

from shop.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; only in tests
