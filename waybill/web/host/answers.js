/* What a server answers: data, or a sentence for the reader. */

/** A sentence that the server meant for the reader. */
export class Told extends Error {}

/**
 * A good answer to a question.
 * @param {string} url
 * @returns {Promise<Response>} rejects with Told, or with another Error
 */
export async function ask(url) {
  const answer = await fetch(new URL(url, document.baseURI));
  if (answer.ok) return answer;
  const isPlain = (answer.headers.get("content-type") ?? "").startsWith("text/plain");
  throw isPlain ? new Told(await answer.text()) : new Error("HTTP " + answer.status);
}
