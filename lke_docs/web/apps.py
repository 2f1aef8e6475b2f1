"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class LkeApp(AppConfig):
    name = "lke_docs.web"
    label = "lke"
    verbose_name = "lke-docs"
