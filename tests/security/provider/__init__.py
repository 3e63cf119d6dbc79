"""A real identity provider in a process of its own: allauth's, on its own data."""
