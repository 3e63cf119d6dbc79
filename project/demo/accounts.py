"""The accounts of a demonstration: made on this machine, for this machine."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from organization.models import Person
from organization.services import load_demo_people


@dataclass(frozen=True)
class Account:
    """A demo account as it is printed: who, where, and the password of this machine."""

    username: str
    password: str
    name: str
    post: str


def accounts_file() -> Path:
    """Where the accounts of this machine's demonstration are kept, mode 0600."""
    folder: Path = settings.VAR_DIR
    return folder / "demo_accounts.json"


def make_accounts() -> list[Account]:
    """Give every person of the demonstration a password, once; afterwards the same."""
    file = accounts_file()
    if file.exists():
        known = [Account(**row) for row in json.loads(file.read_text())]
        _restore(known)
        return known
    accounts = []
    for person in load_demo_people(by=None):
        password = secrets.token_urlsafe(9)
        person.set_password(password)
        person.save(update_fields=["password"])
        post = person.appointments.select_related("post").first()
        title = post.post.title if post else ""
        accounts.append(Account(person.username, password, person.full_name, title))
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps([vars(a) for a in accounts], ensure_ascii=False))
    return accounts


def _restore(known: list[Account]) -> None:
    """A database that was made anew gets the passwords that this machine has shown."""
    passwords = {account.username: account.password for account in known}
    for person in Person.objects.filter(username__in=passwords):
        if not person.has_usable_password():
            person.set_password(passwords[person.username])
            person.save(update_fields=["password"])


def is_demo(username: str) -> bool:
    """Whether the account belongs to the demonstration of this machine."""
    file = accounts_file()
    return file.exists() and any(
        row["username"] == username for row in json.loads(file.read_text())
    )
