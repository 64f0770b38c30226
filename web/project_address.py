"""A project as part of an address, so that it can be shared, comes back after a reload, and is kept nowhere.

The project's JSON, compressed (zlib, RFC 1950) and written with letters that an address takes (base64url,
RFC 4648). It is neither signed nor secret: whoever has the address can read and change it, so it is checked
like anything a visitor types.
"""

import base64
import zlib
from typing import TypeVar

from kb.errors import InvalidWishes
from kb.model import Record
from kb.project.project import MAX_NEEDS, Project

MAX_PART = 12_000
"""Characters of the part: what the servers and browsers in use take for certain."""
_MAX_JSON = 100_000
"""Bytes of the JSON: so much that the most and longest needs fit, so little that unpacking costs nothing."""

R = TypeVar("R", bound=Record)


class UnreadableProject(ValueError):
    """The part of the address is no project: it was cut off or changed."""


class TooLongForAddress(ValueError):
    """The project is too long to be part of an address."""


def to_address_part(project: Project) -> str:
    """`project` as up to `MAX_PART` letters, digits, ``-``, ``_``; TooLongForAddress where it needs more."""
    size = len(project.model_dump_json(exclude_defaults=True).encode())
    if size > _MAX_JSON:
        raise TooLongForAddress(f"The project takes {size:,} bytes; an address holds {_MAX_JSON:,}.")
    part = packed(project)
    if len(part) > MAX_PART:
        raise TooLongForAddress(f"The project takes {len(part):,} characters; an address holds {MAX_PART:,}.")
    return part


def from_address_part(part: str) -> Project:
    """The project that `to_address_part` made `part` of; UnreadableProject for anything else."""
    project = unpacked(part, Project)
    # Every need is a search: nobody shall ask for thousands by one address.
    if not 0 < len(project.needs) <= MAX_NEEDS:
        raise UnreadableProject(f"The address has {len(project.needs):,} needs; 1 to {MAX_NEEDS} are taken.")
    return project


def packed(record: Record) -> str:
    """The JSON of `record`, compressed, as letters that an address takes."""
    body = record.model_dump_json(exclude_defaults=True).encode()
    return base64.urlsafe_b64encode(zlib.compress(body, level=9)).decode().rstrip("=")


def unpacked(part: str, kind: type[R]) -> R:
    """The record that `packed` made `part` of; UnreadableProject for anything else."""
    if len(part) > MAX_PART:
        raise UnreadableProject("The address is too long.")
    try:
        compressed = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
        return kind.model_validate_json(_json(compressed))
    except (zlib.error, InvalidWishes, ValueError) as error:
        raise UnreadableProject("The address was cut off or changed.") from error


def _json(compressed: bytes) -> bytes:
    """The JSON; never more than `_MAX_JSON` bytes are made, however much was compressed."""
    unpacker = zlib.decompressobj()
    body = unpacker.decompress(compressed, _MAX_JSON)
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("not one whole piece")
    return body
