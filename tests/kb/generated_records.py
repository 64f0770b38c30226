"""Records that hypothesis makes up: consistent ones, with texts that may enter a store."""

from dataclasses import dataclass

from hypothesis import assume
from hypothesis import strategies as st

from kb.importing.cleaning import clean
from kb.importing.theme_words import ThemeWords
from kb.model import (
    Confidence,
    DescriptionBasis,
    Initiative,
    Label,
    Organisation,
    OrganisationKind,
    Participation,
    Person,
    Role,
    Source,
    Status,
    Theme,
    Translation,
)
from kb.store import Store

TRICKY = st.sampled_from(
    [
        *(
            "=1+1",
            "-x",
            "@home",
            "+3",
            "'=x",
            "a | b",
            "a; b",
            'say "so"',
            "line\nline",
            "back\\slash",
            "\\|",
        ),
        *("1.0", "é, è", "name (lead)", "x [y]", "<z>", "{2020/}", "#N/A", "TRUE", "_x0041_", "2020-01-01"),
        *("null", "😀 ŁÓDŹ", "ends \\"),
    ]
)
WORDS = st.text(alphabet="abé ß,;|=+-'\"()[]<>{}\\\n漢😀.:/", min_size=1, max_size=15)
TEXT = (
    (TRICKY | WORDS)
    .map(lambda text: clean(text, of_person=True).text)
    .filter(lambda text: text and not clean(text, of_person=True).removed)
)
TEXTS = st.lists(TEXT, max_size=3, unique=True).map(tuple)
MAYBE = st.none() | TEXT
LANGUAGES = st.sampled_from(["en", "fr", "nl", "de", "pt"])
DATES = st.none() | st.sampled_from(["2019", "2020-04", "2020-04-17", "2021-12-31"])
URLS = st.sampled_from(["http://x.be", "https://y.be/?a=1;b=2|3", "https://z.be/(a)", "http://w.be/{a}"])
BLANK_OR_TEXT = st.just("") | TEXT
SOURCES = st.lists(
    st.builds(Source, url=URLS, title=BLANK_OR_TEXT, supports=BLANK_OR_TEXT), max_size=2, unique=True
).map(tuple)


@dataclass(frozen=True)
class Everything:
    """A whole store's content."""

    themes: list[Theme]
    organisations: list[Organisation]
    people: list[Person]
    initiatives: list[Initiative]
    participations: dict[str, list[Participation]]

    def put(self, store: Store) -> None:
        """Write it all."""
        with store.writing() as writing:
            writing.put_all(self.themes)
            writing.put_all(self.organisations)
            writing.put_all(self.people)
            writing.put_all(self.initiatives)
            writing.replace_participations(self.participations)


def content(store: Store) -> tuple[object, ...]:
    """All records of a store, without the ids of participations."""
    participations = [one.model_copy(update={"id": None}) for one in store.participations()]
    return store.themes(), store.organisations(), store.people(), store.initiatives(), participations


def _period(draw: st.DrawFn) -> dict[str, str | None]:
    start, end = draw(DATES), draw(DATES)
    return {"start": start, "end": None if start and end and end < start[: len(end)] else end}


@st.composite
def everything(draw: st.DrawFn) -> Everything:
    """Up to three records of each kind, which refer to each other."""
    sizes = [draw(st.integers(0, 3)) for _ in range(4)]
    themes = [_theme(draw, number) for number in range(sizes[0])]
    organisations = [_organisation(draw, number) for number in range(sizes[1])]
    people = [
        Person(id=f"p{number}", name=draw(TEXT), affiliations=draw(TEXTS), sources=draw(SOURCES))
        for number in range(sizes[2])
    ]
    initiatives = [_initiative(draw, number, themes) for number in range(sizes[3])]
    words = ThemeWords(themes)
    assume(all(words.find(theme.id) == (theme.id,) for theme in themes))
    participations = {
        initiative.id: [
            *_organisations_in(draw, initiative.id, organisations),
            *_people_in(draw, initiative.id, people),
        ]
        for initiative in initiatives
    }
    return Everything(themes, organisations, people, initiatives, participations)


def _theme(draw: st.DrawFn, number: int) -> Theme:
    languages = draw(st.lists(LANGUAGES, min_size=1, max_size=2, unique=True))
    others = draw(st.lists(LANGUAGES, max_size=2, unique=True))
    return Theme(
        id=f"t{number}",
        labels=tuple(Label(language=language, text=draw(TEXT)) for language in sorted(languages)),
        alternative_labels=tuple(
            Label(language=language, text=text) for language in sorted(others) for text in draw(TEXTS)
        ),
        broader_id=f"t{number - 1}" if number and draw(st.booleans()) else None,
    )


def _organisation(draw: st.DrawFn, number: int) -> Organisation:
    name = draw(TEXT)
    return Organisation(
        id=f"o{number}",
        name=name,
        aliases=tuple(alias for alias in draw(TEXTS) if alias != name),
        kind=draw(st.sampled_from(OrganisationKind)),
        parent_id=f"o{number - 1}" if number and draw(st.booleans()) else None,
        city=draw(MAYBE),
        region=draw(MAYBE),
        country=draw(st.none() | st.sampled_from(["BE", "FR", "LU"])),
        website=draw(st.none() | URLS),
        ror=draw(st.none() | st.just("https://ror.org/00afp2z80")),
        kbo=draw(st.none() | st.just("0325777171")),
        description=draw(BLANK_OR_TEXT),
        description_basis=draw(st.none() | st.sampled_from(DescriptionBasis)),
        needs=draw(TEXTS),
        offers=draw(TEXTS),
        sources=draw(SOURCES),
    )


def _initiative(draw: st.DrawFn, number: int, themes: list[Theme]) -> Initiative:
    own, *others = draw(st.lists(LANGUAGES, min_size=1, max_size=3, unique=True))
    return Initiative(
        id=f"i{number}",
        title=draw(TEXT),
        description=draw(BLANK_OR_TEXT),
        language=draw(st.sampled_from([own, "und"])),
        translations=tuple(_translation(draw, one) for one in sorted(others)),
        themes=tuple(theme.id for theme in themes if draw(st.booleans())),
        status=draw(st.sampled_from(Status)),
        **_period(draw),
        needs=draw(TEXTS),
        offers=draw(TEXTS),
        sources=draw(SOURCES),
        source_language=draw(st.none() | LANGUAGES),
        confidence=draw(st.none() | st.sampled_from(Confidence)),
        updated_at=draw(st.sampled_from(["2020-05-06", "2026-01-02"])),
    )


def _translation(draw: st.DrawFn, language: str) -> Translation:
    return Translation(
        language=language,
        title=draw(TEXT),
        description=draw(BLANK_OR_TEXT),
        needs=draw(TEXTS),
        offers=draw(TEXTS),
    )


def _organisations_in(
    draw: st.DrawFn, initiative_id: str, organisations: list[Organisation]
) -> list[Participation]:
    chosen = [organisation for organisation in organisations if draw(st.booleans())]
    return [
        Participation(
            initiative_id=initiative_id,
            actor_id=organisation.id,
            role=draw(st.sampled_from(Role)),
            **_period(draw),
        )
        for organisation in chosen
    ]


def _people_in(draw: st.DrawFn, initiative_id: str, people: list[Person]) -> list[Participation]:
    return [
        Participation(
            initiative_id=initiative_id,
            actor_id=person.id,
            actor_type="person",
            role=draw(st.sampled_from(Role)),
            job_title=draw(MAYBE),
            affiliation=draw(MAYBE),
            **_period(draw),
        )
        for person in people
        if draw(st.booleans())
    ]
