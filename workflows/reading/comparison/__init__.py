"""Two texts beside each other: the same work, another version, other words."""
