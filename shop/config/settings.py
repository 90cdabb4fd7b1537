"""All settings, from the environment with typed defaults. The only reader of `os.environ`.

Every variable is listed in the README. A wrong value stops the start with one clear line; an empty
one counts as not given.
Imports nothing of the project but `shop.embedded_paths`, which knows where the embedded
Postgres and Redis keep their sockets.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from shop.config.admin_look import UNFOLD  # noqa: F401
from shop.embedded_paths import embedded_database_url, embedded_redis_url

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def _text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def _flag(name: str, default: bool) -> bool:
    value = _text(name, "1" if default else "0").lower()
    if value not in {"1", "0", "true", "false", "yes", "no", "on", "off"}:
        raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")
    return value in {"1", "true", "yes", "on"}


def _number(name: str, default: float, low: float, high: float) -> float:
    value = _text(name, str(default))
    try:
        number = float(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r}: write a number.") from None
    if not low <= number <= high:
        raise ImproperlyConfigured(f"{name}={value}: must be between {low:g} and {high:g}.")
    return number


def _whole(name: str, default: int, low: int, high: int) -> int:
    number = _number(name, default, low, high)
    if number != int(number):
        raise ImproperlyConfigured(f"{name}={number:g}: write a whole number.")
    return int(number)


def _list(name: str, default: str = "") -> list[str]:
    return [part for part in (part.strip() for part in _text(name, default).split(",")) if part]


def _choice(name: str, default: str, known: tuple[str, ...]) -> str:
    value = _text(name, default)
    for choice in known:
        if choice.lower() == value.lower():
            return choice
    raise ImproperlyConfigured(f"{name}={value!r}: write one of {', '.join(known)}.")


def _rate(name: str, default: str) -> str:
    value = _text(name, default)
    if not re.fullmatch(r"[1-9][0-9]*/(s|sec|m|min|h|hour|d|day)", value):
        raise ImproperlyConfigured(f"{name}={value!r}: write a rate such as 60/min.")
    return value


def _origins(name: str) -> list[str]:
    origins = _list(name)
    for origin in origins:
        if not re.fullmatch(r"https?://[^/\s]+", origin):
            raise ImproperlyConfigured(f"{name}: {origin!r} must look like https://shop.example.")
    return origins


def _address(name: str, url: str, schemes: tuple[str, ...]) -> SplitResult:
    """Return the parts of a URL; what is wrong is said without the URL, which holds a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ImproperlyConfigured(f"{name}: the port must be a number up to 65535.") from None
    if parts.scheme not in schemes:
        raise ImproperlyConfigured(f"{name}: must begin with {' or '.join(schemes)}, then ://.")
    return parts


def _database(url: str, pool_size: int) -> dict[str, Any]:
    parts = _address("DATABASE_URL", url, ("postgresql", "postgres"))
    if len(parts.path) < 2:
        raise ImproperlyConfigured(
            "DATABASE_URL: write postgresql://user:password@host:port/name "
            "(a socket folder goes in ?host=/folder)."
        )
    query = dict(parse_qsl(parts.query))
    options: dict[str, Any] = {"connect_timeout": "5"}
    if _flag("DATABASE_PREPARE", True):
        options["prepare_threshold"] = 3  # of the recommender's own statements
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_HEALTH_CHECKS": True,  # a connection that died with the server is not handed out
        "OPTIONS": {**options, **query},
    }


def _data() -> Path | None:
    """Return the folder or file of the real shop that `DATA` names."""
    given = _text("DATA")
    if not given:
        return None
    path = Path(given).expanduser().resolve()
    if not path.exists():
        raise ImproperlyConfigured(f"DATA={given!r}: there is no such file or folder.")
    return path


def _var_dir(data: Path | None) -> Path:
    """Return where everything is kept; each real shop has a folder, and so a database, of its own.

    Two shops never mix, and a shop is found again by its place.
    """
    given = _text("VAR_DIR")
    if given or data is None:
        return Path(given or BASE_DIR / "var").expanduser().resolve()
    name = re.sub(r"[^a-z0-9]+", "-", data.stem.lower()).strip("-")[:40]
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:6]
    return (BASE_DIR / "var" / f"data-{name}-{digest}").resolve()


def _secret_key() -> str:
    """SECRET_KEY, or one made once and kept in `var/` readable by its owner alone.

    Written whole under another name and then linked: of two processes that start together one wins,
    and both read the same key.
    """
    given = _text("SECRET_KEY")
    if given:
        return given
    path = VAR_DIR / "secret_key"
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, draft = tempfile.mkstemp(dir=path.parent)  # mode 0600
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(50))
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                os.unlink(draft)
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"VAR_DIR={str(VAR_DIR)!r} cannot be used ({error.strerror}): choose another."
        ) from None


DATA = _data()
VAR_DIR = _var_dir(DATA)
SECRET_KEY = _secret_key()
DEBUG = _flag("DEBUG", False)
ALLOWED_HOSTS = _list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _origins("CSRF_TRUSTED_ORIGINS")
HTTPS = _flag("HTTPS", False)  # set behind a TLS proxy: secure cookies, HSTS, redirects

# The web server that `manage.py demo` starts. Each of its threads may hold one connection.
HOST = _text("HOST", "127.0.0.1")
PORT = _whole("PORT", 8000, 1, 65535)
WEB_WORKERS = _whole("WEB_WORKERS", min(4, os.cpu_count() or 1), 1, 64)
WEB_THREADS = _whole("WEB_THREADS", 4, 1, 64)
DEMO_ADMIN_PASSWORD = _text("DEMO_ADMIN_PASSWORD")

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "recommender",
    "shop",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shop.middleware.ShopperMiddleware",
    "shop.middleware.ContentSecurityPolicyMiddleware",
]

ROOT_URLCONF = "shop.config.urls"
WSGI_APPLICATION = "shop.config.wsgi.application"
ASGI_APPLICATION = "shop.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shop.context_processors.shop",
            ],
        },
    },
]

EMBEDDED_POSTGRES = not _text("DATABASE_URL")
EMBEDDED_REDIS = not _text("REDIS_URL")
DATABASE_URL = _text("DATABASE_URL") or embedded_database_url(VAR_DIR)
# One per process, 0: none. A command asks once and goes; without a pool it hears at once when
# nobody answers.
DATABASE_POOL_SIZE = _whole("DATABASE_POOL_SIZE", WEB_THREADS + 4, 0, 1000)
IS_COMMAND = Path(sys.argv[0]).name == "manage.py"
DATABASES = {"default": _database(DATABASE_URL, 0 if IS_COMMAND else DATABASE_POOL_SIZE)}

REDIS_URL = _text("REDIS_URL") or embedded_redis_url(VAR_DIR)
_REDIS = ("redis", "rediss", "redis+socket", "unix")
_address("REDIS_URL", REDIS_URL, _REDIS)
CELERY_BROKER_URL = _text("CELERY_BROKER_URL") or REDIS_URL
_address("CELERY_BROKER_URL", CELERY_BROKER_URL, (*_REDIS, "amqp", "amqps", "memory"))
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_DEFAULT_QUEUE = "interests"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker for ever
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than the longest training, or it would be handed out a second time while it runs. What
    # a killed worker held comes back sooner: the sweeper reads from Postgres what is still owed.
    "visibility_timeout": 4 * 3600,
    "socket_connect_timeout": 2.0,
    "socket_timeout": 10.0,
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "shop:login"
LOGIN_REDIRECT_URL = "shop:home"
LOGOUT_REDIRECT_URL = "shop:home"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "shop" / "locale"]
FORMAT_MODULE_PATH = ["shop.formats"]
TIME_ZONE = _text("TIME_ZONE", "UTC")
try:
    ZoneInfo(TIME_ZONE)
except (ValueError, OSError, KeyError):
    raise ImproperlyConfigured(
        f"TIME_ZONE={TIME_ZONE!r}: write a name such as Europe/Berlin."
    ) from None
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "shop" / "assets"]
MEDIA_URL = "media/"
MEDIA_ROOT = Path(_text("MEDIA_ROOT", str(VAR_DIR / "media")))
PRIVATE_MEDIA_ROOT = VAR_DIR / "models"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Model files: never served.
    "models": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_MEDIA_ROOT},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG  # else what `collectstatic` gathered

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from behind the proxy
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["recommender.api.auth.ShopperTokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["recommender.api.auth.HasShopper"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["recommender.api.parsers.JsonParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_METADATA_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "recommender.api.errors.problem_json",
    "DEFAULT_THROTTLE_CLASSES": [
        "recommender.api.throttles.AnonRateThrottle",
        "recommender.api.throttles.ShopperRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": _rate("API_ANON_RATE", "60/min"),
        "shopper": _rate("API_RATE", "1200/min"),
        "login": _rate("API_LOGIN_RATE", "10/min"),
        "login_name": _rate("API_LOGIN_NAME_RATE", "30/min"),
    },
    # Proxies in front that append to X-Forwarded-For; 0: the header is anybody's and not believed.
    "NUM_PROXIES": _whole("PROXIES", 0, 0, 9),
}
# The menu and the throttles' counters: each process has its own, none waits for a server.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Because API",
    "DESCRIPTION": "Real-time, explained recommendations for mobile clients. Start with"
    " `POST /devices/`, send events, ask for recommendations. Errors are"
    " `application/problem+json` with a stable `code`.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v[0-9]+",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    # The page's files come from this site; nothing is asked of anybody else.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {
        "deepLinking": True, "persistAuthorization": True, "validatorUrl": None,
        "defaultModelsExpandDepth": 0,
    },
    "ENUM_NAME_OVERRIDES": {
        "EventKind": "recommender.api.shapes.EVENT_KINDS",
        "EvidenceKind": "recommender.api.shapes.EVIDENCE_KINDS",
        "ControlKind": "recommender.api.shapes.CONTROL_KINDS",
    },
}  # fmt: skip

RECOMMENDER = {
    "CATALOG": "shop.catalog.ShopCatalog",
    "ENCODER": _text("ENCODER", "packaged"),
    "WRITER": _choice("WRITER", "bundled", ("bundled", "hub", "endpoint", "template")),
    "WRITER_MODEL": _text("WRITER_MODEL"),
    "WRITER_ENDPOINT": _text("WRITER_ENDPOINT"),
    "WRITER_API_KEY": _text("WRITER_API_KEY"),
    "WRITER_TIMEOUT_S": _number("WRITER_TIMEOUT_S", 20, 0.1, 600),
    "DEVICE": _text("DEVICE"),
    "SHARED_DIR": str(VAR_DIR / "shared"),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": _choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")),
    },
}
