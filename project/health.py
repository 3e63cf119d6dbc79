"""Whether database and queue answer."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse  # noqa: TID251


def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when a query runs and the queue's table can be read; 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM procrastinate_jobs LIMIT 1")
    except DatabaseError:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})
