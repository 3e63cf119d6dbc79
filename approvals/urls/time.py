"""Addresses of extensions, waits and pauses."""

from django.urls import URLPattern, path

from approvals.views import time

HERE = "nhiem-vu/<int:pk>"
urlpatterns: list[URLPattern] = [
    path(f"{HERE}/gia-han/de-nghi/", time.ask_extension, name="ask_extension"),
    path(f"{HERE}/gia-han/rut/", time.take_back_extension, name="take_back_extension"),
    path(f"{HERE}/gia-han/dong-y/", time.extend_deadline, name="extend_deadline"),
    path(f"{HERE}/gia-han/tu-choi/", time.refuse_extension, name="refuse_extension"),
    path(
        f"{HERE}/han-noi-bo/", time.set_internal_deadline, name="set_internal_deadline"
    ),
    path(f"{HERE}/cho/", time.begin_wait, name="begin_wait"),
    path(f"{HERE}/het-cho/", time.end_wait, name="end_wait"),
    path(f"{HERE}/tam-dung/", time.pause, name="pause"),
    path(f"{HERE}/tiep-tuc/", time.resume, name="resume"),
]
