"""Whether database and queue answer, and how long the queue is."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse  # noqa: TID251

# Seconds since the last sign of a worker; it tells that it lives every ten.
QUEUE = """
SELECT count(*) FILTER (WHERE status = 'todo'),
       count(*) FILTER (WHERE status = 'doing'),
       count(*) FILTER (WHERE status = 'failed'),
       (SELECT extract(epoch FROM now() - max(last_heartbeat))::bigint
          FROM procrastinate_workers)
  FROM procrastinate_jobs
"""
NAMES = ("waiting", "running", "failed", "worker_seen_seconds_ago")


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when a query runs and the queue's table can be read; 503 otherwise.

    With `?queue` the answer tells how many jobs wait, run and failed, and when a
    worker was last heard of (null: never).
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM procrastinate_jobs LIMIT 1")
            if "queue" not in request.GET:
                return JsonResponse({"status": "ok"})
            cursor.execute(QUEUE)
            figures = cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse(
        {"status": "ok", "queue": dict(zip(NAMES, figures, strict=True))}
    )
