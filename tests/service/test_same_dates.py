import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.same_dates import same_dates


@pytest.mark.parametrize(
    ("annotated", "told"),
    [
        ("2017-09-14", "2017-09-14"),
        ("2017-09-14/2017-09-15", "2017-09-14/2017-09-15"),
        ("2018-05", "2018-05-01/2018-05-31"),
        ("2018", "2018-01-01/2018-12-31"),
        ("2018-02-20/..", "2018-02-20/.."),
        ("2017-06-20~", "2017-06-15/2017-06-25"),
        ("2018-02-20~/..", "2018-02-25/.."),
        ("2018-02-15~/2018-02-28~", "2018-02"),
    ],
)
def test_these_say_the_same(annotated: str, told: str) -> None:
    assert same_dates(annotated, told)


@pytest.mark.parametrize(
    ("annotated", "told"),
    [
        ("2017-09-14", "2017-09-15"),
        ("2017-09-14/2017-09-15", "2017-09-14"),
        ("2018-05", "2018-05-01/2018-05-30"),
        ("2018-02-20/..", "2018-02-20"),
        ("2018-02-20/..", "2018-02-21/.."),
        ("2017-06-20~", "2017-06-14"),
        ("2017-06-20~", "2017-06-20/2017-06-26"),
        ("2018-02-20~/..", "2018-02-26/.."),
        ("2018-02-15~/2018-02-28~", "2018-01-01/2018-03-31"),
        ("2018-02-15~/2018-02-28~", "2018-03-01/2018-03-10"),
        ("2017-09-14", "soon"),
        ("2017-09-14", "2017-13-40"),
        ("2017-09-14", ""),
    ],
)
def test_these_do_not(annotated: str, told: str) -> None:
    assert not same_dates(annotated, told)


def test_an_annotation_that_is_no_edtf_is_an_error() -> None:
    with pytest.raises(ValueError, match="soon"):
        same_dates("soon", "2017-09-14")


@given(st.dates(), st.dates(), st.sampled_from(["", "~", "?", "%"]))
def test_every_stretch_is_the_same_as_itself(one: object, other: object, mark: str) -> None:
    first, last = sorted([str(one), str(other)])
    assert same_dates(f"{first}{mark}/{last}{mark}", f"{first}{mark}/{last}{mark}")
