"""Signing in as a browser does, with forms and no shortcut."""

from typing import Any

from django.test import Client

from organization.models import Person

LOGIN = "/accounts/login/"
CHANGE = "/accounts/password/change/"
PASSWORD = "Sổ việc đầu xuân 2026"
CHOSEN = "Hoa hồi nở bên suối"
HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}


def has_password(person: Person, password: str = PASSWORD) -> Person:
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


def knock(username: str, password: str, **more: Any) -> tuple[Client, Any]:
    """A browser that sends the sign-in form, and the answer."""
    client = Client()
    answer = client.post(LOGIN, {"login": username, "password": password, **more})
    return client, answer


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def signed_in(person: Person, password: str = PASSWORD) -> Client:
    client, answer = knock(person.username, password)
    assert is_in(client), answer.content.decode()
    return client


def change_password(client: Client, old: str, new: str, **more: Any) -> Any:
    fields = {"oldpassword": old, "password1": new, "password2": new, **more}
    return client.post(CHANGE, fields)
