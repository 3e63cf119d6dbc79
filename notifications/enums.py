"""The closed lists of this package."""

from typing import Final

from django.db.models import TextChoices

from history.enums import HistoryKind

# What the machine says is no act, and has no entry in history.
REMINDED: Final = "REMINDED"


def notice_kinds() -> list[tuple[str, str]]:
    """What a notice may tell of. Migrations name this function and not its answer: a
    new kind of history needs none here."""
    return [*HistoryKind.choices, (REMINDED, "Nhắc hạn")]


class Group(TextChoices):
    """What a notice is to its reader; preferences and the way it takes go by it."""

    ASKED = "ASKED", "Việc chuyển đến bước của tôi"
    RETURNED = "RETURNED", "Báo cáo bị trả lại"
    REMINDER = "REMINDER", "Nhắc hạn"
    NEWS = "NEWS", "Diễn biến của nhiệm vụ liên quan"


class Channel(TextChoices):
    """Ways to a person. The inbox is the truth; mail only repeats it."""

    INBOX = "INBOX", "Trong phần mềm"
    MAIL = "MAIL", "Thư gửi ngay"
    DIGEST = "DIGEST", "Bản tin mỗi ngày"


class Mailing(TextChoices):
    """How a notice still waits to be mailed; empty: it does not."""

    AT_ONCE = "AT_ONCE", "Gửi ngay"
    DAILY = "DAILY", "Bản tin mỗi ngày"


class MailKind(TextChoices):
    AT_ONCE = "AT_ONCE", "Thư gửi ngay"
    DIGEST = "DIGEST", "Bản tin mỗi ngày"


class MailState(TextChoices):
    """What became of a mail."""

    WAITING = "WAITING", "Chờ gửi"
    SENT = "SENT", "Đã gửi"
    REFUSED = "REFUSED", "Máy chủ từ chối"
    FAILED = "FAILED", "Chưa gửi được"
    DROPPED = "DROPPED", "Không còn gì để báo"
