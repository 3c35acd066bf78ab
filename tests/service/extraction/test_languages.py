"""Dispatches in every language but English, written for these tests from public facts."""

from datetime import datetime

import pytest

from config.dossier import load_dossiers
from config.lexicon import load_lexicons
from service.extraction.article import Article
from service.extraction.extract import extract
from service.extraction.rendering import render

# language, title, body, said at, rounds with the facts that the text gives
DISPATCHES = [
    (
        "ru",
        "В Нур-Султане 15 июня стартует 18-й раунд переговоров по Сирии",
        (
            "НУР-СУЛТАН, 9 июня. Восемнадцатый раунд переговоров в астанинском формате пройдёт в "
            "столице Казахстана 15–16 июня, сообщил официальный представитель МИД республики Айбек "
            "Смадияров.\n\nОжидается участие делегаций стран-гарантов — России, Ирана и Турции, а "
            "также правительства Сирии и вооружённой оппозиции. В качестве наблюдателей приглашены "
            "ООН, Иордания, Ливан, Ирак, УВКБ ООН и МККК.\n\nВ повестке дня – гуманитарная ситуация, "
            "перспективы работы Конституционного комитета, освобождение заложников, поиск "
            "пропавших без вести, постконфликтное восстановление и условия для возвращения "
            "беженцев.\n\nПредыдущий раунд состоялся 21–22 декабря прошлого года."
        ),
        "2022-06-09T09:00:00+00:00",
        {
            "18": {
                "dates": "2022-06-15/2022-06-16",
                "venue": "Nur-Sultan",
                "status": "scheduled",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["ICRC", "IQ", "JO", "LB", "UN", "UNHCR"],
                "agenda": ["constitution", "detainees", "humanitarian", "reconstruction", "refugees"],
            },
            "17": {
                "dates": "2021-12-21/2021-12-22",
                "status": "concluded",
            },
        },
    ),
    (
        "ru",
        "Участники встречи в Астане осудили удары Израиля по Сирии",
        (
            "АСТАНА, 25 янв. Завершившаяся в четверг в Астане 21-я международная встреча по Сирии "
            "приняла совместное заявление. Россия, Иран и Турция осудили израильские удары и "
            "выступили за возвращение беженцев. Наблюдателями выступили представители ООН, "
            "Иордании, Ирака и Ливана. Делегацию Дамаска возглавлял Бассам Саббаг, оппозицию "
            "представлял Ахмед Тума.\n\nСледующая встреча состоится в Астане во второй половине 2024 "
            "года."
        ),
        "2024-01-25T15:00:00+00:00",
        {
            "21": {
                "dates": "2024-01-25",
                "venue": "Astana",
                "status": "concluded",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["IQ", "JO", "LB", "UN"],
                "agenda": ["israeli-strikes", "refugees"],
                "outcomes": ["joint-statement", "next-round-announced"],
            },
            "22": {
                "dates": "2024-07~/2024-12~",
                "venue": "Astana",
                "status": "proposed",
            },
        },
    ),
    (
        "ru",
        "Пятый раунд переговоров в Астане перенесли на начало июля",
        (
            "Пятая встреча по Сирии в Астане переносится на 4–5 июля, сообщили в МИД РК. Ранее её "
            "планировалось провести 12–13 июня.\n\nСША участвовать не будут."
        ),
        "2017-06-19T15:00:00+00:00",
        {
            "5": {
                "dates": "2017-07-04/2017-07-05",
                "venue": "Astana",
                "status": "postponed",
            },
        },
    ),
    (
        "tr",
        "Astana görüşmelerinin 18. turu 15-16 Haziran'da",
        (
            "Suriye konulu 18. yüksek düzeyli toplantı, 15-16 Haziran tarihlerinde Kazakistan'ın "
            "başkenti Nur Sultan'da gerçekleştirilecek.\n\nToplantıya garantör ülkeler Rusya, İran "
            "ve Türkiye'nin yanı sıra Suriye rejimi ile muhaliflerin heyetleri katılacak. BM, "
            "Ürdün, Irak ve Lübnan da gözlemci olarak yer alacak.\n\nGündemde insani durum, Anayasa "
            "Komitesi çalışmaları ve mültecilerin geri dönüşü bulunuyor."
        ),
        "2022-06-09T09:00:00+00:00",
        {
            "18": {
                "dates": "2022-06-15/2022-06-16",
                "venue": "Nur-Sultan",
                "status": "scheduled",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["IQ", "JO", "LB", "UN"],
                "agenda": ["constitution", "humanitarian", "refugees"],
            },
        },
    ),
    (
        "tr",
        "Astana'daki 20. toplantı ortak bildiriyle sona erdi",
        (
            "Astana'da düzenlenen Suriye konulu 20. toplantı çarşamba günü ortak bildirinin "
            "yayımlanmasıyla sona erdi. İki gün süren toplantıya Türkiye, Rusya ve İran'ın yanı "
            "sıra rejim ve muhalefet heyetleri katıldı; BM, Ürdün, Irak ve Lübnan gözlemci "
            "statüsünde hazır bulundu.\n\nBildiride terörle mücadele vurgulandı, İsrail'in "
            "saldırıları kınandı. 21. toplantının 2023'ün ikinci yarısında yapılması "
            "kararlaştırıldı."
        ),
        "2023-06-21T15:00:00+00:00",
        {
            "20": {
                "dates": "2023-06-20/2023-06-21",
                "venue": "Astana",
                "status": "concluded",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["IQ", "JO", "LB", "UN"],
                "agenda": ["counter-terrorism", "israeli-strikes"],
                "outcomes": ["joint-statement", "next-round-announced"],
            },
            "21": {
                "dates": "2023-07~/2023-12~",
                "status": "proposed",
            },
        },
    ),
    (
        "kk",
        "Астанада Сирия бойынша 22-ші кездесу өтеді",
        (
            "11–12 қарашада Астанада Сирия бойынша XXII халықаралық кездесу өтеді, деп хабарлады "
            "Сыртқы істер министрлігі.\n\nКездесуге кепілгер мемлекеттер – Ресей, Түркия және Иран "
            "делегациялары, сондай-ақ Сирия үкіметі мен оппозиция өкілдері қатысады. Иордания, "
            "Ирак, Ливан және БҰҰ бақылаушы ретінде қатысады.\n\nКүн тәртібінде өңірдегі жағдай, "
            "гуманитарлық көмек және босқындардың оралуы бар."
        ),
        "2024-11-08T09:00:00+00:00",
        {
            "22": {
                "dates": "2024-11-11/2024-11-12",
                "venue": "Astana",
                "status": "scheduled",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["IQ", "JO", "LB", "UN"],
                "agenda": ["humanitarian", "refugees", "regional-situation"],
            },
        },
    ),
    (
        "ar",
        "انطلاق الجولة الحادية والعشرين من محادثات أستانا الأربعاء المقبل",
        (
            "تنعقد الجولة الحادية والعشرون من محادثات أستانا حول سوريا يومي 24 و25 كانون "
            "الثاني/يناير الجاري في العاصمة الكازاخية، بحسب وزارة الخارجية الكازاخية.\n\nوتشارك في "
            "الجولة وفود الدول الضامنة روسيا وتركيا وإيران، ووفدا الحكومة السورية والمعارضة، فيما "
            "يحضر الأردن والعراق ولبنان والأمم المتحدة بصفة مراقبين.\n\nوتبحث الجولة الوضع في "
            "المنطقة والأوضاع الإنسانية وإعادة الإعمار."
        ),
        "2024-01-19T09:00:00+00:00",
        {
            "21": {
                "dates": "2024-01-24/2024-01-25",
                "venue": "Astana",
                "status": "scheduled",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["IQ", "JO", "LB", "UN"],
                "agenda": ["humanitarian", "reconstruction", "regional-situation"],
            },
        },
    ),
    (
        "ar",
        "اختتام الجولة العشرين من محادثات أستانا",
        (
            "اختتمت اليوم الأربعاء في أستانا الجولة العشرون من المحادثات حول سوريا ببيان مشترك "
            "للدول الضامنة. وأكدت روسيا وإيران وتركيا في البيان ضرورة مكافحة الإرهاب وأدانت "
            "الاعتداءات الإسرائيلية. وشارك في الجولة وفدا الحكومة السورية والمعارضة، وحضر مراقبون "
            "من الأمم المتحدة والأردن ولبنان والعراق.\n\nوستعقد الجولة المقبلة في النصف الثاني من "
            "عام 2023."
        ),
        "2023-06-21T15:00:00+00:00",
        {
            "20": {
                "dates": "2023-06-21",
                "venue": "Astana",
                "status": "concluded",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["IQ", "JO", "LB", "UN"],
                "agenda": ["counter-terrorism", "israeli-strikes"],
                "outcomes": ["joint-statement", "next-round-announced"],
            },
            "21": {
                "dates": "2023-07~/2023-12~",
                "status": "proposed",
            },
        },
    ),
    (
        "fa",
        "بیست‌ویکمین نشست آستانه ۴ و ۵ بهمن برگزار می‌شود",
        (
            "بیست‌ویکمین نشست بین‌المللی سوریه در چارچوب روند آستانه روزهای ۴ و ۵ بهمن در پایتخت "
            "قزاقستان برگزار خواهد شد. هیئت‌های ایران، روسیه و ترکیه و نمایندگان دولت سوریه و "
            "مخالفان در این نشست شرکت خواهند کرد. سازمان ملل، اردن، عراق و لبنان به عنوان ناظر "
            "حضور دارند.\n\nدر دستور کار نشست اوضاع انسانی و بازسازی قرار دارد."
        ),
        "2024-01-19T09:00:00+00:00",
        {
            "21": {
                "dates": "2024-01-24/2024-01-25",
                "venue": "Astana",
                "status": "scheduled",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["IQ", "JO", "LB", "UN"],
                "agenda": ["humanitarian", "reconstruction"],
            },
        },
    ),
    (
        "fr",
        "Astana : le 17e round fixé aux 21 et 22 décembre",
        (
            "Le 17e round des pourparlers de paix d'Astana sur la Syrie aura lieu à Nour-Soultan "
            "les 21 et 22 décembre, a fait savoir mercredi la diplomatie kazakhe. Les délégations "
            "russe, turque et iranienne ainsi que des représentants de Damas et de l'opposition y "
            "prendront part. L'ONU, la Jordanie, le Liban et l'Irak enverront des "
            "observateurs.\n\nLes discussions porteront sur les zones de désescalade et le comité "
            "constitutionnel."
        ),
        "2021-12-08T15:00:00+00:00",
        {
            "17": {
                "dates": "2021-12-21/2021-12-22",
                "venue": "Nur-Sultan",
                "status": "scheduled",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["IQ", "JO", "LB", "UN"],
                "agenda": ["constitution", "de-escalation-zones"],
            },
        },
    ),
    (
        "ru",
        "Казахстан готов принять встречу по Сирии после 20 декабря",
        (
            "Встреча по Сирии в астанинском формате может пройти в Нур-Султане после 20 декабря, "
            "заявил во вторник министр иностранных дел Казахстана Мухтар Тлеуберди.\n\n«Точная дата "
            "пока не согласована», – добавил министр."
        ),
        "2021-11-16T09:00:00+00:00",
        {
            "next": {
                "dates": "2021-12-20/..",
                "venue": "Nur-Sultan",
                "status": "proposed",
            },
        },
    ),
    (
        "ru",
        "Четвёртые переговоры в Астане: подписан меморандум",
        (
            "Россия, Турция и Иран в четверг подписали в Астане меморандум о создании четырёх зон "
            "деэскалации в Сирии. Четвёртая международная встреча по Сирии продолжалась два дня. В "
            "ней участвовали делегации сирийского правительства и вооружённой оппозиции, "
            "наблюдателями были ООН, США и Иордания.\n\nСледующая встреча намечена на середину июля."
        ),
        "2017-05-04T12:00:00+00:00",
        {
            "4": {
                "dates": "2017-05-03/2017-05-04",
                "venue": "Astana",
                "status": "concluded",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["JO", "UN", "US"],
                "agenda": ["de-escalation-zones"],
                "outcomes": ["de-escalation-memorandum", "next-round-announced"],
            },
            "5": {
                "dates": "2017-07-10~/2017-07-20~",
                "status": "proposed",
            },
        },
    ),
    (
        "ru",
        "Третий раунд в Астане прошёл без оппозиции",
        (
            "Третий раунд переговоров по Сирии прошёл в Астане 14–15 марта. Представители "
            "вооружённой оппозиции на встречу не приехали. В переговорах приняли участие делегации "
            "России, Турции, Ирана и сирийского правительства, ООН участвовала в качестве "
            "наблюдателя. Договориться сторонам не удалось."
        ),
        "2017-03-15T18:00:00+00:00",
        {
            "3": {
                "dates": "2017-03-14/2017-03-15",
                "venue": "Astana",
                "status": "concluded",
                "participants": ["IR", "RU", "SY-GOV", "TR"],
                "observers": ["UN"],
                "outcomes": ["no-agreement"],
            },
        },
    ),
    (
        "ru",
        "В Сочи открылся пятнадцатый раунд",
        (
            "В Сочи во вторник начался 15-й раунд переговоров по Сирии в астанинском формате. Во "
            "встрече участвуют делегации России, Ирана, Турции, правительства и оппозиции Сирии. "
            "Казахстан, Ирак, Иордания и Ливан присутствуют как наблюдатели. Обсуждаются работа "
            "конституционного комитета и ситуация в Идлибе. Переговоры завершатся 17 февраля."
        ),
        "2021-02-16T09:00:00+00:00",
        {
            "15": {
                "dates": "2021-02-16/2021-02-17",
                "venue": "Sochi",
                "status": "ongoing",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["IQ", "JO", "KZ", "LB"],
                "agenda": ["constitution", "idlib"],
            },
        },
    ),
    (
        "tr",
        "Altıncı Astana turu eylül ortasına kaldı",
        (
            "Suriye konulu altıncı Astana toplantısı eylül ortasına ertelendi. Toplantının ağustos "
            "sonunda yapılması planlanıyordu, Kazakistan Dışişleri Bakanlığı salı günü duyurdu."
        ),
        "2017-08-22T09:00:00+00:00",
        {
            "6": {
                "dates": "2017-09-10~/2017-09-20~",
                "status": "postponed",
            },
        },
    ),
    (
        "tr",
        "Soçi'de 10. toplantı",
        (
            "Astana formatındaki 10. toplantı 30-31 Temmuz'da Rusya'nın Soçi kentinde yapıldı. "
            "Garantör ülkeler ortak bildiri yayımladı. ABD toplantıya katılmadı; BM ve Ürdün "
            "gözlemci olarak katıldı."
        ),
        "2018-07-31T18:00:00+00:00",
        {
            "10": {
                "dates": "2018-07-30/2018-07-31",
                "venue": "Sochi",
                "status": "concluded",
                "participants": ["IR", "RU", "TR"],
                "observers": ["JO", "UN"],
                "outcomes": ["joint-statement"],
            },
        },
    ),
    (
        "kk",
        "Елордада 18-ші кездесу аяқталды",
        (
            "Нұр-Сұлтанда Сирия бойынша он сегізінші кездесу аяқталды. 15–16 маусымда өткен жиынға "
            "Ресей, Түркия, Иран, Сирия үкіметі мен оппозициясының делегациялары қатысты. БҰҰ, "
            "Иордания, Ливан және Ирак бақылаушы болды. Тараптар бірлескен мәлімдеме қабылдады."
        ),
        "2022-06-16T15:00:00+00:00",
        {
            "18": {
                "dates": "2022-06-15/2022-06-16",
                "venue": "Nur-Sultan",
                "status": "concluded",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["IQ", "JO", "LB", "UN"],
                "outcomes": ["joint-statement"],
            },
        },
    ),
    (
        "ar",
        "تأجيل الجولة السادسة من محادثات أستانا إلى منتصف أيلول",
        ("أعلن وزير الخارجية الكازاخي تأجيل الجولة السادسة من محادثات أستانا حول سوريا إلى منتصف أيلول المقبل."),
        "2017-08-22T09:00:00+00:00",
        {
            "6": {
                "dates": "2017-09-10~/2017-09-20~",
                "status": "postponed",
            },
        },
    ),
    (
        "fa",
        "پایان نشست بیستم آستانه با بیانیه مشترک",
        (
            "بیستمین نشست آستانه درباره سوریه روز چهارشنبه در پایتخت قزاقستان با صدور بیانیه مشترک "
            "پایان یافت. ایران، روسیه و ترکیه در این بیانیه حملات اسرائیل را محکوم کردند. هیئت‌های "
            "دولت سوریه و مخالفان نیز در نشست دو روزه شرکت کردند و اردن، عراق، لبنان و سازمان ملل "
            "به عنوان ناظر حضور داشتند."
        ),
        "2023-06-21T15:00:00+00:00",
        {
            "20": {
                "dates": "2023-06-20/2023-06-21",
                "venue": "Astana",
                "status": "concluded",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["IQ", "JO", "LB", "UN"],
                "agenda": ["israeli-strikes"],
                "outcomes": ["joint-statement"],
            },
        },
    ),
    (
        "fr",
        "Syrie : les pourparlers d'Astana s'achèvent sans accord",
        (
            "Le cinquième cycle des pourparlers d'Astana sur la Syrie s'est achevé mercredi sans "
            "accord sur les zones de désescalade. La Russie, la Turquie et l'Iran ont publié une "
            "déclaration commune. Les délégations du régime et des rebelles étaient présentes ; "
            "les États-Unis et la Jordanie avaient envoyé des observateurs.\n\nLa prochaine "
            "rencontre est prévue fin août à Astana."
        ),
        "2017-07-05T15:00:00+00:00",
        {
            "5": {
                "dates": "2017-07-05",
                "status": "concluded",
                "participants": ["IR", "RU", "SY-GOV", "SY-OPP", "TR"],
                "observers": ["JO", "US"],
                "agenda": ["de-escalation-zones"],
                "outcomes": ["joint-statement", "next-round-announced", "no-agreement"],
            },
            "6": {
                "dates": "2017-08-21~/2017-08-31~",
                "venue": "Astana",
                "status": "proposed",
            },
        },
    ),
]


def _told(round_told: dict[str, object]) -> dict[str, object]:
    return {name: sorted(value) if isinstance(value, list) else value for name, value in round_told.items()}


@pytest.mark.parametrize(("lang", "title", "body", "said_at", "rounds"), DISPATCHES)
def test_a_dispatch_gives_what_it_says_in_every_language(
    lang: str, title: str, body: str, said_at: str, rounds: dict[str, dict[str, object]]
) -> None:
    article = Article(title, body, lang, datetime.fromisoformat(said_at), "Nowhere Post")
    told = render(extract(article, load_lexicons(), load_dossiers()[0]), article)["rounds"]
    assert {key: _told(each) for key, each in told.items()} == rounds
