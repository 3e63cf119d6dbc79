"""One address: who reads it, who sends its form, what others are told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.authority.visitors import ADMINISTRATOR, NOBODY, STRANGER, Who

NOT_BY_GET: Final = 405
NOT_THERE: Final = 404


@dataclass(frozen=True)
class Address:
    """`sees` are answered `answer` by GET, the others who are signed in `refused`, and
    a stranger `stranger`. Of `posts` a form is looked at; None: it takes no form.
    `fields` are what such a form needs to be read at all; `records` says that the
    reading itself is put on record. Who may not send a form gets `refused_post`; for
    the `unseen` there is nothing to send it to. `told` names who is answered otherwise,
    `path` the address of what has no name."""

    sees: Who
    args: tuple[str, ...] = ()
    answer: int = 200
    query: str = ""
    refused: int = 404
    stranger: int = 302
    posts: Who | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    records: bool = False
    refused_post: int = 404
    unseen: Who = NOBODY
    told: Mapping[str, int] = field(default_factory=dict)
    path: str = ""

    def by_get(self, visitor: str) -> int:
        """What the visitor is answered."""
        if visitor == STRANGER:
            return self.stranger
        if visitor in self.told:
            return self.told[visitor]
        return self.answer if visitor in self.sees else self.refused

    def by_post(self, visitor: str) -> int:
        """What the visitor is answered whose form is not looked at."""
        if visitor == STRANGER:
            return self.stranger
        return NOT_THERE if visitor in self.unseen else self.refused_post


def page(sees: Who, *args: str, **more: Any) -> Address:
    return Address(sees, args, **more)


def act(
    posts: Who | None,
    *args: str,
    refused_post: int = 404,
    unseen: Who = NOBODY,
    stranger: int = 302,
    **fields: Any,
) -> Address:
    """Nobody reads it: it takes a form. None: the matrix sends its forms."""
    return Address(
        NOBODY,
        args,
        refused=NOT_BY_GET,
        posts=posts,
        fields=fields,
        refused_post=refused_post,
        unseen=unseen,
        stranger=stranger,
    )


def form(sees: Who, *args: str, fields: Any = None, **more: Any) -> Address:
    """The same people read it and send it."""
    return Address(sees, args, posts=sees, fields=fields or {}, **more)


def administered(*args: str, query: str = "") -> Address:
    """A form on the organisation: no page for others, and their form is refused."""
    return form(ADMINISTRATOR, *args, query=query, refused_post=403)
