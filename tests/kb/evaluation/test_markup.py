"""HTML that cannot be broken by what is written into it."""

from hypothesis import given
from hypothesis import strategies as st

from kb.evaluation.markup import element, join


def test_text_is_escaped_and_elements_are_not() -> None:
    assert element("p", "a < b & ", element("b", '"c"')) == "<p>a &lt; b &amp; <b>&quot;c&quot;</b></p>"


def test_attributes_are_escaped_and_may_be_named_like_words_of_python() -> None:
    assert element("i", class_='"x"', aria_label="y") == '<i class="&quot;x&quot;" aria-label="y"></i>'


@given(st.text())
def test_no_text_opens_an_element(text: str) -> None:
    assert "<" not in join(text)
    assert '"' not in join(text)
