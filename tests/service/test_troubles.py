"""Troubles: a fault counts until the part it befell has gone well."""

from service.errors import RoundlogError
from service.troubles import Troubles


class Seconds:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_fault_counts_until_its_own_part_has_gone_well() -> None:
    troubles = Troubles(60)
    troubles.note("a", RoundlogError("the disk is full"))
    troubles.note("b", None)
    assert troubles.words() == ["the disk is full"]
    troubles.note("a", None)
    assert troubles.words() == []


def test_one_cause_of_many_faults_is_said_once_and_a_fault_of_the_program_by_its_kind() -> None:
    troubles = Troubles(60)
    for part in "abc":
        troubles.note(part, RoundlogError("the disk is full"))
    troubles.note("d", KeyError("x"))
    assert troubles.words() == ["KeyError: 'x'", "the disk is full"]


def test_a_part_that_is_never_heard_of_again_leaves_nothing_behind() -> None:
    seconds = Seconds()
    troubles = Troubles(60, seconds)
    troubles.note("a", RoundlogError("the disk is full"))
    seconds.now = 61
    assert troubles.words() == []
