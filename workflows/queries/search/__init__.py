"""The search: what was asked, what is found, what is shown of it (ADR 0041)."""
