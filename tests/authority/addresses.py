"""Every address of the project: who may see it, and who may send a form to it.

An address that is not in this list makes the tests fail. To add one: `page(…)` for what
is read, `act(…)` for what takes a form and nothing else, `form(…)` for both. Arguments
are names of `grounds.Grounds.things`; the people are sets of names of `visitors`.
The rest is worked out: whoever is not named gets 404 (or `refused`), a stranger is sent
to sign in, no GET writes (but those with `records`), none answers 500.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.authority.visitors import (
    ADMINISTRATOR,
    AUDITOR,
    DELEGATE,
    EVERYONE,
    LEAD_UNIT,
    LEADERS,
    NOBODY,
    OFFICE,
    SEE_THE_MISSION,
    STRANGER,
    UNSEATED,
    Who,
)

NOT_BY_GET: Final = 405
NOT_THERE: Final = 404


@dataclass(frozen=True)
class Address:
    """`sees` are answered `answer` by GET, the others who are signed in `refused`, and
    a stranger `stranger`. Of `posts` a form is looked at; None: it takes no form.
    `fields` are what such a form needs to be read at all; `records` says that the
    reading itself is put on record. Who may not send a form gets `refused_post`; for
    the `unseen` there is nothing to send it to. `told` names who is answered otherwise,
    `path` the address of what has no name."""

    sees: Who
    args: tuple[str, ...] = ()
    answer: int = 200
    query: str = ""
    refused: int = 404
    stranger: int = 302
    posts: Who | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    records: bool = False
    refused_post: int = 404
    unseen: Who = NOBODY
    told: Mapping[str, int] = field(default_factory=dict)
    path: str = ""

    def by_get(self, visitor: str) -> int:
        """What the visitor is answered."""
        if visitor == STRANGER:
            return self.stranger
        if visitor in self.told:
            return self.told[visitor]
        return self.answer if visitor in self.sees else self.refused

    def by_post(self, visitor: str) -> int:
        """What the visitor is answered whose form is not looked at."""
        if visitor == STRANGER:
            return self.stranger
        return NOT_THERE if visitor in self.unseen else self.refused_post


def page(sees: Who, *args: str, **more: Any) -> Address:
    return Address(sees, args, **more)


def act(
    posts: Who | None,
    *args: str,
    refused_post: int = 404,
    unseen: Who = NOBODY,
    stranger: int = 302,
    **fields: Any,
) -> Address:
    """Nobody reads it: it takes a form. None: the matrix sends its forms."""
    return Address(
        NOBODY,
        args,
        refused=NOT_BY_GET,
        posts=posts,
        fields=fields,
        refused_post=refused_post,
        unseen=unseen,
        stranger=stranger,
    )


def form(sees: Who, *args: str, fields: Any = None, **more: Any) -> Address:
    """The same people read it and send it."""
    return Address(sees, args, posts=sees, fields=fields or {}, **more)


def administered(*args: str, query: str = "") -> Address:
    """A form on the organisation: no page for others, and their form is refused."""
    return form(ADMINISTRATOR, *args, query=query, refused_post=403)


OVERSEE: Final[Who] = LEADERS | OFFICE | AUDITOR | {DELEGATE}
GIVE: Final[Who] = LEADERS | {DELEGATE}
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
    "workflows:mission_list": page(EVERYONE),
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
    # -- History ---------------------------------------------------------------
    "history:ledger": page(READ_HISTORY, records=True),
    "history:check_again": act(READ_HISTORY),
    "history:export": act(READ_HISTORY),
    "history:readings": page(READ_HISTORY, records=True),
    "history:readings_export": act(READ_HISTORY),
}
