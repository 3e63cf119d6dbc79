"""Who attacks the door, and what is found behind it."""
