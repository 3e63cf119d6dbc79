"""Addresses of difficulties and urging."""

from django.urls import URLPattern, path

from approvals.views import urging, urging_many

urlpatterns: list[URLPattern] = [
    path(
        "nhiem-vu/<int:pk>/vuong-mac/", urging.difficulty_raise, name="difficulty_raise"
    ),
    path(
        "nhiem-vu/<int:pk>/vuong-mac/<int:row_pk>/tra-loi/",
        urging.difficulty_answer,
        name="difficulty_answer",
    ),
    path(
        "nhiem-vu/<int:pk>/vuong-mac/<int:row_pk>/chuyen/",
        urging.difficulty_pass_up,
        name="difficulty_pass_up",
    ),
    path(
        "nhiem-vu/<int:pk>/vuong-mac/<int:row_pk>/rut/",
        urging.difficulty_settle,
        name="difficulty_settle",
    ),
    path("nhiem-vu/<int:pk>/chi-dao/", urging.instruct, name="instruct"),
    path("nhiem-vu/<int:pk>/don-doc/", urging.follow_up, name="follow_up"),
    path(
        "nhiem-vu/<int:pk>/don-doc/xem-xet/",
        urging.follow_up_above,
        name="follow_up_above",
    ),
    path(
        "nhiem-vu/<int:pk>/don-doc/<int:row_pk>/tra-loi/",
        urging.follow_up_answer,
        name="follow_up_answer",
    ),
    path("nhiem-vu/<int:pk>/kiem-tra/", urging.inspect, name="inspect"),
    path("don-doc/", urging_many.follow_up_confirm, name="follow_up_confirm"),
    path("don-doc/gui/", urging_many.follow_up_many, name="follow_up_many"),
]
