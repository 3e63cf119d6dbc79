"""Pages of a mission's way: acts, the mission itself, the inbox."""
