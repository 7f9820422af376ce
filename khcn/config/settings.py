"""Settings of the platform; every one has a default that works on SQLite and a KHCN_ variable.

The administrator's page docs/huong-dan/quan-tri.md lists them; a test holds the two together.
"""

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from khcn.config import env
from khcn.operations import OPERATION_APPS
from khcn.registers import REGISTER_APPS

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env.text("KHCN_HOME") or PACKAGE.parent)
VAR = Path(env.text("KHCN_VAR") or HOME / "var")

MODE = env.text("KHCN_MODE", "local")
PRODUCTION = MODE == "production"
DEBUG = env.flag("KHCN_DEBUG") and not PRODUCTION
SECRET_KEY = env.secret_key(production=PRODUCTION, folder=VAR)
ALLOWED_HOSTS = env.items("KHCN_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,testserver")
CSRF_TRUSTED_ORIGINS = env.items("KHCN_ORIGINS")
KHCN_PACK = Path(env.text("KHCN_PACK") or HOME / "packs" / "tuyen-quang")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "template_partials",
    "khcn.kernel.accounts",
    "khcn.kernel.agencies",
    "khcn.kernel.territory",
    "khcn.kernel.audit",
    "khcn.kernel.documents",
    "khcn.kernel.jobs",
    "khcn.kernel.notices",
    "khcn.kernel.packs",
    "khcn.kernel.registers",
    "khcn.kernel.register_io",
    "khcn.kernel.tokens",
    "khcn.kernel.duties",
    "khcn.kernel.duplicates",
    *REGISTER_APPS,
    *OPERATION_APPS,
    "khcn.indicators",
    "khcn.indicators.importing",
    "khcn.plan",
    "khcn.agency_reports",
    "khcn.agency_reports.workbook",
    "khcn.status",
    "khcn.outputs.official_reports",
    "khcn.web",
    "khcn.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "khcn.web.middleware.numbered",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "khcn.web.middleware.vietnamese_first",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "khcn.web.middleware.actor",
    "khcn.web.middleware.domain_errors",
    "khcn.web.second_factor.demanded",
]

ROOT_URLCONF = "khcn.config.urls"
WSGI_APPLICATION = "khcn.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "khcn.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "khcn.web.templatetags.khcn_ui",
                "khcn.web.templatetags.khcn_links",
            ],
        },
    },
]

# --- Data -------------------------------------------------------------------------------------

_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def _database() -> dict[str, Any]:
    url = env.text("DATABASE_URL") or f"sqlite:///{VAR / 'khcn.sqlite3'}"
    config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {**config.get("OPTIONS", {}), **_SQLITE_OPTIONS}
        config["TEST"] = {"NAME": str(VAR / "test.sqlite3")}  # a file, so that threads can race in tests
    return config


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "khcn_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

KHCN_FILES = Path(env.text("KHCN_FILES") or VAR / "files")
KHCN_MAX_UPLOAD_MB = env.number("KHCN_MAX_UPLOAD_MB", 30)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "khcn.web.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_TEMP_DIR = env.text("KHCN_UPLOAD_TEMP") or None

# --- People -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "khcn.web.sign_in.ClosedSignup"
SOCIALACCOUNT_ADAPTER = "khcn.web.sign_in.KnownPeopleOnly"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/300s/key"}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_FORMS = {"login": "khcn.web.sign_in.LoginForm"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[KHCN] "
ACCOUNT_EMAIL_NOTIFICATIONS = bool(env.text("KHCN_SMTP_HOST"))
MFA_FORMS = {
    "authenticate": "khcn.web.sign_in.SecondFactorForm",
    "reauthenticate": "khcn.web.sign_in.ConfirmAgainForm",
    "activate_totp": "khcn.web.sign_in.SetUpForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "KHCN"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the administrator vouches for addresses
KHCN_SECOND_FACTOR_ROLES = env.items("KHCN_SECOND_FACTOR_ROLES", "admin,coordinator" if PRODUCTION else "")
SESSION_COOKIE_AGE = env.number("KHCN_SESSION_HOURS", 10) * 3600
SESSION_SAVE_EVERY_REQUEST = False


def _openid_provider() -> list[dict]:
    server = env.text("KHCN_OIDC_SERVER")
    if not server:
        return []
    return [
        {
            "provider_id": "tinh",
            "name": env.text("KHCN_OIDC_NAME", "Đăng nhập một lần của tỉnh"),
            "client_id": env.text("KHCN_OIDC_CLIENT_ID"),
            "secret": env.text("KHCN_OIDC_CLIENT_SECRET"),
            "settings": {"server_url": server},
        }
    ]


SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": _openid_provider()}}
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # KnownPeopleOnly links people, and keeps their passwords

# --- Language and time ------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "khcn.config.formats"

# --- Files that the pages need ----------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": KHCN_FILES},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION or env.flag("KHCN_HASHED_STATIC")
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION

# --- Safety -----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "khcn.web.errors.csrf_failure"
_HTTPS = PRODUCTION and not env.flag("KHCN_WITHOUT_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
if env.flag("KHCN_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# --- Mail, jobs, logs -------------------------------------------------------------------------

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("KHCN_SMTP_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = env.text("KHCN_SMTP_HOST")
EMAIL_PORT = env.number("KHCN_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("KHCN_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("KHCN_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("KHCN_SMTP_TLS", True)
DEFAULT_FROM_EMAIL = env.text("KHCN_MAIL_FROM", "khcn@localhost")
KHCN_SITE_URL = env.text("KHCN_SITE_URL", "http://127.0.0.1:8000")
KHCN_API_ANONYMOUS_RATE = env.text("KHCN_API_ANONYMOUS_RATE", "60/m")
KHCN_API_TOKEN_RATE = env.text("KHCN_API_TOKEN_RATE", "600/m")
KHCN_JOB_STALE_MINUTES = env.number("KHCN_JOB_STALE_MINUTES", 10)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "khcn.lib.logs.RequestIdFilter"}},
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
        },
        "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if PRODUCTION else "plain",
            "filters": ["request"],
        }
    },
    "root": {
        "handlers": ["console"],
        "level": env.text("KHCN_LOG_LEVEL", "INFO" if PRODUCTION else "WARNING"),
    },
}
