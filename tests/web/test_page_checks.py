"""The house style finds what it is there to find: a sound page passes, and each fault planted in it is named."""

import pytest

from tests.support.page import faults_of_headers, read_page

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'nonce-abcdefghijklmnop'; script-src 'nonce-abcdefghijklmnop'; img-src 'self'; "
        "media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
SOUND = """<!doctype html>
<html lang="en" dir="ltr"><head><title>Your answer</title><style nonce="abcdefghijklmnop">p { margin: 0 }</style></head>
<body><div><header><form method="post" action="/leave"><input type="hidden" name="csrf_token" value="t">
<button>Leave now</button></form></header>
<main data-kind="question"><h1 id="ask">Your answer</h1>
<div role="alert"><p><a href="#name">Write a name.</a></p></div>
<form method="post"><input type="hidden" name="csrf_token" value="t"><fieldset><legend>Which?</legend>
<label for="one">One</label><input type="radio" name="which" id="one" value="1"></fieldset>
<label for="name">Name</label><p id="error">Error: Write a name.</p>
<input type="text" name="name" id="name" aria-describedby="error"><button>Go on &amp; save</button></form></main>
<aside><h2>Talk to a person</h2><p><a href="/help">More help</a></p></aside></div></body></html>
"""


def test_a_sound_page_passes() -> None:
    assert read_page("/q/1", 422, HEADERS, SOUND).heading == "Your answer"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("</h1>", "</h1><h1>Another</h1>", "2 of <h1>"),
        ('<h1 id="ask">Your answer</h1>', "", "0 of <h1>"),
        ("<title>Your answer</title>", "<title></title>", "the title is empty"),
        ("<title>Your answer</title>", "<title>Something else</title>", "is neither the heading"),
        ('lang="en" dir="ltr"', 'lang="ur" dir="ltr"', "runs 'ltr'"),
        ('lang="en" dir="ltr"', 'dir="ltr"', "does not say its language"),
        ('lang="en" dir="ltr"', 'lang="ur" dir="rtl"', "not in the page's language"),
        ('id="ask"', 'id="one"', "the id 'one' stands 2 times"),
        ('<label for="name">Name</label>', "", "the field 'name' has no label"),
        ("<legend>Which?</legend>", "", "have no heading of their own"),
        (' aria-describedby="error"', "", "no field is described by its error"),
        ('href="#name"', 'href="#elsewhere"', "leads nowhere"),
        ('<div role="alert"><p><a href="#name">Write a name.</a></p></div>', "", "does not say what"),
        ("<button>Go on", '<button onclick="go()">Go on', "has onclick="),
        ("<button>Go on", '<button style="margin:0">Go on', "has style="),
        ('<style nonce="abcdefghijklmnop">', "<style>", "<style> is not covered"),
        ("</main>", "<script>go()</script></main>", "<script> is not covered"),
        ("</main>", '<img src="https://elsewhere.example/dot.png" alt=""></main>', "leads away"),
        ("Your answer</h1>", "pages.question_text</h1>", "raw words can be read"),
        ("Talk to a person", "Talk to {name}", "raw words can be read"),
        ('data-kind="question"', 'data-kind="quiz"', "no kind of page"),
        ('<a href="/help">More help</a>', "Help", "the help is not right after"),
        ('action="/leave"', 'action="/elsewhere"', "the way to leave fast is missing"),
        ("</aside>", "</aside><p>One more thing.</p>", "the help is not right after"),
        ("</fieldset>", "", "is open"),
        ("&amp; save", "& save", "unescaped"),
        ("<p><a", "<p><div>No</div><a", "cannot stand in <p>"),
        ("<!doctype html>", "", "doctype"),
        ('name="which"', 'name="which" name="again"', "has name twice"),
        ('<input type="hidden" name="csrf_token" value="t"><fieldset>', "<fieldset>", "carries no token"),
    ],
)
def test_each_fault_is_named(old: str, new: str, named: str) -> None:
    assert old in SOUND
    with pytest.raises(AssertionError) as found:
        read_page("/q/1", 422, HEADERS, SOUND.replace(old, new))
    assert named in str(found.value)


def test_sound_headers_pass() -> None:
    assert list(faults_of_headers(HEADERS)) == []


@pytest.mark.parametrize("name", HEADERS)
def test_each_missing_header_is_named(name: str) -> None:
    assert list(faults_of_headers({other: value for other, value in HEADERS.items() if other != name}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (
            "Content-Security-Policy",
            HEADERS["Content-Security-Policy"].replace("script-src 'nonce", "script-src 'unsafe"),
        ),
        ("Cache-Control", "max-age=60"),
        ("Set-Cookie", "s=abc; Path=/"),
        ("Set-Cookie", "s=abc; HttpOnly; Path=/; Domain=example.org"),
    ],
)
def test_each_weak_header_is_named(name: str, value: str) -> None:
    assert list(faults_of_headers(HEADERS | {name: value}))
