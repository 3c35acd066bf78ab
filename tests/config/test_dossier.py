from datetime import date

import pytest

from config.dossier import load_dossiers

STANDINGS = {"official", "agency", "outlet", "unranked"}


@pytest.fixture(scope="module")
def astana():
    (dossier,) = load_dossiers()
    return dossier


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2017-01-23", "Astana"),
        ("2019-03-22", "Astana"),
        ("2019-03-23", "Nur-Sultan"),
        ("2022-09-16", "Nur-Sultan"),
        ("2022-09-17", "Astana"),
        ("2024-11-11", "Astana"),
    ],
)
def test_the_capital_bears_the_name_of_that_day(astana, day, name):
    assert astana.place("astana").name_on(date.fromisoformat(day)) == name


def test_a_place_that_is_not_there_is_an_error(astana):
    with pytest.raises(KeyError):
        astana.place("atlantis")


def test_every_outlet_has_a_standing(astana):
    assert {outlet.standing for outlet in astana.outlets} <= STANDINGS


def test_the_host_has_a_place_and_is_no_guarantor(astana):
    assert astana.place(astana.host_place)
    assert astana.host not in astana.guarantors


def test_a_dossier_holds_no_years_but_those_of_names(astana):
    told = {key: value for key, value in astana.sections.items() if key not in ("places", "outlets")}
    assert not any(str(year) in repr(told) for year in range(2016, 2030))
