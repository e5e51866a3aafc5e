"""Django's settings. What an operator may decide comes from the environment; the rest is decided here."""

import os
from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF

from haizhi.config import environment

django_stubs_ext.monkeypatch()  # Django's generic classes take their parameter at run time too

ENVIRONMENT = environment.read(os.environ)

HAIZHI_HOME = ENVIRONMENT.home
HAIZHI_CLAMD = ENVIRONMENT.clamd
HAIZHI_FONT_DIR = ENVIRONMENT.font_dir
HAIZHI_BASE_URL = ENVIRONMENT.base_url
HAIZHI_SMS = ENVIRONMENT.sms

DEBUG = False  # an error page never shows the inside; script/server and the tests run what a city runs
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
ROOT_URLCONF = "haizhi.config.urls"
WSGI_APPLICATION = "haizhi.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # ours first: their templates win over those that allauth ships
    "haizhi.portal",
    "haizhi.desk",
    "haizhi.rehearsal",
    "haizhi.archives",
    "haizhi.funding",
    "haizhi.standing",
    "haizhi.assessments",
    "haizhi.lots",
    "haizhi.stations",
    "haizhi.decisions",
    "haizhi.reviews",
    "haizhi.experts",
    "haizhi.applications",
    "haizhi.notifications",
    "haizhi.files",
    "haizhi.accounts",
    "haizhi.ui",
    "haizhi.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_htmx",
    "lucide",
]

MIDDLEWARE = [
    "haizhi.config.proxy.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "haizhi.config.boards.BoardMiddleware",  # before anything that looks for files or asks who is there
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "haizhi.accounts.middleware.ActorMiddleware",
    "haizhi.config.addresses.AddressMiddleware",  # here, since the page that says so shows who is signed in
    "axes.middleware.AxesMiddleware",  # last, as it asks: it turns a lockout into the answer
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "haizhi.ui.context.nav",
                "haizhi.desk.context.head",
            ],
        },
    },
]
FORM_RENDERER = "haizhi.ui.rendering.PlainRenderer"

# Data

DATABASES: dict[str, dict[str, Any]]
if ENVIRONMENT.postgres is None:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HAIZHI_HOME / "haizhi.sqlite3",
            "CONN_MAX_AGE": None,  # a thread keeps its own: opening one costs more than most pages
            "OPTIONS": {
                # readers beside one writer; a writer waits its turn at BEGIN instead of failing at its first
                # write; FULL, since an acknowledged act must outlive a power cut
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
            # a file, like the real one: an in-memory database knows neither WAL nor waiting
            "TEST": {"NAME": HAIZHI_HOME / "test.sqlite3"},
        }
    }
else:
    _own = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            **{_own[name]: value for name, value in ENVIRONMENT.postgres.items() if name in _own},
            "CONN_HEALTH_CHECKS": True,  # a pooled connection that the server has dropped is replaced, not used
            "OPTIONS": {
                **{name: value for name, value in ENVIRONMENT.postgres.items() if name not in _own},
                # compiling a page's statement takes longer than running it, and is done anew each time
                "options": f"-c jit=off {ENVIRONMENT.postgres.get('options', '')}".rstrip(),
                "prepare_threshold": 5,  # what kernel.statements asks this often is planned once; nothing else is
                "pool": {"min_size": 1, "max_size": 16, "timeout": 20},
            },
        }
    }

STORAGES = {
    "default": {"BACKEND": ENVIRONMENT.storage.backend, "OPTIONS": dict(ENVIRONMENT.storage.options)},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # straight out of the installed packages: no collecting step before a start
WHITENOISE_MAX_AGE = 600

# Language and time

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Who signs in, and how

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: a locked-out attempt never reaches the password
    "haizhi.accounts.backends.MobileOrMailboxBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "mobile", "email")},
    },
    {"NAME": "haizhi.accounts.passwords.LongEnoughValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "haizhi.accounts.adapter.EntranceAdapter"
ACCOUNT_FORMS = {"login": "haizhi.accounts.forms.entrance.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "mobile"
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are opened by an administrator, who has checked the person
ACCOUNT_SESSION_REMEMBER = True  # a session ends by its age, the same for everybody
ACCOUNT_RATE_LIMITS = False  # axes locks out; a whole hall behind one address signs in at once

AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # nobody can lock a colleague out from another machine
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_CALLABLE = "haizhi.accounts.lockout.locked_out"  # says until when
AXES_USERNAME_CALLABLE = "haizhi.accounts.lockout.login_of"  # however the number was typed
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the moment that the page names stays
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"  # the name allauth gives the field
AXES_VERBOSE = False  # its log lines would name people
AXES_ENABLE_ADMIN = False

# What a browser is told

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# On this machine alone the site speaks plain HTTP; a browser would not send a Secure cookie back over it.
# As soon as another host is allowed, HTTPS is all there is.
_https = ENVIRONMENT.served_to_others
SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SESSION_COOKIE_SECURE = _https
SESSION_COOKIE_NAME = "__Host-haizhi" if _https else "haizhi"
SESSION_ENGINE = "haizhi.config.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_NAME = "__Host-haizhi-csrf" if _https else "haizhi-csrf"
CSRF_COOKIE_HTTPONLY = True  # htmx sends the token that the page holds
CSRF_FAILURE_VIEW = "haizhi.ui.errors.csrf_failure"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains: they are the city's to decide about, not this site's
    "security.W021",  # and so is the browsers' preload list
]

# Mail

if ENVIRONMENT.mail is None:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = ENVIRONMENT.mail.host
    EMAIL_PORT = ENVIRONMENT.mail.port
    EMAIL_HOST_USER = ENVIRONMENT.mail.username
    EMAIL_HOST_PASSWORD = ENVIRONMENT.mail.password
    EMAIL_USE_TLS = ENVIRONMENT.mail.starttls
    EMAIL_USE_SSL = ENVIRONMENT.mail.tls
    EMAIL_TIMEOUT = 10
    DEFAULT_FROM_EMAIL = ENVIRONMENT.mail.sender
    SERVER_EMAIL = ENVIRONMENT.mail.sender

# Log

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "haizhi.config.logs.DiscreetFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django's own handlers would print beside ours, and mail tracebacks to administrators
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "axes": {"level": "WARNING"},  # every sign-in is in its tables; the log tells of lockouts
    },
}
