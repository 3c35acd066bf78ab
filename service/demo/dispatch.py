"""The bundled dispatches: news texts written for Roundlog, in the order in which they were published."""

from datetime import datetime
from importlib.resources import files
from urllib.parse import urlsplit

import msgspec


class Dispatch(msgspec.Struct, frozen=True, kw_only=True):
    """One news text.

    Attributes:
        id: Name of its file.
        url: Where it would stand on the web; nothing is ever fetched from there.
        publisher: Name of the publisher, in its own script.
        lang: ISO 639-1 code.
        published: When it came out, aware.
        title: One line.
        text: Paragraphs apart by a blank line.
    """

    id: str
    url: str
    publisher: str
    lang: str
    published: datetime
    title: str
    text: str

    @property
    def slug(self) -> str:
        """The publisher's name as addresses have it: the first part of the path of `url`."""
        return urlsplit(self.url).path.split("/")[1]


def load_dispatches() -> tuple[Dispatch, ...]:
    """All bundled dispatches, oldest first."""
    decoder = msgspec.json.Decoder(Dispatch)
    folder = files("service.demo") / "dispatches"
    found = [decoder.decode(file.read_bytes()) for file in folder.iterdir() if file.name.endswith(".json")]
    return tuple(sorted(found, key=lambda dispatch: (dispatch.published, dispatch.id)))
