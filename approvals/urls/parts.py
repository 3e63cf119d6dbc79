"""Addresses of parts, merging, and agencies outside."""

from django.urls import URLPattern, path

from approvals.views import merging, outside, parts

urlpatterns: list[URLPattern] = [
    path("nhiem-vu/<int:pk>/tach/", parts.split, name="split"),
    path("nhiem-vu/<int:pk>/viec-cua-don-vi/", parts.derive, name="derive"),
    path("nhiem-vu/<int:pk>/gop/", merging.merge, name="merge"),
    path(
        "nhiem-vu/<int:pk>/gop/<int:other_pk>/", merging.merge_with, name="merge_with"
    ),
    path("nhiem-vu/<int:pk>/thay/", merging.replace, name="replace"),
    path("nhiem-vu/<int:pk>/co-quan-ngoai/", outside.ask, name="outside_ask"),
    path(
        "nhiem-vu/<int:pk>/co-quan-ngoai/<int:request_pk>/",
        outside.answer,
        name="outside_answer",
    ),
    path(
        "nhiem-vu/<int:pk>/co-quan-ngoai/<int:request_pk>/tep/",
        outside.file,
        name="outside_file",
    ),
]
