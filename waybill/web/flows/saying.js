/* After a choice beside the map, whoever cannot see the map hears what it shows. */

/** @param {(text: string) => void} announce to screen readers */
export function createSaying(announce) {
  let isWaiting = false;
  let last = "";
  return {
    /** @template Choice @param {(choice: Choice) => void} change @returns {(choice: Choice) => void} */
    after: (change) => (choice) => {
      isWaiting = true;
      last = "";
      change(choice);
    },
    /**
     * With every picture, also after a zoom: the same is not said twice.
     * @param {string} drawn "" while nothing is
     * @param {string} missing why not
     */
    say(drawn, missing) {
      const text = drawn || missing;
      if (isWaiting && text !== last) announce((last = text));
      isWaiting &&= !drawn; // what is still to come is said once it is there
    },
  };
}
