"""Countries by code and by name, in four languages."""

import pytest

from kb.importing.countries import closest_country, country_code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("BE", "BE"),
        ("jp", "JP"),
        ("UK", "GB"),
        ("BEL", "BE"),
        ("Japan", "JP"),
        ("Japon", "JP"),
        ("CHINE", "CN"),
        ("South Africa", "ZA"),
        ("Zuid-Afrika", "ZA"),
        ("Südafrika", "ZA"),
        ("Cote d'Ivoire", "CI"),
        ("Czech Republic", "CZ"),
        ("United Kingdom", "GB"),
        ("États-Unis", "US"),
        ("Kosovo", "XK"),
        ("Elbonia", None),
        ("EU", None),
        ("ZZ", None),
        ("", None),
    ],
)
def test_code(written: str, code: str | None) -> None:
    assert country_code(written) == code


def test_the_closest_country_is_told_by_its_code() -> None:
    assert closest_country("Belgum") == "BE"
    assert closest_country("Jappan") == "JP"
    assert closest_country("QQ") is None
