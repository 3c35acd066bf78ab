import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.addresses import canonical_address, display_address


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://News.Example/A/b", "https://news.example/A/b"),
        ("https://news.example", "https://news.example/"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example/a#comments", "https://news.example/a"),
        ("https://user:pass@news.example/a", "https://news.example/a"),
        ("https://news.example/a?utm_source=rss&id=7&fbclid=x", "https://news.example/a?id=7"),
        ("https://news.example/a?UTM_Source=rss", "https://news.example/a"),
        ("https://news.example/a?b=2&a=1&a=&c", "https://news.example/a?b=2&a=1&a=&c"),
        ("https://news.example/a%20b?q=%D0%B0", "https://news.example/a%20b?q=%D0%B0"),
        ("https://news.example./a", "https://news.example/a"),
        ("https://новости.example/лента", "https://xn--b1amnebsh.example/лента"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
        ("  https://news.example/a\n", "https://news.example/a"),
    ],
)
def test_an_address_has_one_canonical_form(url: str, canonical: str) -> None:
    assert canonical_address(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "news.example/a",
            "//news.example/a",
            "/a",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://news.example/",
        ),
        *(
            "http://",
            "http:///a",
            "http://news.example:port/",
            "http://news.example:99999/",
            "http://[::1/",
            "mailto:a@b",
        ),
        *("http://news.example/\x1b[31m", "http://news.example/a\x00b", "http://" + "a" * 64 + ".example/"),
    ],
)
def test_what_is_no_web_address_has_none(url: str) -> None:
    assert canonical_address(url) is None


@given(st.text() | st.from_regex(r"https?://[a-zA-Z0-9.@:\[\]-]{1,20}(/[ -~]{0,20})?", fullmatch=True))
def test_a_canonical_address_is_its_own_canonical_form(url: str) -> None:
    canonical = canonical_address(url)
    if canonical is not None:
        assert canonical_address(canonical) == canonical


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://news.example/feed", "https://news.example/feed"),
        ("https://news.example:8443/feed?token=s3cret", "https://news.example:8443/feed?…"),
        ("https://user:s3cret@news.example/feed#s3cret", "https://news.example/feed"),
        ("s3cret", "…"),
    ],
)
def test_what_can_carry_tokens_is_not_shown(url: str, shown: str) -> None:
    assert display_address(url) == shown
