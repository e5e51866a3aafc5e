"""What stands before, behind and between the parts of a file: one file that is also another is two."""

import re
import zipfile
from typing import IO

_FOREIGN = re.compile(
    rb"PK\x03\x04|PK\x05\x06|%PDF-|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\x7fELF"
    rb"|<(?:html|script|svg|iframe|!doctype)\b|<\?(?:php|xml)|^\s*MZ",
    re.IGNORECASE,
)
"""How other formats begin: archives, documents, programs, pages."""

_MARKUP = re.compile(rb"<(?:html|script|svg|iframe|!doctype)\b|<\?php", re.IGNORECASE)


def is_also_an_archive(file: IO[bytes]) -> bool:
    """Whether a reader of ZIP files would open it too: they begin at the end."""
    try:
        file.seek(0)
        return zipfile.is_zipfile(file)
    finally:
        file.seek(0)


def begins_something_else(rest: bytes) -> bool:
    """Whether what follows the end of a file is another one; empty lines and a camera's remarks are not."""
    return bool(_FOREIGN.search(rest))


def holds_markup(head: bytes) -> bool:
    """Whether a browser that guesses would take the beginning of a file for a page."""
    return bool(_MARKUP.search(head))
