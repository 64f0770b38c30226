"""docs/open-needs.md and the README tell the limits and the columns that hold."""

from pathlib import Path

import pytest

import kb
from kb.model import OpenNeed
from kb.open_needs import MAX_NEED, MAX_NEEDS_AN_HOUR, MAX_OPEN_NEEDS

ROOT = Path(kb.__file__).parents[1]
pytestmark = pytest.mark.skipif(
    not (ROOT / "docs").exists(), reason="the documents are not installed with the package"
)


def test_columns_and_limits_are_documented() -> None:
    text = (ROOT / "docs" / "open-needs.md").read_text(encoding="utf-8")
    for column in OpenNeed.model_fields:
        assert f"| `{column}` |" in text
    assert f"{MAX_NEED:,} characters" in text
    assert f"from everyone together | {MAX_NEEDS_AN_HOUR} |" in text
    assert f"open at once | {MAX_OPEN_NEEDS:,} |" in text
    told = f"at most {MAX_NEED:,} characters. {MAX_NEEDS_AN_HOUR} an hour are accepted from everyone together"
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"{told}, and {MAX_OPEN_NEEDS:,} may be open at once" in readme
