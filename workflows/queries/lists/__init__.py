"""The list of missions in its parts: what is looked for, in which order, how far."""
