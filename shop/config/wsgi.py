"""WSGI entry point."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.config.settings")
# A page's matrices are small: waking further threads for them costs twice what they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
# What a process does behind its answers (logging slates, making pages ahead) gives way sooner.
sys.setswitchinterval(0.0005)

from django.core.wsgi import get_wsgi_application  # noqa: E402

from shop.tidying import tidied  # noqa: E402

application = tidied(get_wsgi_application())
