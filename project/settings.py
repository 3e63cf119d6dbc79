"""All settings, in one file. What differs between places comes from the environment."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from project import embedded, env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

# -- Where it runs -------------------------------------------------------------
# Off: a person tries it on one machine. On: an agency depends on it; the checks in
# project/checks.py then refuse whatever is only good for trying.
PRODUCTION = env.boolean("PRODUCTION", default=False)
DEBUG = env.boolean("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY", file=VAR_DIR / "secret_key")
if not SECRET_KEY:
    SECRET_KEY = "insecure-until-make-setup"  # noqa: S105  refused by project.E002
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")

# -- Database ------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL", "")
EMBEDDED_DATABASE = not DATABASE_URL
POOL = {"min_size": 1, "max_size": env.integer("DATABASE_POOL_SIZE", default=20)}
LOCK_TIMEOUT_MS = 3000  # who waits longer for a row gets 409 and a sentence


def _database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": env.integer("CONN_MAX_AGE", default=0),
        "CONN_HEALTH_CHECKS": True,
        # Two runs of the tests at once shall not drop each other's database.
        "TEST": {"NAME": f"test_dieuhanh_{os.getpid()}"},
        "OPTIONS": {
            # Statements are parsed once a connection, and planned for what they ask:
            # a plan for all readers walks through every mission that ever was.
            "server_side_binding": True,
            "prepare_threshold": 2,
            # A server of pages keeps its connections; `manage.py serve` turns this on.
            **({"pool": POOL} if env.boolean("DATABASE_POOL", default=False) else {}),
            "options": f"-c lock_timeout={LOCK_TIMEOUT_MS}"
            " -c idle_in_transaction_session_timeout=60000"
            " -c plan_cache_mode=force_custom_plan",
            **query,
        },
    }


DATABASES = {"default": _database(DATABASE_URL or embedded.database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.text("REDIS_URL", "")

# -- Applications --------------------------------------------------------------
INSTALLED_APPS = [
    # Ours first: our templates win over viewflow's and allauth's of the same name.
    "project",
    "history",
    "organization",
    "workflows",
    "approvals",
    "notifications",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "guardian",
    "viewflow",
    "viewflow.workflow",
    "channels",
    "procrastinate.contrib.django",
    "django_htmx",
    "csp",
]
VIEWFLOW = {"AUTOREGISTER": False}
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None  # guardian makes no anonymous account
# guardian's own backend stays out: it knows no dates. organization.scopes reads grants.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": 3,
    "delete_jobs": "successful",  # the rows of the product tell what was done
    "shutdown_graceful_timeout": 3.0,  # seconds; then a job gives its work back
}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "project.middleware.KnownMethodsOnly",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "project.accounts.first_sign_in.PasswordChangeFirst",
    "project.middleware.SignInRequired",
    "project.accounts.enforcement.SecondFactorRequired",
    "project.middleware.RefusalAsAnswer",
    "project.accounts.confirmation.ConfirmIdentity",
    "project.accounts.sessions.SessionSeen",
]
ROOT_URLCONF = "project.urls"
ASGI_APPLICATION = "project.asgi.application"
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
                "csp.context_processors.nonce",
                "project.context.frame",
            ],
        },
    },
]

# -- Who signs in --------------------------------------------------------------
AUTH_USER_MODEL = "organization.Person"
AUTHENTICATION_BACKENDS = [
    "approvals.backends.AuthorityBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "project.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "project.passwords.NotCommon"},
    {"NAME": "project.passwords.NotOnlyDigits"},
    {"NAME": "project.passwords.NotTheName"},
    {"NAME": "project.passwords.NotUsedBefore"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "project.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "5/15m/key,60/15m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds for which a word is believed

# -- The second factor ---------------------------------------------------------
# Off: nobody has to have one. project.E005 refuses that in production.
SECOND_FACTOR_REQUIRED = env.boolean("SECOND_FACTOR_REQUIRED", default=True)
# Demo accounts open on this machine only (ADR 0012): they go without, unless asked.
SECOND_FACTOR_FOR_DEMO = env.boolean("SECOND_FACTOR_FOR_DEMO", default=False)
MFA_ADAPTER = "project.accounts.second_factor.MFAAdapter"
USERSESSIONS_ADAPTER = "project.accounts.sessions.SessionsAdapter"
MFA_FORMS = {
    "authenticate": "project.accounts.forms.AuthenticateForm",
    "reauthenticate": "project.accounts.forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Điều hành nhiệm vụ"
MFA_TOTP_TOLERANCE = 1  # steps of 30 s: clocks of phones differ, people type slowly
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A whole agency may share one address on the way out.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}

# -- The identity provider, where there is one (ADR 0029) ----------------------
OIDC_ISSUER = env.text("OIDC_ISSUER", "").rstrip("/")
OIDC_CLIENT_ID = env.text("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET_FILE = env.text("OIDC_CLIENT_SECRET_FILE", "")
OIDC_NAME = env.text("OIDC_NAME", "tài khoản công vụ")
OIDC_CLAIM = env.text("OIDC_CLAIM", "sub")
OIDC_SECOND_FACTOR = frozenset(env.words("OIDC_SECOND_FACTOR", ["mfa"]))
SOCIALACCOUNT_ADAPTER = "project.accounts.identity.IdentityAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": env.content_of(OIDC_CLIENT_SECRET_FILE),
                "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# -- Channels, jobs ------------------------------------------------------------
CHANNEL_LAYERS: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
        if REDIS_URL
        else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    )
}
# Counts of failed sign-ins: shared by all processes where there are several.
CACHES = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
        }
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
# The worker lives in the web process unless it has a process of its own.
WORKER_IN_WEB_PROCESS = env.boolean("WORKER_IN_WEB_PROCESS", default=not PRODUCTION)

# -- The agency, as pages and the head of a printed page name it ---------------
AGENCY = {
    "name": env.text(
        "AGENCY_NAME",
        # Unbroken where a line must not end (a place name, "cửa khẩu").
        "Ban Quản lý Khu kinh tế cửa\xa0khẩu Đồng\xa0Đăng\xa0–\xa0Lạng\xa0Sơn",
    ),
    "short_name": env.text("AGENCY_SHORT_NAME", "BQL KKTCK Đồng Đăng – Lạng Sơn"),
    "parent": env.text("AGENCY_PARENT", "UBND tỉnh Lạng Sơn"),
    "place": env.text("AGENCY_PLACE", "Lạng Sơn"),
}

# -- Words, time, files --------------------------------------------------------
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["project.formats"]
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"  # made by setup, filled by collectstatic
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = VAR_DIR / "files"  # outside the web root; never served by a URL of its own
STASH_ROOT = VAR_DIR / "stash"  # what waits to be read; wiped after, not backed up
SEAL_KEY_FILE = Path(env.text("SEAL_KEY_FILE", str(VAR_DIR / "seal.key")))
SEALS_DIR = Path(env.text("SEALS_DIR", str(VAR_DIR / "seals")))  # copies, for outside
MAX_DOCUMENT_BYTES = 25 * 1024 * 1024
# What takes longer, counted from its arrival, is read by a background job.
READ_AT_ONCE_SECONDS = env.integer("READ_AT_ONCE_SECONDS", default=3)
MAX_ATTACHMENT_BYTES = 25 * 1024 * 1024
# All files of one report, draft or contribution together.
MAX_REPORT_BYTES = 100 * 1024 * 1024
EXPORT_ROOT = VAR_DIR / "exports"  # long lists as files, for some hours; not backed up
PREVIEW_ROOT = VAR_DIR / "previews"  # pages of PDF as pictures; not backed up
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Above this a request is spooled to disk before any view sees it: a document must not
# be, as long as nobody has looked for a mark of secrecy.
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_DOCUMENT_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE

# -- Mail and reminders (ADR 0037) ---------------------------------------------
# Empty: no mail goes out, and people are told so. What is typed wrong stops the start.
EMAIL_URL = env.text("EMAIL_URL", "")


EMAIL_PASSWORD_FILE = env.text("EMAIL_PASSWORD_FILE", "")
MAIL_SCHEMES = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_mail = urlsplit(EMAIL_URL)
if EMAIL_URL and (_mail.scheme not in MAIL_SCHEMES or not _mail.hostname):
    raise ImproperlyConfigured(
        "EMAIL_URL must be smtp://, smtp+starttls:// or smtps://, user:password@ where "
        "the server asks for them, host and port."
    )
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or MAIL_SCHEMES.get(_mail.scheme, 25)
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "") or env.content_of(
    EMAIL_PASSWORD_FILE
)
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp+starttls"
EMAIL_TIMEOUT = 20  # seconds for each answer of the server
DEFAULT_FROM_EMAIL = env.text(
    "EMAIL_FROM",
    f"Điều hành nhiệm vụ <khong-tra-loi@{urlsplit(SITE_URL).hostname or 'localhost'}>",
)
# Working days before the deadline (0: its last working day), and every so many after.
REMIND_BEFORE = env.words("REMIND_BEFORE", ["5", "2", "0"])
REMIND_EVERY = env.integer("REMIND_EVERY", default=3)
# Local hours without mail; the morning's end is the hour of the daily digest.
QUIET_HOURS = env.text("QUIET_HOURS", "20:00-07:00")

# -- Security ------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}
CSRF_FAILURE_VIEW = "project.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
HTTPS = env.boolean("HTTPS", default=PRODUCTION)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https")
    if env.boolean("BEHIND_PROXY", default=False)
    else None
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING")},
}
