"""Texts that every tokenizer, index and file takes."""


def encodable(text: str) -> str:
    """Return `text` with each lone surrogate, which UTF-8 does not have, replaced by a question mark.

    One character for one, so that places in the text stay what they were.
    """
    return text.encode("utf-8", "replace").decode("utf-8")
