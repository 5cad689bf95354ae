import assert from "node:assert/strict";
import { test } from "node:test";
import { embedNote, reachNote } from "../../share/reach.js";

const reach = (address) => reachNote(address).split(/[:;.] /)[0];

test("an address that others can reach needs no note", () => {
  for (const address of [
    "https://waybill.example/?from=2023-09-07",
    "https://news.example:8443/story/",
    "http://8.8.8.8/",
    "http://172.32.0.1/",
    "http://[2001:db8::1]/",
  ])
    assert.equal(reachNote(address), "");
});

test("an address of this computer is told as one", () => {
  for (const address of [
    "http://localhost:8501/?x",
    "http://127.0.0.1:8501/",
    "http://[::1]:8501/",
    "http://app.localhost/",
  ])
    assert.equal(reach(address), "This address works on this computer only");
  assert.equal(reach("file:///srv/site/index.html"), "This is a file on this computer");
});

test("an address of a private network is told as one", () => {
  for (const address of [
    "http://192.168.1.7:8501/",
    "http://10.0.0.2/",
    "http://172.16.9.9/",
    "http://[fd12::1]/",
    "http://newsroom/",
    "http://desk.local/",
  ])
    assert.equal(reach(address), "This address works in your own network only");
});

test("what is no address has no note", () => assert.equal(reachNote("?from=2023-09-07"), ""));

test("the note on embedding says who may, or how to allow it", () => {
  assert.equal(embedNote(undefined), "");
  assert.equal(embedNote(["*"]), "");
  assert.match(embedNote(["'none'"]), /refuse this on other sites/);
  assert.match(embedNote(["'self'"]), /refuse this on other sites.*WAYBILL_FRAME_ANCESTORS/);
  assert.equal(
    embedNote(["'self'", "https://news.example"]),
    "Only these sites may embed it: https://news.example.",
  );
});
