"""A passer-by who follows every link, takes every file home and looks into each."""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from pypdf import PdfReader

_LINK = re.compile(r'(?:href|src)="([^"]+)"')
_ADDRESS = re.compile(r'"(?:url|next)":\s*"([^"]+)"|<loc>([^<]+)</loc>|<link href="([^"]+)"')
_SHOWN = ("/public/", "/api/v1/", "/files/", "/robots.txt", "/sitemap.xml")
_SAME = re.compile(r"[?&](?:sort|district|field|year|kind|page|unit|call)=")
"""Conditions under which a list shows a part of what it shows without them."""

START = (
    "/", "/robots.txt", "/sitemap.xml", "/public/opensearch.xml", "/api/v1/openapi.json",
    *(f"/api/v1/{name}" for name in ("calls", "notices", "publicities", "documents", "stations", "sessions", "bodies",
                                     "statistics")),
    *(f"/public/{name}/?export={kind}" for name in ("calls", "notices", "publicities", "documents", "stations")
      for kind in ("csv", "xlsx")),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What one address answered: everything that can be read in it, file by file, and whether it set a cookie."""

    address: str
    texts: tuple[tuple[str, str], ...]
    sets_cookie: bool


def everything(client: Client) -> Iterator[Found]:
    """Every public answer that can be reached from the home page and the lists of addresses."""
    waiting, seen = list(START), set(START)
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        content = b"".join(answer) if answer.streaming else answer.content
        texts = tuple(_texts(address, content, answer["Content-Type"]))
        yield Found(address, texts, bool(answer.cookies))
        for _, text in texts[:1]:
            for link in _links(text):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)


def _links(text: str) -> Iterator[str]:
    found = [unescape(link) for link in _LINK.findall(text)]
    found += [unescape("".join(parts)) for parts in _ADDRESS.findall(text)]
    for link in found:
        address = link.removeprefix(settings.HAIZHI_BASE_URL).partition("#")[0]
        if address == "/" or (address.startswith(_SHOWN) and not _SAME.search(address)):
            yield address


def _texts(name: str, content: bytes, media_type: str) -> Iterator[tuple[str, str]]:
    """Everything that can be read in a file, and in the files that it holds."""
    if content.startswith(b"%PDF"):
        yield name, "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            yield name, " ".join(archive.namelist())
            for member in archive.namelist():
                if not member.endswith(".pyz"):  # the verifier's own code
                    yield from _texts(f"{urlsplit(name).path}!{member}", archive.read(member), "")
    elif "json" in media_type:
        text = content.decode()
        yield name, text if "jsonl" in media_type else json.dumps(json.loads(text), ensure_ascii=False)
    elif not content.startswith(b"\x89PNG"):
        yield name, content.decode(errors="replace")
