"""Rows of this package, one noun a file."""

from history.models.entry import HistoryEntry
from history.models.reading_record import ReadingRecord

__all__ = ["HistoryEntry", "ReadingRecord"]
