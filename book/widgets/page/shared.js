// What all widgets share: the module, drawing, controls, the state in the address.
//
// A widget is a function in WIDGETS. It is given a `Live`, adds its controls and its drawing to
// it, and draws in `live.draw = () => …`. All numbers come from `live.ask(question, …numbers)`.

const WIDGETS = {};

// ---- The module -------------------------------------------------------------------------------

const module = WebAssembly.instantiate(Uint8Array.from(atob(MODULE), (letter) => letter.charCodeAt(0)), {})
  .then(({ instance }) => instance.exports);

/** One widget inside the module. */
class Model {
  constructor(wasm, name) {
    this.wasm = wasm;
    this.words(name);
    this.handle = wasm.widget_open();
    if (!this.handle) throw new Error(`the module has no widget ${name}`);
  }

  words(text) {
    const bytes = new TextEncoder().encode(text);
    const place = this.wasm.widget_words(bytes.length);
    new Uint8Array(this.wasm.memory.buffer, place, bytes.length).set(bytes);
  }

  text(place, length) {
    return new TextDecoder().decode(new Uint8Array(this.wasm.memory.buffer, place, length));
  }

  /** The answer's numbers. */
  ask(question, ...numbers) {
    const { wasm } = this;
    this.words(question);
    const place = wasm.widget_numbers(numbers.length);
    new Float64Array(wasm.memory.buffer, place, numbers.length).set(numbers);
    try {
      wasm.widget_ask(this.handle);
    } catch (error) {
      // A panic of the module: it has kept its words.
      const why = this.text(wasm.widget_complaint(), wasm.widget_complaint_length());
      throw new Error(why || error.message);
    }
    return new Float64Array(wasm.memory.buffer, wasm.widget_answer_numbers(), wasm.widget_answer_numbers_length()).slice();
  }

  /** The answer's words, line by line. */
  tell(question, ...numbers) {
    this.ask(question, ...numbers);
    const words = this.text(this.wasm.widget_answer_words(), this.wasm.widget_answer_words_length());
    return words.replace(/\n$/, "").split("\n");
  }
}

// ---- Words and drawings -----------------------------------------------------------------------

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** An HTML element. */
const html = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);

/** An SVG element. */
const svg = (name, attributes = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

/** A picture of so many units, as wide as its place. */
const picture = (width, height, label) =>
  svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "widget-picture", role: "group", "aria-label": label, style: `max-width:${width}px` });

const words = (x, y, text, attributes = {}) => svg("text", { x, y, ...attributes }, text);

/** The data of a path through points that stand as x, y, x, y … */
function path(points, close = false) {
  let data = "";
  for (let i = 0; i < points.length; i += 2) data += `${i ? "L" : "M"}${points[i].toFixed(1)} ${points[i + 1].toFixed(1)}`;
  return close ? data + "Z" : data;
}

/** The data of an arrow's line and head. */
function arrow(x, y, toX, toY, head = 9) {
  const length = Math.hypot(toX - x, toY - y) || 1;
  const [u, v] = [(toX - x) / length, (toY - y) / length];
  const wing = (side) => [toX - head * u + side * head * 0.45 * v, toY - head * v - side * head * 0.45 * u];
  return [path([x, y, toX - head * u, toY - head * v]), path([...wing(1), toX, toY, ...wing(-1)], true)];
}

/** A number as the book prints it: a true minus sign, no more digits than it needs. */
function number(x, digits = 3) {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "not a number" : x > 0 ? "∞" : "−∞";
  let text = x.toFixed(digits);
  if (text.includes(".")) text = text.replace(/\.?0+$/, "");
  if (text === "-0") text = "0";
  return text.replace("-", "−");
}

/** Large and small ones: 1.5·10⁻⁷. */
function scientific(x, digits = 2) {
  if (x === 0 || (Math.abs(x) >= 0.0095 && Math.abs(x) < 1e4)) return number(x, 4);
  const [mantissa, exponent] = x.toExponential(digits).split("e");
  const high = [...String(Number(exponent))].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻").join("");
  return `${number(Number(mantissa), digits)}·10${high}`;
}

/** Three digits that say something. */
const brief = (x) => (x === 0 || Math.abs(x) >= 0.0095 ? number(x) : scientific(x));

/** A factor in a product: a negative one in brackets. */
const factor = (x) => (x < 0 ? `(${brief(x)})` : brief(x));

const clamp = (x, low, high) => Math.min(high, Math.max(low, x));

// ---- One widget on a page ---------------------------------------------------------------------

let widgets = 0;

class Live {
  constructor(element, model) {
    this.element = element;
    this.model = model;
    this.name = element.getAttribute("name");
    this.id = `widget-${this.name}-${++widgets}`;
    this.keys = new Map();
    this.stage = html("div", { class: "widget-stage" });
    this.controls = html("div", { class: "widget-controls" });
    // Screen readers hear what has changed.
    this.report = html("div", { class: "widget-report", role: "status", "aria-live": "polite" });
    this.box = html("div", { class: `widget-box widget-${this.name}` }, this.controls, this.stage, this.report);
    // The book turns its pages by the arrow keys: not by those that move something here.
    this.box.addEventListener("keydown", (event) => {
      if (event.key.startsWith("Arrow")) event.stopPropagation();
    });
    const hash = new URLSearchParams(location.hash.slice(1));
    this.given = hash.get("widget") === this.name ? hash : new URLSearchParams();
    this.draw = () => {};
    this.visible = true;
  }

  ask(question, ...numbers) {
    return this.model.ask(question, ...numbers);
  }

  tell(question, ...numbers) {
    return this.model.tell(question, ...numbers);
  }

  /** Something of the state that the address keeps: `write` gives it, `initial` is left out. */
  keep(key, initial, write) {
    this.keys.set(key, { initial: String(initial), write });
    return this.given.get(key);
  }

  /** Draws soon, once for all changes until then. `byReader`: the address follows. */
  changed(byReader = true) {
    this.byReader ||= byReader;
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.draw();
      if (this.byReader) this.remember();
      this.byReader = false;
    });
  }

  /** The state goes into the address, a moment after the last change: browsers count. */
  remember() {
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => {
      const state = new URLSearchParams({ widget: this.name });
      for (const [key, { initial, write }] of this.keys) {
        const value = String(write());
        if (value !== initial) state.set(key, value);
      }
      history.replaceState(history.state, "", `#${state}`);
    }, 250);
  }

  /** A labelled slider. `show` prints its value; `kept`: the address keeps it. */
  slider({ key, label, min, max, step, value, kept = true, show = (x) => number(x), change = () => {} }) {
    const initial = value;
    const id = `${this.id}-${key}`;
    const shown = html("output", { for: id });
    const input = html("input", { type: "range", id, min, max, step });
    const slider = {
      input,
      get value() {
        return Number(input.value);
      },
      set: (x) => {
        input.value = x;
        shown.textContent = show(Number(input.value));
        input.setAttribute("aria-valuetext", shown.textContent);
      },
      reach: (low, high) => {
        input.min = low;
        input.max = high;
      },
      name: (text) => {
        name.textContent = text;
      },
    };
    const name = html("span", {}, label);
    const before = kept ? Number(this.keep(key, initial, () => slider.value) ?? initial) : initial;
    slider.set(Number.isFinite(before) ? clamp(before, min, max) : initial);
    input.addEventListener("input", () => {
      slider.set(Number(input.value));
      change(Number(input.value));
      this.changed();
    });
    slider.label = html("label", { class: "widget-slider", for: id }, name, input, shown);
    this.controls.append(slider.label);
    return slider;
  }

  /** A choice of one among several names. */
  choice({ key, label, options, value = 0, change = () => {} }) {
    const id = `${this.id}-${key}`;
    const select = html("select", { id }, ...options.map((text, i) => html("option", { value: i }, text)));
    const kept = Number(this.keep(key, value, () => select.value) ?? value);
    select.value = Number.isInteger(kept) && kept >= 0 && kept < options.length ? kept : value;
    select.addEventListener("change", () => {
      change(Number(select.value));
      this.changed();
    });
    const choice = {
      select,
      get value() {
        return Number(select.value);
      },
      label: html("label", { class: "widget-choice", for: id }, html("span", {}, label), select),
    };
    this.controls.append(choice.label);
    return choice;
  }

  button(text, action, attributes = {}) {
    const button = html("button", { type: "button", ...attributes }, text);
    button.addEventListener("click", () => {
      action();
      this.changed();
    });
    this.controls.append(button);
    return button;
  }

  /**
   * Makes a shape that can be dragged: by pointer or finger, and by the arrow keys. `move(x, y)` is
   * given a place in the picture's units, `nudge(right, up)` a number of steps.
   */
  handle(shape, drawing, { label, move, nudge }) {
    fill(shape, { tabindex: 0, role: "slider", "aria-label": label, class: `${shape.getAttribute("class") ?? ""} widget-handle` }, []);
    const place = ({ clientX, clientY }) => {
      const at = new DOMPoint(clientX, clientY).matrixTransform(drawing.getScreenCTM().inverse());
      move(at.x, at.y);
      this.changed();
    };
    this.drags(shape, place);
    shape.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!by) return;
      event.preventDefault();
      const size = event.shiftKey ? 0.2 : 1;
      nudge(by[0] * size, by[1] * size);
      this.changed();
    });
    return shape;
  }

  /** Calls `place` from the press of a pointer on `shape` until its release. */
  drags(shape, place) {
    shape.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      shape.setPointerCapture(event.pointerId);
      event.preventDefault();
      shape.focus?.({ preventScroll: true });
      place(event);
    });
    shape.addEventListener("pointermove", (event) => {
      if (shape.hasPointerCapture(event.pointerId)) place(event);
    });
  }

  /** The picture makes room. */
  show() {
    this.draw();
    this.element.append(this.box);
    this.element.dataset.live = "";
    // Colours of a canvas do not follow the theme by themselves.
    new MutationObserver(() => this.changed(false)).observe(document.documentElement, { attributeFilter: ["class"] });
    new IntersectionObserver(([seen]) => {
      this.visible = seen.isIntersecting;
    }).observe(this.box);
  }
}

/** Whether nothing may move by itself. */
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

window.gradus = {
  async wake(element) {
    const live = new Live(element, new Model(await module, element.getAttribute("name")));
    WIDGETS[live.name](live);
    live.show();
    return live;
  },
};
