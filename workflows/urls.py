"""Addresses of the list, the board and the intake of documents."""

from django.urls import URLPattern

app_name = "workflows"
urlpatterns: list[URLPattern] = []
