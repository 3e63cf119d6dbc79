"""What a search found, with its words marked."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from workflows.queries.search.excerpts import Piece

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """The pieces one behind the other. One filter and no loop of the template: a page
    has hundreds of pieces, and each turn of a loop costs more than all else on it."""
    each = (
        (format_html("<mark>{}</mark>", piece.words) if piece.marked else piece.words,)
        for piece in pieces
    )
    return format_html_join("", "{}", each)
