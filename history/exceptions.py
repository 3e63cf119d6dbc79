"""What history refuses."""


class UnrecordableValue(ValueError):
    """A value that would not come back from the database exactly as it was hashed.

    Carries a Vietnamese sentence that names the field and the reason.
    """

    status = 422


class UnreadableExport(ValueError):
    """A file that is not an export of this history, or only a part of one."""


class SealKeyMissing(Exception):
    """The key that seals cannot be read; the sentence says what to do."""
