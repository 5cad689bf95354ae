/* Whom a link reaches, and which sites may embed the page: said before a link goes out in vain. */

const KEYWORDS = new Set(["'self'", "'none'"]);

/**
 * Who can open an address, where that is not everybody; "" for an address that others can reach.
 * @param {string} address
 */
export function reachNote(address) {
  if (!URL.canParse(address)) return "";
  const { protocol, hostname } = new URL(address);
  if (protocol === "file:")
    return "This is a file on this computer: nobody else can open the link. Put the folder on a web server first.";
  if (isLoopback(hostname))
    return (
      "This address works on this computer only. Others can open the link once the page is served at an " +
      "address of its own (WAYBILL_PUBLIC_URL), or published as a static edition."
    );
  if (isPrivate(hostname))
    return "This address works in your own network only; readers elsewhere cannot open the link.";
  return "";
}

/**
 * Which sites may embed the page; "" where the server does not say.
 * @param {readonly string[] | undefined} ancestors sources as in a Content-Security-Policy
 */
export function embedNote(ancestors) {
  if (ancestors === undefined || ancestors.includes("*")) return "";
  const others = ancestors.filter((source) => !KEYWORDS.has(source));
  return others.length > 0
    ? "Only these sites may embed it: " + others.join(", ") + "."
    : "Browsers will refuse this on other sites, until whoever runs the server names them in " +
        "WAYBILL_FRAME_ANCESTORS.";
}

/** @param {string} host as URL.hostname gives it */
const isLoopback = (host) =>
  host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\./.test(host);

/**
 * An address of a private network (RFC 1918, RFC 4193, RFC 3927), or a name without a dot.
 * @param {string} host
 */
const isPrivate = (host) =>
  /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host) ||
  /^\[f[cd][0-9a-f]{2}:/.test(host) ||
  /\.(local|lan|internal|home\.arpa)$/.test(host) ||
  !/[.:]/.test(host);
