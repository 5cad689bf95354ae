"""The files in deploy/ start the same server as `make run`, from files that exist."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys

from support.running import ROOT, Server

from waybill.guard import open_files
from waybill.guard.viewers import most_viewers
from waybill.settings import Settings

DEPLOY = ROOT / "deploy"
# What the app needs to run: its entry, its pages, its package, its settings, its story.
RUNNING = {"app.py", "pages", "waybill", ".streamlit", "data"}


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


def make_run() -> list[str]:
    """The command of `make run` with its defaults."""
    (line,) = re.findall(r"\$\(BIN\)/(streamlit run .*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)  # fmt: skip
    return shlex.split(line.replace("$(PORT)", "8501").replace("$(HOST)", "127.0.0.1"))


def test_the_service_starts_what_make_run_starts() -> None:
    (line,) = re.findall(
        r"^ExecStart=\S*/(streamlit .*)$", text_of("waybill.service"), re.MULTILINE
    )
    assert shlex.split(line) == make_run()
    (line,) = re.findall(
        r"^ExecStart=\S*/(streamlit .*)$", text_of("waybill@.service"), re.MULTILINE
    )
    assert shlex.split(line.replace("%i", "8501")) == make_run()


def test_the_container_starts_what_make_run_starts_on_every_address() -> None:
    (line,) = re.findall(r"^CMD (\[.*\])$", text_of("Containerfile"), re.MULTILINE)
    assert [part.replace("0.0.0.0", "127.0.0.1") for part in json.loads(line)] == make_run()


def test_the_container_holds_what_the_app_needs_and_does_not_run_as_root() -> None:
    text = text_of("Containerfile")
    copied = {
        part
        for line in re.findall(r"^COPY (.+)$", text, re.MULTILINE)
        for part in line.split()[:-1]
    }
    assert copied >= RUNNING | {"requirements.lock"}
    assert all((ROOT / part).exists() for part in copied)
    assert text.index("\nUSER waybill") > text.index("\nRUN useradd")


def test_the_containers_health_check_is_that_of_a_running_server(server: Server) -> None:
    (line,) = re.findall(r"^HEALTHCHECK .*CMD (\[.*\])$", text_of("Containerfile"), re.MULTILINE)
    _, *arguments = json.loads(line)
    port = server.url.rpartition(":")[2]
    environment = {k: v for k, v in os.environ.items() if k != "STREAMLIT_SERVER_BASE_URL_PATH"}
    command = [sys.executable, *(part.replace("8501", port) for part in arguments)]
    assert subprocess.run(command, env=environment, check=False).returncode == 0
    elsewhere = {**environment, "STREAMLIT_SERVER_BASE_URL_PATH": "nowhere/below"}
    assert subprocess.run(command, env=elsewhere, check=False, capture_output=True).returncode


def test_service_proxy_and_document_agree_on_address_and_base_path() -> None:
    service, nginx = text_of("waybill.service"), text_of("nginx.conf")
    assert "STREAMLIT_SERVER_BASE_URL_PATH=story\n" in service
    assert "WAYBILL_PUBLIC_URL=https://waybill.example/story\n" in service
    assert "location /story/ {" in nginx
    assert nginx.count("server_name waybill.example;") == 2
    assert "server 127.0.0.1:8501;" in nginx
    document = (ROOT / "docs" / "deploying.md").read_text("utf-8")
    for file in DEPLOY.iterdir():
        assert f"deploy/{file.name}" in document or f"`{file.name}`" in document


def test_one_limit_for_uploads_holds_on_the_page_and_in_nginx() -> None:
    (page,) = re.findall(r"^maxUploadSize = (\d+)$", (ROOT / ".streamlit/config.toml").read_text("utf-8"), re.MULTILINE)  # fmt: skip
    (proxy,) = re.findall(r"client_max_body_size (\d+)m;", text_of("nginx.conf"))
    assert int(page) == 20
    assert int(page) < int(proxy) <= 21


def test_drafts_have_a_folder_that_the_service_and_the_container_may_write() -> None:
    service, container = text_of("waybill.service"), text_of("Containerfile")
    assert "\nStateDirectory=waybill\n" in service
    assert "\nEnvironment=WAYBILL_STORIES=/var/lib/waybill\n" in service
    (folder,) = re.findall(r"^ENV WAYBILL_STORIES=(\S+)$", container, re.MULTILINE)
    assert f"install -d -o waybill -m 700 {folder}\n" in container


def test_the_service_and_the_container_may_open_files_for_all_viewers() -> None:
    (service,) = re.findall(r"^LimitNOFILE=(\d+)$", text_of("waybill.service"), re.MULTILINE)
    container = re.findall(r"--ulimit nofile=(\d+)", text_of("Containerfile"))
    document = re.findall(
        r"--ulimit nofile=(\d+)", (ROOT / "docs" / "deploying.md").read_text("utf-8")
    )
    for limit in (service, *container, *document):
        connections = int(limit) - open_files.RESERVED
        assert most_viewers(Settings().viewers, connections) == Settings().viewers == 2000
    assert (len(container), len(document)) == (1, 1)
