/* How texts and the entries of a legend are laid out in the width of a picture. */

/**
 * Break a text into lines no wider than `room`; a word that is wider is broken too.
 * @param {string} text
 * @param {number} room
 * @param {(text: string) => number} widthOf
 */
export function wrapped(text, room, widthOf) {
  /** @type {string[]} */
  const lines = [""];
  for (const word of text.split(/(?<=[\s&/])/)) {
    if (lines[lines.length - 1] && widthOf((lines[lines.length - 1] + word).trimEnd()) > room)
      lines.push("");
    for (const letter of widthOf(word) > room ? word : [word]) {
      if (widthOf(lines[lines.length - 1] + letter.trimEnd()) > room) lines.push("");
      lines[lines.length - 1] += letter;
    }
  }
  return lines.map((line) => line.trimEnd()).filter(Boolean);
}

/**
 * Put boxes beside each other, and on in the next row where one has no room.
 * @param {{width: number, before: number}[]} boxes px; `before` is free at its left, but not in a new row
 * @param {number} room px
 * @returns {{x: number, row: number}[]}
 */
export function flowed(boxes, room) {
  let [x, row] = [0, 0];
  return boxes.map(({ width, before }) => {
    const isNext = x > 0 && x + before + width > room;
    if (isNext) row += 1;
    const left = isNext || x === 0 ? 0 : x + before;
    x = left + width;
    return { x: left, row };
  });
}
