// The introduction: a small network learns to tell points apart.

const REACH = 2.5;
// Pixels to a side of each unit's picture.
const FINE = 40;
const MOST_LAYERS = 4;
const MOST_UNITS = 8;
// A row of the network, in pixels.
const ROW = 42;
const HEAD = 34;
const RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];
const BATCHES = [1, 5, 10, 20, 60, 180];
const DECAYS = [0, 0.001, 0.003, 0.01, 0.03, 0.1];

WIDGETS.playground = (live) => {
  const counts = live.ask("names");
  const names = live.tell("names");
  const [sets, features, activations, optimizers] = Array.from(counts, (count) => names.splice(0, count));

  // ---- The state
  const read = (key, initial, write, check) => {
    const kept = live.keep(key, initial, write);
    return kept !== null && check(kept) ? kept : String(initial);
  };
  const whole = (low, high) => (text) => /^\d+$/.test(text) && Number(text) >= low && Number(text) <= high;
  const state = { steps: 0, shown: null, running: false, curve: [] };
  state.mask = Number(read("features", 3, () => state.mask, whole(1, 2 ** features.length - 1)));
  const sizes = (text) => (text === "" ? [] : text.split("-").map(Number));
  state.hidden = sizes(read("hidden", "2", () => state.hidden.join("-"), (text) => /^([1-8](-[1-8]){0,3})?$/.test(text)));
  state.seed = Number(read("seed", 1, () => state.seed, whole(0, 999)));
  const chosen = () => features.map((_, i) => i).filter((i) => (state.mask >> i) & 1);

  // ---- Controls
  const running = () => (state.running ? "Pause" : still() ? "Run 100 passes" : "Run");
  const run = live.button(running(), () => {
    if (still()) {
      for (let pass = 0; pass < 100; pass++) train(passLength());
    } else {
      state.running = !state.running;
      if (state.running) requestAnimationFrame(frame);
    }
    run.textContent = running();
  }, { class: "widget-main" });
  live.button("Step", () => train(1));
  live.button("Reset", () => renew(false));
  live.button("New start", () => {
    state.seed = (state.seed + 1) % 1000;
    renew();
  });
  const data = live.choice({ key: "data", label: "Points", options: sets, value: sets.indexOf("circles"), change: () => redata() });
  const noise = live.slider({ key: "noise", label: "Noise", min: 0, max: 0.4, step: 0.02, value: 0.1, show: (x) => number(x, 2), change: () => redata() });
  const activation = live.choice({ key: "f", label: "Activation", options: activations, value: activations.indexOf("tanh"), change: () => renew() });
  const learn = () => live.ask("learn", optimizer.value, RATES[rate.value], DECAYS[decay.value]);
  const optimizer = live.choice({ key: "by", label: "Optimizer", options: optimizers, change: learn });
  const rate = live.choice({ key: "rate", label: "Learning rate", options: RATES, value: RATES.indexOf(0.1), change: learn });
  const batch = live.choice({ key: "batch", label: "Batch", options: BATCHES, value: BATCHES.indexOf(10) });
  const decay = live.choice({ key: "l2", label: "L2", options: DECAYS, change: learn });

  // ---- Training
  const passLength = () => Math.ceil(state.points / BATCHES[batch.value]);
  const train = (steps) => {
    [state.steps] = live.ask("train", BATCHES[batch.value], steps);
    const [a, , b] = live.ask("losses");
    state.curve.push([state.steps, a, b]);
    // Every second one goes where they grow too many.
    if (state.curve.length > 400) state.curve = state.curve.filter((_, i) => i % 2 === 0);
  };
  const frame = () => {
    if (!state.running) return;
    if (live.visible && !document.hidden) {
      train(passLength());
      live.changed(false);
    }
    requestAnimationFrame(frame);
  };

  const redata = () => {
    live.ask("data", data.value, noise.value, 1);
    place();
    renew();
  };
  // A new network with the same first weights, unless the seed is another.
  const renew = () => {
    live.ask("network", state.mask, activation.value, state.seed, ...state.hidden);
    learn();
    state.steps = 0;
    state.shown = null;
    state.curve = [];
    const [a, , b] = live.ask("losses");
    state.curve.push([0, a, b]);
    build();
    live.changed();
  };

  // ---- Left: the network
  const net = html("div", { class: "net" });
  const wires = svg("svg", { class: "net-wires", viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": true });
  // ---- Right: the plane
  const screen = html("canvas", { width: FINE, height: FINE, class: "plane-ground" });
  const dots = svg("svg", { class: "plane-points", viewBox: `${-REACH} ${-REACH} ${2 * REACH} ${2 * REACH}`, role: "img", "aria-label": "the points, coloured by class" });
  const plane = html("div", { class: "plane" }, screen, dots);
  const title = html("p", { class: "plane-title" });
  const curve = svg("svg", { class: "plane-curve", viewBox: "0 0 300 84", role: "img", "aria-label": "the losses, step by step" });
  const side = html("div", { class: "plane-side" }, title, plane, curve, live.report);
  live.stage.append(net, side);

  const place = () => {
    const [count, ...points] = live.ask("points");
    state.points = count;
    dots.replaceChildren();
    for (let i = 0; i < points.length; i += 3) {
      const test = i / 3 >= count;
      dots.append(svg("circle", { cx: points[i], cy: -points[i + 1], r: test ? 0.05 : 0.065, class: `${points[i + 2] ? "fill-b" : "fill-a"}${test ? " ring" : ""}` }));
    }
  };

  let pictures = [];
  let edges = [];
  const unit = (index, label, action, pressed) => {
    const canvas = html("canvas", { width: FINE, height: FINE });
    const show = (on) => () => {
      state.shown = on ? index : null;
      live.changed(false);
    };
    const button = html("button", {
      type: "button", class: "unit", "aria-label": label, "aria-pressed": pressed,
      onclick: action, onpointerenter: show(true), onpointerleave: show(false), onfocus: show(true), onblur: show(false),
    }, canvas);
    pictures[index] = { canvas, label, button };
    return button;
  };
  const at = (element, x, y) => {
    element.style.left = `${x}%`;
    element.style.top = `${y}px`;
    return element;
  };

  const build = () => {
    const columns = state.hidden.length + 2;
    const rows = Math.max(features.length, ...state.hidden);
    const height = HEAD + rows * ROW;
    const x = (column) => (100 * (column + 0.5)) / columns;
    const y = (row) => HEAD + (row + 0.5) * ROW;
    net.style.height = `${height}px`;
    wires.replaceChildren();
    net.replaceChildren(wires);
    pictures = [];
    edges = [];
    const on = chosen();
    // Features that are not used have no picture: only a name.
    features.forEach((name, row) => {
      const used = on.indexOf(row);
      const toggle = () => {
        const mask = state.mask ^ (1 << row);
        if (!mask) return;
        state.mask = mask;
        renew();
        net.querySelectorAll(".feature")[row]?.focus();
      };
      const button = used >= 0 ? unit(used, name, toggle, true) : html("button", { type: "button", class: "unit", "aria-label": name, "aria-pressed": "false", onclick: toggle });
      button.classList.add("feature");
      button.append(html("span", { class: "unit-name" }, name));
      net.append(at(button, x(0), y(row)));
    });
    net.append(at(html("span", { class: "net-head" }, "features"), x(0), HEAD / 2));
    let index = on.length;
    let before = on.map((row) => [x(0), y(row)]);
    const wire = (from, to) => {
      const middle = (from[0] + to[0]) / 2;
      const scale = 100 / height;
      const d = `M${from[0]} ${from[1] * scale}C${middle} ${from[1] * scale} ${middle} ${to[1] * scale} ${to[0]} ${to[1] * scale}`;
      const line = svg("path", { d });
      wires.append(line);
      edges.push(line);
    };
    state.hidden.forEach((size, layer) => {
      const places = [];
      for (let row = 0; row < size; row++) {
        const to = [x(layer + 1), y(row)];
        places.push(to);
        for (const from of before) wire(from, to);
        const own = index++;
        net.append(at(unit(own, `unit ${row + 1} of layer ${layer + 1}`, () => {}, undefined), ...to));
      }
      before = places;
      const resize = (by) => () => {
        const wanted = size + by;
        if (wanted > MOST_UNITS) return;
        if (wanted < 1) state.hidden.splice(layer, 1);
        else state.hidden[layer] = wanted;
        renew();
        net.querySelectorAll(".net-head")[layer + 1]?.querySelector(by > 0 ? "button:last-child" : "button")?.focus();
      };
      const head = html("span", { class: "net-head" },
        html("button", { type: "button", "aria-label": size > 1 ? `one unit less in layer ${layer + 1}` : `remove layer ${layer + 1}`, onclick: resize(-1) }, "−"),
        html("button", { type: "button", "aria-label": `one unit more in layer ${layer + 1}`, onclick: resize(1), disabled: size === MOST_UNITS }, "+"));
      net.append(at(head, x(layer + 1), HEAD / 2));
    });
    const last = x(columns - 1);
    for (const from of before) wire(from, [last, y(0)]);
    net.append(at(unit(index, "the network's answer", () => {}, undefined), last, y(0)));
    const more = () => {
      state.hidden.push(state.hidden.at(-1) ?? 2);
      renew();
      net.querySelector(".net-more")?.focus();
    };
    const layers = html("span", { class: "net-head" }, html("button", { type: "button", class: "net-more", "aria-label": "one more layer", onclick: more, disabled: state.hidden.length === MOST_LAYERS }, "+ layer"));
    net.append(at(layers, last, HEAD / 2));
  };

  // ---- Colours: blue for class 0, the page in between, vermilion for class 1
  const colour = (name) => {
    const probe = html("span", { style: `color: var(${name})` });
    live.element.append(probe);
    const found = getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number);
    probe.remove();
    return found;
  };
  let palette = { theme: null, colours: [] };
  const paletteNow = () => {
    const theme = document.documentElement.className;
    if (palette.theme === theme) return palette.colours;
    const [low, middle, high] = ["--fig-a", "--bg", "--fig-b"].map(colour);
    const colours = new Uint32Array(256);
    const bytes = new Uint8Array(colours.buffer);
    for (let i = 0; i < 256; i++) {
      const t = i / 127.5 - 1;
      for (let c = 0; c < 3; c++) bytes[4 * i + c] = middle[c] + 0.65 * Math.abs(t) * ((t < 0 ? low : high)[c] - middle[c]);
      bytes[4 * i + 3] = 255;
    }
    palette = { theme, colours };
    return colours;
  };
  const paint = (canvas, values, shade) => {
    const colours = paletteNow();
    const image = new ImageData(FINE, FINE);
    const pixels = new Uint32Array(image.data.buffer);
    for (let i = 0; i < pixels.length; i++) pixels[i] = colours[clamp(Math.round(127.5 + 127.5 * shade(values[i])), 0, 255)];
    canvas.getContext("2d").putImageData(image, 0, 0);
  };
  const logistic = (z) => 2 / (1 + Math.exp(-z)) - 1;

  const line = (points, ink) => svg("path", { class: `line ${ink}`, d: path(points) });
  const drawCurve = () => {
    const most = Math.max(1, state.steps);
    const top = Math.max(0.7, ...state.curve.slice(0, 3).map(([, a, b]) => Math.max(a, b)));
    const points = (which) => state.curve.flatMap((entry) => [(300 * entry[0]) / most, 80 - (76 * clamp(entry[which], 0, top)) / top]);
    curve.replaceChildren(svg("path", { class: "grid", d: "M0 80H300" }), line(points(2), "ink-e"), line(points(1), "ink-c"));
  };

  live.draw = () => {
    const all = live.ask("pictures", FINE);
    const size = FINE * FINE;
    const answer = pictures.length - 1;
    pictures.forEach(({ canvas }, i) => {
      const values = all.subarray(i * size, (i + 1) * size);
      let most = 1e-9;
      for (const value of values) most = Math.max(most, Math.abs(value));
      const shade = i === answer ? logistic : (value) => value / most;
      paint(canvas, values, shade);
      if (i === (state.shown ?? answer)) paint(screen, values, shade);
    });
    const weights = live.ask("weights");
    let from = 0;
    let edge = 0;
    let inputs = chosen().length;
    for (const outputs of [...state.hidden, 1]) {
      for (let i = 0; i < inputs * outputs; i++) {
        const weight = weights[from + i];
        const wire = edges[edge++];
        wire.style.strokeWidth = `${Math.min(0.5 + 2 * Math.abs(weight), 8)}px`;
        wire.setAttribute("class", weight < 0 ? "ink-a" : "ink-b");
      }
      from += (inputs + 1) * outputs;
      inputs = outputs;
    }
    drawCurve();
    const shown = state.shown === null || state.shown === answer ? "the network's answer" : pictures[state.shown]?.label ?? "";
    title.textContent = `What you see: ${shown}`;
    const [a, right, b, rightTest] = live.ask("losses");
    live.report.dataset.losses = [a, right, b, rightTest];
    live.report.dataset.steps = state.steps;
    live.report.dataset.seed = state.seed;
    // Read out when it stands still, not at every frame.
    live.report.setAttribute("aria-live", state.running ? "off" : "polite");
    const share = (x) => `${number(100 * x, 0)} %`;
    live.report.replaceChildren(
      html("p", {}, `Step ${state.steps}, start ${state.seed}`),
      html("table", { class: "plane-losses" }, html("tbody", {},
        html("tr", {}, html("th", { scope: "row", class: "ink-c" }, "training"), html("td", {}, a.toFixed(3)), html("td", {}, `${share(right)} right`)),
        html("tr", {}, html("th", { scope: "row", class: "ink-e" }, "test (rings)"), html("td", {}, b.toFixed(3)), html("td", {}, `${share(rightTest)} right`)))),
    );
  };

  redata();
};
