"""The acts as a browser sends them: address and form of each."""

from typing import Any

from django.test import Client
from django.urls import reverse

from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from workflows.models import Mission

SIGNED_IN_BY = "django.contrib.auth.backends.ModelBackend"
# Act of the table → name of its address.
ADDRESS = {
    "start": "start",
    "report": "hand_in",
    "submit_for_approval": "submit",
    "recall_report": "recall",
    "return_for_form": "return_for_form",
    "approve": "approve",
    "return": "return",
    "pass_up": "pass_up",
    "withdraw": "withdraw",
    "correct": "correct",
    "name_officer": "name_officer",
}
WORDS = {"return_for_form", "return", "pass_up", "withdraw", "correct"}


def address(act: str, pk: int) -> str:
    return reverse(f"approvals:{ADDRESS[act]}", args=[pk])


def form(act: str, cast: Cast, version: int, **changes: Any) -> dict[str, Any]:
    """A form that is complete, with the version that the person saw."""
    fields: dict[str, Any] = {"version": version}
    if act in WORDS:
        fields["reason"] = "Bổ sung số liệu."
    if act == "return":
        fields["kind"] = "MISSING_EVIDENCE"
    if act == "report":
        fields["text"] = "Đã tổng hợp."
    if act == "name_officer":
        fields["officer"] = cast.cv_qldn.pk
    if act == "correct":
        fields |= {
            "title": "Nắm tình hình",
            "text": "Nắm tình hình xuất nhập khẩu hằng tuần.",
            "lead_unit": cast.unit("phong_qldn").pk,
            "supporting_units": [cast.unit("tt_qlck").pk],
            "directing_leader": cast.post("ptb_xuat_nhap_khau").pk,
            "due_on": f"{builders.DUE:%d/%m/%Y}",
        }
    return {**fields, **changes}


def version_of(pk: int) -> int:
    version: int = Mission.objects.values_list("version", flat=True).get(pk=pk)
    return version


def signed_in(person: Person) -> Client:
    """A program that asks for JSON in the person's name."""
    client = Client(headers={"accept": "application/json"})
    client.force_login(person, backend=SIGNED_IN_BY)
    return client
