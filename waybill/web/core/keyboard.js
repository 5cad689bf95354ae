/* Which way the reader works just now. */

let isKeyboard = false;
document.addEventListener("keydown", () => (isKeyboard = true), true);
document.addEventListener("pointerdown", () => (isKeyboard = false), true);

/** Was the reader's last action a key? Then the focus follows what opens. */
export const byKeyboard = () => isKeyboard;
