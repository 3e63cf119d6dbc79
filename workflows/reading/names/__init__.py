"""Who is meant: units, agencies and people, and what part they are given."""
