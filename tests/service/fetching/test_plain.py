import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.fetching.plain import clean, plain_text

TAGS = "<p> </p> <br> <div> </div> <b> <pre> </pre> <script> </script> < > <!-- --> <li> word &amp; &lt; &#0;"
PIECES = st.sampled_from([*TAGS.split(), " ", "\n", "\n\n", "\x00", "\x01", "\x02", "\x1b[31m", "\ud800", "\xa0"])


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One\n  line</p>\n\n<p>Two</p>", "One line\n\nTwo"),
        ("One<br>Two<br/><br/>Three", "One\nTwo\n\nThree"),
        ("<div><div>One</div></div><div>Two</div>", "One\n\nTwo"),
        ("<h1>Head</h1>Body <a href='x'>link</a>, <em>stress</em>.", "Head\n\nBody link, stress."),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("a<script>alert('<p>')</script>b<style>p{}</style>c", "abc"),
        ("a<noscript><img src=x></noscript><svg><text>no</text></svg>b", "ab"),
        ("AT&amp;T &ndash; 5 &lt; 6 &copy; &#8217;", "AT&T – 5 < 6 © ’"),
        ("a&nbsp;b\xa0c", "a b c"),
        ("a < b and c > d", "a < b and c > d"),
        ("plain\ntext\n\nsecond   part", "plain\ntext\n\nsecond part"),
        ("inline <b>only</b>\n\nsecond", "inline only\n\nsecond"),
        ("nul\x00 bell\x07 esc\x1b[31m del\x7f c1\x9b", "nul bell esc[31m del c1"),
        ("&#0;&#27;[31m&#x9b;", "\ufffd[31m›"),
        ("half \ud800 pair", "half pair"),
        ("\u202bright\u202c \u200fto\u200e left", "\u202bright\u202c \u200fto\u200e left"),
        ("می\u200cشود", "می\u200cشود"),
        ("\ufeffmark", "mark"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("<p>unclosed <b>tags", "unclosed tags"),
        ("<p", "<p"),
        ("", ""),
        (" \n ", ""),
        ("<p> </p>", ""),
    ],
)
def test_html_becomes_the_text_a_reader_sees(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=100))
def test_whatever_comes_in_the_text_is_clean(markup: str) -> None:
    text = plain_text(markup)
    assert clean(text) == text
    text.encode()
    assert "\n\n\n" not in text
    assert not any(character < " " and character != "\n" for character in text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="<&\ufeff\u2028\u2029")))
def test_plain_words_lose_nothing_but_blanks(words: str) -> None:
    assert "".join(plain_text(words).split()) == "".join(words.split())
