"""Addresses of the ways of reports."""

from django.urls import URLPattern, path

from approvals.views import bulk, routes

urlpatterns: list[URLPattern] = [
    path("nhiem-vu/<int:pk>/quy-trinh/", routes.route_choose, name="route"),
    path("nhiem-vu/<int:pk>/quy-trinh/so-do/", routes.route_chart, name="route_chart"),
    path("nhiem-vu/<int:pk>/quy-trinh/bpmn/", routes.route_bpmn, name="route_bpmn"),
    path(
        "nhiem-vu/<int:pk>/xin-y-kien/",
        routes.opinion_ask_form,
        name="opinion_ask_form",
    ),
    path("nhiem-vu/<int:pk>/xin-y-kien/gui/", routes.opinion_ask, name="opinion_ask"),
    path("nhiem-vu/<int:pk>/cho-y-kien/", routes.opinion_give, name="opinion_give"),
    path("van-ban/<int:pk>/quy-trinh/", routes.document_route, name="document_route"),
    path("hop-viec/duyet-loat/", bulk.approve_choose, name="approve_choose"),
    path("hop-viec/duyet-loat/ket-qua/", bulk.approve_results, name="approve_results"),
]
