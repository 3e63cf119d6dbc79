"""The one event of the product."""

from django.dispatch import Signal

# Sent by history.services.announce, and nowhere else, inside the transaction that wrote
# the entries: a receiver that raises undoes the act it was told of.
# sender: HistoryEntry. entries: list[HistoryEntry], in the order of their writing.
# about: mapping of (subject_type, subject_id) to what the caller knows of the subject.
history_recorded = Signal()
