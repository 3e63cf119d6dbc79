"""The lowest package: what happened, and nothing else."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """Insert-only entries, chained by SHA-256; imports no other package of ours."""

    name = "history"
    verbose_name = "Nhật ký xử lý"
