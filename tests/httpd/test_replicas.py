"""Two replicas behind the shipped nginx: one may die, or get new data, and no reader loses anything."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.nginx import NGINX, WHY_SKIPPED
from support.replicas import Reader, Replicas, all_back, get, lost, replicas
from support.run_async import run_async
from support.running import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NGINX is None, reason=WHY_SKIPPED),
]
READERS = 24
FILES = ("", "table", "card.png", "download/legs?scope=all", "download/zip?scope=all", "feed.atom")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    with replicas(tmp_path_factory.mktemp("replicas"), ROOT / "data") as running:
        yield running


def test_replicas_give_the_same_pages_cards_and_downloads_byte_for_byte(site: Replicas) -> None:
    for path in FILES:
        one, other = (get(f"{server.url}/{path}") for server in site.servers)
        assert one[0] == 200
        assert one == other, path


def test_readers_come_back_when_a_replica_dies_and_see_new_data_when_it_returns(
    site: Replicas,
) -> None:
    async def story() -> None:
        readers = [Reader(site.url, number) for number in range(READERS)]
        pages = [asyncio.create_task(reader.keep_open()) for reader in readers]
        try:
            await all_back(readers)
            before = {reader.story for reader in readers}
            assert len(before) == 1
            site.kill(0)
            gone = await lost(readers)
            assert 0 < gone < READERS, "affinity spreads readers over both replicas"
            await all_back(readers, 20)  # 5 s on a quiet machine: tools/soak_replicas.py
            assert {reader.story for reader in readers} == before
            for reader in readers[:6]:
                assert reader.get(f"waybill-files/{reader.story}")[0] == 200
                assert reader.get(f"card.png?{reader.query}")[0] == 200

            toml = site.folder / "story.toml"
            text = toml.read_text("utf-8").replace('title = "From ', 'title = "New: from ', 1)
            toml.write_text(text, "utf-8")
            await asyncio.to_thread(site.restart, 0)
            for path in FILES:
                one, other = (get(f"{server.url}/{path}") for server in site.servers)
                assert one == other, path
            site.kill(1)
            await lost(readers)
            await all_back(readers, 20)
        finally:
            for page in pages:
                page.cancel()
            await asyncio.gather(*pages, return_exceptions=True)

    run_async(story)


def test_a_file_that_a_page_has_made_is_there_when_its_replica_is_not(site: Replicas) -> None:
    async def story() -> None:
        if site.servers[1].process is None or site.servers[1].process.poll() is not None:
            await asyncio.to_thread(site.restart, 1)
        readers = [Reader(site.url, number) for number in range(8)]
        pages = [asyncio.create_task(reader.open_once("downloads")) for reader in readers]
        try:
            await all_back(readers)
            made = {}
            for reader in readers:
                assert reader.viewer is not None
                address = await reader.viewer.download(reader.viewer.files[0])
                made[reader.number] = address, await asyncio.to_thread(reader.get, address)
                assert made[reader.number][1][0] == 200
                assert made[reader.number][1][1]
            for number in (0, 1):
                site.kill(number)
                for reader in readers:
                    address, answer = made[reader.number]
                    for _ in range(2):
                        assert await asyncio.to_thread(reader.get, address) == answer
                if number == 0:  # the other is the last that anybody asks
                    await asyncio.to_thread(site.restart, number)
        finally:
            for page in pages:
                page.cancel()
            await asyncio.gather(*pages, return_exceptions=True)

    run_async(story)


def test_the_document_and_the_service_say_how_replicas_are_run() -> None:
    deploy = Path(ROOT / "deploy")
    service = (deploy / "waybill@.service").read_text("utf-8")
    single = (deploy / "waybill.service").read_text("utf-8")
    assert "--server.port %i" in service
    for line in single.splitlines():
        if line.startswith(("LimitNOFILE", "Protect", "Private", "Restrict", "NoNew", "Memory")):
            assert line in service.splitlines()
    assert "waybill@8501 waybill@8502" in (ROOT / "docs" / "deploying.md").read_text("utf-8")
