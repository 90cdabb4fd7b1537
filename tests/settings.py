"""The shop's settings for tests: a folder of their own, unless the environment names services."""

import atexit
import os
import shutil
import tempfile

# Before the settings are read: they hold the addresses of the services under VAR_DIR. What a test
# writes never lands in the folder of the shop that a person runs.
folder = tempfile.mkdtemp(prefix="because-test-")
os.environ["VAR_DIR"] = folder
os.environ.pop("DATA", None)
os.environ["WRITER"] = "template"  # tests of writing name their writer
atexit.register(shutil.rmtree, folder, ignore_errors=True)

from shop.config.settings import *  # noqa: E402, F403
from shop.config.settings import STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; only in tests

# Static files straight from their folders: nothing has to be gathered before a test.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# No `collectstatic` before a test: plain names, found where they lie.
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
