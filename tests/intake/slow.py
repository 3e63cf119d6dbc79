"""A content that takes its time, told to the reading process: no Django here."""

import time
from typing import Any

SECONDS = 5.0


class SlowBytes(bytes):
    """The reading process looks first how it begins, and waits for the answer."""

    def startswith(self, *args: Any) -> bool:
        time.sleep(SECONDS)
        return super().startswith(*args)
