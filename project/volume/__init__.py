"""A large, realistic database: what `manage.py load_volume` writes, for measuring.

Rows go in by COPY, past the services, for ten million history entries would take days
by acts. Everything else is as acts leave it: chains are hashed by history.hashing, the
constraints are checked by the database, each report went its way through the flow, and
those that wait for a decision are handed in by the real service.
"""
