"""Preloading: what every first visit needs is served from memory and named in the page's head.

Only waybill.server does this; Streamlit alone serves the same files later and slower.
"""

from __future__ import annotations

import importlib.util
import re
from functools import cache, lru_cache
from pathlib import Path

from waybill.httpd import asset_registry
from waybill.httpd.static_files import Folder, MemoryFile
from waybill.httpd.story_source import story_folder
from waybill.web import assets

# Opened at /table, Streamlit would first look for its server below that path and log two errors.
BASE_SCRIPT = (
    '<script>window.__streamlit={BACKEND_BASE_URL:new URL(".",location.href).href}</script>'
)

# On a phone Streamlit's list of pages lies over the page, and would stay there after a choice. And who
# leaves the tour of "Your own story" has seen it (ui/own_story/tour.py).
MENU_SCRIPT = (
    '<script>addEventListener("click",function(e){if(e.target.closest&&e.target.closest(".st-key-tour-end"))'
    'document.cookie="waybill-tour=seen;max-age=31536000;samesite=lax";'
    "var at=e.target.closest&&e.target.closest("
    "'[data-testid=\"stSidebarNavLink\"]');if(at&&innerWidth<=768&&!e.ctrlKey&&!e.metaKey&&!e.shiftKey)"
    "setTimeout(function(){var close=document.querySelector('[data-testid=\"stSidebarCollapseButton\"] button');"
    "if(close)close.click()})})</script>"
)

# Looks once a minute whether there are newer data than those shown, and says so in a line. What is shown
# is what the map's frame fetched last, or what the page was made of.
NEWER_SCRIPT = """<script>(function(){
var made=document.querySelector('meta[name="waybill-data"]');if(!made)return;
function shown(){var found=made.content;
document.querySelectorAll("iframe").forEach(function(frame){try{
frame.contentWindow.performance.getEntriesByType("resource").forEach(function(entry){
var name=/\\/story\\.([0-9a-f]+)\\.json$/.exec(entry.name);if(name)found=name[1]})}catch(hidden){}});return found}
function tell(){var line=document.getElementById("waybill-newer");if(line)return;
line=document.createElement("div");line.id="waybill-newer";line.setAttribute("role","status");
line.style.cssText="position:fixed;z-index:1000000;right:1rem;bottom:1rem;padding:.5rem .75rem;"+
"border-radius:.4rem;background:#14191d;color:#fff;font:14px/1.4 system-ui,sans-serif";
var button=document.createElement("button");button.textContent="Show them";
button.style.cssText="margin-left:.75rem;min-height:24px;font:inherit;color:inherit;background:none;"+
"border:0;text-decoration:underline;cursor:pointer";
button.onclick=function(){location.reload()};
line.append("This story has newer data.",button);document.body.append(line)}
function look(){if(document.hidden)return;
var story=new URLSearchParams(location.search).get("story");
fetch("NOW"+(story?"?story="+encodeURIComponent(story):""),{cache:"no-store"}).then(function(answer){return answer.ok?answer.text():""}).then(function(now){
var line=document.getElementById("waybill-newer");
if(now&&now!==shown())tell();else if(now&&line)line.remove()}).catch(function(){})}
setInterval(look,60000);document.addEventListener("visibilitychange",look)})()</script>""".replace(
    "NOW", f"{asset_registry.PREFIX}/{asset_registry.NOW}"
).replace("\n", "")

# Where the page shows the placeholder, what Streamlit starts with lies in a template, and the preload
# scanner leaves it alone, until the first frame is drawn. Otherwise 60 modules and the files fetched early
# were loaded and compiled while the picture was painted, on the same processors: the first paint of 5,000
# legs came at 374 ms, now at 280, and the live map no later. A window in the background draws no frames.
START = "waybill-start"
FILES = "waybill-files"  # a template in the former: these wait until Streamlit's program has run
EARLY = "waybill-early-map"  # the template of the map that comes before Streamlit (httpd.early_map)
# Streamlit starts when that map is drawn, which calls waybillStart, or after so long. The map goes when the reader
# goes to another page before it is carried, or when Streamlit has shown something else for four seconds: why there
# is no map. (Its program for components may come after a page's first elements.)
MOST_MS = 1500
START_SCRIPT = (
    """<script>(function(d){var begun=false,asked=false;
function put(id,into){into.append(d.getElementById(id).content.cloneNode(true))}
function start(){if(begun)return;begun=true;put("START",d.head);var program=d.querySelector("script[type=module]");
if(program)program.addEventListener("load",function(){put("FILES",d.head)})}
function map(){if(asked)return;asked=true;if(!Element.prototype.moveBefore||self.origin==="null")return start();
window.waybillStart=start;setTimeout(start,MOST_MS);put("EARLY",d.body);
var page=location.pathname,looks=0,timer=setInterval(function(){var early=d.getElementById("waybill-early");
if(!early)return clearInterval(timer);var main=d.querySelector('[data-testid="stMain"]');
looks=main&&d.querySelector('[data-test-script-state="notRunning"]')
&&main.querySelector('[data-testid="stElementContainer"]')
&&!main.querySelector('iframe,[data-testid="stSkeleton"]')?looks+1:0;
if(location.pathname===page&&looks<8)return;clearInterval(timer);early.remove();
var opening=d.getElementById("waybill-opening");if(opening)opening.remove()},500)}
if(d.hidden)return start();requestAnimationFrame(function(){setTimeout(map)});setTimeout(map,500)
})(document)</script>""".replace("START", START)
    .replace("FILES", FILES)
    .replace("EARLY", EARLY)
    .replace("MOST_MS", str(MOST_MS))
    .replace("\n", "")
)
MODULES = re.compile(r'<script type="module"[^>]*></script>|<link rel="modulepreload"[^>]*>')

# Those of every page's head.
HEAD_SCRIPTS = (BASE_SCRIPT, MENU_SCRIPT, NEWER_SCRIPT)
# The policy of the pages allows each of them by its hash.
OWN_SCRIPTS = (*HEAD_SCRIPTS, START_SCRIPT)

# Streamlit reads its messages with WebAssembly. This allows that and no text that becomes a script.
WASM = "'wasm-unsafe-eval'"
FRAME_PAGE = "/component/streamlit_folium.st_folium/index.html"
# streamlit-folium hands the map's script over as the text of an element. Only what knows the page's
# nonce runs, so that the element is given it: an attribute such as onerror never is.
NONCE_SCRIPT = (
    "(function(d){var n=d.currentScript.nonce,make=d.createElement;d.createElement=function(name){"
    "var made=make.apply(d,arguments);if(made.localName==='script')made.nonce=n;return made}})(document)"
)

# Stands in a kept page for the word that is new for each answer. Data cannot write it: the door to JavaScript
# escapes braces (payload/escaping.py).
NONCE_MARK = "{nonce}"
FETCH_SCRIPT = (
    "var story=fetch(url).then(function(answer){if(!answer.ok)throw answer.status;return answer.json()});"
    "story.catch(function(){});window.waybillEarly={url:url,story:story}"
)
# Fetches and parses the story that the dashboard shows: the default one, or where the address names another, the
# one that the page's head was made of. Other pages show maps of their own, and where the map came before
# Streamlit (httpd.early_map) it has fetched its story.
EARLY_SCRIPT = """(function(){var url="STORY";try{var page=parent.location;
if(!/\\/$/.test(page.pathname)||parent.document.querySelector(".waybill-early-map"))return;
if(new URLSearchParams(page.search).get("story")){
var made=parent.document.querySelector('meta[name="waybill-data"]');if(!made)return;
url="FOLDER/story."+made.content+".json"}}catch(hidden){}
FETCH})()""".replace("FETCH", FETCH_SCRIPT).replace("\n", "")


@cache
def streamlit_folder() -> Path:
    """Return the folder in which Streamlit is installed."""
    return _package_folder("streamlit")


@cache
def streamlit_folium_folder() -> Path:
    """Return the folder in which streamlit-folium is installed, without importing it.

    On import it registers its component, which only a running server keeps.
    """
    return _package_folder("streamlit_folium")


def _package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


@cache
def hashed_folders() -> dict[str, Folder]:
    """Map URL prefixes to folders of files with hashed names, which need nothing of Streamlit's stack."""
    frame = streamlit_folium_folder() / "frontend" / "build" / "static"
    return {
        "/static/": Folder(streamlit_folder() / "static" / "static"),
        "/component/streamlit_folium.st_folium/static/": Folder(frame),
    }


def memory_file(path: str) -> MemoryFile | None:
    """Return the file at a path below the base path, or None if it is not one of these."""
    for prefix, folder in hashed_folders().items():
        if path.startswith(prefix):
            return folder.get(path.removeprefix(prefix))
    return None


@cache
def _frame_script() -> str:
    """Return the address of streamlit-folium's own script, relative to the page."""
    scripts = streamlit_folium_folder() / "frontend" / "build" / "static" / "js"
    name = next(scripts.glob("main.*.js")).name
    return f"component/streamlit_folium.st_folium/static/js/{name}"


def frame_page(path: str, nonce: str) -> bytes | None:
    """Return the page of the map's frame, or None if this path is not its own.

    It is streamlit-folium's with a head start: our program and the story are fetched while that package's
    script starts, and not after it. The request does not say which story the page shows; the page does.
    ``nonce``: the word by which the page's policy allows its scripts, new for each answer.
    """
    if path != FRAME_PAGE:
        return None
    loaded = story_folder().unchanged()
    story = (loaded and asset_registry.story_name(loaded.version)) or ""
    return _frame_page(story).replace(NONCE_MARK, nonce).encode()


@lru_cache(maxsize=asset_registry.KEPT_STORIES)
def _frame_page(story: str) -> str:
    page = (streamlit_folium_folder() / "frontend" / "build" / "index.html").read_text("utf-8")
    folder = f"../../{asset_registry.PREFIX}"  # as ui.component_files names it
    head = f'<script nonce="{NONCE_MARK}">{NONCE_SCRIPT}</script>'
    head += f'<link rel="preload" as="script" href="{folder}/{assets.script().name}">'
    if story:
        early = EARLY_SCRIPT.replace("STORY", f"{folder}/{story}").replace("FOLDER", folder)
        head += f'<script nonce="{NONCE_MARK}">{early}</script>'
    return page.replace("<head>", f"<head>{head}", 1)


def early_story_script(version: str) -> str:
    """Return what fetches and parses a version of a story in a page of the map, before its program runs."""
    folder = f"../../{asset_registry.PREFIX}"
    story = asset_registry.story_name(version)
    files = "".join(
        f'<link rel="preload" as="fetch" crossorigin href="{folder}/{asset.name}">'
        for asset in (assets.basemap(), assets.labels())
    )
    fetch = f'(function(){{var url="{folder}/{story}";{FETCH_SCRIPT}}})()' if story else ""
    return f'<script nonce="{NONCE_MARK}">{fetch}</script>{files}'


def head_tags() -> str:
    """Return the scripts and rules of every page's head."""
    return "".join((*HEAD_SCRIPTS, f'<style id="waybill-page">{assets.page_style()}</style>'))


def module_tags() -> str:
    """Return tags that make the browser fetch what Streamlit would load on meeting the first component."""
    names = _component_modules()
    return "".join(f'<link rel="modulepreload" href="static/js/{name}">' for name in names)


def prefetch_tags(version: str) -> str:
    """Return tags that make the browser fetch what the map's frame will ask for.

    Addresses are relative, so that they hold below a base path. ``version`` is that of the page's story.
    """
    story = asset_registry.story_name(version)
    files = [
        f"{asset_registry.PREFIX}/{asset.name}"
        for asset in (assets.script(), assets.basemap(), assets.labels())
    ]
    files += [f"{asset_registry.PREFIX}/{story}"] if story else []
    return "".join(f'<link rel="prefetch" href="{href}">' for href in (_frame_script(), *files))


def started_after_first_frame(page: str, files: str) -> str:
    """Return the page whose modules wait for its first frame, and ``files`` until those have run."""
    modules = "".join(MODULES.findall(page)) + module_tags()
    later = f'<template id="{START}">{modules}<template id="{FILES}">{files}</template></template>'
    page = MODULES.sub("", page).replace("</head>", f"{later}</head>", 1)
    before, end, after = page.rpartition("</body>")
    return f"{before}{START_SCRIPT}{end}{after}"


@cache
def _component_modules() -> list[str]:
    """Name Streamlit's modules for components, which it would otherwise load on meeting the first one."""
    folder = streamlit_folder() / "static" / "static" / "js"
    found = sorted(folder.glob("ComponentInstance.*.js"))
    if not found:
        return []
    index = (folder.parents[1] / "index.html").read_text("utf-8")
    imported = re.findall(r"[\"']\./([\w.-]+\.js)[\"']", found[0].read_text("utf-8"))
    return [found[0].name, *(name for name in dict.fromkeys(imported) if name not in index)]
