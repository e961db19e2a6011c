// Lesson 5: a kernel of three by three taps slides over a written digit.

const PIXELS = 28;
const TAPS = 3;
// The widest padding, and the size of a pixel in the pictures.
const ROOM = 2;
const CELL = 10.6;
const WHOLE = CELL * (PIXELS + 2 * ROOM);

/** Two digits after the point at most. */
const short = (x) => number(x, 2);

WIDGETS.slide = (live) => {
  const digits = Array.from({ length: 10 }, (_, i) => String(i));
  const known = live.tell("kernels");
  const chosen = live.ask("kernels");
  const tapsOf = (which) => Array.from(chosen.slice(9 * which, 9 * which + 9));
  const own = known.length;
  const state = { at: [12, 12], side: 0, output: [], taps: [] };

  // ---- Controls
  const digit = live.choice({ key: "digit", label: "Digit", options: digits, value: 2, change: () => renew() });
  const kernel = live.choice({ key: "kernel", label: "Kernel", options: [...known, "your own"], change: () => {
    if (kernel.value < own) state.taps = tapsOf(kernel.value);
    fillTaps();
    renew();
  } });
  const stride = live.slider({ key: "stride", label: "Stride", min: 1, max: 4, step: 1, value: 1, change: () => renew() });
  const padding = live.slider({ key: "padding", label: "Padding", min: 0, max: ROOM, step: 1, value: 1, change: () => renew() });

  // ---- What the address says
  const initial = tapsOf(0);
  const rounded = (tap) => Number(tap.toFixed(4));
  const given = (live.keep("taps", "", () => (kernel.value === own ? state.taps.map(rounded).join("_") : "")) ?? "").split("_").map(Number);
  state.taps = kernel.value < own ? tapsOf(kernel.value) : given.length === 9 && given.every(Number.isFinite) ? given : initial;
  ["row", "column"].forEach((key, i) => {
    const kept = live.keep(key, state.at[i], () => state.at[i]);
    if (kept !== null && /^\d+$/.test(kept)) state.at[i] = Number(kept);
  });

  // ---- The pictures
  const image = picture(WHOLE, WHOLE + 22, "the digit, and the kernel on it");
  const map = picture(WHOLE, WHOLE + 22, "what the kernel makes of it");
  const paper = svg("rect", { class: "grid" });
  const ink = svg("g", { class: "ink" });
  const window_ = svg("rect", { class: "kernel", width: TAPS * CELL, height: TAPS * CELL });
  const over = svg("rect", { width: WHOLE, height: WHOLE, fill: "transparent", class: "widget-drag" });
  const margin = svg("rect", { class: "grid dashed" });
  image.append(margin, paper, ink, over, window_, words(WHOLE / 2, WHOLE + 18, "move the kernel: point, drag, or arrow keys", { class: "quiet", "text-anchor": "middle" }));
  const frame = svg("rect", { class: "grid" });
  const answers = svg("g", { class: "answers" });
  const here = svg("rect", { class: "kernel", width: CELL, height: CELL });
  const overMap = svg("rect", { width: WHOLE, height: WHOLE, fill: "transparent", class: "widget-drag" });
  const size = words(WHOLE / 2, WHOLE + 18, "", { class: "quiet", "text-anchor": "middle" });
  map.append(frame, answers, here, overMap, size);
  live.stage.append(image, map);

  // Where pixel (0, 0) and output (0, 0) are drawn.
  const ROOMED = ROOM * CELL;
  const from = () => (WHOLE - CELL * state.side) / 2;
  const go = (row, column) => {
    const inside = (i) => clamp(Math.round(i), 0, state.side - 1);
    const [r, c] = [inside(row), inside(column)];
    const same = r === state.at[0] && c === state.at[1];
    state.at = [r, c];
    return !same;
  };
  const onImage = (x, y) => {
    const corner = (place) => ((place - ROOMED) / CELL - TAPS / 2 + padding.value) / stride.value;
    return go(corner(y), corner(x));
  };
  const onMap = (x, y) => go((y - from()) / CELL - 0.5, (x - from()) / CELL - 0.5);
  for (const [shape, drawing, place] of [[over, image, onImage], [overMap, map, onMap]]) {
    const to = ({ clientX, clientY }) => {
      const at = new DOMPoint(clientX, clientY).matrixTransform(drawing.getScreenCTM().inverse());
      if (place(at.x, at.y)) live.changed();
    };
    live.drags(shape, to);
    // A mouse need not be pressed.
    shape.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") to(event);
    });
  }
  live.handle(window_, image, {
    label: "the kernel's place",
    move: onImage,
    nudge: (right, up) => go(state.at[0] - Math.sign(up), state.at[1] + Math.sign(right)),
  });

  // ---- The dot product: what is seen, the taps, the products
  const square = (label, cell) => html("table", { class: "taps", "aria-label": label }, html("caption", {}, label),
    html("tbody", {}, ...[0, 1, 2].map((row) => html("tr", {}, ...[0, 1, 2].map((column) => html("td", {}, cell(TAPS * row + column)))))));
  const seen = Array.from({ length: 9 }, () => html("span"));
  const products = Array.from({ length: 9 }, () => html("span"));
  const inputs = Array.from({ length: 9 }, (_, i) => html("input", {
    type: "number", step: "any", "aria-label": `tap ${i + 1}: row ${Math.floor(i / TAPS) + 1}, column ${(i % TAPS) + 1}`,
    oninput: () => {
      const tap = Number(inputs[i].value);
      if (inputs[i].value === "" || !Number.isFinite(tap)) return;
      state.taps = state.taps.slice();
      state.taps[i] = clamp(tap, -99, 99);
      kernel.select.value = own;
      renew();
      live.changed();
    },
  }));
  const fillTaps = () => inputs.forEach((input, i) => {
    input.value = Number(state.taps[i].toFixed(2));
  });
  const sum = html("p", { class: "slide-sum" });
  live.report.append(html("div", { class: "slide-sums" },
    square("pixels", (i) => seen[i]), html("span", {}, "·"), square("taps", (i) => inputs[i]), html("span", {}, "="), square("products", (i) => products[i])), sum);
  // The taps are written into; what is read out is the sum.
  live.report.removeAttribute("aria-live");
  live.report.removeAttribute("role");
  fill(sum, { role: "status", "aria-live": "polite" }, []);

  const cells = (values, side, at, most) => {
    const shapes = [];
    values.forEach((value, i) => {
      const share = Math.min(1, Math.abs(value) / most);
      if (share < 0.004) return;
      shapes.push(svg("rect", { class: value < 0 ? "fill-a" : "fill-b", x: (at + CELL * (i % side)).toFixed(1), y: (at + CELL * Math.floor(i / side)).toFixed(1), width: CELL, height: CELL, "fill-opacity": share.toFixed(3) }));
    });
    return shapes;
  };
  const renew = () => {
    const pixels = live.ask("digit", digit.value);
    [state.side, ...state.output] = live.ask("layer", stride.value, padding.value, ...state.taps);
    go(...state.at);
    ink.replaceChildren(...cells(pixels, PIXELS, ROOMED, 1));
    const most = Math.max(1e-9, ...state.output.map(Math.abs));
    answers.replaceChildren(...cells(state.output, state.side, from(), most));
    const p = CELL * padding.value;
    fill(paper, { x: ROOMED, y: ROOMED, width: CELL * PIXELS, height: CELL * PIXELS }, []);
    fill(margin, { x: ROOMED - p, y: ROOMED - p, width: CELL * PIXELS + 2 * p, height: CELL * PIXELS + 2 * p }, []);
    fill(frame, { x: from(), y: from(), width: CELL * state.side, height: CELL * state.side }, []);
    size.textContent = `${state.side}×${state.side} outputs; the strongest is ${short(most)}`;
    live.report.dataset.side = state.side;
    live.report.dataset.output = state.output;
  };

  live.draw = () => {
    const [row, column] = state.at;
    const [top, left, ...rest] = live.ask("place", row, column);
    const output = rest[18];
    fill(window_, { x: ROOMED + CELL * left, y: ROOMED + CELL * top, "aria-valuetext": `row ${row}, column ${column}: ${short(output)}` }, []);
    fill(here, { x: from() + CELL * column, y: from() + CELL * row }, []);
    for (let i = 0; i < 9; i++) {
      seen[i].textContent = short(rest[i]);
      const inside = top + Math.floor(i / TAPS) >= 0 && left + (i % TAPS) >= 0 && top + Math.floor(i / TAPS) < PIXELS && left + (i % TAPS) < PIXELS;
      seen[i].className = inside ? "" : "padded";
      products[i].textContent = short(rest[9 + i]);
    }
    live.report.dataset.place = [row, column];
    live.report.dataset.seen = rest.slice(0, 9);
    live.report.dataset.products = rest.slice(9, 18);
    live.report.dataset.dot = output;
    sum.replaceChildren(`Output at row ${row}, column ${column} (counted from 0): the products add up to `, html("strong", { class: output < 0 ? "ink-a" : "ink-b" }, short(output)), ".");
  };

  fillTaps();
  renew();
};
