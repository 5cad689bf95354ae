"""nginx with the configuration in deploy/, on ports and in folders of a test's own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from support.running import ROOT

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
WHY_SKIPPED = "nginx is not on this machine (Debian: apt-get install nginx-light)"
CONFIG = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
REPLICAS = (ROOT / "deploy" / "replicas.conf").read_text("utf-8")

MAIN = """daemon off;
{user}
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    {temporary}
    include {folder}/waybill.conf;
}}
"""


def shipped(folder: Path, app_port: int, port: int, redirect_port: int) -> str:
    """deploy/nginx.conf with ports and folders replaced, and without TLS; all else as shipped."""
    text = re.sub(r"^ *ssl_certificate\w* .*\n", "", CONFIG, flags=re.MULTILINE)
    for shipped_text, here in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("listen 80;", f"listen 127.0.0.1:{redirect_port};"),
        ("server 127.0.0.1:8501;", f"server 127.0.0.1:{app_port};"),
        ("/var/cache/nginx/waybill", f"{folder}/cache"),
        ("/var/log/nginx/access.log", f"{folder}/access.log"),
    ):
        assert text.count(shipped_text) == 1
        text = text.replace(shipped_text, here)
    return text


@contextmanager
def running(command: list[str], url: str, **options: object) -> Iterator[None]:
    """A process, once ``url`` answers."""
    process = subprocess.Popen(command, **options)  # type: ignore[call-overload]
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(url, timeout=2).close()
                break
            except urllib.error.HTTPError:
                break  # it answers
            except OSError:
                assert process.poll() is None, f"{command[0]} ended by itself"
                assert time.monotonic() < deadline, f"{command[0]} did not start"
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(10)


def with_replicas(configuration: str, shipped_port: int, ports: Sequence[int]) -> str:
    """The configuration with deploy/replicas.conf in place of its upstream, on these ports."""
    own = re.search(r"^upstream waybill \{.*?^\}\n", configuration, re.MULTILINE | re.DOTALL)
    assert own is not None
    assert f"server 127.0.0.1:{shipped_port};" in own[0]
    replicas = REPLICAS
    for shipped_server, port in zip(("8501", "8502"), ports, strict=True):
        line = f"    server 127.0.0.1:{shipped_server} "
        assert replicas.count(line) == 1
        replicas = replicas.replace(line, f"    server 127.0.0.1:{port} ")
    return configuration.replace(own[0], replicas)


def write_configuration(folder: Path, waybill: str) -> None:
    """Write nginx's own file, which includes ``waybill``, and that."""
    names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    main = MAIN.format(
        folder=folder,
        user="user root;" if os.geteuid() == 0 else "",
        temporary=" ".join(f"{name}_temp_path {folder}/{name};" for name in names),
    )
    (folder / "nginx.conf").write_text(main)
    (folder / "waybill.conf").write_text(waybill)


def nginx_command(folder: Path) -> list[str]:
    """The command that runs nginx with that configuration until it is ended."""
    assert NGINX
    return [
        NGINX,
        "-p",
        str(folder),
        "-c",
        str(folder / "nginx.conf"),
        "-e",
        str(folder / "error.log"),
    ]
