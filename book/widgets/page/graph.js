// Lesson 1: a tape as a graph, forward and backward, one row at a time.

// Where each row stands: the middle of its box, x in units, y in layers.
const PLACES = [
  [[84, 0], [276, 0], [208, 1], [112, 2], [180, 3]],
  [[44, 0], [134, 0], [226, 0], [316, 0], [316, 2], [89, 1], [271, 1], [180, 2], [248, 3], [248, 4], [180, 5], [112, 6], [180, 7]],
];
// In the tape's order of rows the inputs come first.
const BOX = { width: 82, height: 58 };
const PITCH = 96;

WIDGETS.graph = (live) => {
  const state = { row: 0, nudged: "" };
  let rows = [];
  let inputs = 0;

  const read = () => {
    inputs = live.ask("inputs").length;
    const numbers = live.ask("rows");
    const names = live.tell("rows");
    rows = [];
    let at = 0;
    for (const line of names) {
      const [value, adjoint, count] = numbers.slice(at, at + 3);
      at += 3;
      const edges = [];
      for (let i = 0; i < count; i++, at += 2) edges.push({ parent: numbers[at], slope: numbers[at + 1] });
      const name = line.split("\t")[0];
      rows.push({ name, short: name.split(" = ")[0], value, adjoint, edges });
    }
  };
  const steps = () => 2 * (rows.length - inputs) + 1;
  const result = () => rows[rows.length - 1];

  // ---- Controls
  const example = live.choice({
    key: "example",
    label: "Example",
    options: ["L = (ab + a)²", "a neuron"],
    change: (which) => start(which),
  });
  const step = live.slider({ key: "step", label: "Step", min: 0, max: 17, step: 1, value: 4, show: (t) => `${t} of ${steps()}` });
  const move = (by) => {
    step.set(clamp(step.value + by, 0, steps()));
    live.changed();
  };
  const back = html("button", { type: "button", "aria-label": "one step back", onclick: () => move(-1) }, "←");
  const forth = html("button", { type: "button", "aria-label": "one step on", onclick: () => move(1) }, "→");
  step.label.append(html("span", { class: "widget-pair" }, back, forth));
  const value = live.slider({
    key: "value",
    label: "a",
    min: -5,
    max: 5,
    step: 0.1,
    value: 0,
    kept: false,
    show: (x) => number(x, 1),
    change: (x) => {
      live.ask("set", state.row, x);
      state.nudged = "";
      read();
    },
  });
  const nudge = live.button("Nudge a", () => {
    const [h, above, below, tried, swept] = live.ask("nudge", state.row);
    const { short } = rows[state.row];
    const top = result().short;
    state.nudged = { h, above, below, tried, swept, short, top };
  });
  const set = html("div", { class: "widget-pair widget-input" }, value.label, nudge);
  live.controls.append(set);

  // The address keeps the inputs that were moved.
  let first = [];
  for (let i = 0; i < 5; i++) {
    live.keep(`x${i}`, "", () => {
      const x = live.ask("inputs")[i];
      return x === first[i] ? "" : x ?? "";
    });
  }

  const select = (row) => {
    state.row = row;
    state.nudged = "";
    const free = row < inputs;
    value.input.disabled = !free;
    nudge.disabled = !free;
    if (free) {
      value.name(rows[row].name);
      value.set(live.ask("inputs")[row]);
      nudge.textContent = `Nudge ${rows[row].name}`;
    }
  };
  const start = (which) => {
    live.ask("example", which);
    first = [...live.ask("inputs")];
    read();
    step.reach(0, steps());
    // Forward is done, backward begins.
    step.set(rows.length - inputs + 1);
    select(0);
    build();
  };

  // ---- The drawing
  let boxes = [];
  let lines = [];
  const build = () => {
    const places = PLACES[example.value].map(([x, layer]) => [x, 34 + PITCH * layer]);
    const bottom = Math.max(...places.map(([, y]) => y));
    const drawing = picture(360, bottom + 40, "the graph of the computation");
    lines = [];
    rows.forEach((row, to) => {
      row.edges.forEach(({ parent }, i) => {
        const [x, y] = places[parent];
        const [toX, toY] = places[to];
        // Arrows reach a box in the order in which their parents stand: they do not cross.
        const order = row.edges.map((edge) => places[edge.parent][0]).sort((a, b) => a - b);
        const share = (order.indexOf(x) + 1) / (order.length + 1) - 0.5;
        const level = y === toY;
        const from = level ? [x - BOX.width / 2, y] : [x, y + BOX.height / 2];
        const end = level ? [toX + BOX.width / 2, toY] : [toX + share * BOX.width * 0.7, toY - BOX.height / 2];
        const [line, head] = arrow(...from, ...end);
        const middle = [from[0] + 0.5 * (end[0] - from[0]), from[1] + 0.5 * (end[1] - from[1])];
        const label = words(middle[0], middle[1] + 5, "", { class: "slope halo", "text-anchor": "middle" });
        const group = svg("g", { class: "edge" }, svg("path", { d: line }), svg("path", { d: head, class: "head" }), label);
        drawing.append(group);
        lines.push({ group, label, to, i });
      });
    });
    boxes = rows.map((row, i) => {
      const [x, y] = places[i];
      const title = words(x, y - 11, row.name, { class: "name", "text-anchor": "middle" });
      const shown = words(x, y + 7, "", { class: "value", "text-anchor": "middle" });
      const gradient = words(x, y + 24, "", { class: "gradient", "text-anchor": "middle" });
      const frame = svg("rect", { x: x - BOX.width / 2, y: y - BOX.height / 2, width: BOX.width, height: BOX.height, rx: 7 });
      const choose = () => {
        select(i);
        live.changed();
      };
      const group = svg("g", { class: "box", tabindex: 0, role: "button", "data-row": i, onclick: choose }, frame, title, shown, gradient);
      group.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") choose();
        else if (event.key === "ArrowRight") move(1);
        else if (event.key === "ArrowLeft") move(-1);
        else return;
        event.preventDefault();
      });
      drawing.append(group);
      return { group, shown, gradient };
    });
    live.stage.replaceChildren(drawing);
  };

  // ---- What a step says
  const list = (parts) => parts.map((part) => html("li", {}, ...part));
  const blue = (text) => html("span", { class: "value" }, text);
  const orange = (text) => html("span", { class: "gradient" }, text);
  const green = (text) => html("span", { class: "slope" }, text);

  const forwardWords = (row) => [
    html("p", {}, html("strong", {}, `Forward: ${row.name}`), " is ", blue(brief(row.value)), ". It keeps a local slope for each arrow that comes in:"),
    html("ul", {}, ...list(row.edges.map(({ parent, slope }) => [`to ${rows[parent].short}: `, green(brief(slope))]))),
  ];
  const backwardWords = (row) => [
    html("p", {}, html("strong", {}, `Backward: at ${row.short}`), " comes in ", orange(brief(row.adjoint)), ". Times each local slope, added below:"),
    html("ul", {}, ...list(row.edges.map(({ parent, slope }) => [
      `${rows[parent].short} gets `,
      orange(brief(row.adjoint)), " × ", green(factor(slope)), " = ", orange(brief(row.adjoint * slope)),
    ]))),
  ];
  const detail = (now, visited) => {
    const row = rows[state.row];
    const paid = [];
    for (const to of visited) {
      const user = rows[to];
      for (const { parent, slope } of user.edges) if (parent === state.row) paid.push(`${brief(user.adjoint * slope)} by ${user.short}`);
    }
    const sum = now[state.row];
    const parts = [html("strong", {}, `${row.short}: `), "value ", blue(brief(row.value))];
    if (paid.length) parts.push("; gradient ", orange(brief(sum)), `: paid ${paid.join(", then ")}`);
    return html("p", { class: "widget-detail" }, ...parts, ".");
  };
  const nudgeWords = ({ h, above, below, tried, swept, short, top }) =>
    html("p", { class: "widget-nudge", "data-tried": tried, "data-swept": swept },
      `Nudged: ${top} is `, blue(number(above, 6)), ` where ${short} is ${h} more, and `, blue(number(below, 6)), ` where it is ${h} less. Slope by trying: `,
      green(number(tried, 5)), "; by the sweep: ", orange(number(swept, 5)), ".");

  live.draw = () => {
    const computed = rows.length - inputs;
    const t = step.value;
    step.set(t);
    const forward = Math.min(t, computed);
    // How many rows the sweep has left; none where it has not begun.
    const left = t - computed - 1;
    const now = left >= 0 ? live.ask("adjoints", left) : new Float64Array(rows.length);
    const known = inputs + forward;
    const visited = new Set();
    for (let i = 0; i < left; i++) visited.add(rows.length - 1 - i);
    const at = left > 0 ? rows.length - left : t > 0 && left < 0 ? known - 1 : left === 0 ? rows.length - 1 : -1;
    boxes.forEach(({ group, shown, gradient }, i) => {
      const begun = left >= 0 && (i === rows.length - 1 || [...visited].some((to) => rows[to].edges.some(({ parent }) => parent === i)));
      shown.textContent = i < known ? brief(rows[i].value) : "";
      gradient.textContent = begun ? brief(now[i]) : "";
      group.classList.toggle("now", i === at);
      group.classList.toggle("chosen", i === state.row);
      group.classList.toggle("later", i >= known);
      group.dataset.value = i < known ? rows[i].value : "";
      group.dataset.gradient = begun ? now[i] : "";
      group.setAttribute("aria-label", `${rows[i].name}${i < known ? `, value ${brief(rows[i].value)}` : ""}${begun ? `, gradient ${brief(now[i])}` : ""}`);
      group.setAttribute("aria-pressed", i === state.row);
    });
    for (const { group, label, to, i } of lines) {
      label.textContent = to < known ? `×${brief(rows[to].edges[i].slope)}` : "";
      group.classList.toggle("now", left > 0 && to === at);
      group.classList.toggle("later", to >= known);
    }
    back.disabled = t === 0;
    forth.disabled = t === steps();
    const end = result();
    const told =
      t === 0 ? [html("p", {}, html("strong", {}, "The inputs"), " are known, nothing else. One step on: the first result.")]
      : left < 0 ? forwardWords(rows[at])
      : left === 0 ? [html("p", {}, html("strong", {}, "Backward begins"), ` at ${end.short}. It moves once as fast as itself: `, orange("1"), ". One step on: it pays its parents.")]
      : backwardWords(rows[at]);
    if (t === steps()) told.push(html("p", {}, "All rows have paid. The slopes of the inputs are complete."));
    live.report.replaceChildren(...told, detail(now, visited), ...(state.nudged ? [nudgeWords(state.nudged)] : []));
  };

  // ---- The start: as the address says, or as the page does
  const wanted = step.value;
  const given = live.given.has("step");
  start(example.value);
  for (let i = 0; i < inputs; i++) {
    const kept = Number(live.given.get(`x${i}`) || NaN);
    if (Number.isFinite(kept)) live.ask("set", i, clamp(kept, -5, 5));
  }
  read();
  select(0);
  if (given) step.set(clamp(wanted, 0, steps()));
};
