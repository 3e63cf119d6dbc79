"""What a view asks of whoever calls it, apart from rights: that it is really they.

The mark is read by ``project.accounts.confirmation``, which knows passwords and second
factors; views of lower packages know neither.
"""

from collections.abc import Callable
from typing import Any, TypeVar, overload

View = TypeVar("View", bound=Callable[..., Any])
MARK = "confirm_identity"


@overload
def confirm_identity(view: View) -> View: ...
@overload
def confirm_identity(*, reading: bool = False) -> Callable[[View], View]: ...


def confirm_identity(
    view: View | None = None, *, reading: bool = False
) -> View | Callable[[View], View]:
    """Let the view act only for who gave the password, or a second factor, anew.

    It is asked once in a quarter of an hour, before the view runs: nothing is done
    until it is given, and the form goes on with what was entered. With ``reading``
    a GET is held back too: for downloads, and for the page of a form with files,
    which a browser cannot send a second time.
    """

    def mark(marked: View) -> View:
        vars(marked)[MARK] = {"reading": reading}
        return marked

    return mark if view is None else mark(view)


def asks_for_confirmation(view: Callable[..., Any], method: str) -> bool:
    """Whether the view is marked, for a request of this method."""
    marked = getattr(view, MARK, None)
    if marked is None:
        return False
    return method not in {"GET", "HEAD", "OPTIONS"} or bool(marked["reading"])
