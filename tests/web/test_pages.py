"""What stands on the pages, in which language, with which codes; nothing typed is ever executed."""

import html
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from kb.model import Organisation, Participation, Role
from tests.web.conftest import filled
from tests.web.reading import ENGLISH, page, words
from tests.web.records import MASKS, NEED, ODD_ID, RNA, SCRIPT
from web.application import create_app
from web.pages import EXAMPLES
from web.settings import Settings


def test_home_has_one_box_examples_in_four_languages_and_counts(client: FlaskClient) -> None:
    text = page(client, "/")
    assert text.count('name="q"') == 1
    assert [example.language for example in EXAMPLES] == ["en", "fr", "nl", "de"]
    for example in EXAMPLES:
        assert f'<span lang="{example.language}">{html.escape(example.text)}</span>' in text
    assert "<dt>initiatives</dt><dd>3</dd>" in text
    assert "<dt>organisations</dt><dd>4</dd>" in text
    assert "<dt>person named by a source</dt><dd>1</dd>" in text


def test_a_theme_counts_on_the_start_page_what_its_page_lists(client: FlaskClient) -> None:
    chips = re.findall(r'href="(/theme/[^"]+)">.*?chip-count">(\d+)<', page(client, "/"))
    assert chips == [("/theme/masks", "1"), ("/theme/protection", "1")]
    for address, count in chips:
        assert page(client, address).count("<article") == int(count)


def test_results_show_who_beside_what_with_the_evidence_marked(client: FlaskClient) -> None:
    text = page(client, f"/search?q={quote(NEED)}")
    first = text.split("<article")[1]
    assert "Sterilised masks for hospitals" in first
    assert '<a href="/organisation/clean-air">CleanAir</a>' in first
    assert "lead, manufacturer · Mons" in words(first)
    assert "clinical site · Liège" in words(first)
    assert "March 2020 – 17 April 2020" in first
    assert '<mark title="answers “sterilise”" data-answers="sterilise">sterilise</mark>' in first
    assert "The 3 closest initiatives" in text
    assert f'value="{html.escape(NEED)}"' in text
    assert '<meta name="robots" content="noindex">' in text


def test_a_card_names_three_organisations_and_counts_the_others(tmp_path: Path, settings: Settings) -> None:
    knowledge_base = filled(tmp_path)
    with knowledge_base.store.writing() as writing:
        for name in ("Ames", "Bell", "Cole"):
            writing.put(Organisation(id=name.lower(), name=name))
            writing.put(Participation(initiative_id=MASKS, actor_id=name.lower(), role=Role.FUNDER))
    client = create_app(settings, knowledge_base=knowledge_base, warm_up=False).test_client()
    first = words(page(client, f"/search?q={quote(NEED)}").split("<article")[1])
    assert "CleanAir" in first and "North University" in first and "Ames" in first
    assert "Bell" not in first and "Cole" not in first
    assert "and 2 more" in first
    knowledge_base.store.close()


def test_results_rank_organisations_with_their_evidence(client: FlaskClient) -> None:
    text = page(client, f"/search?q={quote(NEED)}")
    ranking = text.split('id="organisations"')[1]
    assert "Who works on this" in ranking
    assert ranking.index("CleanAir") < ranking.index("North University")
    assert "SME · Mons · 1 initiative strong match" in words(ranking)
    assert "university · Liège · 2 initiatives" in words(ranking)


def test_results_never_claim_that_a_number_was_found(client: FlaskClient) -> None:
    text = words(page(client, f"/search?q={quote(NEED)}"))
    assert not re.search(r"\d+ (results|initiatives) found", text)
    assert "Closest first, out of 3." in text


def test_an_empty_search_goes_to_the_start_page(client: FlaskClient) -> None:
    for address in ("/search", "/search?q="):
        response = client.get(address)
        assert (response.status_code, response.location) == (302, "/")


@pytest.mark.parametrize("typed", ["   ", "a", "?", "\x00\x07", "x" * 100_000, "😷", "‮"])
def test_what_cannot_be_searched_is_answered_with_400_and_help(client: FlaskClient, typed: str) -> None:
    response = client.get("/search", query_string={"q": typed}, headers=ENGLISH)
    assert response.status_code == 400
    assert "This cannot be searched" in response.text
    assert len(response.text) < 30_000


@pytest.mark.parametrize(
    "typed",
    [
        SCRIPT,
        '"><img src=x onerror=alert(1)>',
        "'; DROP TABLE initiative; --",
        "{{ 7*7 }}",
        "masques 😷 usagés",
        "أقنعة מסכות",
        "masks\x00\x1b[31m",
        "AND OR NOT ( title:",
        "../../etc/passwd",
        "%s%d%(x)s",
    ],
)
def test_odd_queries_are_searched_and_shown_as_text(client: FlaskClient, typed: str) -> None:
    response = client.get("/search", query_string={"q": typed}, headers=ENGLISH)
    assert response.status_code == 200
    box = re.search(r'<input id="q"[^>]*\bvalue="([^"]*)"', response.text)
    assert box is not None
    assert html.unescape(box.group(1)) == typed
    assert 'dir="auto"' in response.text
    assert SCRIPT not in response.text
    assert "<img src=x" not in response.text
    assert "49" not in box.group(1)


def test_an_initiative_page_says_what_who_when_and_who_says_so(client: FlaskClient) -> None:
    text = page(client, f"/initiative/{MASKS}")
    seen = words(text)
    assert "<h1>Sterilised masks for hospitals</h1>" in text
    assert "March 2020 – 17 April 2020 completed" in seen
    assert "CleanAir can sterilise used masks with hydrogen peroxide." in seen
    assert "Needs A room to store masks" in seen
    assert "Offers Sterilisation of masks" in seen
    assert "The same in French" in seen
    assert 'lang="fr">' in text and "stérilise les masques usagés" in seen
    assert "lead CleanAir SME · Mons" in seen
    assert "clinical site North University" in seen
    assert "Jo Claes rector · North University" in seen
    assert "high: two or more independent or first-hand sources agree" in seen
    assert "23 November 2026" in seen
    assert '<a class="chip" href="/theme/masks">face masks</a>' in text
    assert 'href="https://news.example/masks" rel="noopener external nofollow">Masks made clean</a>' in text
    assert "news.example the method" in seen
    assert ">bare.example</a>" in text
    assert "as of the latest source seen, not today" in seen


def test_an_initiative_page_shows_similar_ones_and_not_itself(client: FlaskClient) -> None:
    similar = page(client, f"/initiative/{MASKS}").split('id="similar"')[1]
    assert "Messenger RNA platform" in similar
    assert "Sterilised masks" not in similar


def test_an_initiative_page_is_in_the_reader_s_language_where_there_is_a_text(client: FlaskClient) -> None:
    french = page(client, f"/initiative/{MASKS}", "fr")
    assert "<h1>Des masques stérilisés pour les hôpitaux</h1>" in french
    assert "mars 2020 – 17 avril 2020" in french
    assert "Le même texte en anglais" in french
    assert ">masques</a>" in french
    german = page(client, f"/initiative/{MASKS}", "de")
    assert '<h1 lang="en">Sterilised masks for hospitals</h1>' in german
    assert "Nur in dieser Sprache verfügbar: Englisch." in german


def test_evidence_in_another_language_is_labelled(client: FlaskClient) -> None:
    text = page(client, "/search?q=messenger+RNA+vaccines", "fr")
    first = text.split("<article")[1]
    assert '<blockquote class="evidence" lang="en">' in first
    assert "en anglais" in first


def test_an_organisation_page_gathers_what_is_known(client: FlaskClient) -> None:
    text = page(client, "/organisation/north-university")
    seen = words(text)
    assert "<h1>North University</h1>" in text
    assert "university · Liège, Province of Liège, Belgium" in seen
    assert "also called NU · Université du Nord" in seen
    assert "2 initiatives" in seen
    assert seen.index("partner Messenger RNA platform") < seen.index("clinical site Sterilised masks")
    assert 'href="https://www.north.example/start" rel="noopener external nofollow">north.example</a>' in text
    assert ">00afp2z80</a>" in text and "0403019261" in seen
    assert "Its parts</p>" in text and "North Virology Institute" in seen
    assert "1 initiative together" in seen
    assert "Jo Claes rector Sterilised masks for hospitals" in seen
    assert ">About us</a>" in text
    assert '<p class="prose lead">A university of the north.</p>' in text  # its language is not known


def test_a_part_names_what_it_is_a_part_of(client: FlaskClient) -> None:
    text = page(client, "/organisation/north-virology")
    assert 'Part of <a href="/organisation/north-university">North University</a>' in text


def test_a_description_that_only_repeats_roles_is_not_shown(client: FlaskClient) -> None:
    text = page(client, "/organisation/north-virology")
    assert "Lead of the Messenger RNA platform." not in text.split("<main")[1]
    assert "No description was found; what is known follows from its role" in words(text)
    assert "No description was found" not in page(client, "/organisation/north-university")


def test_a_theme_page_holds_what_its_narrower_themes_hold(client: FlaskClient) -> None:
    text = words(page(client, "/theme/protection"))
    assert "1 initiative" in text
    assert "Sterilised masks for hospitals" in text
    assert "Narrower themes face masks" in text


@pytest.mark.parametrize("identifier", [RNA, ODD_ID])
def test_ids_with_slashes_and_marks_have_pages(client: FlaskClient, identifier: str) -> None:
    response = client.get(f"/initiative/{quote(identifier, safe='/')}", headers=ENGLISH)
    assert response.status_code == 200


def test_markup_in_records_is_shown_not_run(client: FlaskClient) -> None:
    addresses = (
        f"/initiative/{quote(ODD_ID, safe='/')}",
        "/organisation/bad/name",
        "/search?q=ventilators+valves",
        f"/initiative/{MASKS}",
    )
    for address in addresses:
        text = page(client, address)
        assert SCRIPT not in text
        assert html.escape(SCRIPT, quote=True).replace("&#x27;", "&#39;") in text


def test_about_says_what_the_data_are_and_how_fresh_the_index_is(client: FlaskClient) -> None:
    text = words(page(client, "/about"))
    assert "Initiatives 3" in text
    assert "Index up to date" in text
    assert "loaded by those who run it" in text
    assert "BioWin" not in text


def test_robots_stay_out_of_searches(client: FlaskClient) -> None:
    assert "Disallow: /search" in client.get("/robots.txt").text
    assert client.get(f"/search?q={quote(NEED)}").headers["X-Robots-Tag"] == "noindex"
    assert client.get("/favicon.ico").location == "/static/favicon.svg"


def test_an_empty_compendium_says_how_to_fill_it(tmp_path: Path, settings: Settings) -> None:
    from indexer import Engine
    from kb.knowledge_base import KnowledgeBase
    from kb.store import Store
    from tests.fake_encoder import FakeEncoder

    knowledge_base = KnowledgeBase(
        Store.open(tmp_path / "compendium.sqlite"), Engine(tmp_path / "index", FakeEncoder)
    )
    client = create_app(settings, knowledge_base=knowledge_base, warm_up=False).test_client()
    assert "compendium sample" in client.get("/", headers=ENGLISH).text
    knowledge_base.store.close()
