"""Why a file is not read. Each refusal carries one sentence for the user.

The sentence says what was wrong and what to do, and never repeats anything of the
document: what is refused as a secret must leave no trace in a page or a log.
"""


class ReadingRefused(Exception):
    """The file was not read; ``str()`` is the Vietnamese sentence."""


class Unreadable(ReadingRefused):
    """The file is not what it claims to be, is damaged, locked or too large."""


class EmptyDocument(ReadingRefused):
    """The file opens but holds no text."""


class StateSecret(ReadingRefused):
    """The file bears a mark of secrecy (Luật 117/2025/QH15, điều 5)."""
