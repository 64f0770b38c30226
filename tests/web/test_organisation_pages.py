"""An organisation's profile: themes over time, one theme, shared initiatives, similar work."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from kb.knowledge_base import KnowledgeBase
from kb.model import Initiative, Organisation, Participation, Role, Status
from tests.web.conftest import filled
from tests.web.reading import ENGLISH, links, page, words
from tests.web.records import MASKS, RNA
from web.application import create_app
from web.settings import Settings

VAPOUR = Initiative(
    id="vapour",
    title="Vapour for masks",
    description="Steamers can sterilise used masks with vapour. Hospitals send masks daily.",
    language="en",
    themes=("masks",),
    status=Status.ONGOING,
    start="2021",
)


def section(text: str, heading: str) -> str:
    """What follows a heading up to the next section."""
    return text.split(f'id="{heading}"')[1].split("</section>")[0]


@pytest.fixture
def other(writable: KnowledgeBase, settings: Settings) -> Iterator[FlaskClient]:
    """An application with a second organisation that cleans masks, and one that did nothing."""
    with writable.store.writing() as writing:
        writing.put(VAPOUR)
        writing.put(Initiative(id="old", title="Old masks", themes=("masks",), language="en"))
        for name in ("steamers", "idle", "a/theme/masks"):
            writing.put(Organisation(id=name, name=name.title(), city="Namur"))
        for initiative in ("vapour", "old"):
            writing.put(Participation(initiative_id=initiative, actor_id="steamers", role=Role.LEAD))
    writable.reindex()
    yield create_app(settings, knowledge_base=writable, warm_up=False).test_client()


def test_themes_are_drawn_over_time_with_their_words_beside_them(client: FlaskClient) -> None:
    text = section(page(client, "/organisation/north-university"), "themes")
    assert '<a href="/organisation/north-university/theme/protection">protection</a>' in text
    assert '<a href="/organisation/north-university/theme/masks">face masks</a>' in text
    # March begins after 2 of 12 months, 17 April is over after 3 17/30.
    assert '<rect x="16.67%" y="4" width="13.05%" height="7" rx="2"/>' in text
    assert 'role="img"' in text
    assert ">protection: March 2020 – 17 April 2020</title>" in text
    assert ">Sterilised masks for hospitals, March 2020 – 17 April 2020</desc>" in text
    assert '<text x="0.0%" dx="4" y="14">2020</text>' in text
    assert "style=" not in text
    assert "Dots:" not in text


def test_dots_and_missing_dates_are_said_in_words(other: FlaskClient) -> None:
    text = section(page(other, "/organisation/steamers"), "themes")
    assert text.count("<rect") == 1
    assert '<line class="open" x1="100.0%"' not in text  # no room behind the last year
    assert "No date is recorded for 1 initiative." in words(text)
    assert "Aucune date n’est connue pour 1 initiative." in words(page(other, "/organisation/steamers", "fr"))


def test_an_organisation_without_initiatives_has_a_whole_page(other: FlaskClient) -> None:
    text = page(other, "/organisation/idle")
    assert "It takes part in no initiative of this compendium." in text
    for heading in ("themes", "similar"):
        assert f'id="{heading}"' not in text


def test_collaborators_come_with_the_initiatives_they_share(client: FlaskClient) -> None:
    side = page(client, "/organisation/north-university").split("Works with")[1]
    first, second = re.findall(r'<details class="shared">(.*?)</details>', side, re.DOTALL)
    assert words(first) == "1 initiative together Sterilised masks for hospitals"
    assert links(first) == {"Sterilised masks for hospitals": f"/initiative/{MASKS}"}
    assert links(second) == {"Messenger RNA platform": f"/initiative/{RNA}"}


def test_similar_work_is_shown_with_its_reason(other: FlaskClient) -> None:
    text = section(page(other, "/organisation/clean-air"), "similar")
    assert words(text).startswith(">Similar work Organisations with which it shares no initiative here")
    assert "Steamers other organisation · Namur Both work on face masks" in words(text)
    assert "Steamers Vapour for masks CleanAir Sterilised masks for hospitals" in words(text)
    found = links(text)
    assert found["face masks"] == "/organisation/steamers/theme/masks"
    assert found["Vapour for masks"] == "/initiative/vapour"


def test_similar_work_of_those_who_worked_together_is_a_line(
    writable: KnowledgeBase, other: FlaskClient
) -> None:
    with writable.store.writing() as writing:
        writing.put(Participation(initiative_id="old", actor_id="clean-air", role=Role.PARTNER))
    text = section(page(other, "/organisation/clean-air"), "similar")
    assert "Similar too, and already together in an initiative: Steamers" in words(text)
    assert "<article" not in text
    found = other.get("/api/v1/organisations/clean-air").json
    assert found is not None
    assert [(one["organisation"]["id"], one["has_worked_together"]) for one in found["similar"]] == [
        ("steamers", True)
    ]


def test_the_page_is_whole_without_an_index(tmp_path: Path, settings: Settings) -> None:
    knowledge_base = filled(tmp_path, reindex=False)
    client = create_app(settings, knowledge_base=knowledge_base, warm_up=False).test_client()
    text = page(client, "/organisation/clean-air")
    assert 'id="themes"' in text and "Sterilised masks for hospitals" in text
    assert 'id="similar"' not in text
    found = client.get("/api/v1/organisations/clean-air")
    assert found.status_code == 200
    assert found.json is not None and found.json["similar"] is None
    knowledge_base.store.close()


def test_a_theme_of_an_organisation_says_what_with_whom_when_and_who_else(client: FlaskClient) -> None:
    text = page(client, "/organisation/clean-air/theme/protection")
    seen = words(text.split("<main")[1])
    assert "<h1>protection</h1>" in text
    assert "CleanAir protection What CleanAir does within this theme. Narrower themes face masks" in seen
    assert (
        "lead Sterilised masks for hospitals March 2020 – 17 April 2020 completed also: manufacturer" in seen
    )
    assert "with North University" in seen
    assert "Its initiatives 1 of 1 First date March 2020 Last date 17 April 2020" in seen
    others = section(text, "others")
    assert "Who else works on it North University 1 initiative together 1 1 initiative" in words(others)
    assert links(others) == {"North University": "/organisation/north-university/theme/protection"}


def test_a_theme_in_which_it_has_nothing_says_so_and_names_who_has(client: FlaskClient) -> None:
    seen = words(page(client, "/organisation/north-virology/theme/masks"))
    assert "North Virology Institute takes part in no initiative of this theme." in seen
    assert "Its initiatives 0 of 1" in seen
    assert "Who works on it CleanAir" in seen


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/organisation/nobody/theme/masks", "There is no organisation with id 'nobody'."),
        ("/organisation/clean-air/theme/nothing", "There is no theme with id 'nothing'."),
    ],
)
def test_what_does_not_exist_is_404_in_clear_words(client: FlaskClient, address: str, line: str) -> None:
    response = client.get(address, headers=ENGLISH)
    assert response.status_code == 404
    assert line in words(response.text)
    assert words(response.text).count("Not found") == 2  # title and heading


def test_ids_that_read_like_the_address_of_a_theme_still_have_pages(other: FlaskClient) -> None:
    assert "<h1>A/Theme/Masks</h1>" in page(other, "/organisation/a/theme/masks")
    text = page(other, f"/organisation/{quote('a/theme/masks')}/theme/masks")
    assert "A/Theme/Masks takes part in no initiative of this theme." in words(text)
