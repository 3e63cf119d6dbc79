"""What the administration site must not show: keys and sessions of people, and the
steps of a decision."""

from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib import admin

# Seeds of codes and keys of sessions are nobody's to read or to write by hand: each
# person has the page Tài khoản. An address is part of the person, and the way of a
# report moves by a decision alone: here a superuser could write both, past the
# services. The modules register them; by now they are loaded.
for module in (
    "allauth.account.admin",
    "allauth.mfa.admin",
    "allauth.socialaccount.admin",
    "allauth.usersessions.admin",
    "viewflow.workflow.admin",
):
    import_module(module)
for model in (
    Authenticator,
    EmailAddress,
    SocialAccount,
    SocialApp,
    SocialToken,
    UserSession,
    # By name: viewflow's words stay with approvals.
    apps.get_model("viewflow", "Process"),
    apps.get_model("viewflow", "Task"),
):
    admin.site.unregister(model)
