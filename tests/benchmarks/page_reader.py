"""The process that opens pages on one database; knows nothing of the other."""

import os
import re
import time
from multiprocessing.connection import Connection
from typing import Any

GROWING = (
    "workflows_mission",
    "workflows_document",
    "workflows_draftitem",
    "workflows_assignment",
    "workflows_report",
    "history_historyentry",
    "notifications_notification",
)


def serve(
    pipe: "Connection[Any, Any]", address: str, unit: str, people: dict[str, str | int]
) -> None:
    """Answer questions until None comes: ("get" or "look", kind of person, address)."""
    os.environ |= {"DATABASE_URL": address, "SECOND_FACTOR_REQUIRED": "0"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]
    reader = Pages(unit, people)
    while (question := pipe.recv()) is not None:
        what, kind, page = question
        try:
            pipe.send(getattr(reader, what)(kind, page))
        except Exception as error:  # noqa: BLE001  told to who asked
            pipe.send(RuntimeError(f"{type(error).__name__}: {error}"))


class Pages:
    """Browsers of the kinds of people, signed in."""

    def __init__(self, unit: str, people: dict[str, str | int]) -> None:
        from django.test import Client

        from organization.models import Person
        from workflows.models import Mission

        self.clients = {}
        for kind, who in people.items():
            wanted: dict[str, Any] = {"username": who}
            if isinstance(who, int):
                wanted = {"appointments__post__code": f"{unit}_{who}"}
            client = Client()
            client.force_login(
                Person.objects.get(**wanted),
                backend="django.contrib.auth.backends.ModelBackend",
            )
            self.clients[kind] = client
        self.names = {"mission": Mission.objects.latest("pk").pk - 50}

    def get(self, kind: str, page: str) -> float:
        """Milliseconds until the whole answer is there."""
        address = page.format(**self.names)
        begin = time.perf_counter()
        answer = self.clients[kind].get(address)
        spent = (time.perf_counter() - begin) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"{kind} {address}: {answer.status_code}")
        return spent

    def look(self, kind: str, page: str) -> dict[str, Any]:
        """How many statements it takes, and the plans of those that read what grows."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            self.get(kind, page)
        statements = [query["sql"] for query in captured.captured_queries]
        plans = {}
        for number, statement in enumerate(statements, start=1):
            if statement.lstrip().startswith("SELECT") and "workflows_" in statement:
                with connection.cursor() as cursor:
                    cursor.execute(
                        "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF,"
                        f" BUFFERS OFF) {statement.replace('%', '%%')}"
                    )
                    plans[number] = [row[0] for row in cursor.fetchall()]
        text = "\n".join(line for plan in plans.values() for line in plan)
        scans = [t for t in GROWING if re.search(rf"Seq Scan on {t}\b", text)]
        return {"statements": len(statements), "scans": scans, "plans": plans}
