/* A QR code of a link as SVG, drawn in the browser. The encoder is vendor/qrcode.js, fetched when it
   is first wanted. */
(function () {
  "use strict";
  const W = window.Waybill;
  const QUIET = 4; // modules of white around the code, as ISO/IEC 18004 asks
  let encoder = null;

  function loadEncoder(url) {
    encoder = encoder || new Promise((resolve, reject) => {
      const script = W.h("script", { src: url, on: { load: () => resolve(window.qrcode), error: reject } });
      document.head.append(script);
    });
    return encoder;
  }

  /** Fetch the encoder at `url` and draw `link`: a promise of an <svg>. Rejected when the encoder
      cannot be had or the link is longer than a QR code holds (2,331 bytes). */
  W.qrCode = async (url, link) => {
    const qrcode = await loadEncoder(url);
    const code = qrcode(0, "M");
    code.addData(new URL(link).href); // ASCII only, so one byte a character
    code.make();
    const size = code.getModuleCount();
    let path = "";
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++)
        if (code.isDark(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
    const side = size + 2 * QUIET;
    return W.s("svg", { class: "wb-qr", viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": "QR code of the link", "shape-rendering": "crispEdges" },
      W.s("rect", { width: side, height: side, fill: "#fff" }),
      W.s("path", { d: path, fill: "#000" }));
  };
})();
