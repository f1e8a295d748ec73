"""A note's text becomes HTML for reading, and nothing in it can run, load or leave the list."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.map.plain_reading import plain_html
from vaultkit.map.rendering import TEXT_LIMIT, render

TAGS = {
    *[
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "em",
        "strong",
        "s",
        "mark",
        "a",
    ]
}
TAGS |= {
    *[
        "span",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "hr",
        "br",
        "input",
        "sup",
        "section",
        "div",
        "u",
        "kbd",
        "sub",
    ]
}
ATTRIBUTES = {
    "class",
    "href",
    "rel",
    "data-node",
    "data-line",
    "id",
    "start",
    "type",
    "checked",
    "disabled",
    "style",
}


class Allowed(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES, name
            if name == "href":
                assert re.match(r"https?://|obsidian://|#fn", value or "", re.IGNORECASE), value
            if name == "style":
                assert re.fullmatch(r"text-align:(left|right|center)", value or "")


def html_of(text: str) -> str:
    html = render(text, lambda target: f"n:{target}").html
    Allowed().feed(html)
    return html


def test_links_lead_to_nodes() -> None:
    assert 'data-node="n:130_д">начало</a>' in html_of("[[130_д#Часть|начало]]")
    assert 'data-node="n:a">a &gt; b</a>' in html_of("[[a#b]]")
    assert 'data-node="n:My note.md">x</a>' in html_of("[x](My%20note.md#h)")
    assert 'class="embed" data-node="n:p.png"' in html_of("![[p.png]]")
    assert 'data-node="n:c">d</a></td>' in html_of("|a|\n|-|\n|[[c\\|d]]|")


def test_lines_are_those_of_the_file() -> None:
    html = render("# a\n\ntext\n\n- x\n- y", str, first_line=11).html
    assert re.findall(r'<(\w+) data-line="(\d+)"', html) == [
        ("h1", "11"),
        ("p", "13"),
        ("ul", "15"),
        ("li", "15"),
        ("li", "16"),
    ]


def test_obsidian_syntax_is_read() -> None:
    assert "<mark>hi</mark>" in html_of("==hi==")
    assert '<span class="tag">#тег/a</span>' in html_of("x #тег/a")
    assert "tag" not in html_of("x #12")
    assert html_of("a %%b%% c<!-- d -->") == html_of("a  c")
    assert "UID" not in html_of("text\n<!-- UID: 1 -->\n\n%%\nUID\n%%\n")
    assert "^id" not in html_of("text ^id-1\nmore ^id-2")
    html = html_of("> [!warning]- Take care\n> text")
    assert 'class="callout callout-warning"' in html
    assert ">Take care" in html
    assert '<input type="checkbox" disabled="" checked="" />' in html_of("- [x] done")
    assert 'href="#fn1"' in html_of("a[^1]\n\n[^1]: b")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1)) [b](data:text/html,x) [c](file:///etc/passwd) [d](//evil.x)",
        "![a](javascript:alert(1)) ![p](http://tracker.example/pixel.png)",
        '[["><img src=x onerror=alert(1)>]]',
        "[a](jav&#x0A;ascript:alert(1)) <javascript:alert(1)>",
        '> [!"onclick=x] t\n> <b onmouseover=x>',
        '```"><script>\ncode\n```',
        '[x]: javascript:alert(1)\n\n[x] [^"><i>]\n\n[^"><i>]: y',
        "&lt;script&gt; \u2028 \0 \u202e",
    ],
)
def test_nothing_runs_or_loads(text: str) -> None:
    html = html_of(text)
    assert "<img" not in html
    assert "<script" not in html


def test_html_is_shown_as_far_as_it_can_be_read() -> None:
    assert html_of('a <b onclick="x()">bold</b><br>c') == (
        '<p data-line="1">a <strong>bold</strong><br />\nc</p>\n'
    )
    assert html_of('<span class="x">[[n]]</span> </div>').count("<") == 4
    assert 'href="https://e.org"' in html_of('<a href="https://e.org">x</a>')
    assert "href" not in html_of('<a href="javascript:x()">x</a>')
    assert 'data-node="n:p.png">pic</a>' in html_of('<img src=p.png alt="pic">')
    assert "&lt;iframe" in html_of("<iframe src=x></iframe>")
    assert html_of("<b>never closed") == '<p data-line="1">never closed</p>\n'
    assert "<li" in html_of("<details>\n\n- item\n\n</details>")


def test_many_tags_take_linear_time() -> None:
    assert "strong" not in html_of("<b>" * 40_000)


@given(st.text(alphabet="<>/ab ri=\"':x.", max_size=200))
@settings(max_examples=200)
def test_any_html_stays_in_the_list(text: str) -> None:
    html_of(text)


@given(st.text(alphabet="[]!()<>=%#^*_`|-~ \n\"'a&\\:/д$", max_size=300))
@settings(max_examples=200)
def test_any_text_stays_in_the_list(text: str) -> None:
    html_of(text)


def plain_of(text: str) -> str:
    html = plain_html(text, lambda target: f"n:{target}")
    Allowed().feed(html)
    return html


def test_plain_reading_keeps_headings_code_and_links() -> None:
    assert plain_of("# A\nb [[c#d|e]] **f**\ng\n\n```x\n<h>\n```") == (
        '<h1 data-line="1">A</h1>\n'
        '<p data-line="2">b <a class="wikilink" data-node="n:c">e</a> **f**<br />g</p>\n'
        "<pre><code>&lt;h&gt;\n</code></pre>\n"
    )
    assert 'href="https://e.org/?a=1&amp;b"' in plain_of("[x](https://e.org/?a=1&b)")
    assert "href" not in plain_of('[x](javascript:y) [x](https://e"onclick=y)')


@given(st.text(alphabet="[]!()<>#`~| \n\"'a&:/д", max_size=300))
@settings(max_examples=200)
def test_any_text_read_plainly_stays_in_the_list(text: str) -> None:
    plain_of(text)


def test_long_texts_are_cut() -> None:
    found = render("a" * (TEXT_LIMIT + 1), str)
    assert not found.whole
    assert len(found.html) < TEXT_LIMIT + 100
