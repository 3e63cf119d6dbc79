"""Units that take work on: held open until the act that gives it is over."""

from collections.abc import Collection

from django.db import connection

from workflows.exceptions import InvalidTransition

STILL_OPEN = """
SELECT name, closed_on FROM organization_unit WHERE id = ANY(%s)
 ORDER BY id FOR KEY SHARE"""


def check_still_open(unit_ids: Collection[int]) -> None:
    """Hold these units until the act is over; raise InvalidTransition where one is
    closed. A reorganisation holds its units too: whoever comes second waits, and then
    sees what the first did. Foreign keys do not do that: they look at commit alone."""
    if not unit_ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(STILL_OPEN, [sorted(unit_ids)])
        closed = [name for name, closed_on in cursor.fetchall() if closed_on]
    if closed:
        raise InvalidTransition(
            f"{', '.join(closed)} đã chấm dứt hoạt động. Chọn đơn vị kế tục."
        )
