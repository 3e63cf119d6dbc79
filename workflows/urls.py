"""Addresses of the list, the board and the intake of documents."""

from django.urls import path

from workflows.views import attachments, board, mission_list

app_name = "workflows"
urlpatterns = [
    path("ban-dieu-hanh/", board.board_view, name="board"),
    path("nhiem-vu/", mission_list.mission_list_view, name="mission_list"),
    path("nhiem-vu/<int:pk>/dong/", mission_list.mission_row, name="mission_row"),
    path("tep/<int:pk>/", attachments.attachment, name="attachment"),
]
