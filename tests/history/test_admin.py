"""The admin site shows history and changes none of it."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from history.models import HistoryEntry
from tests.history.cast import tell_a_mission


def test_nobody_may_write_history_in_the_admin_site(rf: RequestFactory) -> None:
    site = admin.site.get_model_admin(HistoryEntry)
    request = rf.get("/")

    assert not site.has_add_permission(request)
    assert not site.has_change_permission(request)
    assert not site.has_delete_permission(request)


@pytest.mark.django_db
def test_an_entry_is_named_by_its_subject_and_place() -> None:
    entry = tell_a_mission()[3]

    assert str(entry) == "mission:18 #4 RETURNED"
