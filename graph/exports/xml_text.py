"""Any text in; the same as XML may hold it, escaped by the standard library, out."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

# https://www.w3.org/TR/xml/#charsets: other characters may not even be written as references.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

UNKNOWN = "\ufffd"


def attribute(value: str) -> str:
    """A quoted attribute value."""
    return quoteattr(FORBIDDEN.sub(UNKNOWN, value))


def text(value: str) -> str:
    """Text between tags."""
    return escape(FORBIDDEN.sub(UNKNOWN, value))
