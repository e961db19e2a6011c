// Lesson 5: a trained LeNet says what has been drawn.

const FIELD = 280;
const SEEN = 28;
const WAYS = 10;
// Points of a stroke that are nearer than this to the one before are left out.
const NEAREST = 0.008;
// A keyboard's pen moves so far.
const STRIDE = 1 / 28;

WIDGETS.reader = (live) => {
  const state = { strokes: [], digit: null, pen: [0.5, 0.5], down: false };
  const points = () => state.strokes.flatMap((stroke, i) => (i ? [-1, -1, ...stroke.flat()] : stroke.flat()));

  live.button("Clear", () => {
    state.strokes = [];
    state.digit = null;
    state.down = false;
  }, { class: "widget-main" });
  live.button("Undo", () => {
    state.strokes.pop();
    state.digit = null;
    state.down = false;
  });
  const next = live.button("A written digit", () => {
    state.strokes = [];
    state.digit = state.digit === null ? 0 : (state.digit + 1) % 10;
  });
  const kept = live.keep("digit", "", () => state.digit ?? "");
  if (kept !== null && /^\d$/.test(kept)) state.digit = Number(kept);

  // ---- The field
  const field = picture(FIELD, FIELD + 22, "a field to draw in");
  const ground = svg("rect", { width: FIELD, height: FIELD, class: "reader-field", tabindex: 0, role: "application",
    "aria-label": "draw a digit: arrow keys move the pen, the space bar puts it down or lifts it" });
  const drawn = svg("path", { class: "reader-ink" });
  const pen = svg("circle", { r: 7, class: "point reader-pen" });
  field.append(ground, drawn, pen, words(FIELD / 2, FIELD + 18, "draw a digit here", { class: "quiet", "text-anchor": "middle" }));
  const add = (x, y) => {
    const stroke = state.strokes.at(-1);
    const point = [clamp(x, 0, 1), clamp(y, 0, 1)];
    const before = stroke.at(-1);
    if (before && Math.hypot(point[0] - before[0], point[1] - before[1]) < NEAREST) return;
    stroke.push(point);
    live.changed();
  };
  const begin = () => {
    state.digit = null;
    state.strokes.push([]);
  };
  const place = ({ clientX, clientY }) => {
    const at = new DOMPoint(clientX, clientY).matrixTransform(field.getScreenCTM().inverse());
    add(at.x / FIELD, at.y / FIELD);
  };
  ground.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    state.down = false;
    begin();
  });
  live.drags(ground, place);
  ground.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (by) {
      state.pen = state.pen.map((at, i) => clamp(at + STRIDE * by[i], 0, 1));
      if (state.down) add(...state.pen);
    } else if (event.key === " " || event.key === "Enter") {
      state.down = !state.down;
      if (state.down) {
        begin();
        add(...state.pen);
      }
    } else {
      return;
    }
    event.preventDefault();
    live.changed();
  });

  // ---- What it sees, and what it says
  const cell = 140 / SEEN;
  const eye = picture(140, 162, "what LeNet sees: 28×28 pixels");
  const pixels = svg("g", { class: "ink" });
  eye.append(svg("rect", { width: 140, height: 140, class: "grid" }), pixels, words(70, 158, "what LeNet sees", { class: "quiet", "text-anchor": "middle" }));
  const bars = picture(300, 250, "how probable each digit is");
  const rows = Array.from({ length: WAYS }, (_, i) => {
    const bar = svg("rect", { x: 24, y: 25 * i + 4, height: 17, width: 0, class: "fill-a" });
    const share = words(30, 25 * i + 18, "", {});
    bars.append(words(8, 25 * i + 18, i, { "text-anchor": "middle" }), svg("path", { class: "grid", d: `M24 ${25 * i + 2}v21` }), bar, share);
    return { bar, share };
  });
  live.stage.append(field, html("div", { class: "reader-answer" }, eye, bars));
  const percent = (p) => (p >= 0.9995 ? "over 99.9 %" : p < 0.0005 ? "" : `${number(100 * p, 1)} %`);

  live.draw = () => {
    const all = state.digit === null ? live.ask("strokes", ...points()) : live.ask("digit", state.digit);
    const seen = all.slice(0, SEEN * SEEN);
    const answer = Array.from(all.slice(SEEN * SEEN));
    drawn.setAttribute("d", state.strokes.map((stroke) => path((stroke.length === 1 ? [stroke[0], stroke[0]] : stroke).flat().map((x) => FIELD * x))).join(""));
    fill(pen, { cx: FIELD * state.pen[0], cy: FIELD * state.pen[1], class: `point reader-pen ${state.down ? "down" : ""}` }, []);
    const shapes = [];
    seen.forEach((value, i) => {
      if (value > 0.004) shapes.push(svg("rect", { class: "fill-a", x: cell * (i % SEEN), y: cell * Math.floor(i / SEEN), width: cell, height: cell, "fill-opacity": value.toFixed(3) }));
    });
    pixels.replaceChildren(...shapes);
    const best = answer.indexOf(Math.max(...answer));
    rows.forEach(({ bar, share }, i) => {
      const p = answer[i] ?? 0;
      fill(bar, { width: 200 * p, class: i === best ? "fill-b" : "fill-a" }, []);
      fill(share, { x: 30 + 200 * p }, []);
      share.textContent = percent(p);
    });
    next.textContent = state.digit === null ? "A written digit" : "The next one";
    live.report.dataset.points = points();
    live.report.dataset.answer = answer;
    live.report.replaceChildren(html("p", {}, answer.length === 0
      ? "Nothing is drawn yet."
      : html("span", {}, state.digit === null ? "Your drawing" : `A test image of a ${state.digit}`, ": LeNet says ", html("strong", {}, best), `, with ${percent(answer[best])}.`)));
  };
};
