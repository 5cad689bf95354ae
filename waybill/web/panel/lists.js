// @ts-nocheck -- not typed yet
/* What the lists of the panel share. */

/* The first rows, with the wanted one among them even when it is further down. */
export function limited(rows, most, wantedId) {
  if (rows.length <= most) return rows;
  const shown = rows.slice(0, most);
  const wanted = wantedId && rows.slice(most).find((row) => row.id === wantedId);
  if (wanted) shown[most - 1] = wanted;
  return shown;
}

/* Grey or not; the class is touched only when it changes. */
export function markOutside(el, outside) {
  if (el.classList.contains("wb-out") !== outside) el.classList.toggle("wb-out", outside);
  return el;
}
