"""The answer in words: sentences, reasons and bands in four languages, from the records alone.

Phrases stand in ``data/<language>.toml``, one file per language with the plural forms of CLDR (Babel), not
in gettext catalogues: numbers, roles, cases and word order differ per language, so no sentence of one is the
key of another.
"""

from kb.wording.answering import answer_in_words
from kb.wording.reasons import band_explanation, band_label, why
from kb.wording.relaxing import Relaxation, relaxation
from kb.wording.sentences import Part, Sentences

__all__ = [
    "Part",
    "Relaxation",
    "Sentences",
    "answer_in_words",
    "band_explanation",
    "band_label",
    "relaxation",
    "why",
]
