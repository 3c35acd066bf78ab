"""What a round is about and what it led to: sentences after a lead that names round 18."""

import pytest
from fakes.dispatches import members, read

# tense of the lead, sentence, topics, outcomes
CASES = [
    (
        "planned",
        (
            "The agenda includes the situation on the ground, humanitarian aid, the work of the "
            "Constitutional Committee and the return of refugees."
        ),
        "humanitarian constitution refugees",
        "",
    ),
    (
        "planned",
        (
            "The parties plan to discuss regional developments, the fight against international "
            "terrorism, confidence-building measures, the release of hostages and the search for "
            "missing persons."
        ),
        "regional-situation counter-terrorism confidence-building detainees",
        "",
    ),
    (
        "planned",
        (
            "Topics: post-conflict recovery of Syria, conditions for the return of Syrians to their "
            "homes, humanitarian assistance."
        ),
        "reconstruction refugees humanitarian",
        "",
    ),
    (
        "planned",
        "The delegations will talk about Idlib, prisoner swaps and mine action.",
        "idlib detainees demining",
        "",
    ),
    (
        "planned",
        "Ankara and Damascus are to discuss a road map for normalising their relations.",
        "syria-turkey-normalization",
        "",
    ),
    ("planned", "A working group on the release of detainees will meet on the sidelines.", "", ""),
    ("planned", "The war has killed hundreds of thousands and driven millions of refugees abroad since 2011.", "", ""),
    ("planned", "The United Nations hopes to resume the Geneva talks on the constitution next month.", "", ""),
    ("planned", "A joint statement is expected at the end of the talks.", "", ""),
    ("planned", "The guarantors are to sign a memorandum on de-escalation zones.", "de-escalation-zones", ""),
    ("past", "The sides adopted a joint statement.", "", "joint-statement"),
    (
        "past",
        (
            "In their final communique Russia, Iran and Turkey reaffirmed Syria's sovereignty, rejected "
            "separatist agendas east of the Euphrates and condemned Israel's military attacks."
        ),
        "northeast israeli-strikes",
        "joint-statement",
    ),
    (
        "past",
        "The guarantors voiced concern about the humanitarian situation and opposed unilateral sanctions.",
        "humanitarian sanctions",
        "",
    ),
    ("past", "They agreed to keep up the calm in the Idlib de-escalation zone.", "idlib de-escalation-zones", ""),
    ("past", "The talks ended without a joint statement.", "", ""),
    ("past", "No final document was signed.", "", ""),
    ("past", "The parties failed to agree on the borders of the zones.", "de-escalation-zones", "no-agreement"),
    ("past", "No agreement was reached.", "", "no-agreement"),
    (
        "past",
        "The guarantors were unable to reach a deal on the make-up of the constitutional committee.",
        "constitution",
        "no-agreement",
    ),
    (
        "past",
        "Russia, Turkey and Iran signed a memorandum on the creation of four de-escalation zones.",
        "de-escalation-zones",
        "de-escalation-memorandum",
    ),
    (
        "past",
        "The three countries agreed to create de-escalation zones in Syria.",
        "de-escalation-zones",
        "de-escalation-memorandum",
    ),
    (
        "past",
        "The guarantors approved the regulations of the working group on the release of detainees.",
        "detainees",
        "detainees-working-group",
    ),
    (
        "past",
        (
            "They decided to establish a working group on the release of detainees and hostages, the "
            "handover of bodies and the search for missing persons."
        ),
        "detainees",
        "detainees-working-group",
    ),
    (
        "past",
        "A joint statement on humanitarian mine action in Syria was adopted as well.",
        "demining",
        "demining-statement",
    ),
    (
        "past",
        "Russia, Iran and Turkey established a trilateral mechanism to monitor the ceasefire.",
        "ceasefire",
        "ceasefire-monitoring-group",
    ),
    (
        "past",
        "The sides agreed to set up a joint group to monitor the truce.",
        "ceasefire",
        "ceasefire-monitoring-group",
    ),
    (
        "past",
        "The guarantors agreed on the composition of the Constitutional Committee.",
        "constitution",
        "constitutional-committee",
    ),
    ("past", "The next round will take place in Nur-Sultan in the second half of 2022.", "", "next-round-announced"),
    (
        "past",
        "The participants agreed to hold the next, 19th meeting in Nur-Sultan in October.",
        "",
        "next-round-announced",
    ),
    ("past", "The date of the next meeting was not announced.", "", ""),
    (
        "past",
        "The statement welcomes the exchange of prisoners and calls for more aid without politicisation.",
        "detainees humanitarian",
        "joint-statement",
    ),
    ("past", "On the sidelines the working group on detainees held its sixth meeting.", "", ""),
    ("past", "The Syrian National Dialogue Congress in Sochi had dealt with the constitution.", "", ""),
    (
        "past",
        "Delegates discussed terrorism, the return of displaced people and the rebuilding of the country.",
        "counter-terrorism refugees reconstruction",
        "",
    ),
    (
        "past",
        "Ayman Sousan, the head of the Syrian government delegation, demanded an end to the sanctions.",
        "sanctions",
        "",
    ),
    ("past", "The parties spoke of Gaza and of tension across the Middle East.", "regional-situation", ""),
    ("past", "The guarantors of the ceasefire, Russia, Turkey and Iran, met twice.", "", ""),
    ("past", "The UN High Commissioner for Refugees was represented by an observer.", "", ""),
    (
        "past",
        (
            "According to the joint statement, the sides intend to fight terrorism in all its forms and "
            "to facilitate the voluntary return of refugees and internally displaced persons."
        ),
        "counter-terrorism refugees",
        "joint-statement",
    ),
    (
        "past",
        "They discussed a comprehensive settlement of the Syrian crisis in line with Resolution 2254.",
        "political-settlement",
        "",
    ),
    (
        "past",
        "The trilateral statement emphasised the need to normalise ties between Turkey and Syria.",
        "syria-turkey-normalization",
        "joint-statement",
    ),
    ("past", "The draft of the joint statement had been circulated on Wednesday.", "", ""),
    ("ongoing", "A joint statement is to be read out tomorrow.", "", ""),
    ("ongoing", "The delegations are discussing demining and prisoner exchanges.", "demining detainees", ""),
    ("past", "The rebels accuse Damascus of breaking the ceasefire.", "", ""),
    ("past", "The meeting focused on ceasefire violations in Eastern Ghouta.", "ceasefire", ""),
    ("past", "A memorandum has not been signed.", "", ""),
    ("past", "The sides could not agree on monitoring the ceasefire.", "ceasefire", "no-agreement"),
]


@pytest.mark.parametrize(("tense", "sentence", "agenda", "outcomes"), CASES)
def test_topics_and_outcomes_are_those_that_the_sentence_gives_the_round(
    tense: str, sentence: str, agenda: str, outcomes: str
) -> None:
    claims = read(sentence, tense)
    assert members(claims, "agenda") == set(agenda.split())
    assert members(claims, "outcomes") == set(outcomes.split())


def test_a_joint_statement_that_announces_a_round_is_that_of_the_round_before() -> None:
    claims = read("The joint statement puts the next, 19th round in October in Nur-Sultan.")
    assert members(claims, "outcomes") == {"joint-statement", "next-round-announced"}
    assert members(claims, "outcomes", "19") == set()


def test_an_unnamed_source_announces_no_round() -> None:
    claims = read("The next round may take place in October, a source in one of the delegations said.")
    assert "next-round-announced" not in members(claims, "outcomes")


def test_what_a_round_adopted_is_on_its_agenda_with_the_same_evidence() -> None:
    claims = read("A joint statement on humanitarian mine action was adopted.")
    pair = [claim for claim in claims if claim.value in ("demining", "demining-statement")]
    assert {claim.evidence for claim in pair} == {pair[0].evidence}
