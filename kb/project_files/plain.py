"""Plain text: its encoding, and the lines that a program or a hand wrapped."""

import re
from itertools import islice

from kb.project_files.blocks import block, joined
from kb.project_files.paragraphs import Line, blocks_of
from kb.project_files.refusals import Refusal, Unreadable

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_UTF_8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_WESTERN_SIGNS = frozenset("€‚„…‹‘’“”•–—™›\xa0§©«°±²³µ·»¼½¾®¿¡£×")
_WRAPPED = range(40, 121)
"""How long most lines are where lines are wrapped; elsewhere a line is a paragraph."""


def decoded(data: bytes) -> str:
    """The text of `data`: UTF-8, UTF-16 that says so, or what can only be Windows-1252; lines end with LF.

    Raises:
        Unreadable: It is binary, or text in another encoding.
    """
    text = _decoded(data)
    if "\x00" in text or len(_CONTROLS.findall(text)) * 100 > len(text):
        raise Unreadable(Refusal.UNKNOWN_ENCODING)
    return _CONTROLS.sub(" ", re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text))


def plain_text(text: str) -> str:
    """Return `text` with wrapped lines joined, a blank line between paragraphs, and "- " before items."""
    lines = text.expandtabs(4).split("\n")
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    if not lengths or lengths[len(lengths) * 4 // 5] not in _WRAPPED:
        return joined(block(line.strip()) for line in lines if line.strip())
    return joined(blocks_of([[_drawn(line, number) for number, line in enumerate(lines) if line.strip()]]))


def _drawn(line: str, number: int) -> Line:
    """Return `line` as a typewriter sets it: characters one wide, lines two apart."""
    text = line.strip()
    left, height = len(line) - len(line.lstrip()), -2.0 * number
    return Line(text, left=left, right=left + len(text), top=height, bottom=height, size=2.0)


def _decoded(data: bytes) -> str:
    try:
        if data.startswith(_UTF_16):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(Refusal.UNKNOWN_ENCODING) from error
    if not _is_plausible(data, text):
        raise Unreadable(Refusal.UNKNOWN_ENCODING)
    return text


def _is_plausible(data: bytes, text: str) -> bool:
    """Whether `text` reads like a western language, and not like another encoding taken for one."""
    if any(islice(_UTF_8_SEQUENCE.finditer(data), 1)):
        return False
    beyond = [character for character in text if not character.isascii()]
    western = sum(character.isalpha() or character in _WESTERN_SIGNS for character in beyond)
    return len(beyond) * 10 <= len(text) * 3 and western * 10 >= len(beyond) * 9
