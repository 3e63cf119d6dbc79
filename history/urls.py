"""Addresses of the ledger."""

from django.urls import path

from history import views

app_name = "history"
urlpatterns = [
    path("lich-su/", views.ledger, name="ledger"),
    path("lich-su/kiem-lai/", views.check_again, name="check_again"),
    path("lich-su/ket-xuat/", views.export_ledger, name="export"),
]
