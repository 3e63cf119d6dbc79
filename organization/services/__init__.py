"""The doors through which the organisation changes.

Every service: keyword-only, ``by=`` the person who asks (None is the system: setup
and commands), one transaction, the row locked, a history entry, and where seats
change, their grants. Raises the refusals of ``organization.exceptions``.
"""

from organization.services.actors import actor_in
from organization.services.appointments import appoint, end_appointment
from organization.services.board import load_board
from organization.services.delegations import delegate, end_delegation
from organization.services.demo import load_demo_people
from organization.services.passwords import (
    change_own_password,
    link_identity,
    reset_password,
)
from organization.services.people import (
    change_person,
    create_person,
    deactivate_person,
    reactivate_person,
)
from organization.services.portfolios import (
    change_portfolio,
    create_portfolio,
    hold_portfolio,
    release_portfolio,
)
from organization.services.posts import (
    change_post,
    close_post,
    create_post,
    grant_right,
    revoke_right,
)
from organization.services.second_factor import (
    end_own_sessions,
    end_second_factor,
    record_second_factor,
)
from organization.services.seen import as_seen, rehearse, seen
from organization.services.successions import succeed_post, succeed_unit
from organization.services.transfers import (
    transfer,
    withdraw_appointment,
    withdraw_holding,
)
from organization.services.units import (
    change_unit,
    close_unit,
    create_unit,
    set_collective_name,
)

__all__ = [
    "actor_in",
    "appoint",
    "as_seen",
    "change_own_password",
    "change_person",
    "change_portfolio",
    "change_post",
    "change_unit",
    "close_post",
    "close_unit",
    "create_person",
    "create_portfolio",
    "create_post",
    "create_unit",
    "deactivate_person",
    "delegate",
    "end_appointment",
    "end_delegation",
    "end_own_sessions",
    "end_second_factor",
    "grant_right",
    "hold_portfolio",
    "link_identity",
    "load_board",
    "load_demo_people",
    "reactivate_person",
    "record_second_factor",
    "rehearse",
    "release_portfolio",
    "reset_password",
    "revoke_right",
    "seen",
    "set_collective_name",
    "succeed_post",
    "succeed_unit",
    "transfer",
    "withdraw_appointment",
    "withdraw_holding",
]
