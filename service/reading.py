"""Reading for every process at once: the extractor with the lexicons and dossiers it is to use."""

from dataclasses import dataclass

from config.dossier import Dossier
from config.lexicon import Lexicons
from events.claims import Claim
from service.extraction.article import Article
from service.extraction.extract import extract


@dataclass(frozen=True, slots=True)
class Readings:
    """What an article says of all processes: those it names, the language it was read in, and its claims."""

    processes: tuple[str, ...]
    lang: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads articles by one set of rules; `extractor` names it in every reading."""

    lexicons: Lexicons
    dossiers: tuple[Dossier, ...]
    extractor: str

    def read(self, article: Article) -> Readings:
        """Read an article once for each dossier. Claims stand in the order of the dossiers, then of the text."""
        processes: list[str] = []
        claims: list[Claim] = []
        lang = article.lang or "und"
        for dossier in self.dossiers:
            reading = extract(article, self.lexicons, dossier)
            if reading.relevant:
                processes.append(dossier.id)
                lang = reading.lang
            claims += reading.claims
        return Readings(tuple(processes), lang, tuple(claims))
