"""Origins: where a report comes from independently of who prints it.

A story that credits a wire in its dateline ("/TASS/", "KAZINFORM –", "(Steppe Wire)") is that wire's report, on however
many sites it stands. Anything else counts as its publisher's own.
"""

import re

from service.incoming import IncomingArticle

_HEAD = 240  # code points of the body in which a dateline credit stands
_CREDIT = re.compile(
    r"/(?P<slashed>[^\W\d_][\w .-]{1,30})/"  # ASTANA, June 20. /TASS/.
    r"|\((?P<bracketed>[^\W\d_][\w .-]{1,30})\)\s{0,2}[–—-]"  # ASTANA, January 24 (Steppe Wire) –
)


def origin_of(article: IncomingArticle) -> str:
    """The origin of an article, as a name in lower case."""
    found = _CREDIT.search(article.body[:_HEAD])
    credit = (found["slashed"] or found["bracketed"]) if found else article.publisher
    credit = credit.strip(" .-").casefold()
    own = article.publisher.casefold()
    # A wire often signs with a short form of its own name ("Volga Wire" for "Volga Wire Service").
    return own if own.startswith(credit) else credit
