"""Addresses of the ledger."""

from django.urls import path

from history.views import ledger, readings

app_name = "history"
urlpatterns = [
    path("lich-su/", ledger.ledger, name="ledger"),
    path("lich-su/kiem-lai/", ledger.check_again, name="check_again"),
    path("lich-su/ket-xuat/", ledger.export_ledger, name="export"),
    path("lich-su/ai-da-doc/", readings.readings_view, name="readings"),
    path("lich-su/ai-da-doc/xuat/", readings.readings_export, name="readings_export"),
]
