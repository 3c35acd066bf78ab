"""How lists of past rounds are read: each round gets its own days, in the year that the list is in."""

from datetime import datetime

import pytest

from config.dossier import load_dossiers
from config.lexicon import load_lexicons
from service.extraction.article import Article
from service.extraction.extract import extract
from service.extraction.rendering import render

HEAD = {
    "ru": "За пять лет астанинские переговоры по Сирии успели привыкнуть к себе. Помнят в них уже немногое.",
    "en": "After five years the Astana talks on Syria have a history of their own. Few remember all of it. Some do.",
}
RU_LIST = (
    "Главным стал 2018 год. На девятой встрече, 14–15 мая, обошлись без спешки; на десятой, 30–31 июля, задержались. "
    "Одиннадцатая встреча прошла 28–29 ноября. Двенадцатый раунд, 25–26 апреля, завершился вовремя."
)
EN_LIST = (
    "2018 was the busy year. The ninth round, on May 14 and 15, was quiet; at the tenth round, July 30-31, it rained. "
    "The eleventh round, on November 28 and 29, ended with a joint statement. The twelfth round, on April 25 and 26, "
    "was held elsewhere."
)
DATES = {
    "9": "2018-05-14/2018-05-15",
    "10": "2018-07-30/2018-07-31",
    "11": "2018-11-28/2018-11-29",
    "12": "2019-04-25/2019-04-26",
}


def read(lang: str, body: str, published: str = "2021-03-05T08:00:00+00:00") -> dict[str, dict[str, object]]:
    article = Article("", body, lang, datetime.fromisoformat(published), "Example Wire")
    rendered = render(extract(article, load_lexicons(), load_dossiers()[0]), article)
    rounds: dict[str, dict[str, object]] = rendered["rounds"]
    return rounds


@pytest.mark.parametrize(("lang", "body"), [("ru", RU_LIST), ("en", EN_LIST)])
def test_a_list_keeps_to_its_year_and_runs_on_into_the_next(lang: str, body: str) -> None:
    rounds = read(lang, f"{HEAD[lang]}\n\n{body}")
    assert {key: told.get("dates") for key, told in rounds.items()} == DATES


@pytest.mark.parametrize(("lang", "body"), [("ru", RU_LIST), ("en", EN_LIST)])
def test_rounds_before_one_that_is_over_are_over(lang: str, body: str) -> None:
    rounds = read(lang, f"{HEAD[lang]}\n\n{body}")
    assert {told["status"] for told in rounds.values()} == {"concluded"}


def test_the_year_in_which_the_process_began_is_no_year_of_a_list() -> None:
    body = (
        "Восемнадцатый раунд переговоров по Сирии в астанинском формате прошёл в Нур-Султане 15–16 июня. "
        "Процесс идёт с 2017 года. Семнадцатая встреча состоялась 21–22 декабря."
    )
    rounds = read("ru", body, "2022-06-17T08:00:00+00:00")
    assert rounds["18"]["dates"] == "2022-06-15/2022-06-16"
    assert rounds["17"]["dates"] == "2021-12-21/2021-12-22"


def test_what_has_been_awaited_since_spring_is_not_planned_for_spring() -> None:
    rounds = read("ru", "Пятнадцатого раунда в Нур-Султане нет. Пятнадцатую встречу по Сирии ждут ещё с весны.")
    assert "dates" not in rounds["15"]


def test_a_day_after_the_length_of_a_meeting_is_its_last() -> None:
    body = (
        "Девятый раунд переговоров по Сирии в Астане завершился. Переговоры длились два дня, во вторник гости уехали."
    )
    assert read("ru", body, "2018-05-15T18:00:00+00:00")["9"]["dates"] == "2018-05-14/2018-05-15"


def test_days_that_an_unnamed_source_gives_yield_to_the_ministry() -> None:
    body = (
        "Источник, близкий к переговорам, назвал датой одиннадцатой встречи по Сирии в Астане 21–22 ноября. "
        "В МИД Казахстана сообщили, что встреча пройдёт 28–29 ноября."
    )
    assert read("ru", body, "2018-11-19T08:00:00+00:00")["11"]["dates"] == "2018-11-28/2018-11-29"
