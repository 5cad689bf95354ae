/* What a server answers: data, or a sentence for the reader. */

/** A sentence that the server meant for the reader. */
export class Told extends Error {
  /** @param {string} text @param {number} status of the answer; 500 and more: it may be another one later */
  constructor(text, status) {
    super(text);
    this.status = status;
  }
}

/**
 * A good answer to a question.
 * @param {string} url
 * @returns {Promise<Response>} rejects with Told, or with another Error
 */
export async function ask(url) {
  const answer = await fetch(new URL(url, document.baseURI));
  if (answer.ok) return answer;
  const isPlain = (answer.headers.get("content-type") ?? "").startsWith("text/plain");
  throw isPlain ? new Told(await answer.text(), answer.status) : new Error("HTTP " + answer.status);
}
