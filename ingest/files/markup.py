"""HTML in, the text that a reader would see out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr"}
)
SILENT = frozenset({"script", "style", "head", "title"})
BLANK_LINES = re.compile(r"\n\s*\n\s*")
SPACES = re.compile(r"[ \t\xa0]+")


class _Text(HTMLParser):
    """Collects text; quotes get the mail convention '> ', so that they are known as quotes later."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._silent += tag in SILENT
        self._quoted += tag == "blockquote"
        if tag in BLOCKS or tag == "blockquote":
            self._new_line()

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT and self._silent > 0
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        if tag in BLOCKS or tag == "blockquote":
            self._new_line()

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip("\r\n"):
            start = self.pieces[-1:] in ([], ["\n"])
            text = data.lstrip() if start else data
            self.pieces.append("> " * self._quoted + text if start and text else text)

    def _new_line(self) -> None:
        if self.pieces and self.pieces[-1] != "\n":
            self.pieces.append("\n")


def html_text(html: str) -> str:
    """Plain text of an HTML fragment: blocks on lines of their own, block quotes marked with '> '."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    text = SPACES.sub(" ", "".join(parser.pieces).replace("\r\n", "\n"))
    return BLANK_LINES.sub("\n\n", text).strip()
