// Lesson 3: an activation and its slope, and what many gates in a row leave of a slope.

const VIEW = { width: 340, height: 316, left: 34, right: 10, top: 12, bottom: 50 };
const FROM = -5;
const TO = 5;
const DEEPEST = 20;
// Powers of ten that the right picture shows.
const LOW = -14;
const HIGH = 2;

WIDGETS.depth = (live) => {
  const names = live.tell("activations");
  let formulas = [];
  const pick = (which) => {
    formulas = live.tell("activation", which);
  };
  const sigmoid = names.indexOf("sigmoid");
  const activation = live.choice({ key: "f", label: "Activation", options: names, value: sigmoid, change: pick });
  pick(activation.value);
  const input = live.slider({ key: "x", label: "x", min: FROM, max: TO, step: 0.05, value: 1, show: (x) => number(x, 2) });
  const depth = live.slider({ key: "depth", label: "Depth", min: 1, max: DEEPEST, step: 1, value: 10, show: (n) => number(n) });

  const inner = { width: VIEW.width - VIEW.left - VIEW.right, height: VIEW.height - VIEW.top - VIEW.bottom };

  // ---- Left: f and its slope
  const [bottom, top] = [-1.5, 3];
  const across = (x) => VIEW.left + (inner.width * (x - FROM)) / (TO - FROM);
  const up = (y) => VIEW.top + (inner.height * (top - y)) / (top - bottom);
  const curves = picture(VIEW.width, VIEW.height, "the activation and its slope");
  const clip = `${live.id}-clip`;
  curves.append(svg("clipPath", { id: clip }, svg("rect", { x: VIEW.left, y: VIEW.top, width: inner.width, height: inner.height })));
  for (let x = FROM; x <= TO; x++) {
    curves.append(svg("path", { class: "grid", d: `M${across(x)} ${VIEW.top}v${inner.height}` }));
    if (x % 2 === 0) curves.append(words(across(x), VIEW.height - 30, number(x), { class: "quiet", "text-anchor": "middle" }));
  }
  for (let y = -1; y <= top; y++) {
    curves.append(svg("path", { class: "grid", d: `M${VIEW.left} ${up(y)}h${inner.width}` }));
    curves.append(words(VIEW.left - 7, up(y) + 5, number(y), { class: "quiet", "text-anchor": "end" }));
  }
  const value = svg("path", { class: "line ink-a" });
  const slope = svg("path", { class: "line ink-c dashed" });
  const stem = svg("path", { class: "line quiet-line" });
  const dot = svg("circle", { r: 9, class: "point fill-a" });
  const below = svg("circle", { r: 6, class: "fill-c" });
  const ground = svg("rect", { x: VIEW.left, y: VIEW.top, width: inner.width, height: inner.height, fill: "transparent", class: "widget-drag" });
  curves.append(ground, svg("g", { "clip-path": `url(#${clip})` }, value, slope), stem, below, dot,
    words(VIEW.left + 8, VIEW.top + 20, "f(x)", { class: "ink-a" }), words(VIEW.left + 8, VIEW.top + 40, "f′(x), dashed", { class: "ink-c" }));
  const to = (place) => input.set(clamp(FROM + ((place - VIEW.left) / inner.width) * (TO - FROM), FROM, TO));
  curves.append(words(VIEW.left + inner.width / 2, VIEW.height - 8, "x: drag the dot", { class: "quiet", "text-anchor": "middle" }));
  live.handle(dot, curves, {
    label: "x",
    move: to,
    nudge: (right) => input.set(clamp(input.value + 0.25 * right, FROM, TO)),
  });
  live.drags(ground, ({ clientX, clientY }) => {
    to(new DOMPoint(clientX, clientY).matrixTransform(curves.getScreenCTM().inverse()).x);
    live.changed();
  });

  // ---- Right: the product of the slopes
  const along = (n) => VIEW.left + 10 + (inner.width - 10) * (n / DEEPEST);
  const power = (y) => VIEW.top + (inner.height * (HIGH - y)) / (HIGH - LOW);
  // What is below the picture is cut off; 0 is below it.
  const height = (product) => power(product === 0 ? 2 * LOW : Math.log10(Math.abs(product)));
  const products = picture(VIEW.width, VIEW.height, "the product of the slopes, by depth");
  const raised = (n) => (n === 0 ? "1" : `10${[...String(n)].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻").join("")}`);
  for (let y = LOW; y <= HIGH; y += 2) {
    products.append(svg("path", { class: "grid", d: `M${VIEW.left + 10} ${power(y)}h${inner.width - 10}` }));
    if (y % 4 === 0) products.append(words(VIEW.left + 4, power(y) + 5, raised(y), { class: "quiet", "text-anchor": "end" }));
  }
  for (const n of [1, 5, 10, 15, 20]) products.append(words(along(n), VIEW.height - 30, n, { class: "quiet", "text-anchor": "middle" }));
  const best = svg("path", { class: "line ink-c dashed" });
  const reached = svg("path", { class: "line ink-b" });
  const dots = svg("g", { class: "fill-b" });
  const inside = `${live.id}-inside`;
  products.append(svg("clipPath", { id: inside }, svg("rect", { x: VIEW.left, y: VIEW.top - 6, width: inner.width + 8, height: inner.height + 6 })),
    svg("g", { "clip-path": `url(#${inside})` }, best, reached, dots),
    words(VIEW.left + inner.width / 2, VIEW.height - 8, "gates in a row", { class: "quiet", "text-anchor": "middle" }),
    words(VIEW.left + 18, VIEW.top + inner.height - 30, "dashed: every gate at its steepest", { class: "ink-c halo" }),
    words(VIEW.left + 18, VIEW.top + inner.height - 10, "every gate at x", { class: "ink-b halo" }));
  live.stage.append(curves, products);

  live.draw = () => {
    const x = input.value;
    const points = live.ask("curve", FROM, TO, 201);
    const [f, g] = [[], []];
    for (let i = 0; i < points.length; i += 3) {
      f.push(across(points[i]), up(points[i + 1]));
      g.push(across(points[i]), up(points[i + 2]));
    }
    value.setAttribute("d", path(f));
    slope.setAttribute("d", path(g));
    const [y, s] = live.ask("at", x);
    const shown = clamp(y, bottom, top);
    fill(dot, { cx: across(x), cy: up(shown), "aria-valuetext": `x = ${number(x, 2)}` }, []);
    fill(below, { cx: across(x), cy: up(s) }, []);
    stem.setAttribute("d", path([across(x), up(bottom), across(x), up(Math.max(shown, s))]));

    const gates = live.ask("gates", x, depth.value);
    const [steepest] = live.ask("steepest", FROM, TO, 1001);
    const most = [];
    for (let n = 0, product = 1; n <= DEEPEST; n++, product *= steepest) most.push(along(n), height(product));
    best.setAttribute("d", path(most));
    const line = [along(0), power(0)];
    dots.replaceChildren(...Array.from(gates, (product, i) => {
      line.push(along(i + 1), height(product));
      return svg("circle", { cx: along(i + 1), cy: height(product), r: i + 1 === depth.value ? 6 : 3.5 });
    }));
    reached.setAttribute("d", path(line));

    const product = gates[gates.length - 1];
    const gateWord = depth.value === 1 ? "One gate passes" : `${depth.value} gates pass`;
    live.report.dataset.value = y;
    live.report.dataset.slope = s;
    live.report.dataset.product = product;
    live.report.dataset.steepest = steepest;
    live.report.replaceChildren(
      html("p", {}, html("strong", {}, names[activation.value]), `: f(x) = ${formulas[0]}, f′(x) = ${formulas[1]}.`),
      html("p", {}, `f(${number(x, 2)}) = `, html("span", { class: "value" }, number(y, 4)), `, f′(${number(x, 2)}) = `, html("span", { class: "slope" }, number(s, 4)), `. ${gateWord} on `,
        html("strong", { class: "gradient" }, scientific(product)), " of what comes in; ",
        product === 0 ? "a unit that passes nothing on learns nothing." : `at their steepest they would pass on ${scientific(steepest ** depth.value)}.`),
    );
  };
};
