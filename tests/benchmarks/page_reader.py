"""The process that opens pages on one database; knows nothing of the others."""

import os
import time
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.benchmarks.plans import Plan


def serve(
    pipe: "Connection[Any, Any]", address: str, unit: str, people: dict[str, str | int]
) -> None:
    """Answer questions until None comes: a method of Pages, and its arguments."""
    os.environ |= {"DATABASE_URL": address, "SECOND_FACTOR_REQUIRED": "0"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]
    reader = Pages(unit, people)
    while (question := pipe.recv()) is not None:
        what, *rest = question
        try:
            pipe.send(getattr(reader, what)(*rest))
        except Exception as error:  # noqa: BLE001  told to who asked
            pipe.send(RuntimeError(f"{type(error).__name__}: {error}"))


class Pages:
    """Browsers of the kinds of people, signed in."""

    def __init__(self, unit: str, people: dict[str, str | int]) -> None:
        from django.test import Client

        from organization.models import Person
        from tests.benchmarks.subjects import subjects_for

        self.clients, self.names = {}, {}
        for kind, who in people.items():
            wanted: dict[str, Any] = {"username": who}
            if isinstance(who, int):
                wanted = {"appointments__post__code": f"{unit}_{who}"}
            person = Person.objects.get(**wanted)
            client = Client()
            client.force_login(
                person, backend="django.contrib.auth.backends.ModelBackend"
            )
            self.clients[kind] = client
            self.names[kind] = subjects_for(person, unit)

    def get(self, kind: str, page: str) -> float:
        """Milliseconds until the whole answer is there."""
        address = page.format(**self.names[kind])
        begin = time.perf_counter()
        answer = self.clients[kind].get(address)
        spent = (time.perf_counter() - begin) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"{kind} {address}: {answer.status_code}")
        return spent

    def is_there(self, page: str) -> bool:
        """Whether the product has this page yet."""
        from django.urls import Resolver404, resolve

        try:
            resolve(page.split("?", maxsplit=1)[0].format(open=1, finished=1, long=1))
        except Resolver404:
            return False
        return True

    def sizes(self) -> dict[str, int]:
        """Table → rows."""
        from tests.benchmarks import plans

        return plans.sizes()

    def look(
        self, kind: str, page: str, tables: dict[str, int]
    ) -> "tuple[int, list[Plan]]":
        """How many statements the page takes, and the plans of those that read one of
        the tables."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from tests.benchmarks import plans

        with CaptureQueriesContext(connection) as captured:
            self.get(kind, page)
        statements = [query["sql"] for query in captured.captured_queries]
        return len(statements), plans.plans_of(statements, tables)
