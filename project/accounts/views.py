"""The page Tài khoản: who one is here today, and how one gets in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def account_page(request: HttpRequest) -> HttpResponse:
    return render(request, "account/account.html")
