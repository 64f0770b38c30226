r"""Several values in one cell: ``ULiège (lead) | GIGA (partner)``; written and read back.

A backslash before a separator or a bracket makes it plain text, so that every value comes back.
"""

import re
from collections.abc import Iterable

SEPARATORS = "|;\n"
BRACKETS = {"[": "]", "(": ")", "<": ">", "{": "}"}
_SPECIAL = set("\\" + SEPARATORS + "".join(BRACKETS) + "".join(BRACKETS.values()))
_FORMULA = re.compile(r"'*[=+\-@\t\r]")

_Token = tuple[str, bool]
"""A character, and whether a backslash made it plain text."""


def split_values(cell: str, *, addresses: bool = False) -> list[str]:
    """The values of a cell, still escaped, without blank ones.

    Args:
        cell: Text with values separated by ``|``, ``;`` or line breaks.
        addresses: The values hold web addresses, in which a ``;`` separates only before a space or
            another address.
    """
    values, current = [], ""
    tokens = _tokens(cell)
    for place, (character, is_plain) in enumerate(tokens):
        ends = not is_plain and character in SEPARATORS
        if ends and addresses and character == ";":
            rest = "".join(character for character, _ in tokens[place + 1 : place + 5])
            ends = rest[:1].isspace() or rest == "http" or not rest
        if ends:
            values.append(current)
            current = ""
        else:
            current += f"\\{character}" if is_plain else character
    return [value.strip() for value in (*values, current) if value.strip()]


def plain(value: str) -> str:
    """The value without its backslashes."""
    return "".join(character for character, _ in _tokens(value)).strip()


def read_entry(value: str, brackets: str) -> tuple[str, dict[str, str]]:
    """A text and what stands in brackets behind it.

    ``read_entry("GIGA [giga] (partner)", "[(")`` is ``("GIGA", {"[": "giga", "(": "partner"})``.
    Brackets are read from the end, each sort once and in the order of `brackets`; those further to the
    left belong to the text.
    """
    tokens = _stripped(_tokens(value))
    groups: dict[str, str] = {}
    allowed = brackets
    while allowed:
        found = _last_group(tokens, allowed)
        if found is None:
            break
        opening, start = found
        groups[opening] = _text(tokens[start + 1 : -1])
        tokens = _stripped(tokens[:start])
        allowed = allowed[: allowed.index(opening)]
    return _text(tokens), groups


def write_value(value: str) -> str:
    """The value, escaped so that `split_values` and `plain` give it back."""
    return _escaped(value, "\\" + SEPARATORS)


def write_entry(text: str, groups: Iterable[tuple[str, str | None]]) -> str:
    """A text and its groups, escaped so that `read_entry` gives them back; None leaves a group out."""
    written = [write_value(text)] if text else []
    for opening, content in groups:
        if content is not None:
            escaped = _escaped(content, "\\" + SEPARATORS + opening + BRACKETS[opening])
            written.append(opening + escaped + BRACKETS[opening])
    return " ".join(written)


def join_values(values: Iterable[str]) -> str:
    """One cell of values that are already escaped."""
    return " | ".join(values)


def disarm(cell: str) -> str:
    """The cell with an apostrophe in front, where a spreadsheet would take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def rearm(cell: str) -> str:
    """The cell without the apostrophe that `disarm` put in front."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    while place < len(text):
        is_escape = text[place] == "\\" and text[place + 1 : place + 2] in _SPECIAL
        if is_escape and place + 1 < len(text):
            tokens.append((text[place + 1], True))
            place += 2
        else:
            tokens.append((text[place], False))
            place += 1
    return tokens


def _last_group(tokens: list[_Token], allowed: str) -> tuple[str, int] | None:
    """Which bracket the tokens end with, and where it opens."""
    if not tokens or tokens[-1][1]:
        return None
    for opening in allowed:
        if tokens[-1][0] != BRACKETS[opening]:
            continue
        depth = 0
        for place in range(len(tokens) - 1, -1, -1):
            character, is_plain = tokens[place]
            if is_plain or character not in (opening, BRACKETS[opening]):
                continue
            depth += 1 if character == BRACKETS[opening] else -1
            if depth == 0:
                return opening, place
    return None


def _stripped(tokens: list[_Token]) -> list[_Token]:
    while tokens and tokens[-1][0].isspace():
        tokens = tokens[:-1]
    return tokens


def _text(tokens: list[_Token]) -> str:
    return "".join(character for character, _ in tokens).strip()


def _escaped(text: str, special: str) -> str:
    return "".join(f"\\{character}" if character in special else character for character in text)
