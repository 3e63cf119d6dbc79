"""Addresses of the work inside and beside the unit."""

from django.urls import URLPattern, path

from approvals.views import previews, working

urlpatterns: list[URLPattern] = [
    path(
        "nhiem-vu/<int:pk>/phoi-hop/de-nghi/",
        working.ask_contribution,
        name="ask_contribution",
    ),
    path("nhiem-vu/<int:pk>/phoi-hop/thong-nhat/", working.agree, name="agree"),
    path(
        "nhiem-vu/<int:pk>/phoi-hop/<int:contribution_pk>/tra-loi/",
        working.answer_contribution,
        name="answer_contribution",
    ),
    path("nhiem-vu/<int:pk>/tien-do/", working.progress_page, name="progress"),
    path("nhiem-vu/<int:pk>/tien-do/ghi/", working.note_progress, name="note_progress"),
    path("nhiem-vu/<int:pk>/trao-doi/", working.talk_page, name="talk"),
    path("nhiem-vu/<int:pk>/trao-doi/gui/", working.comment, name="comment"),
    path(
        "nhiem-vu/<int:pk>/trao-doi/<int:comment_pk>/rut/",
        working.comment_withdraw,
        name="comment_withdraw",
    ),
    path(
        "nhiem-vu/<int:pk>/tep/<slug:kind>/<int:file_pk>/",
        previews.file_preview,
        name="file_preview",
    ),
    path(
        "nhiem-vu/<int:pk>/tep/<slug:kind>/<int:file_pk>/trang/<int:number>/",
        previews.file_page,
        name="file_page",
    ),
]
