"""The page "Your own story" without a browser."""

from __future__ import annotations

import json
from collections.abc import Mapping

from streamlit.testing.v1 import AppTest

from support.running import ROOT
from waybill.httpd import asset_registry


def fresh() -> AppTest:
    """Another visitor's page; WAYBILL_DATA says of which story's app."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    return app.switch_page("pages/check.py").run()


def bring(app: AppTest, files: Mapping[str, bytes]) -> AppTest:
    """Bring files, as the upload hands them over."""
    app.file_uploader(key="own-files").set_value(
        [(name, data, "application/octet-stream") for name, data in files.items()]
    )
    return sound(app.run())


def paste(app: AppTest, text: str) -> AppTest:
    app.text_area(key="own-pasted").set_value(text)
    return sound(app.run())


def press(app: AppTest, label: str) -> AppTest:
    button = next(one for one in app.button if one.label == label)
    return sound(button.click().run())


def sound(app: AppTest) -> AppTest:
    assert not app.exception, app.exception[0].value
    return app


def said(app: AppTest) -> str:
    kinds = ("text", "markdown", "success", "warning", "error", "info", "caption", "header")
    return "\n".join(str(element.value) for kind in kinds for element in app.get(kind))


def previews(app: AppTest) -> list[dict]:
    """The stories that the page shows, as the browser gets them."""
    scripts = [
        json.loads(c.proto.json_args).get("script", "") for c in app.get("component_instance")
    ]
    names = [name for name in asset_registry._previews if any(name in one for one in scripts)]
    return [json.loads(asset_registry.content_of(name)) for name in names]
