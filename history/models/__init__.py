"""Rows of this package, one noun a file."""

from history.models.entry import HistoryEntry
from history.models.reading_record import ReadingRecord
from history.models.seal import HistoryCheck, Seal

__all__ = ["HistoryCheck", "HistoryEntry", "ReadingRecord", "Seal"]
