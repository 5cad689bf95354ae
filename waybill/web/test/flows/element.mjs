/* What of an element the parts under test touch. */

export class Element {
  children = [];
  attributes = {};
  append(...children) {
    this.children.push(...children);
  }
  replaceChildren(...children) {
    this.children = children;
  }
  addEventListener(_, hear) {
    this.click = hear;
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  contains(other) {
    return this === other || this.children.some((child) => child.contains?.(other));
  }
  focus() {
    globalThis.document.activeElement = this;
  }
}
