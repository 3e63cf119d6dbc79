from organization.models.appointment import Appointment
from organization.models.collective_name import CollectiveName
from organization.models.delegation import Delegation
from organization.models.former_password import FormerPassword
from organization.models.grant import (
    PostGroupObjectPermission,
    UnitGroupObjectPermission,
    UserGrant,
)
from organization.models.person import Person
from organization.models.portfolio import Portfolio, PortfolioHolding
from organization.models.post import Post
from organization.models.succession import PostSuccession, UnitSuccession
from organization.models.unit import Unit

__all__ = [
    "Appointment",
    "CollectiveName",
    "Delegation",
    "FormerPassword",
    "Person",
    "Portfolio",
    "PortfolioHolding",
    "Post",
    "PostGroupObjectPermission",
    "PostSuccession",
    "Unit",
    "UnitGroupObjectPermission",
    "UnitSuccession",
    "UserGrant",
]
