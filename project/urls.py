"""All addresses. A package's pages are mounted here once it has any."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from project.accounts import identity, views
from project.accounts.confirmation import reauthenticate
from project.health import healthz
from project.views import home, no_password, no_such_page

# Of allauth's pages only those that a given account needs: nobody signs up here, and
# a forgotten password is given anew by an administrator.
# All of it is shown on one page.
to_the_account = RedirectView.as_view(pattern_name="account")

second_factor_urlpatterns = [
    path("", to_the_account, name="mfa_index"),
    path("webauthn/", to_the_account, name="mfa_list_webauthn"),
    path("authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/generate/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("webauthn/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("webauthn/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "webauthn/keys/<int:pk>/remove/",
        views.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "webauthn/keys/<int:pk>/edit/",
        passkeys.edit_webauthn,
        name="mfa_edit_webauthn",
    ),
]

account_urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", no_password, name="account_set_password"),
    path(
        "oidc/login/",
        identity.leave,
        {"provider_id": identity.PROVIDER},
        name="openid_connect_login",
    ),
    path(
        "oidc/callback/",
        identity.come_back,
        {"provider_id": identity.PROVIDER},
        name="openid_connect_callback",
    ),
    path("reauthenticate/", reauthenticate, name="account_reauthenticate"),
    path("2fa/", include(second_factor_urlpatterns)),
]

own_urlpatterns = [
    path("", views.account_page, name="account"),
    path("xac-thuc-hai-lop/", views.second_factor, name="account_second_factor"),
    path(
        "<int:pk>/go-xac-thuc-hai-lop/",
        views.end_second_factor,
        name="account_end_second_factor",
    ),
    path("phien/<int:pk>/ket-thuc/", views.end_session, name="account_end_session"),
    path(
        "dang-xuat-moi-noi/",
        views.sign_out_everywhere,
        name="account_sign_out_everywhere",
    ),
]

urlpatterns = [
    path("", home, name="home"),
    path("accounts/", include(account_urlpatterns)),
    # The administration site has no door and no password page of its own: both would
    # go round the limits, the second factor and the rules of this product.
    path("admin/login/", no_such_page),
    path("admin/password_change/", no_such_page),
    path("tai-khoan/", include(own_urlpatterns)),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("", include("organization.urls")),
    path("", include("workflows.urls")),
    path("", include("approvals.urls")),
    path("", include("notifications.urls")),
    path("", include("history.urls")),
]

handler400 = "project.views.bad_request"
handler403 = "project.views.forbidden"
handler404 = "project.views.not_found"
handler500 = "project.views.server_error"
