"""How far something is: share, rate, and the time that is left."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

Tell = Callable[[str], None]
MINUTE: Final = 60  # seconds


@dataclass
class Progress:
    """Of `total` things of a kind, from the moment that it is made."""

    total: int
    what: str
    tell: Tell
    begun: float = field(default_factory=time.monotonic)

    def at(self, done: int) -> None:
        """Tell how far it is."""
        seconds = max(time.monotonic() - self.begun, 0.001)
        rate = done / seconds
        left = (self.total - done) / rate if done else 0
        self.tell(
            f"{done}/{self.total} {self.what} ({100 * done // max(self.total, 1)}%),"
            f" {rate:.0f} mỗi giây, còn khoảng {span(left)}"
        )


def span(seconds: float) -> str:
    """A length of time in words."""
    if seconds < MINUTE:
        return f"{seconds:.0f} giây"
    return f"{seconds / MINUTE:.0f} phút"
