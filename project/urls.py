"""All addresses. A package's pages are mounted here once it has any."""

from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path

from project.health import healthz
from project.views import home

# Of allauth's pages only those that a given account needs: nobody signs up here, and
# a forgotten password is given anew by an administrator.
account_urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/change/", account.password_change, name="account_change_password"),
]

urlpatterns = [
    path("", home, name="home"),
    path("accounts/", include(account_urlpatterns)),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("", include("workflows.urls")),
    path("", include("approvals.urls")),
    path("", include("notifications.urls")),
    path("", include("history.urls")),
]

handler400 = "project.views.bad_request"
handler403 = "project.views.forbidden"
handler404 = "project.views.not_found"
handler500 = "project.views.server_error"
