"""What pages say to machines: schema.org, parsed from the page as a search engine would."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask.testing import FlaskClient

from kb.knowledge_base import KnowledgeBase
from kb.model import Initiative, Organisation, Participation, Role
from tests.web.reading import page
from tests.web.records import MASKS, ODD_ID, RNA, SCRIPT
from web.application import create_app
from web.settings import Settings

SITE = "http://localhost"


def data(text: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    parsed = json.loads(found)
    assert isinstance(parsed, dict)
    return parsed


def test_an_organisation_says_what_is_recorded_and_no_street(client: FlaskClient) -> None:
    assert data(page(client, "/organisation/north-university")) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": f"{SITE}/organisation/north-university",
        "name": "North University",
        "alternateName": ["NU", "Université du Nord"],
        "url": "https://www.north.example/start",
        "sameAs": "https://ror.org/00afp2z80",
        "identifier": {"@type": "PropertyValue", "propertyID": "KBO/BCE", "value": "0403019261"},
        "address": {"@type": "PostalAddress", "addressLocality": "Liège", "addressCountry": "BE"},
        "subOrganization": [
            {
                "@type": "Organization",
                "@id": f"{SITE}/organisation/north-virology",
                "name": "North Virology Institute",
            }
        ],
        "knowsAbout": ["face masks"],
    }


def test_a_part_says_what_it_is_a_part_of_and_nothing_that_is_not_known(client: FlaskClient) -> None:
    found = data(page(client, "/organisation/north-virology"))
    assert found["parentOrganization"]["@id"] == f"{SITE}/organisation/north-university"
    assert set(found) == {"@context", "@type", "@id", "name", "address", "parentOrganization"}


def test_subjects_are_in_the_language_of_the_page(client: FlaskClient) -> None:
    assert data(page(client, "/organisation/clean-air", "fr"))["knowsAbout"] == ["masques"]


def test_who_only_pays_knows_about_nothing(writable: KnowledgeBase, settings: Settings) -> None:
    with writable.store.writing() as writing:
        writing.put(Organisation(id="bank", name="Bank"))
        writing.put(Participation(initiative_id=MASKS, actor_id="bank", role=Role.FUNDER))
    client = create_app(settings, knowledge_base=writable, warm_up=False).test_client()
    assert "knowsAbout" not in data(page(client, "/organisation/bank"))
    found = data(page(client, f"/initiative/{MASKS}"))
    assert [one["name"] for one in found["member"]] == ["CleanAir", "North University"]
    assert [one["name"] for one in found["funder"]] == ["Bank"]


def test_an_initiative_says_who_takes_part_each_once(client: FlaskClient) -> None:
    found = data(page(client, f"/initiative/{MASKS}"))
    assert (found["@type"], found["name"]) == ("Project", "Sterilised masks for hospitals")
    assert (found["foundingDate"], found["dissolutionDate"]) == ("2020-03", "2020-04-17")
    assert found["keywords"] == ["face masks"]
    assert [one["@id"] for one in found["member"]] == [
        f"{SITE}/organisation/clean-air",
        f"{SITE}/organisation/north-university",
    ]
    assert found["subjectOf"] == ["https://news.example/masks", "https://www.bare.example/"]
    assert "Jo Claes" not in json.dumps(found)
    assert "funder" not in found


def test_its_address_leads_to_it(client: FlaskClient) -> None:
    for identifier in (RNA, ODD_ID):
        found = data(page(client, f"/initiative/{quote(identifier, safe='/')}"))
        again = client.get(found["url"].removeprefix(SITE))
        assert again.status_code == 200
        assert data(again.text)["@id"] == found["@id"]


def test_markup_in_a_record_does_not_end_the_block(client: FlaskClient) -> None:
    text = page(client, "/organisation/bad/name")
    assert data(text)["name"] == SCRIPT
    assert SCRIPT not in text
    assert r"\u003c/script\u003e" in text


def test_a_closing_tag_in_a_description_neither(
    writable: KnowledgeBase, settings: Settings, tmp_path: Path
) -> None:
    nasty = "</script><script>alert(1)</script><!-- ]]> & ' \u2028"
    with writable.store.writing() as writing:
        writing.put(Initiative(id="nasty", title=nasty, description=nasty, language="en"))
    client = create_app(settings, knowledge_base=writable, warm_up=False).test_client()
    text = page(client, "/initiative/nasty")
    assert data(text)["description"] == nasty.strip()
    assert "<script>alert" not in text
