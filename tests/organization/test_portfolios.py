"""A field's units, grants and holder change together."""

from datetime import date

import pytest

from organization import grants, services
from organization.exceptions import (
    OverlappingHolding,
)
from tests.cast import Cast
from tests.organization.acts import told


def test_the_units_of_a_portfolio_and_its_grants_change_together(cast: Cast) -> None:
    field = cast.portfolio("ha_tang")
    services.change_portfolio(
        portfolio=field,
        name="Hạ tầng, cửa khẩu",
        units=[cast.unit("phong_qlht"), cast.unit("tt_qlck")],
        by=cast.quan_tri,
    )

    entry = told("portfolio", field.pk)
    assert entry.after["units"] == ["phong_qlht", "tt_qlck"]
    assert grants.described(field.group_id) == entry.after["grants"]
    assert len(entry.after["grants"]) == 4


def test_a_portfolio_renamed_keeps_its_grants(cast: Cast) -> None:
    field = cast.portfolio("ha_tang")
    before = grants.described(field.group_id)

    services.change_portfolio(portfolio=field, subjects=["cầu, đường"], by=None)

    assert told("portfolio", field.pk).after == {"subjects": ["cầu, đường"]}
    assert grants.described(field.group_id) == before


def test_two_posts_never_answer_for_one_field(cast: Cast) -> None:
    with pytest.raises(OverlappingHolding, match="đang phụ trách"):
        services.hold_portfolio(
            portfolio=cast.portfolio("ha_tang"),
            post=cast.post("ptb_van_phong"),
            starts_on=date(2099, 1, 1),
            by=cast.quan_tri,
        )


def test_a_field_released_can_be_held_again(cast: Cast) -> None:
    field = cast.portfolio("ha_tang")
    services.release_portfolio(
        holding=field.holdings.get(), last_day=date(2026, 12, 31), by=cast.quan_tri
    )
    holding = services.hold_portfolio(
        portfolio=field,
        post=cast.post("ptb_van_phong"),
        starts_on=date(2099, 1, 1),
        by=cast.quan_tri,
    )

    assert told("portfolio", field.pk).after["holding"] == holding.pk
