"""What is alike on every site; `site_setup` adds what differs. Django reads the names, so they are Django's."""

from __future__ import annotations

from lke_docs.resources import data_dir
from lke_docs.web.site import Site

LKE_SITE: Site  # set by `configure`
INSTALLED_APPS = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "lke_docs.web.apps.LkeApp",
)
MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "lke_docs.web.guard.headers",
    "lke_docs.web.guard.local_only",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lke_docs.web.guard.known_user",
    "lke_docs.web.guard.Faults",
)
ROOT_URLCONF = "lke_docs.web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [data_dir("templates") / "web", data_dir("templates") / "html"],
        "OPTIONS": {"environment": "lke_docs.web.pages.environment"},
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE, USE_I18N, USE_TZ = "id", True, True
PASSWORD_HASHERS = (
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL = "masuk", "mulai"
CSRF_FAILURE_VIEW = "lke_docs.web.login_page.forged"
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FILES = 20_000  # a folder of evidence; Django takes 100
DATA_UPLOAD_MAX_NUMBER_FIELDS = 25_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # of a form without its files
