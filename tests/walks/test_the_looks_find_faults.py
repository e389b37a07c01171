from contextlib import closing

import pytest
from playwright.sync_api import Browser

from tests.support.walk import Demonstration, Variant, context_for
from tests.walks.looks import Findings, Looker

PLANTED = {
    "axe": ("main.append(Object.assign(new Image(), { src: '/help' }));", "image-alt"),
    "axe of faint words": ("main.querySelector('p').style.color = '#666';", "color-contrast-enhanced"),
    "sideways scroll": ("main.querySelector('h1').style.minWidth = '500px';", "> 320"),
    "clipped": ("Object.assign(main.querySelector('h1').style, { overflow: 'hidden', height: '9px' });", "out of <h1>"),
    "target": (
        "main.append(Object.assign(document.createElement('button'), { innerText: 'x', style: 'all:revert' }));",
        "x",
    ),
    "direction": ("document.documentElement.dir = 'rtl';", "en goes rtl"),
    "words": ("main.querySelector('p').style.textAlign = 'justify';", "justify"),
    "edge": ("document.querySelector('button').style.borderColor = 'transparent';", "Leave now"),
    "focus": (
        "document.body.append(Object.assign(document.createElement('div'), { style: 'position:fixed;inset:0' }));",
        "covered",
    ),
    "sound": ("const a = document.createElement('audio'); a.autoplay = true; main.append(a);", "by itself"),
    "trace": ("localStorage.setItem('a', 'b');", "localStorage"),
    "trace in a title": ("document.title = 'A study of families';", "holds"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_found(chromium: Browser, demonstration: Demonstration, planted: str) -> None:
    harm, told = PLANTED[planted]
    findings = Findings()
    with closing(context_for(chromium, "en", bypass_csp=True)) as context:
        page = context.new_page()
        page.goto(demonstration.url + "/help")
        page.evaluate("(harm) => new Function('main', harm)(document.querySelector('main'))", harm)
        Looker(findings, Variant("en", is_easy=False), is_full=False, own_origin=demonstration.url)(page, "help")
    assert told in findings.of(planted.split(" of ", maxsplit=1)[0].split(" in ", maxsplit=1)[0])
