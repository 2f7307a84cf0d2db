"""Django settings, read from the environment; docs/guides/settings.md explains each variable."""

import os
import secrets
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from lianxin import keyring
from lianxin.databases import database_settings

PROJECT = Path(__file__).resolve().parent.parent
LIANXIN_HOME = Path(os.environ.get("LIANXIN_HOME", "var")).resolve()
LIANXIN_DEMO = (LIANXIN_HOME / "demo.json").exists()
LIANXIN_CIPHER = os.environ.get("LIANXIN_CIPHER", "AES-GCM")
LIANXIN_POLICY = Path(os.environ.get("LIANXIN_POLICY", PROJECT / "policy"))

# A font file with Chinese characters, for cards and papers that are printed; else one the machine has.
LIANXIN_FONT = os.environ.get("LIANXIN_FONT", "")

# Behind no proxy and on the loopback address (the demo, a trial), cookies must travel over plain HTTP.
LIANXIN_INSECURE = os.environ.get("LIANXIN_INSECURE", "1" if LIANXIN_DEMO else "") == "1"


def session_key() -> str:
    """The key that signs cookies; before `lianxin init` there is none, and one for this process will do."""
    try:
        return keyring.read_key(LIANXIN_HOME, "session").hex()
    except keyring.KeyMissing:
        return secrets.token_hex(32)


SECRET_KEY = session_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("LIANXIN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("LIANXIN_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_otp",
    "django_vite",
    "lianxin.ledger",
    "lianxin.areas",
    "lianxin.switches",
    "lianxin.people",
    "lianxin.work",
    "lianxin.policies",
    "lianxin.policies.calendars",
    "lianxin.registry",
    "lianxin.intake",
    "lianxin.classification",
    "lianxin.pairing",
    "lianxin.planning",
    "lianxin.visits",
    "lianxin.problems",
    "lianxin.problems.complaints",
    "lianxin.ratings",
    "lianxin.voice",
    "lianxin.callbacks",
    "lianxin.field",
    "lianxin.exports",
    "lianxin.notices",
    "lianxin.desk",
    "lianxin.public",
    "lianxin.operations",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "lianxin.people.middleware.SafetyHeaders",
    "lianxin.field.middleware.PhonesDirectly",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "lianxin.people.middleware.IdleLimit",
    "lianxin.people.middleware.SpokenLanguage",
    "lianxin.people.middleware.SignInRequired",
    "lianxin.people.middleware.SecondFactorRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "lianxin.people.middleware.AccessAsked",
]

ROOT_URLCONF = "lianxin.urls"
WSGI_APPLICATION = "lianxin.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    }
]

DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", ""), LIANXIN_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Staff"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "lianxin.people.slips.SlipHasher",  # one-time passwords made by the machine
]
SHORTEST_PASSWORD = 10  # characters
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": SHORTEST_PASSWORD},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_HANDLER = "lianxin.people.lockout.GrowingWait"
AXES_LOCKOUT_CALLABLE = "lianxin.people.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "lianxin.people.lockout.address_of"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = AXES_ENABLE_ADMIN = False
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "lianxin.people.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lianxin.people.unsent_views.stale_form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LIANXIN_INSECURE
SECURE_SSL_REDIRECT = not LIANXIN_INSECURE
SECURE_HSTS_SECONDS = 0 if LIANXIN_INSECURE else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LIANXIN_INSECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_REFERRER_POLICY = "same-origin"
LIANXIN_BEHIND_PROXY = os.environ.get("LIANXIN_BEHIND_PROXY") == "1"
if LIANXIN_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", "English")]
LOCALE_PATHS = [PROJECT / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("LIANXIN_TIME_ZONE", "Asia/Shanghai")

STATIC_URL = "/static/"
DESK_BUILD = PROJECT / "lianxin" / "desk" / "static" / "desk"
DJANGO_VITE = {
    "default": {
        "manifest_path": DESK_BUILD / "manifest.json",
        "static_url_prefix": "desk",
    }
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = LIANXIN_HOME / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# What goes outside: where this site is found, robots of office messengers, the office's mail server.
LIANXIN_URL = os.environ.get("LIANXIN_URL", "")
LIANXIN_NOTICE_HOSTS = tuple(filter(None, os.environ.get("LIANXIN_NOTICE_HOSTS", "").split(",")))
EMAIL_HOST = os.environ.get("LIANXIN_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("LIANXIN_MAIL_PORT", "465"))
EMAIL_HOST_USER = os.environ.get("LIANXIN_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("LIANXIN_MAIL_PASSWORD", "")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("LIANXIN_MAIL_FROM", EMAIL_HOST_USER)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"tokens": {"()": "lianxin.public.hiding.WithoutTokens"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["tokens"]}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LIANXIN_LOG_LEVEL", "WARNING")},
}
