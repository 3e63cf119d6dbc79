"""What a first look shows: the Board, its accounts, the five documents, some work."""
