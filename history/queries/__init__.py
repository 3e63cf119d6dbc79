"""Reading history: chains for the verifier, pages for people."""

from history.queries.chains import (
    COLUMNS,
    Head,
    Row,
    Selection,
    State,
    Subject,
    count_rows,
    heads_of,
    one_moment,
    row_of,
    stream_heads,
    stream_rows,
)
from history.queries.pages import (
    LedgerPage,
    ReadingsPage,
    entries_of,
    happened_since,
    ledger_page,
    readings,
    readings_page,
)

__all__ = [
    "COLUMNS",
    "Head",
    "LedgerPage",
    "ReadingsPage",
    "Row",
    "Selection",
    "State",
    "Subject",
    "count_rows",
    "entries_of",
    "happened_since",
    "heads_of",
    "ledger_page",
    "one_moment",
    "readings",
    "readings_page",
    "row_of",
    "stream_heads",
    "stream_rows",
]
