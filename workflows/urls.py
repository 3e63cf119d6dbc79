"""Addresses of the list, the board and the intake of documents."""

from django.urls import path

from workflows.views import (
    attachments,
    board,
    calendar,
    documents,
    documents_acts,
    documents_add,
    documents_items,
    documents_links,
    documents_print,
    documents_split,
    documents_uploads,
    give,
    intakes,
    list_exports,
    meetings,
    mission_export,
    mission_layouts,
    mission_list,
    reorganisations,
    saved_views,
    search,
)

app_name = "workflows"
urlpatterns = [
    path("to-chuc/sap-xep/", reorganisations.reorganisations, name="reorganisations"),
    path(
        "to-chuc/sap-xep/moi/<slug:kind>/",
        reorganisations.reorganisation_new,
        name="reorganisation_new",
    ),
    path(
        "to-chuc/sap-xep/<int:pk>/",
        reorganisations.reorganisation_page,
        name="reorganisation",
    ),
    path(
        "to-chuc/sap-xep/<int:pk>/sua/",
        reorganisations.reorganisation_change,
        name="reorganisation_change",
    ),
    path(
        "to-chuc/sap-xep/<int:pk>/xac-nhan/",
        reorganisations.reorganisation_confirm,
        name="reorganisation_confirm",
    ),
    path(
        "to-chuc/sap-xep/<int:pk>/bo/",
        reorganisations.reorganisation_drop,
        name="reorganisation_drop",
    ),
    path("ban-dieu-hanh/", board.board_view, name="board"),
    path("tim-kiem/", search.search, name="search"),
    path("giao-ban/", meetings.meetings, name="meetings"),
    path("giao-ban/chot/", meetings.meeting_record, name="meeting_record"),
    path("giao-ban/<int:pk>/", meetings.meeting, name="meeting"),
    path("lich-lam-viec/", calendar.calendar_page, name="calendar"),
    path("lich-lam-viec/ghi/", calendar.calendar_set, name="calendar_set"),
    path("lich-lam-viec/bo/", calendar.calendar_remove, name="calendar_remove"),
    path("nhiem-vu/", mission_list.mission_list_view, name="mission_list"),
    path("nhiem-vu/xuat/", mission_export.mission_export, name="mission_export"),
    path("nhiem-vu/lich/", mission_layouts.mission_calendar, name="mission_calendar"),
    path("nhiem-vu/bang/", mission_layouts.mission_columns, name="mission_columns"),
    path(
        "nhiem-vu/dong-thoi-gian/",
        mission_layouts.mission_timeline,
        name="mission_timeline",
    ),
    path("nhiem-vu/cot/", saved_views.list_columns, name="list_columns"),
    path("nhiem-vu/cach-xem/", saved_views.saved_views, name="saved_views"),
    path("nhiem-vu/cach-xem/luu/", saved_views.saved_view_save, name="saved_view_save"),
    path(
        "nhiem-vu/cach-xem/mo-dau/",
        saved_views.saved_view_default,
        name="saved_view_default",
    ),
    path(
        "nhiem-vu/cach-xem/<int:pk>/sua/",
        saved_views.saved_view_change,
        name="saved_view_change",
    ),
    path(
        "nhiem-vu/cach-xem/<int:pk>/bo/",
        saved_views.saved_view_remove,
        name="saved_view_remove",
    ),
    path(
        "nhiem-vu/cach-xem/<int:pk>/khoi-phuc/",
        saved_views.saved_view_restore,
        name="saved_view_restore",
    ),
    path("nhiem-vu/tep/", list_exports.list_export_begin, name="list_export_begin"),
    path("nhiem-vu/tep/<int:pk>/", list_exports.list_export, name="list_export"),
    path(
        "nhiem-vu/tep/<int:pk>/tai/",
        list_exports.list_export_file,
        name="list_export_file",
    ),
    path("nhiem-vu/giao/", give.give, name="give"),
    path("nhiem-vu/<int:pk>/dong/", mission_list.mission_row, name="mission_row"),
    path("tep/<int:pk>/", attachments.attachment, name="attachment"),
    path("van-ban/", intakes.document_list, name="document_list"),
    path("van-ban/nhap/", documents_uploads.document_upload, name="document_upload"),
    path("van-ban/luot/<int:pk>/", intakes.intake_page, name="intake"),
    path("van-ban/luot/<int:pk>/dong/", intakes.intake_row, name="intake_row"),
    path("van-ban/luot/<int:pk>/huy/", intakes.intake_cancel, name="intake_cancel"),
    path("van-ban/luot/<int:pk>/doc-lai/", intakes.intake_retry, name="intake_retry"),
    path("van-ban/luot/<int:pk>/bo/", intakes.intake_dismiss, name="intake_dismiss"),
    path("van-ban/<int:pk>/", documents.document, name="document"),
    path("van-ban/<int:pk>/tep/", documents.document_file, name="document_file"),
    path(
        "van-ban/<int:pk>/so-ngay/", documents.document_number, name="document_number"
    ),
    path(
        "van-ban/<int:pk>/dat-chung/",
        documents_acts.document_together,
        name="document_together",
    ),
    path("van-ban/<int:pk>/gop/", documents_acts.document_merge, name="document_merge"),
    path("van-ban/<int:pk>/them/", documents_add.document_add, name="document_add"),
    path(
        "van-ban/<int:pk>/hoan-tac/", documents_acts.document_undo, name="document_undo"
    ),
    path("van-ban/<int:pk>/moi/", documents_acts.document_news, name="document_news"),
    path("van-ban/<int:pk>/in/", documents_print.document_print, name="document_print"),
    path(
        "van-ban/<int:pk>/lien-quan/<int:link_pk>/",
        documents_links.document_link,
        name="document_link",
    ),
    path(
        "van-ban/<int:pk>/lien-quan/<int:link_pk>/mo-lai/",
        documents_links.document_link_reopen,
        name="document_link_reopen",
    ),
    path(
        "van-ban/<int:pk>/vien-dan/<int:citation_pk>/",
        documents_links.document_citation,
        name="document_citation",
    ),
    path(
        "van-ban/<int:pk>/vien-dan/<int:citation_pk>/mo-lai/",
        documents_links.document_citation_reopen,
        name="document_citation_reopen",
    ),
    path("van-ban/<int:pk>/giao/", documents.document_give_out, name="document_give"),
    path(
        "van-ban/<int:pk>/viec/<int:item_pk>/",
        documents_items.document_item,
        name="document_item",
    ),
    path(
        "van-ban/<int:pk>/viec/<int:item_pk>/bo-qua/",
        documents_items.document_item_skip,
        name="document_item_skip",
    ),
    path(
        "van-ban/<int:pk>/viec/<int:item_pk>/khoi-phuc/",
        documents_items.document_item_restore,
        name="document_item_restore",
    ),
    path(
        "van-ban/<int:pk>/viec/<int:item_pk>/tach/",
        documents_split.document_item_split,
        name="document_item_split",
    ),
]
