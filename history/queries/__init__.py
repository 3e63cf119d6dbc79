"""Reading history: chains for the verifier, pages for people."""

from history.queries.chains import (
    COLUMNS,
    FIELDS,
    Head,
    Row,
    Selection,
    State,
    Subject,
    count_rows,
    estimated_rows,
    heads_of,
    one_moment,
    row_of,
    stream_heads,
    stream_rows,
)
from history.queries.documents import Told, documents_come_from, told_of
from history.queries.ledger import LedgerFilters, LedgerPage, ledger_page
from history.queries.pages import (
    ReadingsPage,
    entries_of,
    happened_since,
    kinds_since,
    readings,
    readings_page,
)

__all__ = [
    "COLUMNS",
    "FIELDS",
    "Head",
    "LedgerFilters",
    "LedgerPage",
    "ReadingsPage",
    "Row",
    "Selection",
    "State",
    "Subject",
    "Told",
    "count_rows",
    "documents_come_from",
    "entries_of",
    "estimated_rows",
    "happened_since",
    "heads_of",
    "kinds_since",
    "ledger_page",
    "one_moment",
    "readings",
    "readings_page",
    "row_of",
    "stream_heads",
    "stream_rows",
    "told_of",
]
