"""Views under a name: whose they are, who finds them, and what they show to whom."""

from typing import Any

import pytest
from django.urls import reverse

from organization.scopes import current
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import page, rows, signed_in, text_of
from workflows.enums import ViewSharing
from workflows.exceptions import ActionDenied, InvalidInput, MissionNotFound
from workflows.models import ListPreference, SavedView
from workflows.queries.saved_views import kept_by
from workflows.services import saved_views as services
from workflows.services.saved_views import ViewDraft

pytestmark = pytest.mark.django_db
LIST = "/nhiem-vu/"


def saved(person: Any, name: str = "Quá hạn của tôi", **more: Any) -> SavedView:
    draft = ViewDraft(name=name, **{"query": "loc=qua-han&xep=-so", **more})
    return services.save_view(draft=draft, by=person)


def names(person: Any) -> list[str]:
    return [one.name for one in kept_by(current(person)).views]


def test_a_view_keeps_filters_order_and_columns_and_no_page(cast: Cast) -> None:
    view = saved(
        cast.tp_qldn,
        query="loc=tat-ca&don-vi=3&xep=-han&cot=so,han,tien-do&sau=~5&khac=1&dang-cho=?",
    )

    assert view.query == "loc=tat-ca&don-vi=3&xep=-han&cot=so%2Ctien-do%2Chan"


def test_one_saves_opens_with_it_changes_it_takes_it_away_and_brings_it_back(
    cast: Cast,
) -> None:
    late = builders.given(cast)
    builders.completed(cast)
    client: Any = signed_in(cast.tp_qldn)

    client.post(
        reverse("workflows:saved_view_save"),
        {"name": "Mới giao", "query": "loc=giao", "sharing": "OWN", "opens": "1"},
    )
    view = SavedView.objects.get(name="Mới giao")
    assert rows(client.get(LIST)) == [late.pk]
    assert "Mới giao" in text_of(client.get(reverse("workflows:saved_views")))

    client.post(
        reverse("workflows:saved_view_change", args=[view.pk]),
        {"name": "Vừa giao", "sharing": "OWN", "version": view.version},
    )
    view.refresh_from_db()
    assert (view.name, view.query) == ("Vừa giao", "loc=giao")

    client.post(reverse("workflows:saved_view_remove", args=[view.pk]))
    assert names(cast.tp_qldn) == []
    assert len(rows(client.get(LIST))) == 1  # the usual list: what is open

    client.post(reverse("workflows:saved_view_restore", args=[view.pk]))
    assert names(cast.tp_qldn) == ["Vừa giao"]


def test_a_shared_view_is_found_by_its_readers_with_their_own_rights(
    cast: Cast,
) -> None:
    mission = builders.given(cast)
    unit = cast.unit("phong_qldn").pk
    saved(cast.tp_qldn, "Của phòng", sharing=ViewSharing.UNIT, unit_id=unit)
    view = saved(
        cast.chanh_vp, "Toàn Ban", sharing=ViewSharing.ALL, query="loc=chua-xong"
    )

    assert names(cast.cv_qldn) == ["Của phòng", "Toàn Ban"]
    assert names(cast.tp_qlht) == ["Toàn Ban"]
    assert mission.pk in rows(page(cast.cv_qldn, f"{LIST}?{view.query}"))
    assert rows(page(cast.tp_qlht, f"{LIST}?{view.query}")) == []


def test_who_may_share_with_whom(cast: Cast) -> None:
    with pytest.raises(ActionDenied):
        saved(cast.tp_qldn, sharing=ViewSharing.ALL)
    with pytest.raises(ActionDenied):
        saved(
            cast.tp_qldn,
            sharing=ViewSharing.UNIT,
            unit_id=cast.unit("phong_qlht").pk,
        )
    with pytest.raises(InvalidInput):
        saved(cast.tp_qldn, name=" ")
    saved(cast.tp_qldn)
    with pytest.raises(InvalidInput):
        saved(cast.tp_qldn, "quá hạn CỦA tôi")


def test_another_persons_view_does_not_exist_to_be_changed(cast: Cast) -> None:
    view = saved(cast.chanh_vp, sharing=ViewSharing.ALL)

    by = cast.tp_qldn
    with pytest.raises(MissionNotFound):
        services.remove_view(view_id=view.pk, by=by)
    with pytest.raises(MissionNotFound):
        services.restore_view(view_id=view.pk, by=by)
    with pytest.raises(MissionNotFound):
        services.change_view(view_id=view.pk, draft=ViewDraft("Khác"), by=by)
    services.open_with(view_id=view.pk, by=cast.tp_qldn)
    private = saved(cast.chanh_vp, "Riêng")
    with pytest.raises(MissionNotFound):
        services.open_with(view_id=private.pk, by=cast.tp_qldn)


def test_columns_are_kept_for_the_person_and_an_address_may_name_others(
    cast: Cast,
) -> None:
    builders.given(cast)
    client: Any = signed_in(cast.tp_qldn)
    client.post(
        reverse("workflows:list_columns"),
        {"cot": ["han", "tien-do", "mau"], "query": "loc=chua-xong&cot=so"},
    )

    assert ListPreference.objects.get(person=cast.tp_qldn).columns == ["tien-do", "han"]
    assert list(client.get(LIST).context["columns"]) == ["tien-do", "han"]
    named = client.get(f"{LIST}?cot=phoi-hop,linh-vuc,so")
    assert list(named.context["columns"]) == ["so", "phoi-hop", "linh-vuc"]
    assert cast.unit("tt_qlck").name in text_of(named)

    client.post(reverse("workflows:list_columns"), {"usual": "1"})
    assert "lanh-dao" in client.get(LIST).context["columns"]
