// Lesson 4: six optimizers from the same start, on a surface of the reader's choice.

const MAP = { width: 340, height: 244, left: 34, right: 10, top: 10, bottom: 30 };
// Grid for the level lines, and their heights in shares of the usual start's.
const [ACROSS, UP] = [121, 86];
const LEVELS = [0.0005, 0.002, 0.01, 0.04, 0.14, 0.4, 1, 2.2, 5];
const INKS = ["text", "a", "c", "d", "e", "b"];
// Powers of ten that the right picture shows.
const [LOW, HIGH] = [-8, 4];
const MOST = 20000;
// From here on a run goes faster: a frame is a hundredth of all steps so far.
const SLOW = 200;

/** So many digits, and no power of ten: a rate is never that small. */
const significant = (x, digits = 3) => number(Number(x.toPrecision(digits)), 8);

WIDGETS.race = (live) => {
  const [count] = live.ask("names");
  const names = live.tell("names");
  const surfaces = names.splice(0, count);
  const runners = names;

  // ---- The state
  const state = { steps: 0, running: false, start: [0, 0] };
  const whole = (key, initial, most, write) => {
    const kept = live.keep(key, initial, write);
    return kept !== null && /^\d+$/.test(kept) && Number(kept) <= most ? Number(kept) : initial;
  };
  // SGD, momentum and Nesterov.
  state.mask = whole("who", 7, 2 ** runners.length - 1, () => state.mask);
  const wanted = whole("steps", 50, MOST, () => state.steps);

  const running = () => (state.running ? "Pause" : still() ? "Run 100 steps" : "Run");
  const run = live.button(running(), () => {
    if (still()) {
      walk(100);
    } else {
      if (state.steps >= MOST) begin(0);
      state.running = !state.running;
      if (state.running) requestAnimationFrame(frame);
    }
    run.textContent = running();
  }, { class: "widget-main" });
  live.button("Step", () => walk(1));
  live.button("Reset", () => {
    halt();
    begin(0);
  });
  const surface = live.choice({ key: "on", label: "Surface", options: surfaces, change: () => {
    enter();
    state.start = usual.slice();
    begin(state.steps);
  } });
  const rate = live.slider({ key: "rate", label: "Learning rate η", min: -4, max: 1.5, step: 0.05, value: -1.9, show: (x) => significant(10 ** x), change: () => begin(state.steps) });
  const momentum = live.slider({ key: "rho", label: "Momentum ρ", min: 0, max: 0.99, step: 0.01, value: 0.9, show: (x) => number(x, 2), change: () => begin(state.steps) });

  // ---- The left picture: a map
  const inner = { width: MAP.width - MAP.left - MAP.right, height: MAP.height - MAP.top - MAP.bottom };
  let [left, right, lower, upper, usual, lowest] = [];
  const across = (x) => MAP.left + (inner.width * (x - left)) / (right - left);
  const up = (y) => MAP.top + (inner.height * (upper - y)) / (upper - lower);
  const map = picture(MAP.width, MAP.height, "a map of the surface, and the paths");
  const clip = `${live.id}-clip`;
  const levels = svg("path", { class: "level" });
  const crosses = svg("path", { class: "cross" });
  const axes = svg("g", { class: "quiet" });
  const paths = runners.map((_, i) => svg("path", { class: `line ink-${INKS[i]}` }));
  const dots = runners.map((_, i) => svg("circle", { r: 5.5, class: `runner ink-${INKS[i]}` }));
  const point = svg("circle", { r: 9, class: "point" });
  const ground = svg("rect", { x: MAP.left, y: MAP.top, width: inner.width, height: inner.height, fill: "transparent", class: "widget-drag" });
  const frameBox = svg("rect", { x: MAP.left, y: MAP.top, width: inner.width, height: inner.height, class: "grid" });
  map.append(svg("clipPath", { id: clip }, svg("rect", { x: MAP.left, y: MAP.top, width: inner.width, height: inner.height })),
    frameBox, axes, ground, svg("g", { "clip-path": `url(#${clip})`, class: "under" }, levels, crosses, ...paths), point, ...dots);
  const to = (x, y) => {
    const place = [left + ((x - MAP.left) / inner.width) * (right - left), upper - ((y - MAP.top) / inner.height) * (upper - lower)];
    state.start = [clamp(place[0], left, right), clamp(place[1], lower, upper)];
    begin(state.steps);
  };
  live.handle(point, map, {
    label: "the start",
    move: to,
    nudge: (x, y) => to(across(state.start[0]) + (x * inner.width) / 40, up(state.start[1]) - (y * inner.height) / 40),
  });
  live.drags(ground, ({ clientX, clientY }) => {
    const place = new DOMPoint(clientX, clientY).matrixTransform(map.getScreenCTM().inverse());
    to(place.x, place.y);
    live.changed();
  });

  // A level line crosses a cell where a side's ends lie on both sides of it.
  const lines = (heights) => {
    let data = "";
    const x = (i) => MAP.left + (inner.width * i) / (ACROSS - 1);
    const y = (j) => MAP.top + inner.height * (1 - j / (UP - 1));
    for (const level of LEVELS.map(Math.sqrt)) {
      for (let j = 0; j + 1 < UP; j++) {
        for (let i = 0; i + 1 < ACROSS; i++) {
          const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
          const above = corners.map(([a, b]) => heights[b * ACROSS + a] - level);
          const ends = [];
          for (let side = 0; side < 4; side++) {
            const next = (side + 1) % 4;
            if (above[side] < 0 === above[next] < 0) continue;
            const share = above[side] / (above[side] - above[next]);
            const between = (axis) => corners[side][axis] + share * (corners[next][axis] - corners[side][axis]);
            ends.push(x(between(0)), y(between(1)));
          }
          if (ends.length >= 4) data += path(ends.slice(0, 4));
          if (ends.length === 8) data += path(ends.slice(4));
        }
      }
    }
    return data;
  };
  const enter = () => {
    let rest;
    [left, right, lower, upper, ...rest] = live.ask("surface", surface.value);
    usual = rest.slice(0, 2);
    lowest = rest.slice(2);
    levels.setAttribute("d", lines(live.ask("heights", ACROSS, UP)));
    let data = "";
    for (let i = 0; i < lowest.length; i += 2) {
      const [x, y] = [across(lowest[i]), up(lowest[i + 1])];
      data += `M${x - 5} ${y - 5}l10 10M${x + 5} ${y - 5}l-10 10`;
    }
    crosses.setAttribute("d", data);
    const marks = (from, to, most) => {
      const apart = [0.5, 1, 2, 5].find((step) => (to - from) / step <= most);
      return Array.from({ length: 30 }, (_, i) => (Math.ceil(from / apart) + i) * apart).filter((x) => x <= to);
    };
    axes.replaceChildren(
      ...marks(left, right, 7).map((x) => words(across(x), MAP.height - 12, number(x), { "text-anchor": "middle" })),
      ...marks(lower, upper, 6).map((y) => words(MAP.left - 6, up(y) + 5, number(y), { "text-anchor": "end" })));
  };

  // ---- The right picture: how high each stands, by step
  const falls = picture(MAP.width, MAP.height, "how high each stands above the lowest point, by step");
  const fallClip = `${live.id}-falls`;
  const power = (y) => MAP.top + (inner.height * (HIGH - y)) / (HIGH - LOW);
  const tall = (height) => power(clamp(Math.log10(Math.max(height, 1e-30)), 2 * LOW, 3 * HIGH));
  const raised = (n) => (n === 0 ? "1" : `10${[...String(n)].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻").join("")}`);
  for (let y = LOW; y <= HIGH; y += 2) {
    falls.append(svg("path", { class: "grid", d: `M${MAP.left} ${power(y)}h${inner.width}` }));
    if (y % 4 === 0) falls.append(words(MAP.left - 4, power(y) + 5, raised(y), { class: "quiet", "text-anchor": "end" }));
  }
  const curves = runners.map((_, i) => svg("path", { class: `line ink-${INKS[i]}` }));
  const last = words(MAP.width - MAP.right, MAP.height - 12, "", { class: "quiet", "text-anchor": "end" });
  falls.append(svg("clipPath", { id: fallClip }, svg("rect", { x: MAP.left, y: MAP.top, width: inner.width, height: inner.height })),
    svg("g", { "clip-path": `url(#${fallClip})` }, ...curves), words(MAP.left, MAP.height - 12, "0", { class: "quiet", "text-anchor": "middle" }),
    words(MAP.left + inner.width / 2, MAP.height - 12, "height, by step", { class: "quiet", "text-anchor": "middle" }), last);
  live.stage.append(map, falls);

  // ---- Who runs: the table's first column switches
  const chosen = (i) => (state.mask >> i) & 1;
  const cells = runners.map(() => [html("td"), html("td")]);
  const switches = runners.map((name, i) => {
    const button = html("button", { type: "button", class: `who ink-${INKS[i]}`, "aria-pressed": String(Boolean(chosen(i))), onclick: () => {
      state.mask ^= 1 << i;
      button.setAttribute("aria-pressed", String(Boolean(chosen(i))));
      live.changed();
    } }, name);
    return button;
  });
  const table = html("table", { class: "race-table" },
    html("thead", {}, html("tr", {}, ...["who runs", "height", "how it goes"].map((text) => html("th", { scope: "col" }, text)))),
    html("tbody", {}, ...runners.map((_, i) => html("tr", {}, html("th", { scope: "row" }, switches[i]), ...cells[i]))));
  const said = html("div", { class: "race-said" });
  live.report.append(said);
  live.box.append(table);

  // ---- Running
  const begin = (steps) => {
    live.ask("begin", ...state.start, 10 ** rate.value, momentum.value);
    [state.steps] = live.ask("run", steps);
  };
  const walk = (steps) => {
    [state.steps] = live.ask("run", steps);
  };
  const halt = () => {
    state.running = false;
    run.textContent = running();
  };
  const frame = () => {
    if (!state.running) return;
    if (live.visible && !document.hidden) {
      walk(Math.max(1, Math.floor(state.steps / SLOW)));
      if (state.steps >= MOST) halt();
      live.changed(false);
    }
    requestAnimationFrame(frame);
  };

  // ---- What the numbers say
  const multipliers = () => {
    const [a, b, flat, steep, slow, fast, most] = live.ask("factors", 10 ** rate.value);
    live.report.dataset.factors = [a, b, flat, steep, slow, fast, most];
    const exact = surface.value < 2;
    const size = Math.max(Math.abs(slow), Math.abs(fast));
    const verdict = size > 1 ? "One is larger than 1 in size: SGD cannot stay there." : size === 1 ? "One is of size 1: it bounces for ever." : "Both are smaller than 1 in size: the error shrinks.";
    const eta = significant(10 ** rate.value);
    // A formula is not broken in the middle.
    const whole = (...parts) => html("span", { class: "whole" }, ...parts);
    return html("p", {}, exact ? "One step of SGD multiplies the error by " : `Near the lowest point (${number(a, 2)}, ${number(b, 2)}), one step of SGD multiplies the error by about `, whole("1 − ηλ"), ": by ",
      whole(`1 − ${eta}·${significant(flat, 4)} = `, html("strong", {}, number(slow, 4))), " along the floor, by ",
      whole(`1 − ${eta}·${significant(steep, 4)} = `, html("strong", {}, number(fast, 3))), ` across it. ${verdict} The limit is `, whole(`η = 2/λ = ${significant(most)}`), " for the larger λ.");
  };

  live.draw = () => {
    const all = live.ask("runners");
    // As near as half a pixel is the same place.
    const least = (0.5 * (right - left)) / inner.width;
    runners.forEach((name, i) => {
      const [x, y, height, there, gone] = all.slice(5 * i, 5 * i + 5);
      const on = chosen(i);
      const shown = on ? "" : "none";
      for (const shape of [paths[i], dots[i], curves[i]]) shape.style.display = shown;
      let status = on ? "on its way" : "";
      if (gone >= 0) status = `exploded: step ${gone}`;
      else if (there >= 0) status = `there: step ${there}`;
      cells[i][0].textContent = on ? (Number.isFinite(height) && height > 0.001 && height < 1e4 ? significant(height) : scientific(height)) : "";
      cells[i][1].textContent = on ? status : "";
      if (!on) return;
      const far = (place) => clamp(place, -5000, 5000);
      const line = Array.from(live.ask("path", i, least), (w, k) => far(k % 2 ? up(w) : across(w)));
      paths[i].setAttribute("d", path(line));
      fill(dots[i], { cx: clamp(across(x) || 0, MAP.left, MAP.left + inner.width), cy: clamp(up(y) || 0, MAP.top, MAP.top + inner.height) }, []);
      const fall = live.ask("fall", i, 300);
      const curve = [];
      for (let k = 0; k < fall.length; k += 2) if (!Number.isNaN(fall[k + 1])) curve.push(MAP.left + (inner.width * fall[k]) / Math.max(state.steps, 1), tall(fall[k + 1]));
      curves[i].setAttribute("d", path(curve));
    });
    last.textContent = `${state.steps} steps`;
    const [x, y] = state.start;
    fill(point, { cx: across(x), cy: up(y), "aria-valuetext": `(${number(x, 2)}, ${number(y, 2)})` }, []);
    live.report.dataset.runners = all;
    live.report.dataset.steps = state.steps;
    live.report.dataset.start = state.start;
    // Read out when it stands still, not at every frame.
    live.report.setAttribute("aria-live", state.running ? "off" : "polite");
    const exploded = runners.filter((_, i) => chosen(i) && all[5 * i + 4] >= 0);
    said.replaceChildren(
      html("p", {}, `Step ${state.steps}, from (${number(x, 3)}, ${number(y, 3)}). `, exploded.length ? html("strong", {}, `Exploded: ${exploded.join(", ")}.`) : ""),
      multipliers());
  };

  enter();
  const place = ["w1", "w2"].map((key, i) => {
    const kept = live.keep(key, "", () => (state.start[i] === usual[i] ? "" : Number(state.start[i].toPrecision(6))));
    return kept === null || kept === "" || !Number.isFinite(Number(kept)) ? usual[i] : Number(kept);
  });
  state.start = [clamp(place[0], left, right), clamp(place[1], lower, upper)];
  begin(wanted);
};
