"""What services of this package refuse; each carries its sentence for the user."""

from organization.exceptions import ActionDenied, InvalidInput, Refusal

__all__ = [
    "ActionDenied",
    "BadFile",
    "InvalidInput",
    "InvalidTransition",
    "MissionNotFound",
    "NeedsClarification",
    "Refusal",
    "StaleMission",
]


class InvalidTransition(Refusal):
    """The state does not allow the act."""

    status = 409


class StaleMission(Refusal):
    """The page that the person acted from is older than the row."""

    status = 409


class NeedsClarification(Refusal):
    """An item cannot be given out before a person settles it."""

    status = 422


class BadFile(Refusal):
    """A file that is not taken: empty, too large, not what its name says."""

    status = 422


class MissionNotFound(Refusal):
    """What one may not see does not exist for one."""

    status = 404
