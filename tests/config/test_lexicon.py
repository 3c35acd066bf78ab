import hashlib
from importlib.resources import files

import pytest

from config.lexicon import load_lexicons, parse_lexicon

META = b'[language]\ncode = "xx"\nversion = "3"\n'


def test_every_lexicon_names_its_language_and_version():
    lexicons = load_lexicons()
    assert "en" in lexicons.by_lang
    for lang, lexicon in lexicons.by_lang.items():
        assert (lexicon.lang, bool(lexicon.version)) == (lang, True)


def test_a_digest_is_that_of_the_files_bytes():
    raw = (files("config") / "lexicons/en.toml").read_bytes()
    assert parse_lexicon(raw).digest == hashlib.sha256(raw).hexdigest()


def test_any_table_of_phrases_may_be_added():
    lexicon = parse_lexicon(META + b'[status]\nconcluded = ["ended"]\n[deep.er]\n1 = ["x", "y z"]\n')
    assert lexicon.phrases == {"status.concluded": ("ended",), "deep.er.1": ("x", "y z")}
    assert lexicon.section("deep") == {"er.1": ("x", "y z")}


@pytest.mark.parametrize("raw", [b"", b"[language]\ncode = 'xx'\n", META + b"[status]\nconcluded = 5\n", b"[[["])
def test_what_is_no_lexicon_is_refused(raw):
    with pytest.raises(ValueError, match=r"."):
        parse_lexicon(raw)


def test_lexicons_of_the_same_bytes_are_equal():
    assert parse_lexicon(META) == parse_lexicon(META)
    assert hash(parse_lexicon(META)) == hash(parse_lexicon(META))
    assert parse_lexicon(META) != parse_lexicon(META + b"\n")


def test_the_digest_of_all_changes_with_each():
    lexicons = load_lexicons()
    assert len(lexicons.digest) == 64
    assert lexicons.version.startswith(min(lexicons.by_lang))
