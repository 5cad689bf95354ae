import assert from "node:assert/strict";
import { test } from "node:test";
import { cite } from "../../share/cite.js";
import { embedCode } from "../../share/link.js";

const PARTS = {
  id: "small",
  title: "A route",
  sentence: "Legs and visits, 7 Sept 2023",
  version: "0123456789",
  licence: "CC BY 4.0",
  language: "en",
  link: "https://waybill.example/?a=1",
  today: new Date(2026, 2, 5),
};

test("plain: every sentence ends once", () => {
  assert.equal(
    cite({ ...PARTS, title: "Is it so?" }).plain,
    "Is it so? Legs and visits, 7 Sept 2023. Waybill map, data version 0123456789. https://waybill.example/?a=1 (accessed 5 March 2026).",
  );
});

test("BibTeX: what TeX would act on is written out, line ends are none", () => {
  const { bibtex } = cite({ ...PARTS, title: "50% of\n$1 & #2_a {b} ~ ^ \\" });
  assert.match(
    bibtex,
    /title = \{\{50\\% of \\\$1 \\& \\#2\\_a \\\{b\\\} \\textasciitilde\{\} \\textasciicircum\{\} \\textbackslash\{\}\}\}/,
  );
  assert.match(bibtex, /urldate = \{2026-03-05\}/);
});

test("CSL-JSON is JSON, whatever the title", () => {
  const [item] = JSON.parse(cite({ ...PARTS, title: '"</script>' }).csl);
  assert.equal(item.title, '"</script>');
  assert.deepEqual(item.accessed, { "date-parts": [[2026, 3, 5]] });
});

test("a title cannot break out of the code to embed", () => {
  const code = embedCode("https://waybill.example/?a=1&b=2", '"><script>alert(1)</script>', 900);
  assert.ok(code.includes('title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"'));
  assert.ok(code.includes('src="https://waybill.example/?a=1&amp;b=2"'));
});
