"""Who takes part, who observes, who stays away: sentences after a lead that names round 18."""

import pytest
from fakes.dispatches import members, read
from hypothesis import given
from hypothesis import strategies as st

# tense of the lead, sentence, participants, observers
CASES = [
    (
        "past",
        (
            "Delegations from Russia, Turkey and Iran attended, alongside representatives of the Syrian "
            "government and the armed opposition."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "",
    ),
    (
        "past",
        (
            "Representatives of the three guarantor countries, the Syrian government and the opposition "
            "took part in the meeting, with the United Nations, Jordan, Lebanon and Iraq attending as "
            "observers."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "UN JO LB IQ",
    ),
    (
        "past",
        (
            "Taking part were the delegations of Iran, Russia and Turkey, as well as the Syrian "
            "government and opposition; observers came from the UN, Jordan, Iraq and Lebanon."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "UN JO IQ LB",
    ),
    ("past", "Observers included Jordan, Lebanon, Iraq and the UN.", "", "UN JO IQ LB"),
    ("past", "Iraq, Jordan, Lebanon and the UN had observer status.", "", "UN JO IQ LB"),
    ("past", "Jordan and the United Nations took part in the capacity of observers.", "", "JO UN"),
    ("past", "Jordanian, Iraqi and Lebanese diplomats watched the proceedings as observers.", "", "JO IQ LB"),
    ("past", "The United States, which sent its ambassador as an observer, made no statement.", "", "US"),
    ("past", "The United States declined to send an observer.", "", ""),
    ("past", "The US did not send a delegation this time.", "", ""),
    ("past", "Washington, which had been invited as an observer, stayed away.", "", ""),
    (
        "past",
        "The armed opposition boycotted the talks, while the Damascus delegation was led by Bashar Jaafari.",
        "SY-GOV",
        "",
    ),
    ("past", "Syrian rebels refused to attend the meeting.", "", ""),
    ("past", "The talks were sponsored by Russia, Turkey and Iran.", "RU TR IR", ""),
    (
        "past",
        (
            "The meeting brought together negotiators from Moscow, Ankara and Tehran as well as Syrian "
            "government and opposition envoys."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "",
    ),
    (
        "past",
        (
            "Ambassador Selcuk Unal headed the Turkish team, Alexander Lavrentyev the Russian one and "
            "Ali Asghar Khaji the Iranian one."
        ),
        "RU TR IR",
        "",
    ),
    ("past", "UN Special Envoy Geir Pedersen also attended the talks.", "UN", ""),
    ("past", "UN Special Envoy Geir Pedersen attended as an observer.", "", "UN"),
    ("past", "Geir Pedersen, the UN's envoy, welcomed the outcome from Geneva.", "", ""),
    ("past", "Saudi Arabia and Qatar said they followed the talks with interest.", "", ""),
    ("past", "The US State Department criticised the meeting.", "", ""),
    (
        "past",
        (
            "Experts of the guarantors, the UN and the ICRC held a session of the working group on "
            "detainees on the sidelines."
        ),
        "",
        "",
    ),
    ("past", "The presidents of Russia, Turkey and Iran are to meet at a summit in Tehran next month.", "", ""),
    ("past", "Delegations of both Syrian sides were present.", "SY-GOV SY-OPP", ""),
    (
        "past",
        "The Syrian parties to the conflict, the government and the opposition, were both represented.",
        "SY-GOV SY-OPP",
        "",
    ),
    (
        "past",
        (
            "Envoys of the UN refugee agency and the International Committee of the Red Cross were "
            "present as observers for the first time."
        ),
        "",
        "UNHCR ICRC",
    ),
    ("past", "China was not invited, although Beijing would like to join as an observer.", "", ""),
    ("past", "Kazakhstan's foreign minister opened the meeting.", "", ""),
    (
        "past",
        "In a joint statement issued after the talks, Iran, Russia and Türkiye condemned the attacks.",
        "RU TR IR",
        "",
    ),
    (
        "past",
        (
            "The delegations of the Syrian Arab Republic and the so-called opposition were headed by "
            "Ayman Sousan and Ahmad Tuma respectively."
        ),
        "SY-GOV SY-OPP",
        "",
    ),
    ("past", "Among the observers were Iraq and Lebanon.", "", "IQ LB"),
    ("past", "Present as observers were the UN, Jordan and, for the first time, Iraq.", "", "UN JO IQ"),
    (
        "past",
        (
            "Besides the guarantors Russia, Iran and Turkey, delegations of the Syrian government and "
            "the armed groups came to the city."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "",
    ),
    (
        "past",
        "The opposition delegation, led by Ahmad Tuma, met the Turkish and Russian delegations.",
        "SY-OPP TR RU",
        "",
    ),
    (
        "past",
        "Russia’s Alexander Lavrentyev, Iran’s Ali Asghar Khaji and Türkiye’s Selcuk Unal signed off on the text.",
        "RU TR IR",
        "",
    ),
    (
        "planned",
        (
            "Delegations of the guarantor states (Russia, Türkiye, Iran), the Government of Syria and "
            "the Syrian opposition are expected to take part."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "",
    ),
    ("planned", "The UN, Jordan, Iraq and Lebanon will participate as observers.", "", "UN JO IQ LB"),
    (
        "planned",
        "Representatives of the United Nations, Jordan, Lebanon and Iraq are also expected as observers.",
        "",
        "UN JO IQ LB",
    ),
    (
        "planned",
        (
            "Invitations have been sent to Russia, Iran, Turkey, the Syrian government and the armed "
            "opposition, and to observers from the UN and Jordan."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "UN JO",
    ),
    (
        "planned",
        (
            "Participants: Russia, Iran, Turkey, the Syrian government, the armed opposition. "
            "Observers: UN, Jordan, Lebanon."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "UN JO LB",
    ),
    ("planned", "The United States has been invited as an observer but has yet to reply.", "", ""),
    ("planned", "It is not known whether the United States will send an observer.", "", ""),
    ("planned", "Washington has not decided whether to attend.", "", ""),
    ("planned", "The Syrian opposition said it would not come.", "", ""),
    ("planned", "The Syrian government has confirmed its participation.", "SY-GOV", ""),
    ("planned", "The dates are still being coordinated with Russia, Turkey and Iran.", "", ""),
    (
        "planned",
        (
            "The talks will bring together Russia, Iran and Turkey, along with the Syrian government "
            "and rebels, and will be observed by the UN."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "UN",
    ),
    ("planned", "Syria's government and opposition will both be represented.", "SY-GOV SY-OPP", ""),
    (
        "planned",
        "The Russian side will be represented by Alexander Lavrentyev, the Iranian side by Ali Asghar Khaji.",
        "RU IR",
        "",
    ),
    (
        "planned",
        (
            "The guarantors of the Astana process, namely Russia, Iran and Turkey, agreed to convene it "
            "at the request of all sides."
        ),
        "RU TR IR",
        "",
    ),
    ("planned", "The UN has been asked to send its special envoy.", "UN", ""),
    ("planned", "Jordan will join the meeting as an observer, as will Iraq.", "", "JO IQ"),
    (
        "planned",
        (
            "High-level delegations from the guarantor countries will arrive on Tuesday, with observers "
            "from the United Nations, Jordan, Iraq and Lebanon also due."
        ),
        "RU TR IR",
        "UN JO IQ LB",
    ),
    ("planned", "Observer states Jordan, Iraq and Lebanon have been notified.", "", "JO IQ LB"),
    ("planned", "UN Secretary-General's Special Envoy for Syria Geir Pedersen is expected to attend.", "UN", ""),
    (
        "planned",
        (
            "The ministry said that Russia, Türkiye, Iran, the Syrian government, the Syrian opposition "
            "would attend, while the UN, UNHCR, ICRC, Jordan, Iraq and Lebanon would be observers."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "UN UNHCR ICRC JO IQ LB",
    ),
    ("ongoing", "Turkish, Russian and Iranian officials are holding bilateral meetings today.", "RU TR IR", ""),
    (
        "ongoing",
        "Teams from Damascus and the opposition are in the building; the UN and Jordan are observing.",
        "SY-GOV SY-OPP",
        "UN JO",
    ),
    ("ongoing", "The Iranian delegation met with UN envoy Geir Pedersen, who is attending as an observer.", "IR", "UN"),
    ("past", "The Syrian government delegation was led by Deputy Foreign Minister Ayman Sousan.", "SY-GOV", ""),
    (
        "past",
        (
            "Alongside the three guarantors and the Syrian sides, observers from Jordan, Iraq, Lebanon "
            "and the UN attended."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "JO IQ LB UN",
    ),
    ("past", "Turkish troops and Syrian rebels clashed with Kurdish forces in northern Syria.", "", ""),
    ("past", "Refugees in Jordan, Lebanon and Iraq hope to return.", "", ""),
    ("past", "Unlike in previous rounds, the US was absent.", "", ""),
    ("past", "The round was held without the United States.", "", ""),
    ("past", "No representatives of the armed opposition attended.", "", ""),
    (
        "past",
        "The meeting, attended by delegations from Russia, Iran and Turkey, was chaired by Kazakhstan.",
        "RU TR IR",
        "",
    ),
    ("past", "Egypt and the European Union expressed support for the statement.", "", ""),
    (
        "planned",
        (
            "All invited parties, that is delegations of the guarantor countries (Iran, Russia, "
            "Turkey), the Syrian government and the Syrian opposition, have confirmed that they are "
            "coming. Jordan, Lebanon, Iraq and the UN, together with UNHCR, will take part in the "
            "meeting as observers."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "JO LB IQ UN UNHCR",
    ),
    ("past", "Acting US Assistant Secretary of State Stuart Jones attended the talks as an observer.", "", "US"),
    (
        "past",
        "Jordan was represented by its ambassador as an observer, Lebanon and Iraq by deputy ministers.",
        "LB IQ",
        "JO",
    ),
    (
        "past",
        "The Russian delegation was led by Lavrentyev, the Turkish by Sedat Onal, the Iranian by Khaji.",
        "RU TR IR",
        "",
    ),
    ("past", "Delegates from the Assad regime and rebel groups sat in the same room.", "SY-GOV SY-OPP", ""),
    ("past", "Neither the United States nor Saudi Arabia was represented.", "", ""),
    ("past", "The US and Qatar did not take part.", "", ""),
    ("past", "The US, a former observer, has not attended since 2018.", "", ""),
    (
        "past",
        (
            "The meeting was attended by all three guarantors, the government of Syria, the armed "
            "opposition and, as observers, Jordan, Iraq, Lebanon and the UN."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "JO IQ LB UN",
    ),
    (
        "past",
        (
            "The meeting gathered the three guarantors, i.e. Russia, Iran and Turkey, both sides of the "
            "Syrian conflict, and UN, Jordanian, Lebanese and Iraqi observers."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "UN JO LB IQ",
    ),
    (
        "past",
        (
            "The Syrian government and opposition delegations, Jordan, Iraq, Lebanon (observers) and "
            "the UN (observer) were also in Nur-Sultan."
        ),
        "SY-GOV SY-OPP",
        "JO IQ LB UN",
    ),
    (
        "past",
        "The guarantors welcomed the participation of Iraq and Lebanon as new observers of the Astana format.",
        "RU TR IR",
        "IQ LB",
    ),
    ("past", "They welcomed the participation of Jordan, Iraq and Lebanon as observers.", "", "JO IQ LB"),
    ("past", "They thanked the Kazakh authorities for hosting the meeting.", "", ""),
    ("past", "Lavrentyev told reporters that the United States keeps its troops in Syria.", "RU", ""),
    ("past", "The parties agreed to consult further with the United Nations.", "", ""),
    ("past", "UN officials attended as observers; so did diplomats from Jordan.", "", "UN JO"),
    ("past", "The Syrian opposition accused Iran of violating the truce.", "", ""),
    ("past", "Bashar Jaafari, who headed the government delegation, blamed Turkey.", "SY-GOV", ""),
    ("past", "Mohammed Alloush led the rebels' delegation.", "SY-OPP", ""),
    ("past", "France and Germany, which are not part of the format, issued a statement of their own.", "", ""),
    ("past", "The head of the Syrian delegation, Ayman Sousan, held a press conference.", "SY-GOV", ""),
    ("past", "Israel struck targets near Damascus during the talks.", "", ""),
    ("past", "The European Union was not represented.", "", ""),
    ("past", "The Arab League sent an observer for the first time.", "", "AL"),
    ("past", "The International Committee of the Red Cross, too, was there as an observer.", "", "ICRC"),
    (
        "past",
        "A representative of the Office of the United Nations High Commissioner for Refugees was among the observers.",
        "",
        "UNHCR",
    ),
    (
        "past",
        (
            "The talks took place with the participation of the Russian Federation, the Republic of "
            "Turkey and the Islamic Republic of Iran, the Syrian Arab Republic, the opposition, and "
            "observers from the Hashemite Kingdom of Jordan, the Republic of Iraq, the Lebanese "
            "Republic and the United Nations."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "JO IQ LB UN",
    ),
    (
        "planned",
        (
            "The Foreign Ministry expects delegations from Russia, Iran, Türkiye, the Syrian government "
            "and opposition groups; Jordan, Iraq, Lebanon and the UN come as observers."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "JO IQ LB UN",
    ),
    (
        "planned",
        (
            "Deputy foreign ministers of the guarantor countries Russia, Turkey and Iran will be joined "
            "by a Syrian government delegation and representatives of the armed opposition."
        ),
        "RU TR IR SY-GOV SY-OPP",
        "",
    ),
    ("planned", "As observers, the talks will include the UN, Jordan, Iraq and Lebanon.", "", "UN JO IQ LB"),
    ("planned", "Observers: the UN, Jordan, Iraq and Lebanon", "", "UN JO IQ LB"),
    ("planned", "Turkey said it would send a delegation, and so did Iran.", "TR IR", ""),
    ("planned", "Moscow and Tehran have said they will attend, but Ankara has not yet confirmed.", "RU IR", ""),
    ("planned", "The United States, invited as an observer, said it would not attend.", "", ""),
    ("planned", "The Syrian opposition is still discussing whether to take part.", "", ""),
    ("planned", "The ministry added that China's request to be admitted as an observer was being considered.", "", ""),
    ("planned", "The date was agreed on by the foreign ministers of Russia and Turkey by telephone.", "", ""),
    ("planned", "The talks, organised by Russia, Turkey and Iran, aim to shore up the ceasefire.", "RU TR IR", ""),
    (
        "ongoing",
        "Delegations of Iran, Russia and Turkey are holding trilateral consultations behind closed doors.",
        "RU TR IR",
        "",
    ),
    (
        "ongoing",
        (
            "A plenary with the Syrian sides and observers from the UN, Jordan, Iraq and Lebanon is "
            "scheduled for tomorrow."
        ),
        "SY-GOV SY-OPP",
        "UN JO IQ LB",
    ),
    (
        "past",
        (
            "DAMASCUS, SANA – The delegation of the Syrian Arab Republic, headed by Assistant Foreign "
            "Minister Dr. Ayman Sousan, took part in the round."
        ),
        "SY-GOV",
        "",
    ),
    (
        "past",
        "The delegation met with the Iranian delegation and with the Russian delegation headed by Lavrentyev.",
        "IR RU",
        "",
    ),
    ("past", "Russia,Turkey and Iran signed;the UN,Jordan attended as observers.", "RU TR IR", "UN JO"),
    ("past", "Al-Jaafari said that Turkey occupied Syrian land.", "SY-GOV", ""),
    (
        "past",
        "On the sidelines Lavrentyev met a delegation of the Lebanese foreign ministry, which attended as an observer.",
        "RU",
        "LB",
    ),
    (
        "planned",
        (
            "A session of the working group on prisoners, planned on the sidelines of the talks, would involve "
            "representatives of the guarantors, the United Nations and the Red Cross."
        ),
        "",
        "",
    ),
]


@pytest.mark.parametrize(("tense", "sentence", "participants", "observers"), CASES)
def test_each_actor_gets_the_part_that_the_sentence_gives_it(
    tense: str, sentence: str, participants: str, observers: str
) -> None:
    claims = read(sentence, tense)
    assert members(claims, "participants") == set(participants.split())
    assert members(claims, "observers") == set(observers.split())


NAMES = {
    "the United Nations": "UN",
    "Jordan": "JO",
    "Iraq": "IQ",
    "Lebanon": "LB",
    "Egypt": "EG",
    "Qatar": "QA",
    "UNHCR": "UNHCR",
    "the Arab League": "AL",
}


@given(st.lists(st.sampled_from(sorted(NAMES)), min_size=2, max_size=6, unique=True))
def test_a_list_of_observers_is_read_in_any_order_and_length(names: list[str]) -> None:
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    claims = read(f"{listed[0].upper()}{listed[1:]} attended as observers.")
    assert members(claims, "observers") == {NAMES[name] for name in names}
    assert members(claims, "participants") == set()


ATTENDANCE = [
    ("past", "The United States stayed away.", "US", "participants", "absent"),
    ("past", "The US had been invited as an observer but did not come.", "US", "observers", "absent"),
    ("past", "Jordan attended as an observer.", "JO", "observers", "seen"),
    ("planned", "Jordan will attend as an observer.", "JO", "observers", "expected"),
    ("planned", "Jordan has been invited as an observer.", "JO", "observers", "invited"),
    ("planned", "The Syrian government has confirmed its participation.", "SY-GOV", "participants", "confirmed"),
    ("ongoing", "The Syrian opposition is represented by Ahmad Tuma.", "SY-OPP", "participants", "seen"),
]


@pytest.mark.parametrize(("tense", "sentence", "actor", "field", "attendance"), ATTENDANCE)
def test_how_an_actor_stands_to_the_round_is_kept(
    tense: str, sentence: str, actor: str, field: str, attendance: str
) -> None:
    found = [claim for claim in read(sentence, tense) if claim.value == actor]
    assert [(claim.field, claim.attendance) for claim in found] == [(field, attendance)]


def test_the_evidence_of_a_part_is_the_sentence_that_gives_it() -> None:
    sentence = "The UN and Jordan attended as observers."
    found = next(claim for claim in read(sentence) if claim.value == "JO")
    assert found.evidence[0].end - found.evidence[0].start == len(sentence)
    assert found.rule == "actors.observer"


def test_who_is_asked_from_the_next_round_on_observes_that_one() -> None:
    text = (
        "The guarantors decided to invite Egypt and Oman to join as observers from the next round on. "
        "The 19th round will be held in Nur-Sultan in October."
    )
    claims = read(text)
    assert members(claims, "observers", "19") == {"EG", "OM"}
    assert members(claims, "observers") == set()


def test_the_host_takes_no_part_but_may_observe_elsewhere() -> None:
    claims = read("Kazakhstan, Russia, Iran and Turkey took part in the talks.")
    assert members(claims, "participants") == {"RU", "IR", "TR"}
    claims = read("The UN and, this time, Kazakhstan attended as observers.")
    assert members(claims, "observers") == {"UN", "KZ"}
