/* Which marks are in sight. */

/** @import { Frame, Point } from "../types.js" */

export const MOST_MARKS = 250; // of one sort in view, in very large stories
const REACH_PX = 40; // a mark this far outside still sticks into the frame

/** @param {Point} point @param {Frame} frame */
export const isNear = (point, frame) =>
  point.x > -REACH_PX &&
  point.y > -REACH_PX &&
  point.x < frame.width + REACH_PX &&
  point.y < frame.height + REACH_PX;
