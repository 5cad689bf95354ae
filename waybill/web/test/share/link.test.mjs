import assert from "node:assert/strict";
import { test } from "node:test";
import { heightOf } from "../../share/forms.js";
import { embedCode, shareLink } from "../../share/link.js";

test("a link begins where the host says, for what is in focus", () => {
  const focus = { kind: "leg", id: "first" };
  const app = {
    host: { address: (configured, of) => `${configured}#${of.id}` },
    options: { public_url: "/maps/" },
    store: { get: () => ({ focus }) },
    link: ({ embed }) => (embed ? "embed=true" : "tab=legs"),
  };
  assert.equal(shareLink(app, null), "/maps/#first?tab=legs");
  assert.equal(shareLink(app, { hidden: [] }), "/maps/#first?embed=true");
});

test("the code to embed is one frame", () => {
  assert.equal(
    embedCode("./?a=1&b=2", "A “route”", 520),
    '<iframe src="./?a=1&amp;b=2" title="A “route”" width="100%" height="520" ' +
      'style="border:0" loading="lazy" allow="clipboard-write; fullscreen"></iframe>',
  );
});

test("a height that makes no sense becomes one that does", () => {
  assert.deepEqual(
    ["520", "520.4", "", "tall", "5", "99999"].map(heightOf),
    [520, 520, 900, 900, 320, 4000],
  );
});
