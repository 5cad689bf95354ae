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

/** As `pen`, with a canvas of its own that can be drawn on others. */
export function canvasPen(width = 300, height = 200) {
  const sheet = pen(width, height);
  const canvas = { width, height, style: {}, getContext: () => context };
  const context = new Proxy(sheet.context, {
    get: (target, name) => (name === "canvas" ? canvas : target[name]),
    set: (target, name, value) => Reflect.set(target, name, value),
  });
  return { ...sheet, canvas, context };
}

/** A document that makes canvases, and nothing else; `made` counts them. */
export const canvasDocument = () => ({
  made: 0,
  createElement() {
    this.made += 1;
    return canvasPen(0, 0).canvas;
  },
});
