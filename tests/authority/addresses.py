"""Every address of the project: who may see it, and who may send a form to it.

An address that is not in this list makes the tests fail. To add one: `page(…)` for what
is read, `act(…)` for what takes a form and nothing else, `form(…)` for both. Arguments
are names of `grounds.Grounds.things`; the people are sets of names of `visitors`.
The rest is worked out: whoever is not named gets 404 (or `refused`), a stranger is sent
to sign in, no GET writes (but those with `records`), none answers 500.
"""

from typing import Final

from tests.authority.address import (
    Address,
    act,
    administered,
    form,
    page,
)
from tests.authority.visitors import (
    ADMINISTRATOR,
    AUDITOR,
    DELEGATE,
    DIRECTING,
    EVERYONE,
    LEAD_UNIT,
    LEADERS,
    NOBODY,
    OFFICE,
    SEE_THE_MISSION,
    UNSEATED,
    Who,
)

HEAD: Final[Who] = frozenset({"tp_qldn"})


def _for(may: Who, *args: str) -> Address:
    told = dict.fromkeys(SEE_THE_MISSION - may, 403)
    return Address(may, args, told=told)


OVERSEE: Final[Who] = LEADERS | OFFICE | AUDITOR | {DELEGATE}
GIVE: Final[Who] = LEADERS | {DELEGATE}
URGE: Final[Who] = LEADERS | {DELEGATE, "chanh_vp", "cv_vp"}
READ_HISTORY: Final[Who] = AUDITOR | {"truong_ban"}
SEATED: Final[Who] = EVERYONE - {UNSEATED}
LEND: Final[Who] = SEATED - AUDITOR
SEE_THE_DELEGATION: Final[Who] = AUDITOR | ADMINISTRATOR | {
    "truong_ban", "chanh_vp", "ptb_hai", DELEGATE,
}  # fmt: skip
CLERK: Final[Who] = frozenset({"van_thu"})  # whose reading of a long file it is

ADDRESSES: Final[dict[str, Address]] = {
    # -- The door --------------------------------------------------------------
    "home": page(EVERYONE, answer=302),
    "healthz": page(EVERYONE, stranger=200),
    "account_login": page(EVERYONE, answer=302, stranger=200),
    "account_logout": page(EVERYONE),
    "account_inactive": page(EVERYONE, stranger=200),
    # The cast sign in elsewhere or not at all: who has no password is told so.
    "account_change_password": page(EVERYONE, answer=302),
    "account_set_password": page(EVERYONE, answer=409, stranger=409),
    # No provider is set up: tests/security brings one.
    "openid_connect_login": act(None, stranger=405),
    "openid_connect_callback": page(EVERYONE, answer=404, stranger=404),
    "account_reauthenticate": page(EVERYONE),
    "mfa_index": page(EVERYONE, answer=302),
    "mfa_list_webauthn": page(EVERYONE, answer=302),
    "mfa_authenticate": page(EVERYONE, answer=302),
    "mfa_activate_totp": page(EVERYONE),
    "mfa_deactivate_totp": page(NOBODY),
    "mfa_view_recovery_codes": page(NOBODY),
    "mfa_generate_recovery_codes": page(EVERYONE),
    "mfa_add_webauthn": page(EVERYONE),
    "mfa_login_webauthn": page(EVERYONE, answer=302),
    "mfa_remove_webauthn": page(NOBODY, "passkey"),
    "mfa_edit_webauthn": page(NOBODY, "passkey"),
    "account": page(EVERYONE),
    "account_second_factor": page(EVERYONE),
    "account_end_session": act(NOBODY, "session"),
    "account_sign_out_everywhere": act(EVERYONE),
    "account_end_second_factor": administered("person"),
    # -- Missions --------------------------------------------------------------
    "workflows:board": page(OVERSEE),
    "workflows:meetings": page(OVERSEE),
    "workflows:meeting": page(OVERSEE, "meeting"),
    "workflows:meeting_record": act(
        frozenset({"truong_ban", "chanh_vp", "cv_vp"}),
        refused_post=403,
        unseen=EVERYONE - OVERSEE,
    ),
    "workflows:mission_list": page(EVERYONE),
    "workflows:search": page(EVERYONE),
    "workflows:mission_export": page(EVERYONE, records=True),
    "workflows:mission_calendar": page(EVERYONE),
    "workflows:mission_columns": page(EVERYONE),
    "workflows:mission_timeline": page(EVERYONE),
    "workflows:list_columns": act(EVERYONE),
    # Views and files of one's own: tests/lists has some.
    "workflows:saved_views": page(EVERYONE),
    "workflows:saved_view_save": act(EVERYONE),
    "workflows:saved_view_default": act(EVERYONE),
    "workflows:saved_view_change": act(NOBODY, "saved_view", name="Việc gấp"),
    "workflows:saved_view_remove": act(NOBODY, "saved_view"),
    "workflows:saved_view_restore": act(NOBODY, "saved_view"),
    "workflows:list_export_begin": act(EVERYONE),
    "workflows:list_export": page(NOBODY, "list_export"),
    "workflows:list_export_file": page(NOBODY, "list_export"),
    "workflows:give": form(GIVE),
    # Of what may not be seen a page that is open is told nothing: an empty row.
    "workflows:mission_row": page(EVERYONE, "mission"),
    "workflows:attachment": page(SEE_THE_MISSION, "attachment", records=True),
    "approvals:mission": page(SEE_THE_MISSION, "mission"),
    "approvals:inbox": page(EVERYONE),
    "approvals:inbox_item": page(SEE_THE_MISSION, "mission"),
    "approvals:approve_confirm": page(EVERYONE, query="mission=1:1"),
    # Who may send these depends on state and relation: the matrix sends them.
    "approvals:start": act(None, "mission"),
    "approvals:name_officer": act(None, "mission"),
    "approvals:correct": act(None, "mission"),
    "approvals:hand_in": act(None, "mission"),
    "approvals:recall": act(None, "mission"),
    "approvals:submit": act(None, "mission"),
    "approvals:return_for_form": act(None, "mission"),
    "approvals:approve": act(None, "mission"),
    "approvals:return": act(None, "mission"),
    "approvals:pass_up": act(None, "mission"),
    "approvals:withdraw": act(None, "mission"),
    "approvals:approve_many": act(None),
    "approvals:approve_choose": page(EVERYONE),
    "approvals:approve_results": page(EVERYONE),
    "approvals:route": act(None, "mission"),
    "approvals:route_chart": page(SEE_THE_MISSION, "mission"),
    "approvals:route_bpmn": page(SEE_THE_MISSION, "mission"),
    "approvals:opinion_ask_form": page(SEE_THE_MISSION, "mission"),
    "approvals:opinion_ask": act(None, "mission"),
    "approvals:opinion_give": act(None, "mission"),
    "approvals:document_route": form(OFFICE, "document"),
    "approvals:preparation": page(SEE_THE_MISSION, "mission_at_work"),
    "approvals:draft_save": act(None, "mission_at_work"),
    "approvals:draft_files": act(None, "mission_at_work"),
    "approvals:draft_file": page(
        LEAD_UNIT, "mission_at_work", "draft_file", records=True
    ),
    "approvals:draft_file_remove": act(
        LEAD_UNIT,
        "mission_at_work",
        "draft_file",
        refused_post=403,
        unseen=EVERYONE - SEE_THE_MISSION,
    ),
    "approvals:contribute": act(None, "mission_at_work"),
    "approvals:contribution_file": page(
        SEE_THE_MISSION, "mission_at_work", "contribution_file", records=True
    ),
    "approvals:ask_contribution": act(None, "mission_at_work"),
    "approvals:agree": act(None, "mission_at_work"),
    "approvals:answer_contribution": act(None, "mission_at_work", "contribution"),
    "approvals:progress": page(SEE_THE_MISSION, "mission_at_work"),
    "approvals:note_progress": act(None, "mission_at_work"),
    "approvals:talk": page(SEE_THE_MISSION, "mission_at_work"),
    "approvals:comment": act(None, "mission_at_work"),
    "approvals:file_preview": page(
        SEE_THE_MISSION,
        "mission_at_work",
        "kind_sent",
        "contribution_file",
        records=True,
    ),
    # A picture of a page is for who opened the file just now: tests/preparing.
    "approvals:file_page": page(
        NOBODY, "mission_at_work", "kind_sent", "contribution_file", "first_page"
    ),
    "approvals:comment_withdraw": act(None, "mission_at_work", "comment"),
    # -- Time --------------------------------------------------------------------
    "approvals:ask_extension": act(None, "mission"),
    "approvals:take_back_extension": act(None, "mission"),
    "approvals:extend_deadline": act(None, "mission"),
    "approvals:refuse_extension": act(None, "mission"),
    "approvals:set_internal_deadline": act(None, "mission"),
    "approvals:begin_wait": act(None, "mission"),
    "approvals:end_wait": act(None, "mission"),
    "approvals:pause": act(None, "mission"),
    "approvals:resume": act(None, "mission"),
    "approvals:difficulty_raise": act(None, "mission"),
    "approvals:difficulty_answer": act(None, "mission", "difficulty"),
    "approvals:difficulty_pass_up": act(None, "mission", "difficulty"),
    "approvals:difficulty_settle": act(None, "mission", "difficulty"),
    "approvals:instruct": act(None, "mission"),
    "approvals:follow_up": act(None, "mission"),
    "approvals:follow_up_above": act(None, "mission"),
    "approvals:follow_up_answer": act(None, "mission", "follow_up"),
    "approvals:inspect": act(None, "mission"),
    "approvals:follow_up_confirm": page(URGE, query="mission=1:1"),
    # Each mission of it asks for itself: tests/urging sends it.
    "approvals:follow_up_many": act(None),
    # Its form is for who may do the act; who sees the mission is told so, 403.
    "approvals:split": _for(DIRECTING, "mission_at_work"),
    "approvals:derive": _for(HEAD, "mission_at_work"),
    "approvals:merge": _for(DIRECTING | OFFICE, "mission_at_work"),
    "approvals:merge_with": act(None, "mission_at_work", "mission"),
    "approvals:replace": _for(DIRECTING, "mission_at_work"),
    "approvals:outside_ask": act(None, "mission_at_work"),
    "approvals:outside_answer": act(None, "mission_at_work", "outside"),
    "approvals:outside_file": page(
        SEE_THE_MISSION, "mission_at_work", "outside", records=True
    ),
    # -- Calendar --------------------------------------------------------------
    "workflows:calendar": page(EVERYONE),
    "workflows:calendar_set": act(
        OFFICE,
        refused_post=403,
        day="01/06/2027",
        is_working="0",
        reason="Nghỉ bù",
        source="Quyết định 1",
    ),
    "workflows:calendar_remove": act(
        OFFICE, refused_post=403, day="{day_off}", version="1"
    ),
    # -- Documents in the making: Văn phòng's, and for nobody else -------------
    "workflows:document_list": page(OFFICE),
    "workflows:document_upload": form(OFFICE),
    "workflows:intake": page(CLERK, "intake"),
    "workflows:intake_row": page(OFFICE, "intake"),
    "workflows:intake_cancel": act(CLERK, "intake"),
    "workflows:intake_retry": act(CLERK, "intake"),
    "workflows:intake_dismiss": act(CLERK, "intake"),
    "workflows:document": page(OFFICE, "document", records=True),
    "workflows:document_file": page(OFFICE, "document", records=True),
    "workflows:document_number": act(OFFICE, "document"),
    "workflows:document_together": form(
        OFFICE, "document", query="item={item_version}", records=True
    ),
    "workflows:document_merge": form(
        OFFICE,
        "document",
        query="item={item_version}&item={other_version}",
        records=True,
    ),
    "workflows:document_add": form(OFFICE, "document", records=True),
    "workflows:document_undo": act(OFFICE, "document"),
    "workflows:document_news": page(OFFICE, "document", answer=302),
    "workflows:document_print": page(OFFICE, "document", records=True),
    "workflows:document_link": act(OFFICE, "document", "link"),
    "workflows:document_link_reopen": act(OFFICE, "document", "link"),
    "workflows:document_citation": act(OFFICE, "document", "citation"),
    "workflows:document_citation_reopen": act(OFFICE, "document", "citation"),
    "workflows:document_give": act(OFFICE, "document"),
    "workflows:document_item": form(
        OFFICE, "document", "item", answer=302, records=True
    ),
    "workflows:document_item_skip": act(OFFICE, "document", "item"),
    "workflows:document_item_restore": act(OFFICE, "document", "item"),
    "workflows:document_item_split": form(OFFICE, "document", "item", records=True),
    "approvals:amendment": page(OFFICE, "document"),
    "approvals:amendment_apply": act(OFFICE, "document"),
    "approvals:amendment_former": act(OFFICE, "document"),
    "approvals:amendment_pair": act(OFFICE, "document"),
    "approvals:amendment_drop": act(OFFICE, "document"),
    "approvals:document_withdraw": form(OFFICE, "document"),
    # -- Delegations -----------------------------------------------------------
    "approvals:exceptions": page(SEE_THE_MISSION, "mission"),
    # Who directs it gives and ends: 403 for who sees it, 404 for the others.
    "approvals:exception_give": act(None, "mission"),
    "approvals:exception_end": act(None, "mission", "exception"),
    "approvals:delegation_list": page(EVERYONE - {UNSEATED}),
    "approvals:delegation_new": page(LEND),
    "approvals:delegation_preview": act(LEND),
    "approvals:delegation_give": act(LEND),
    "approvals:delegation": page(SEE_THE_DELEGATION, "delegation"),
    # 404 for who may not see it, 403 for who may not end it: tests/pages sends it.
    "approvals:delegation_end": act(None, "delegation"),
    # -- The organisation: read by all who sit in it, acted on by administrators -----
    "organization:structure": page(SEATED),
    "organization:unit": page(SEATED, "unit"),
    "organization:post": page(SEATED, "post"),
    "organization:portfolios": page(SEATED),
    "organization:portfolio": page(SEATED, "portfolio"),
    "organization:people": page(SEATED),
    "organization:person": page(SEATED, "person"),
    "organization:unit_new": administered(),
    "organization:unit_change": administered("unit"),
    "organization:post_new": administered("unit"),
    "organization:post_change": administered("post"),
    "organization:post_close": administered("post"),
    "organization:appoint": administered(query="chuc-vu={post}&nguoi={person}"),
    "organization:appointment_end": administered("appointment"),
    "organization:transfer": administered("appointment", query="chuc-vu={post}"),
    "organization:appointment_withdraw": administered("appointment"),
    "organization:portfolio_new": administered(),
    "organization:portfolio_change": administered("portfolio"),
    "organization:portfolio_hold": administered("portfolio"),
    "organization:holding_end": administered("holding"),
    "organization:holding_withdraw": administered("holding"),
    "organization:person_new": administered(),
    "organization:person_change": administered("person"),
    "organization:person_close": administered("person"),
    "organization:person_open": administered("person"),
    "organization:password": administered("person"),
    "organization:identity": administered("person"),
    "organization:rights": page(READ_HISTORY | ADMINISTRATOR),
    "organization:seat_rights": page(READ_HISTORY | ADMINISTRATOR, "post"),
    "organization:right_give": administered("post"),
    "organization:right_take": administered("post"),
    "organization:imports": administered(),
    "organization:import_template": page(ADMINISTRATOR),
    "organization:import_confirm": act(ADMINISTRATOR, refused_post=403),
    "workflows:reorganisations": page(ADMINISTRATOR),
    "workflows:reorganisation_new": administered("reorganisation_kind"),
    "workflows:reorganisation": page(ADMINISTRATOR, "reorganisation"),
    "workflows:reorganisation_change": act(
        ADMINISTRATOR, "reorganisation", refused_post=403
    ),
    "workflows:reorganisation_confirm": administered("reorganisation"),
    "workflows:reorganisation_drop": act(
        ADMINISTRATOR, "reorganisation", refused_post=403
    ),
    # -- One's own notices -----------------------------------------------------
    "notifications:list": page(EVERYONE),
    "notifications:panel": page(EVERYONE),
    "notifications:read_all": act(EVERYONE),
    "notifications:read": act(EVERYONE, "notice"),
    "notifications:preferences": form(EVERYONE),
    "notifications:undelivered": page(ADMINISTRATOR),
    "notifications:send_again": act(ADMINISTRATOR, "letter", refused_post=403),
    # -- History ---------------------------------------------------------------
    "history:ledger": page(READ_HISTORY, records=True),
    "history:check_again": act(READ_HISTORY),
    "history:export": act(READ_HISTORY),
    "history:seals": page(READ_HISTORY),
    "history:seal_sheet": page(READ_HISTORY, "seal"),
    "history:seal_file": page(READ_HISTORY, "seal"),
    "history:readings": page(READ_HISTORY, records=True),
    "history:readings_export": act(READ_HISTORY),
}
