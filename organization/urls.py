"""Addresses of the organisation's pages."""

from django.urls import path

from organization.views import structure

app_name = "organization"
urlpatterns = [
    path("to-chuc/", structure.structure, name="structure"),
]
