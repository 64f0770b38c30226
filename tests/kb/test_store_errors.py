"""Whatever SQLite says becomes one line with a remedy."""

import sqlite3
from pathlib import Path

import pytest

from kb.errors import StoreError
from kb.store_errors import store_errors


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("SELECT x", r"a.sqlite cannot be used \(no such column: x\); try again, or import your"),
        ("nothing at all", r"cannot be used \(near .nothing.: syntax error\); try again"),
    ],
)
def test_what_has_no_advice_of_its_own_has_a_remedy_too(tmp_path: Path, statement: str, said: str) -> None:
    connection = sqlite3.connect(tmp_path / "a.sqlite")
    with pytest.raises(StoreError, match=said) as caught, store_errors(tmp_path / "a.sqlite"):
        connection.execute(statement)
    connection.close()
    assert "\n" not in str(caught.value)
