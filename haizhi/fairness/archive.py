"""The verifier as one file: verify.pyz, which any Python from 3.11 on runs without installing anything."""

import io
from importlib.resources import files
from importlib.resources.abc import Traversable
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_START = "import sys\n\nfrom haizhi.fairness.__main__ import main\n\nsys.exit(main(sys.argv[1:]))\n"


def verifier_archive() -> bytes:
    """The bytes of verify.pyz: this package and nothing else. The same source gives the same bytes."""
    octets = io.BytesIO()
    octets.write(b"#!/usr/bin/env python3\n")
    with ZipFile(octets, "a") as archive:
        _add(archive, "__main__.py", _START)
        _add(archive, "haizhi/__init__.py", "")
        _add_package(archive, files("haizhi.fairness"), "haizhi/fairness")
    return octets.getvalue()


def _add(archive: ZipFile, name: str, source: str) -> None:
    member = ZipInfo(name)  # dated 1980-01-01, so that the bytes depend on the source alone
    member.compress_type = ZIP_DEFLATED
    archive.writestr(member, source)


def _add_package(archive: ZipFile, folder: Traversable, name: str) -> None:
    items = sorted(folder.iterdir(), key=lambda item: item.name)
    for item in (item for item in items if item.name.endswith(".py")):
        _add(archive, f"{name}/{item.name}", item.read_text(encoding="utf-8"))
    for item in (item for item in items if item.is_dir()):
        _add_package(archive, item, f"{name}/{item.name}")
