"""No page and no action of the admin site does anything to a mission: over all that is
registered, as an administrator and as a superuser, who has every right that Django
knows."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from organization.admin import ReadOnlyAdmin
from organization.models import Person
from tests.authority.channels.cells import SITUATIONS, Ground, signed_in_as, standing
from tests.authority.grounds import taken_back

# What an administrator does there, each through a service of the organisation.
ACTS = {"deactivate", "end_today", "release_today", "end_now"}
# What a superuser may do with a job: none of them acts on a mission.
ON_JOBS = {"retry", "cancel", "abort"}
WORK = ("workflows", "approvals", "viewflow", "notifications")


def registered() -> dict[type[Model], Any]:
    return dict(admin.site._registry)


def asked_by(person: Person) -> HttpRequest:
    request = RequestFactory().get("/admin/")
    request.user = person
    return request


def almighty(ground: Ground) -> Person:
    """An administrator who is a superuser, too."""
    person = Person.objects.get(pk=ground.world.cast.quan_tri.pk)
    person.is_superuser = person.is_staff = True
    person.save()
    return person


def test_nothing_of_the_work_is_registered_for_writing(ground: Ground) -> None:
    wrong: list[Any] = []
    with taken_back():
        for person in (ground.world.cast.quan_tri, almighty(ground)):
            request = asked_by(person)
            wrong += [
                (person.is_superuser, model.__name__)
                for model, page in registered().items()
                if page.has_add_permission(request)
                or page.has_change_permission(request)
                or page.has_delete_permission(request)
            ]

    assert wrong == []
    assert not [model for model in registered() if model._meta.app_label in WORK]


def test_every_action_is_one_that_is_known(ground: Ground) -> None:
    with taken_back():
        request = asked_by(almighty(ground))
        offered = {
            name for page in registered().values() for name in page.get_actions(request)
        }

    assert offered == ACTS | ON_JOBS


def test_what_is_sent_to_any_page_there_leaves_every_mission_as_it_was(
    ground: Ground,
) -> None:
    with taken_back():
        client = signed_in_as(Client(), almighty(ground))
        before = {one: standing(ground.number(one)) for one in SITUATIONS}
        for model, page in registered().items():
            for address in pages_of(model):
                client.post(address, {"post": "yes"})
            for action in ("delete_selected", *names_of(page)):
                rows = [str(pk) for pk in some_rows(model)]
                sent = {"action": action, "_selected_action": rows, "post": "yes"}
                with taken_back():
                    client.post(pages_of(model)[0], sent)
                    after = {one: standing(ground.number(one)) for one in SITUATIONS}
                    assert after == before, (model, action)

        assert {one: standing(ground.number(one)) for one in SITUATIONS} == before


def pages_of(model: type[Model]) -> list[str]:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    row = next(iter(some_rows(model)), 1)
    return [
        reverse(f"{name}_changelist"),
        reverse(f"{name}_add"),
        reverse(f"{name}_change", args=[row]),
        reverse(f"{name}_delete", args=[row]),
    ]


def some_rows(model: type[Model]) -> list[Any]:
    rows = model._default_manager.order_by("pk").values_list("pk", flat=True)
    return list(rows[:2])


def names_of(page: Any) -> list[str]:
    return [one if isinstance(one, str) else one.__name__ for one in page.actions or ()]


def test_our_own_pages_are_read_only() -> None:
    ours = [m for m in registered() if m._meta.app_label == "organization"]

    assert all(isinstance(registered()[model], ReadOnlyAdmin) for model in ours)
