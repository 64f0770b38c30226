"""Marks stand where the matches say, and nothing of the text is lost."""

from kb.answer import Evidence, Match
from web.highlighting import Segment, excerpt, segments


def evidence(text: str, *matches: tuple[int, int, str]) -> Evidence:
    return Evidence(
        initiative_id="i",
        title="t",
        text=text,
        language="en",
        field="description",
        start=0,
        end=len(text),
        score=1.0,
        matches=tuple(Match(start=s, end=e, query_word=w, similarity=0.5) for s, e, w in matches),
    )


def test_segments_are_cut_at_the_matches_in_order() -> None:
    found = segments(evidence("used masks here", (5, 10, "mask"), (0, 4, "worn")))
    assert found == [
        Segment("used", "worn"),
        Segment(" "),
        Segment("masks", "mask"),
        Segment(" here"),
    ]


def test_overlapping_and_impossible_matches_are_left_out() -> None:
    found = segments(evidence("abcdef", (0, 3, "x"), (2, 5, "y"), (4, 99, "z"), (3, 3, "w")))
    assert found == [Segment("abc", "x"), Segment("def")]


def test_a_short_text_is_its_own_excerpt() -> None:
    shown = evidence("short text", (0, 5, "brief"))
    assert excerpt(shown) == segments(shown)


def test_an_excerpt_holds_the_matches_and_is_cut_at_words() -> None:
    text = "word " * 60 + "needle here " + "word " * 60
    at = text.index("needle")
    found = excerpt(evidence(text, (at, at + 6, "pin")), length=80)
    joined = "".join(segment.text for segment in found)
    assert Segment("needle", "pin") in found
    assert joined.startswith("… word") and joined.endswith("word …")
    assert len(joined) <= 84
    assert set(joined.strip("… ").split()) == {"word", "needle", "here"}


def test_an_excerpt_prefers_the_stretch_that_answers_more_words() -> None:
    text = "alpha " + "x" * 5 + " filler" * 30 + " beta gamma end"
    b, g = text.index("beta"), text.index("gamma")
    found = excerpt(evidence(text, (0, 5, "a"), (b, b + 4, "b"), (g, g + 5, "c")), length=60)
    assert [s.query_word for s in found if s.query_word] == ["b", "c"]


def test_a_text_without_matches_starts_at_its_start() -> None:
    joined = "".join(s.text for s in excerpt(evidence("word " * 100), length=50))
    assert joined.startswith("word word")
    assert joined.endswith(" …")
