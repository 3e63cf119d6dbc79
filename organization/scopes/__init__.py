"""Who may do what, where, at a moment. The only reader of grants.

Every function here takes one SQL statement. Dates are local days of the agency;
delegations are moments. What has ended gives nothing, though no job has run.
"""

from organization.scopes.directory import Directory, directory
from organization.scopes.kept import current, renew
from organization.scopes.people import holders, people_with, people_with_on
from organization.scopes.persons_scope import in_force, in_force_many, lent
from organization.scopes.scope import Scope, Seat
from organization.scopes.statements import exceptions_come_from

__all__ = [
    "Directory",
    "Scope",
    "Seat",
    "current",
    "directory",
    "exceptions_come_from",
    "holders",
    "in_force",
    "in_force_many",
    "lent",
    "people_with",
    "people_with_on",
    "renew",
]
