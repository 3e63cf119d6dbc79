"""Addresses of the ledger."""

from django.urls import path

from history.views import ledger, ledger_export, readings, seals

app_name = "history"
urlpatterns = [
    path("lich-su/", ledger.ledger, name="ledger"),
    path("lich-su/kiem-lai/", ledger.check_again, name="check_again"),
    path("lich-su/ket-xuat/", ledger_export.export_ledger, name="export"),
    path("lich-su/niem-phong/", seals.seals, name="seals"),
    path("lich-su/niem-phong/<int:number>/", seals.seal_sheet, name="seal_sheet"),
    path("lich-su/niem-phong/<int:number>/tep/", seals.seal_file, name="seal_file"),
    path("lich-su/ai-da-doc/", readings.readings_view, name="readings"),
    path("lich-su/ai-da-doc/xuat/", readings.readings_export, name="readings_export"),
]
