"""Addresses of the mission's page, its acts and the inbox.

What is asked and answered on a mission has a module an area beside this one.
"""

from django.urls import path

from approvals.urls import parts, routes, time, urging, working
from approvals.views import (
    acts,
    amendments,
    delegations,
    delegations_give,
    document_end,
    exceptions,
    inbox,
    mission,
    preparing,
)

app_name = "approvals"
urlpatterns = [
    path("nhiem-vu/<int:pk>/", mission.mission, name="mission"),
    path("hop-viec/", inbox.inbox, name="inbox"),
    path("hop-viec/<int:pk>/", inbox.inbox_item, name="inbox_item"),
    path("hop-viec/xac-nhan/", inbox.approve_confirm, name="approve_confirm"),
    path("nhiem-vu/<int:pk>/nhan/", acts.start, name="start"),
    path("nhiem-vu/<int:pk>/chuyen-vien/", acts.name_officer, name="name_officer"),
    path("nhiem-vu/<int:pk>/dinh-chinh/", acts.correct, name="correct"),
    path("nhiem-vu/<int:pk>/nop-bao-cao/", acts.hand_in, name="hand_in"),
    path("nhiem-vu/<int:pk>/chuan-bi/", preparing.preparation, name="preparation"),
    path("nhiem-vu/<int:pk>/chuan-bi/luu/", preparing.draft_save, name="draft_save"),
    path("nhiem-vu/<int:pk>/chuan-bi/tep/", preparing.draft_files, name="draft_files"),
    path(
        "nhiem-vu/<int:pk>/chuan-bi/tep/<int:file_pk>/",
        preparing.draft_file,
        name="draft_file",
    ),
    path(
        "nhiem-vu/<int:pk>/chuan-bi/tep/<int:file_pk>/bo/",
        preparing.draft_file_remove,
        name="draft_file_remove",
    ),
    path("nhiem-vu/<int:pk>/phoi-hop/", preparing.contribute, name="contribute"),
    path(
        "nhiem-vu/<int:pk>/phoi-hop/tep/<int:file_pk>/",
        preparing.contribution_file,
        name="contribution_file",
    ),
    path("nhiem-vu/<int:pk>/rut-bao-cao/", acts.recall, name="recall"),
    path("nhiem-vu/<int:pk>/trinh/", acts.submit, name="submit"),
    path("nhiem-vu/<int:pk>/the-thuc/", acts.return_for_form, name="return_for_form"),
    path("nhiem-vu/<int:pk>/duyet/", acts.approve, name="approve"),
    path("nhiem-vu/<int:pk>/tra-lai/", acts.return_for_revision, name="return"),
    path("nhiem-vu/<int:pk>/chuyen-truong-ban/", acts.pass_up, name="pass_up"),
    path("nhiem-vu/<int:pk>/thu-hoi/", acts.withdraw, name="withdraw"),
    path("hop-viec/duyet-nhieu/", acts.approve_many, name="approve_many"),
    path("van-ban/<int:pk>/so-sanh/", amendments.amendment, name="amendment"),
    path(
        "van-ban/<int:pk>/so-sanh/ap-dung/",
        amendments.amendment_apply,
        name="amendment_apply",
    ),
    path(
        "van-ban/<int:pk>/so-sanh/ban-cu/",
        amendments.amendment_former,
        name="amendment_former",
    ),
    path(
        "van-ban/<int:pk>/so-sanh/ghep/",
        amendments.amendment_pair,
        name="amendment_pair",
    ),
    path(
        "van-ban/<int:pk>/so-sanh/bo/",
        amendments.amendment_drop,
        name="amendment_drop",
    ),
    path(
        "van-ban/<int:pk>/thu-hoi/",
        document_end.document_withdraw,
        name="document_withdraw",
    ),
    path("nhiem-vu/<int:pk>/cho-phep/", exceptions.exceptions, name="exceptions"),
    path(
        "nhiem-vu/<int:pk>/cho-phep/moi/",
        exceptions.exception_give,
        name="exception_give",
    ),
    path(
        "nhiem-vu/<int:pk>/cho-phep/<int:exception_pk>/cham-dut/",
        exceptions.exception_end,
        name="exception_end",
    ),
    path("uy-quyen/", delegations.delegation_list, name="delegation_list"),
    path("uy-quyen/moi/", delegations_give.delegation_new, name="delegation_new"),
    path(
        "uy-quyen/moi/xem-truoc/",
        delegations_give.delegation_preview,
        name="delegation_preview",
    ),
    path(
        "uy-quyen/moi/giao/", delegations_give.delegation_give, name="delegation_give"
    ),
    path("uy-quyen/<int:pk>/", delegations.delegation, name="delegation"),
    path(
        "uy-quyen/<int:pk>/cham-dut/", delegations.delegation_end, name="delegation_end"
    ),
    *routes.urlpatterns,
    *working.urlpatterns,
    *time.urlpatterns,
    *urging.urlpatterns,
    *parts.urlpatterns,
]
