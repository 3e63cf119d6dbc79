"""Refusals: each carries a sentence for the user and the HTTP status it means."""


class Refusal(Exception):
    """The base of everything that a service refuses; ``str`` is the sentence."""

    status = 409

    @property
    def sentence(self) -> str:
        return str(self)


class ActionDenied(Refusal):
    """This person may not do this."""

    status = 403


class NotAllowedNow(Refusal):
    """Nobody may do this while things stand as they do."""

    status = 409


class InvalidInput(Refusal):
    """What was given does not make sense; the form is shown again."""

    status = 422


class OverlappingAppointment(NotAllowedNow):
    """Two people cannot sit in one seat on the same day."""


class OverlappingHolding(NotAllowedNow):
    """Two posts cannot answer for one portfolio on the same day."""


class StalePage(NotAllowedNow):
    """What the page showed has changed since; the act was not done."""

    def __init__(self) -> None:
        super().__init__(
            "Người khác vừa thay đổi nội dung này. Thao tác vừa bấm chưa được ghi. "
            "Xem bản mới rồi làm lại."
        )
