/* A canvas that writes down what is drawn on it, for tests without a browser. */

/** A context: `calls` holds [method, …arguments] and the styles in force; lists no method that is not called here. */
export function pen(width = 300, height = 200) {
  const calls = [];
  const state = { lineDash: [] };
  const note = (name, ...args) =>
    calls.push({ name, args, ...state, lineDash: [...state.lineDash] });
  const context = new Proxy(
    {},
    {
      set(_, name, value) {
        state[name] = value;
        return true;
      },
      get(_, name) {
        if (name === "canvas") return { width, height };
        if (name === "setLineDash") return (dash) => (state.lineDash = dash);
        if (name === "measureText") return (text) => ({ width: 7 * text.length });
        if (name === "getTransform") return () => ({ a: 1 });
        if (name in state) return state[name];
        return (...args) => note(name, ...args);
      },
    },
  );
  return {
    context,
    calls,
    /** The calls of one method. */
    of: (name) => calls.filter((call) => call.name === name),
  };
}

/** Colours that say their own names. */
export const palette = new Proxy({}, { get: (_, name) => name });
