"""The gazetteer and the columns of a small world, made once."""

import pytest

from kb.question import Gazetteer
from kb.question.columns import Columns
from tests.kb.question.records import INITIATIVES, ORGANISATIONS, PARTICIPATIONS, PEOPLE, THEMES


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer(organisations=ORGANISATIONS, people=PEOPLE, initiatives=INITIATIVES, themes=THEMES)


@pytest.fixture(scope="session")
def columns() -> Columns:
    return Columns(initiatives=INITIATIVES, organisations=ORGANISATIONS, participations=PARTICIPATIONS)
