"""Ranking measures against values worked out by hand."""

from math import log2

import pytest

from kb.evaluation.measures import measure_rankings

GRADES = {"q": {"a": 3, "b": 2, "c": 1}}


def test_ndcg_takes_the_grades_as_gains() -> None:
    # Ranking b, x, a: DCG = 2/log2(2) + 0 + 3/log2(4) = 2 + 1.5.
    # Best order a, b, c: 3/log2(2) + 2/log2(3) + 1/log2(4) = 3 + 1.2619 + 0.5.
    measured = measure_rankings("initiatives", GRADES, {"q": ["b", "x", "a"]})["q"]
    assert measured["nDCG@10"] == pytest.approx(3.5 / (3 + 2 / log2(3) + 0.5))
    assert measured["nDCG@10"] == pytest.approx(0.7350, abs=5e-5)


def test_the_other_measures_count_every_grade_as_relevant() -> None:
    # Ranking x, c, y, a, z, b: first relevant at 2; within five: c and a; all three found in 50.
    measured = measure_rankings("organisations", GRADES, {"q": ["x", "c", "y", "a", "z", "b"]})["q"]
    assert measured["MRR@10"] == pytest.approx(1 / 2)
    assert measured["P@5"] == pytest.approx(2 / 5)
    assert measured["recall@50"] == pytest.approx(1.0)


def test_only_organisations_have_precision() -> None:
    assert list(measure_rankings("initiatives", GRADES, {"q": ["a"]})["q"]) == [
        "nDCG@10",
        "recall@50",
        "MRR@10",
    ]


def test_depth_is_cut_at_10_and_50() -> None:
    strangers = [f"x{n}" for n in range(10)]
    measured = measure_rankings("initiatives", {"q": {"a": 3}}, {"q": [*strangers, "a"]})["q"]
    assert measured == {"nDCG@10": 0.0, "recall@50": 1.0, "MRR@10": 0.0}
    strangers = [f"x{n}" for n in range(50)]
    assert measure_rankings("initiatives", {"q": {"a": 3}}, {"q": [*strangers, "a"]})["q"]["recall@50"] == 0


def test_an_empty_ranking_has_nothing_right() -> None:
    measured = measure_rankings("initiatives", GRADES | {"r": {"a": 1}}, {"q": [], "r": ["a"]})
    assert measured["q"] == {"nDCG@10": 0.0, "recall@50": 0.0, "MRR@10": 0.0}
    assert measured["r"] == {"nDCG@10": 1.0, "recall@50": 1.0, "MRR@10": 1.0}


def test_the_order_given_is_the_order_judged_whatever_the_ids() -> None:
    # trec_eval would put z before a where scores tie.
    assert measure_rankings("initiatives", {"q": {"a": 1}}, {"q": ["a", "z"]})["q"]["MRR@10"] == 1.0
    assert measure_rankings("initiatives", {"q": {"z": 1}}, {"q": ["a", "z"]})["q"]["MRR@10"] == 0.5


def test_ids_may_have_accents() -> None:
    assert measure_rankings("initiatives", {"é": {"liège": 2}}, {"é": ["liège"]})["é"]["nDCG@10"] == 1.0
