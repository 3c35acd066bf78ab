"""What counts as a statement that the process goes on, or is over, in every language."""

from datetime import datetime

import pytest

from config.dossier import load_dossiers
from config.lexicon import load_lexicons
from service.extraction.article import Article
from service.extraction.extract import extract
from service.extraction.rendering import render

HEAD = {
    "en": "The 20th round of talks on Syria in the Astana format ended in Astana. ",
    "ru": "В Астане завершилась двадцатая встреча по Сирии в астанинском формате. ",
    "fr": "La vingtième réunion sur la Syrie au format d'Astana s'est achevée à Astana. ",
    "tr": "Suriye konulu Astana sürecinin 20'nci toplantısı Astana'da sona erdi. ",
    "kk": "Астанада Сирия бойынша Астана процесінің жиырмасыншы кездесуі өтті. ",
    "ar": "اختتمت في أستانا الجولة العشرون من محادثات أستانا حول سوريا. ",
    "fa": "بیستمین دور مذاکرات آستانه درباره سوریه در آستانه پایان یافت. ",
}
GOES_ON = (
    ("en", "The process continues despite the strikes and the fight against terrorism."),
    ("ru", "Процесс продолжается, несмотря на удары."),
    ("ru", "Формат востребован, и мы его продолжим, – сказал дипломат."),
    ("ru", "Процесс работает и будет работать дальше."),
    ("ru", "– Значит, всё кончено? – Нет, процесс продолжается."),
    (
        "ru",
        "Казахстан предложил считать встречу последней. Гаранты заявили: процесс не завершён.",
    ),
    ("ru", "Астанинский процесс остаётся единственной действенной площадкой."),
    ("ru", "Встречи в астанинском формате будут продолжены."),
    ("ru", "Астанинский формат по-прежнему нужен, считают в Москве."),
    ("en", "The format is in demand and we will carry it on, a diplomat said."),
    ("en", "The Astana process remains the only effective framework for Syria."),
    ("en", "The guarantors said that the process was not over."),
    ("en", "The meetings in this format will be continued, Moscow said."),
    ("en", "Is it over? No, the envoy said: the process works and will keep working."),
    (
        "en",
        "Kazakhstan proposed to make it the last meeting; the guarantors said the process would carry on.",
    ),
    ("fr", "Le processus d'Astana se poursuivra, a dit le diplomate russe."),
    ("fr", "Le processus est-il mort ? Non. Il se poursuit."),
    ("fr", "Le processus d'Astana demeure le seul cadre efficace."),
    ("fr", "Les garants assurent que le format n'est pas enterré."),
    ("tr", "Astana süreci devam edecek, dedi."),
    ("tr", "Astana süreci tek etkili platform olmayı sürdürüyor."),
    ("tr", "Garantörler sürecin bitmediğini söyledi."),
    ("tr", "Süreç bitti mi? Hayır, devam ediyor."),
    ("kk", "Астана процесі жұмысын жалғастырады, деді елші."),
    ("kk", "Процесс аяқталған жоқ, деді кепілгерлер."),
    ("kk", "Астана процесі жалғыз тиімді алаң болып қала береді."),
    ("ar", "وقال المبعوث إن مسار أستانا سيستمر."),
    ("ar", "وأكد الضامنون أن المسار لم ينته بعد."),
    ("ar", "ويبقى مسار أستانا الإطار الوحيد الفعال."),
    ("fa", "روند آستانه ادامه می‌یابد، نماینده روسیه گفت."),
    ("fa", "ضامنان گفتند روند آستانه به پایان نرسیده است."),
    ("fa", "روند آستانه همچنان تنها چارچوب مؤثر است."),
)
OVER = (
    ("ru", "Казахстан объявил, что двадцатая встреча станет последней: астанинский процесс выполнил свою задачу."),
    (
        "en",
        "Kazakhstan declared the 20th meeting the last, as the Astana process had fulfilled its mission.",
    ),
    ("fr", "Le Kazakhstan a annoncé la fin du processus d'Astana."),
    ("tr", "Kazakistan, Astana sürecinin sona erdiğini ilan etti."),
    ("kk", "Қазақстан Астана процесі аяқталды деп жариялады."),
    ("ar", "وأعلنت كازاخستان انتهاء مسار أستانا."),
    ("fa", "قزاقستان پایان روند آستانه را اعلام کرد."),
)
SOMETHING_ELSE = (
    ("en", "The war continues, and so does the suffering in Idlib."),
    ("en", "The political process must go on under UN auspices in Geneva."),
    ("en", "The parties in the Astana format decided to continue the fight against terrorism."),
    ("en", "The guarantors will continue consultations before the next round."),
    ("en", "Talks continue on Thursday in Astana."),
    ("en", "The 20th meeting in the Astana format continues on Wednesday."),
    ("ru", "Двадцатая встреча в астанинском формате продолжится в среду."),
    ("ru", "В астанинском формате стороны продолжат борьбу с терроризмом."),
    ("ru", "Переговоры в Астане продолжаются."),
    ("ru", "Участники отметили, что работа по разминированию продолжается."),
    ("ru", "Турция продолжает консультации с Россией в рамках астанинского процесса."),
    ("fr", "Les discussions se poursuivent mercredi à Astana."),
    ("fr", "La réunion au format d'Astana se poursuit mercredi."),
    ("tr", "Astana'daki toplantı çarşamba günü devam edecek."),
    ("tr", "Astana'da görüşmeler sürüyor."),
    ("tr", "Astana formatındaki toplantı yarın devam edecek."),
    ("kk", "Астанадағы кездесу сәрсенбіде жалғасады."),
    ("kk", "Астана процесі аясындағы кездесу ертең жалғасады."),
    ("ar", "وتتواصل اجتماعات أستانا يوم الأربعاء."),
    ("ar", "الاجتماع في صيغة أستانا سيستمر يومين."),
    ("fa", "نشست آستانه روز چهارشنبه ادامه می‌یابد."),
    ("fa", "نشست در قالب روند آستانه دو روز ادامه دارد."),
    ("ru", "Стороны призвали продолжить усилия по борьбе с терроризмом."),
    ("ru", "Участники призвали конституционный комитет продолжить работу."),
    ("ru", "Конституционный комитет продолжит свою работу в Женеве."),
    ("ru", "Стороны договорились провести следующую встречу осенью."),
    ("ru", "Рабочая группа по задержанным продолжит работу."),
    ("ru", "Гаранты намерены продолжать борьбу с террористами."),
    ("en", "The sides called for continued efforts against terrorism."),
    ("en", "The parties urged the constitutional committee to continue its work."),
    ("en", "The constitutional committee will continue its work in Geneva."),
    ("en", "They agreed to hold the next round in the autumn."),
    ("en", "The sides stressed the importance of continuing humanitarian aid."),
    ("en", "The guarantors agreed to continue cooperation to combat terrorism."),
    ("en", "The fight against terrorism is not over."),
    ("fr", "Les parties ont appelé à poursuivre les efforts contre le terrorisme."),
    ("fr", "Le comité constitutionnel doit poursuivre ses travaux à Genève."),
    ("tr", "Anayasa komitesinin çalışmalarına devam etmesi istendi."),
    ("tr", "Taraflar terörle mücadeleyi sürdürme kararlılığını vurguladı."),
    ("tr", "Bir sonraki toplantının sonbaharda yapılması kararlaştırıldı."),
    ("kk", "Тараптар терроризммен күресті жалғастыруға уағдаласты."),
    ("kk", "Конституциялық комитет жұмысын жалғастырады."),
    ("ar", "ودعا المشاركون اللجنة الدستورية إلى مواصلة عملها."),
    ("ar", "واتفق الأطراف على مواصلة مكافحة الإرهاب."),
    ("fa", "طرف‌ها بر ادامه مبارزه با تروریسم تأکید کردند."),
    ("fa", "کمیته قانون اساسی به کار خود ادامه خواهد داد."),
)


@pytest.mark.parametrize(("lang", "said"), GOES_ON)
def test_the_process_goes_on(lang: str, said: str) -> None:
    assert process(lang, said) == "continuing"


@pytest.mark.parametrize(("lang", "said"), OVER)
def test_the_host_declares_the_process_over(lang: str, said: str) -> None:
    assert process(lang, said) == "declared-over"


@pytest.mark.parametrize(("lang", "said"), SOMETHING_ELSE)
def test_what_else_goes_on_is_no_statement_on_the_process(lang: str, said: str) -> None:
    assert process(lang, said) is None


def process(lang: str, said: str) -> str | None:
    published = datetime.fromisoformat("2023-06-22T08:00:00+00:00")
    article = Article("", f"{HEAD[lang]}\n\n{said}", lang, published, "Example Wire")
    value: str | None = render(extract(article, load_lexicons(), load_dossiers()[0]), article)["process"]
    return value
