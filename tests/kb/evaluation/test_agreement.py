"""Agreement of the languages, by hand."""

import pytest

from kb.evaluation.agreement import measure_agreement, overlap
from tests.kb.evaluation.judged import question


def test_overlap_is_a_share_of_five_whatever_the_order() -> None:
    assert overlap("abcde", "edcba") == 1.0
    assert overlap("abcde", "abxyz") == 2 / 5
    assert overlap("abcdef", "fghij") == 0.0


def test_overlap_of_short_rankings_is_still_a_share_of_five() -> None:
    assert overlap("ab", "ab") == 2 / 5
    assert overlap("", "") == 0.0


def test_agreement_is_the_mean_over_pairs_then_over_needs() -> None:
    questions = [
        question("1-fr", need="1", language="fr"),
        question("1-en", need="1", language="en"),
        question("1-nl", need="1", language="nl"),
        question("2-fr", need="2", language="fr"),
        question("2-en", need="2", language="en"),
        question("other", language="en"),
    ]
    rankings = {
        "1-fr": list("abcde"),
        "1-en": list("abcde"),
        "1-nl": list("abcxy"),
        "2-fr": list("abcde"),
        "2-en": list("vwxyz"),
        "other": list("abcde"),
    }
    # Need 1: en-fr 1, en-nl .6, fr-nl .6: mean .7333; need 2: en-fr 0. Together .3667.
    agreement = measure_agreement(questions, rankings)
    assert agreement is not None
    assert agreement.overlap.value == pytest.approx((2.2 / 3 + 0) / 2)
    assert agreement.overlap.count == 2
    by_languages = {pair: figure.value for pair, figure in agreement.by_languages.items()}
    assert by_languages == pytest.approx({"en-fr": 0.5, "en-nl": 0.6, "fr-nl": 0.6})


def test_without_translations_there_is_no_agreement() -> None:
    assert measure_agreement([question("a"), question("b", need="n")], {"a": [], "b": []}) is None
