"""Tagged PDF documents in every script we have a font for, right to left where the language asks for it.

Frozen values in (`Document` and its blocks), bytes out (`render`). The words come in translated.
"""

from alongside.accessibility.documents.blocks import (
    Address,
    Block,
    BulletList,
    Document,
    DocumentError,
    Facts,
    Heading,
    Link,
    PageBreak,
    Paragraph,
    Picture,
    Rule,
    Span,
    Table,
    TickBox,
    TickState,
)
from alongside.accessibility.documents.join import join_documents
from alongside.accessibility.documents.pictures import PictureError
from alongside.accessibility.documents.render import render
from alongside.accessibility.documents.typefaces import MissingGlyphError

__all__ = [
    "Address",
    "Block",
    "BulletList",
    "Document",
    "DocumentError",
    "Facts",
    "Heading",
    "Link",
    "MissingGlyphError",
    "PageBreak",
    "Paragraph",
    "Picture",
    "PictureError",
    "Rule",
    "Span",
    "Table",
    "TickBox",
    "TickState",
    "join_documents",
    "render",
]
