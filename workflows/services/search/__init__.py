"""Keeping the rows of the search in step with what they are made from (ADR 0041)."""

from workflows.services.search.rebuilding import index_all
from workflows.services.search.upkeep import index_waiting

__all__ = ["index_all", "index_waiting"]
