"""Lexicons: the words of one language, as data.

A lexicon is one TOML file. Its tables hold lists of phrases; the path of a list is its *label*
(``[status] concluded = ["ended", …]`` has the label ``status.concluded``). Any table may be added without touching
code: every phrase of every table is found by one pass over a text (`service.extraction.scanner`).

A phrase is written in lower case, words divided by spaces:

* ``word*`` stands for every word that begins so, ``*word`` for every word that ends so;
* ``a|b`` stands for either word, ``[word]`` for a word that may be missing;
* ``...`` stands for up to five words or commas.

The table ``[language]`` describes the language itself and holds no phrases. In a language that writes conjunctions,
prepositions and the article with the word, ``[language.proclitics]`` lists them: there ``*word`` stands for the word
with or without any of them, and every phrase may begin with a conjunction.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any

META = "language"


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of one language. Two lexicons are equal when their files are.

    Attributes:
        lang: ISO 639-1 code.
        version: Version that the file gives itself.
        digest: SHA-256 of the file's bytes, in hex.
        phrases: Phrases by label.
        meta: The table ``[language]`` as it stands.
    """

    lang: str
    version: str
    digest: str
    phrases: Mapping[str, tuple[str, ...]]
    meta: Mapping[str, Any]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicon) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def section(self, name: str) -> dict[str, tuple[str, ...]]:
        """Phrases of one table by the rest of their label (``section("months")["1"]``)."""
        lead = f"{name}."
        return {label[len(lead) :]: phrases for label, phrases in self.phrases.items() if label.startswith(lead)}


@dataclass(frozen=True, slots=True)
class Lexicons:
    """All lexicons there are.

    Attributes:
        by_lang: Lexicon by ISO 639-1 code.
        version: Versions of all, as ``en:1 ru:1``.
        digest: SHA-256 over the digests, in order of language.
    """

    by_lang: Mapping[str, Lexicon]

    @property
    def version(self) -> str:
        """Versions of all lexicons, in order of language."""
        return " ".join(f"{lang}:{self.by_lang[lang].version}" for lang in sorted(self.by_lang))

    @property
    def digest(self) -> str:
        """SHA-256 over all lexicons' digests, in order of language."""
        return sha256("".join(self.by_lang[lang].digest for lang in sorted(self.by_lang)).encode()).hexdigest()


def parse_lexicon(raw: bytes) -> Lexicon:
    """Read a lexicon from the bytes of its file.

    Raises:
        ValueError: It is no TOML, or a table holds something else than lists of phrases.
    """
    data = tomllib.loads(raw.decode("utf-8"))
    meta = data.pop(META, None)
    if not isinstance(meta, dict) or not {"code", "version"} <= meta.keys():
        raise ValueError(f"a lexicon needs a table [{META}] with code and version")
    return Lexicon(
        lang=str(meta["code"]),
        version=str(meta["version"]),
        digest=sha256(raw).hexdigest(),
        phrases=dict(_flatten("", data)),
        meta=meta,
    )


def load_lexicons() -> Lexicons:
    """Read every lexicon in the package's folder ``lexicons``."""
    folder = files("config") / "lexicons"
    found = [parse_lexicon(entry.read_bytes()) for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return Lexicons({lexicon.lang: lexicon for lexicon in sorted(found, key=lambda each: each.lang)})


def _flatten(path: str, table: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in table.items():
        label = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            yield from _flatten(label, value)
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            yield label, tuple(value)
        else:
            raise ValueError(f"{label}: expected a list of phrases")
