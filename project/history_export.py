"""Before and after of an entry in the words of the ledger's page, for its export."""

from history.exports import Words, words_come_from
from history.models import HistoryEntry
from project.templatetags.ledger import changes, names_today


def entry_words() -> Words:
    """Names are read once; then each entry costs no statement."""
    names = names_today()

    def told(entry: HistoryEntry) -> tuple[str, str]:
        found = changes(entry, names)
        before = [f"{one.label}: {one.before}" for one in found if one.before]
        after = [f"{one.label}: {one.after}" for one in found]
        return "; ".join(before), "; ".join(after)

    return told


words_come_from(entry_words)
