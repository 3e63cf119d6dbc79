"""The nightly look at authority, for the administrator's and the auditor's page."""

from approvals.models import AuthorityCheck


def latest_findings() -> AuthorityCheck | None:
    """The newest look, with its day and faults; None where none was taken yet."""
    return AuthorityCheck.objects.first()
