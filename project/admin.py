"""What the administration site must not show: keys and sessions of people."""

from importlib import import_module

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin

# Seeds of codes and keys of sessions are nobody's to read or to write by hand: each
# person has the page Tài khoản. The modules register them; by now they are loaded.
for module in (
    "allauth.mfa.admin",
    "allauth.socialaccount.admin",
    "allauth.usersessions.admin",
):
    import_module(module)
for model in (Authenticator, SocialAccount, SocialApp, SocialToken, UserSession):
    admin.site.unregister(model)
