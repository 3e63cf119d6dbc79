"""Text out of files: what a file is, its words in order, its tables as rows."""
