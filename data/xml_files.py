"""XML that other programs read: indented, and without characters that XML forbids."""

from __future__ import annotations

import re
from xml.etree import ElementTree

FORBIDDEN = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What no document of XML 1.0 may hold (https://www.w3.org/TR/xml/#charsets)."""


def xml_document(root: ElementTree.Element) -> str:
    """
    Write a document.

    Parameters
    ----------
    root
        Its outermost element; indented in place.

    Returns
    -------
    str
        The document with its declaration.
    """
    ElementTree.indent(root)
    said: str = ElementTree.tostring(root, encoding="unicode", xml_declaration=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{FORBIDDEN.sub("", said)}\n'
