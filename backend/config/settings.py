"""Django's settings; everything that differs between installations comes from backend.config.env."""

from __future__ import annotations

from pathlib import Path

from backend.config.databases import databases
from backend.config.email import email_settings
from backend.config.env import REPOSITORY, read_environment
from backend.config.secret_key import secret_key

ENV = read_environment()
ENV.data.mkdir(parents=True, exist_ok=True, mode=0o700)  # sessions and password hashes lie in there

SECRET_KEY = secret_key(ENV.secret_key, ENV.data)
DEBUG = ENV.debug
ALLOWED_HOSTS = list(ENV.allowed_hosts) or ["localhost", "127.0.0.1", "[::1]", ENV.host]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ENV.allowed_hosts if host != "*"]

INSTALLED_APPS = [
    "channels",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "rest_framework",
    "django_prometheus",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "backend.accounts",
    "backend.projects",
    "backend.images",
    "backend.annotation",
    "backend.work",
    "backend.review",
    "backend.comments",
    "backend.model_store",
    "backend.jobs",
    "backend.formats",
    "backend.versions",
    "backend.webhooks",
    "backend.sources",
    "backend.duplicates",
    "backend.operations",
    "worker",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "backend.config.headers.SecurityHeaders",
    "backend.accounts.rate_limit.RateLimitHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "backend.accounts.caller.CallerMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "backend.config.urls"
ASGI_APPLICATION = "backend.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = databases(ENV.database_url, ENV.data)
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["backend.accounts.login_backend.NameOrEmailBackend"]
LOGIN_URL = "/login"
PASSWORD_RESET_TIMEOUT = 24 * 3600
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# allauth's protocols and tables, none of its pages: which provider, who is let in and what is asked is decided in
# backend.accounts (single_sign_on, second_factor).
SOCIALACCOUNT_ADAPTER = "backend.accounts.sso_adapter.Adapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
MFA_ADAPTER = "backend.accounts.mfa_adapter.Adapter"
MFA_TOTP_ISSUER = "Stipple"
MFA_TOTP_TOLERANCE = 1
globals().update(email_settings(ENV.email_url))
LANGUAGE_CODE = "en"
# Those of the pages: Django and DRF say what is wrong with a field in the language that a request accepts.
LANGUAGES = [("en", "English"), ("de", "German"), ("zh-hans", "Chinese"), ("ja", "Japanese"), ("es", "Spanish")]
TIME_ZONE = "UTC"
USE_TZ = True

FRONTEND_DIST = REPOSITORY / "frontend" / "dist"
STATIC_URL = "/static/"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.is_dir() else []
STATIC_ROOT = ENV.data / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/assets/.+-[\w-]{8}\.\w+$"
MEDIA_ROOT: Path = ENV.data / "media"
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.https else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENV.https else 0
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "backend.config.spa.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 14 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True

CELERY_BROKER_URL = ENV.redis_url.replace("unix://", "redis+socket://", 1)
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [ENV.redis_url], "prefix": "stipple"},
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "backend.accounts.authentication.BearerAuthentication",
        "backend.accounts.authentication.CookieAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["backend.config.parsers.JsonParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "backend.config.pagination.CursorPagination",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": ["backend.accounts.rate_limit.RateLimit"],
    "EXCEPTION_HANDLER": "backend.config.problems.handle_exception",
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Stipple",
    "DESCRIPTION": "Turn clicks into segmentation masks.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "backend.config.schema.add_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ImageState": "backend.images.models.Image.State",
        "ImageStatus": "backend.images.models.Image.Status",
        "JobState": "backend.jobs.models.Job.State",
        "JobKind": "backend.jobs.models.Job.Kind",
        "SourceKind": "backend.sources.models.Source.Kind",
        "SourceState": "backend.sources.serializers.STATES",
        "VersionState": "backend.versions.models.Version.State",
        "WebhookDeliveryState": "backend.webhooks.models.Delivery.State",
        "WebhookDisabledReason": "backend.webhooks.models.Webhook.Reason",
        "WebhookEventName": "backend.webhooks.serializers.EVENT_NAMES",
        "ModelState": "backend.model_store.models.StoredModel.State",
        "LabelKind": "backend.projects.models.Label.Kind",
        "AttributeType": "backend.projects.attributes.TYPES",
        "OperationKind": "backend.annotation.models.Operation.Kind",
        "ObjectSource": "backend.annotation.models.Object.Source",
        "Role": "backend.accounts.roles.Role",
        "GivenRole": "backend.projects.models.GIVEN_ROLES",
        "InvitationState": "backend.accounts.invitation_states.STATES",
        "TokenScope": "backend.accounts.scopes.CHOICES",
    },
}
