"""Pages of documents, the board, the list of missions, and files."""
