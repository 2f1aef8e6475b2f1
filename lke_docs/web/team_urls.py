"""The addresses of a team server: those of every site, accounts, and what the ministry's portal fetches."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from lke_docs.web import account_page, log_page, login_page, oidc_page, pages, portal_page, portfolio_page
from lke_docs.web.urls import handler400, handler403, handler404, handler500
from lke_docs.web.urls import urlpatterns as of_every_site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("aset/<str:digest>/<str:name>", login_not_required(pages.serve_asset), name="aset"),
    path("masuk/", login_page.enter, name="masuk"),
    path("keluar/", login_page.leave, name="keluar"),
    path("sandi/", login_page.own_password, name="sandi"),
    path("sandi-baru/<str:uid>/<str:token>/", login_page.new_password, name="sandi-baru"),
    path("oidc/", oidc_page.leave_for_provider, name="oidc"),
    path("oidc/balik/", oidc_page.come_back, name="oidc-balik"),
    path("akun/", account_page.accounts, name="akun"),
    path("akun/<int:person>/", account_page.account, name="satu-akun"),
    path("akun/unit/<int:number>/", account_page.unit, name="akun-unit"),
    path("kegiatan/", log_page.server_log, name="kegiatan-server"),
    path("portofolio/", portfolio_page.portfolio, name="portofolio"),
    path("sehat/", log_page.health, name="sehat"),
    path("pengusulan/unit-wbk", portal_page.wbk_units, name="portal-wbk"),
    path("pengusulan/unit-wbbm", portal_page.wbbm_units, name="portal-wbbm"),
    path("lke/jawaban-unit/<path:unit_id>", portal_page.answers, name="portal-jawaban"),
    path("openapi.json", portal_page.description, name="openapi"),
    *of_every_site,
]
