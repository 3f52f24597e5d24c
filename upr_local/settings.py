"""One settings file, driven by the environment (.env.example lists the variables).

UPR_ENV=local (the default) is the embedded mode that `make run` starts: SQLite, a broker made of files, mails
kept on disk. UPR_ENV=production refuses to start with an unsafe value.
"""

from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from upr_local import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
UPR_ENV = env.choice("UPR_ENV", ("local", "production"), "local")
IS_PRODUCTION = UPR_ENV == "production"
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- Safety -----------------------------------------------------------------------------------------------

DEBUG = env.boolean("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY") or ("" if IS_PRODUCTION else env.kept_secret(VAR_DIR / "secret_key"))
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if IS_PRODUCTION else "localhost,127.0.0.1,[::1]")
SITE_URL = env.text("SITE_URL", "" if IS_PRODUCTION else "http://localhost:8000").rstrip("/")
SITE_NAME = env.text("SITE_NAME", "UPR Local")
SOURCE_URL = env.text("SOURCE_URL")  # where visitors find the source code of this installation

if IS_PRODUCTION:
    if DEBUG:
        raise ImproperlyConfigured("DEBUG must be off in production: it shows settings and data to visitors.")
    if len(SECRET_KEY) < 40:
        raise ImproperlyConfigured("SECRET_KEY must be set to 40 or more random characters in production.")
    if "change" in SECRET_KEY.lower() or "insecure" in SECRET_KEY.lower():
        raise ImproperlyConfigured("SECRET_KEY still holds an example value; make a random one.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's host names in production.")
    if not SITE_URL.startswith(("https://", "http://")):
        raise ImproperlyConfigured("SITE_URL must be the public address of the site, such as https://upr.example.org.")

IS_HTTPS = SITE_URL.startswith("https://")
CSRF_FAILURE_VIEW = "upr_local.views.form_refused"  # gives back what was typed
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", SITE_URL if IS_PRODUCTION else "")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 8 * 60 * 60  # one working day from the sign-in
SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", default=False)
SECURE_HSTS_SECONDS = env.integer("SECURE_HSTS_SECONDS", 31_536_000 if IS_HTTPS else 0)
SECURE_REFERRER_POLICY = "same-origin"
if env.boolean("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # limits count visitors by the last address of X-Forwarded-For, not the proxy
X_FRAME_OPTIONS = "SAMEORIGIN"  # the CMS previews pages in a frame of its own

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
# The CMS admin ships inline scripts and styles; only its pages get this looser policy.
CONTENT_SECURITY_POLICY_CMS_ADMIN = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "frame-ancestors": [SELF],
}

# --- Application ------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "cms",
    "tracking",
    "upr_local",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail_localize",
    "wagtail_localize.locales",  # stands in for wagtail.locales
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_tables2",
    "rest_framework",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "upr_local.programs.ProgramsMiddleware",
    "upr_local.middleware.CmsAdminPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "upr_local.programs.SiteLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "upr_local.middleware.ImpossibleAddressMiddleware",
    "upr_local.middleware.TimeZoneMiddleware",
    "upr_local.middleware.TypedTextMiddleware",
    "upr_local.middleware.SecondFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "upr_local.urls"
WSGI_APPLICATION = "upr_local.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "upr_local.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DJANGO_TABLES2_TEMPLATE = "components/table.html"

# --- Data -------------------------------------------------------------------------------------------------

DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'upr_local.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Web and worker write at once: take the write lock when a transaction begins and wait for it.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache"}
}

MEDIA_ROOT = VAR_DIR / "media"  # pictures and documents that editors publish
MEDIA_URL = "/media/"
PRIVATE_ROOT = VAR_DIR / "private"  # imported files, evidence, reports: served through views that ask first
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SMALL_NUMBER_LIMIT = env.integer("SMALL_NUMBER_LIMIT", 10)  # fewer people or cases than this are not shown in public
UPLOAD_MAX_BYTES = env.integer("UPLOAD_MAX_MB", 20) * 1024 * 1024  # recommendation files
EVIDENCE_MAX_BYTES = env.integer("EVIDENCE_MAX_MB", 5) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # bulk triage of one review

# --- People -----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "tracking.User"
AUTHENTICATION_BACKENDS = ["upr_local.accounts.SignInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "tracking:home"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "upr_local.accounts.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by invitation; the address is known
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail tells the person of a new password or second factor
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",  # by visitor (an office shares an address), and by mail address
    "reset_password": "20/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
    # What readers write: the key is a sum of the visitor's address (cms/flooding.py), which is kept nowhere.
    "survey_start": "30/h/key",  # an office that types in paper forms shares one address
    "survey_save": "600/h/key",
    "survey_mail": "10/h/key",
    "practice_risk": "6/h/key",
    "certificate_file": "30/h/key",  # a class behind one address; each file costs a second of work
    "practice_correction": "6/h/key",
    "news_visitor": "20/h/key",
    "news_address": "3/h/key",  # a mail address must not be flooded with questions
}

MFA_ADAPTER = "upr_local.accounts.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "upr_local.passkeys.AddPasskeyForm",
    "authenticate_webauthn": "upr_local.passkeys.AuthenticatePasskeyForm",
    "login_webauthn": "upr_local.passkeys.LoginPasskeyForm",
    "reauthenticate_webauthn": "upr_local.passkeys.ReauthenticatePasskeyForm",
}
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # phones whose clock is up to 30 seconds off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation has proved the address

# An administration's own sign-in. All three values or none.
OIDC_NAME = env.text("OIDC_NAME", "your administration")
OIDC = {
    "OIDC_SERVER_URL": env.text("OIDC_SERVER_URL").rstrip("/"),
    "OIDC_CLIENT_ID": env.text("OIDC_CLIENT_ID"),
    "OIDC_CLIENT_SECRET": env.text("OIDC_CLIENT_SECRET"),
}
OIDC_MAIL_DOMAINS = env.words("OIDC_MAIL_DOMAINS")  # whose addresses count as checked without the provider saying so
IS_OIDC_ON = all(OIDC.values())
if any(OIDC.values()) and not IS_OIDC_ON:
    missing = ", ".join(name for name, value in OIDC.items() if not value)
    raise ImproperlyConfigured(f"OpenID Connect is set by half: {missing} must be set too, or none of the three.")
if IS_OIDC_ON and not OIDC["OIDC_SERVER_URL"].startswith("https://" if IS_PRODUCTION else ("https://", "http://")):
    raise ImproperlyConfigured("OIDC_SERVER_URL must be an address such as https://login.example.org.")
SOCIALACCOUNT_ADAPTER = "upr_local.accounts.InvitedFromAdministration"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
# A link, not a form: the way to another host would be refused by form-action. It only begins a sign-in as oneself.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if IS_OIDC_ON:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "administration",
            "name": OIDC_NAME,
            "client_id": OIDC["OIDC_CLIENT_ID"],
            "secret": OIDC["OIDC_CLIENT_SECRET"],
            "settings": {"server_url": OIDC["OIDC_SERVER_URL"], "verified_email": OIDC_MAIL_DOMAINS},
        }
    ]

# --- Languages and time -----------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
ALL_LANGUAGES = {
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "ar": _("Arabic"),
    "ru": _("Russian"),
    "zh-hans": _("Simplified Chinese"),
}
LANGUAGES = [(code, ALL_LANGUAGES[code]) for code in env.choices("LANGUAGES", ALL_LANGUAGES, "en,es,fr,ar")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a translation is published when its editor says so
USE_I18N = True
FORMAT_MODULE_PATH = ["upr_local.formats"]  # dates as the UN writes them: 5 December 2026
LOCALE_PATHS = [BASE_DIR / "tracking" / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_TZ = True

# --- CMS --------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no request to another host
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False  # one way for everybody: the site's own sign-in pages
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "wagtailadmin_login"  # answers who is signed in but has no right, then leads to the sign-in
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAILEMBEDS_FINDERS = []  # nothing from other hosts inside our pages
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "txt", "xlsx"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]  # kinds whose notes can be taken out
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.files.DocumentForm"  # what files tell of people is taken out
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.files.ImageForm"
TAGGIT_CASE_INSENSITIVE = True

REPORT_PRACTICES = "cms.report.practices_for_report"  # good practices that the mid-term report lists
GOVERNMENT_PRACTICES = "cms.report.practices_of_government"  # those of one government, for its hand-over pack
ACCOUNT_DATA = {"course": "cms.course.account"}  # what else is held about a person: modules with export and erase
STEP_MODELS = "cms.report.step_from_practice"  # a good practice as the model of a step

# --- Open data ----------------------------------------------------------------------------------------------

OPEN_DATA_SUBJECTS = ["tracking.api.SUBJECTS", "cms.api.SUBJECTS"]
OPEN_DATA_LICENCE = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
API_RATE = env.rate("API_RATE", "120/min")  # answers a visitor gets; DOWNLOAD_RATE: whole files
DOWNLOAD_RATE = env.rate("DOWNLOAD_RATE", "120/hour")
REST_FRAMEWORK = {"NUM_PROXIES": 1 if env.boolean("BEHIND_PROXY", default=False) else 0}

# --- Mail -------------------------------------------------------------------------------------------------

EMAIL_HOST = env.text("EMAIL_HOST")
KEPT_MAIL_DIR = VAR_DIR / "mail"
IS_KEEPING_MAIL = not EMAIL_HOST and not IS_PRODUCTION
if IS_KEEPING_MAIL:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = KEPT_MAIL_DIR
else:
    EMAIL_BACKEND = "upr_local.smtp.EmailBackend"  # notes whether a mail was being handed over when it broke
if IS_PRODUCTION and not EMAIL_HOST:
    raise ImproperlyConfigured("EMAIL_HOST must name the mail server in production: reminders are sent by mail.")
EMAIL_PORT = env.integer("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.boolean("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "UPR Local <upr-local@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where the mail server sends reports of mails that did not arrive: the address whose mail goes to `note_bounce`.
BOUNCE_ADDRESS = env.text("BOUNCE_ADDRESS")
MESSAGE_GATEWAY = env.text("MESSAGE_GATEWAY")  # short texts to phones: tracking/gateways/base.py
if MESSAGE_GATEWAY and not env.is_module(MESSAGE_GATEWAY.rpartition(".")[0]):
    raise ImproperlyConfigured("MESSAGE_GATEWAY must be a path such as tracking.gateways.console.ConsoleGateway.")

# --- Logs -------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        **{name: {"level": "WARNING"} for name in ("django_tasks", "modelsearch", "pikepdf", "wagtail")},
        "kombu.connection": {"level": "ERROR"},  # it misses a host name, which a broker made of files has not
    },
    "root": {
        "handlers": ["console"],
        "level": env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO"),
    },
}

# --- Background work: rows are the work, the broker only wakes the worker ---------------------------------

if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
else:
    QUEUE_DIR = VAR_DIR / "queue"
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR),
        "data_folder_out": str(QUEUE_DIR),
        "control_folder": str(QUEUE_DIR / "control"),
        "store_processed": False,
        "polling_interval": 0.5,
    }
    for folder in (QUEUE_DIR, QUEUE_DIR / "control"):
        folder.mkdir(parents=True, exist_ok=True)
# After so many minutes without a sign of life the site says so (0: never). With cron: longer than its rhythm.
BACKGROUND_SILENT_MINUTES = env.integer("BACKGROUND_SILENT_MINUTES", 15)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_TASK_ACKS_LATE = False  # a lost message is found again by the sweep
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    # Hourly is enough for dates; a trial installation looks every minute, so that a newcomer sees the mail arrive.
    "select reminders": {
        "task": "tracking.select_reminders",
        "schedule": 60.0 if IS_KEEPING_MAIL else crontab(minute=5),
    },
    "sweep": {"task": "tracking.sweep", "schedule": 60.0, "options": {"expires": 50}},
    "erase survey contacts": {"task": "cms.erase_survey_contacts", "schedule": crontab(hour=3, minute=40)},
    "sweep survey mails": {"task": "cms.sweep_survey_mails", "schedule": crontab(minute=25)},
    "erase left contacts": {"task": "tracking.erase_left_contacts", "schedule": crontab(hour=3, minute=20)},
    "publish scheduled pages": {"task": "cms.publish_scheduled", "schedule": 5 * 60.0, "options": {"expires": 240}},
    "refresh search": {"task": "cms.refresh_search", "schedule": crontab(minute="*/5")},
    "tell subscribers": {"task": "cms.tell_subscribers", "schedule": crontab(minute="*/15")},
    "forget subscriptions": {"task": "cms.forget_subscriptions", "schedule": crontab(hour=3, minute=40)},
}
