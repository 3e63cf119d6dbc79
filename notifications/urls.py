"""Addresses of one's own notices, and of mails."""

from django.urls import path

from notifications.views import mails, notices, preferences

app_name = "notifications"
urlpatterns = [
    path("thong-bao/", notices.notice_list, name="list"),
    path("thong-bao/chuong/", notices.panel, name="panel"),
    path("thong-bao/da-doc/", notices.read_all, name="read_all"),
    path("thong-bao/<int:pk>/da-doc/", notices.read, name="read"),
    path("tai-khoan/thong-bao/", preferences.preferences, name="preferences"),
    path("thu-gui-di/", mails.undelivered, name="undelivered"),
    path("thu-gui-di/<int:pk>/gui-lai/", mails.send_again, name="send_again"),
]
