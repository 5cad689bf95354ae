/* Flows by quantity while the dates move: few change their places from one window to the next. */

const MOVES_A_FLOW = 12; // more, and sorting anew is quicker

/**
 * Puts flows into order, the largest first, of equal ones the first in the list; in place. An order that is
 * nearly right already takes one look at each flow.
 * @param {Uint32Array} order flows
 * @param {Float64Array} quantities by flow
 */
export function rank(order, quantities) {
  let left = MOVES_A_FLOW * order.length;
  for (let at = 1; at < order.length; at += 1) {
    const flow = order[at];
    const quantity = quantities[flow];
    let place = at;
    for (; place > 0; place -= 1) {
      const before = order[place - 1];
      const own = quantities[before];
      if (own > quantity || (own === quantity && before < flow)) break;
      order[place] = before;
    }
    order[place] = flow;
    left -= at - place;
    if (left < 0) {
      order.sort((a, b) => quantities[b] - quantities[a] || a - b);
      return;
    }
  }
}
