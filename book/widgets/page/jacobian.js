// Lesson 2: a map of the plane, and its linear copy at a point that can be dragged.

// The plane that the left picture shows, from −REACH to REACH, and its size in units.
const REACH = 2;
const SIZE = 330;
// On the right the square's side is always as long as this.
const SIDE = 170;
const LINES = 7;
const POINTS = 25;
const ROUND = 90;

WIDGETS.jacobian = (live) => {
  const map = live.choice({ key: "map", label: "Map", options: live.tell("maps"), change: (which) => live.ask("map", which) });
  live.ask("map", map.value);
  const zoom = live.slider({
    key: "zoom",
    label: "Zoom",
    min: 0,
    max: 7,
    step: 0.25,
    value: 0,
    show: (z) => `side ${number(2 / 2 ** z, 3)}`,
  });
  const start = [-0.5, 0.3];
  const at = start.map((x, i) => {
    const kept = Number(live.keep(`x${i + 1}`, x, () => number(at[i], 2).replace("−", "-")) ?? x);
    return Number.isFinite(kept) ? clamp(kept, -REACH, REACH) : x;
  });

  // ---- Left: where we look
  const scale = SIZE / (2 * REACH);
  const left = (x, y) => [SIZE / 2 + scale * x, SIZE / 2 - scale * y];
  const plane = picture(SIZE, SIZE + 24, "the plane, and the point x₀ that is looked at");
  for (let i = -REACH; i <= REACH; i++) {
    const [x, y] = left(i, i);
    plane.append(svg("path", { class: "grid", d: `M${x} 0V${SIZE}M0 ${y}H${SIZE}` }));
  }
  const square = svg("path", { class: "line ink-a" });
  const circle = svg("circle", { class: "line ink-e" });
  const units = [svg("g", { class: "ink-c arrow" }), svg("g", { class: "ink-d arrow" })];
  const point = svg("circle", { r: 9, class: "point" });
  const ground = svg("rect", { width: SIZE, height: SIZE, fill: "transparent", class: "widget-drag" });
  plane.append(ground, square, circle, ...units, point, words(SIZE / 2, SIZE + 20, "x: drag the point", { class: "quiet", "text-anchor": "middle" }));
  const to = (x, y) => {
    at[0] = clamp((x - SIZE / 2) / scale, -REACH, REACH);
    at[1] = clamp((SIZE / 2 - y) / scale, -REACH, REACH);
  };
  live.handle(point, plane, {
    label: "the point x₀",
    move: to,
    nudge: (right, up) => to(left(...at)[0] + 0.1 * right * scale, left(...at)[1] - 0.1 * up * scale),
  });
  // A press beside the point takes it along.
  live.drags(ground, ({ clientX, clientY }) => {
    const place = new DOMPoint(clientX, clientY).matrixTransform(plane.getScreenCTM().inverse());
    to(place.x, place.y);
    live.changed();
  });

  // ---- Right: what becomes of the square
  const lens = picture(SIZE, SIZE + 24, "the image of the square, enlarged");
  const clip = `${live.id}-clip`;
  const curves = svg("path", { class: "line ink-a" });
  const copies = svg("path", { class: "line ink-c dashed" });
  const ellipse = svg("path", { class: "line ink-e" });
  const columns = [svg("g", { class: "ink-c arrow" }), svg("g", { class: "ink-d arrow" })];
  const frame = svg("rect", { width: SIZE, height: SIZE, class: "grid" });
  lens.append(
    svg("clipPath", { id: clip }, svg("rect", { width: SIZE, height: SIZE })),
    frame,
    svg("g", { "clip-path": `url(#${clip})` }, curves, copies, ellipse, ...columns),
    svg("circle", { cx: SIZE / 2, cy: SIZE / 2, r: 4 }),
    words(SIZE / 2, SIZE + 20, "f(x), as many times larger as the square is small", { class: "quiet", "text-anchor": "middle" }),
  );
  const pointer = (group, x, y, toX, toY) => {
    const [line, head] = arrow(x, y, toX, toY, 11);
    group.replaceChildren(svg("path", { d: line, class: "line" }), svg("path", { d: head }));
  };
  live.stage.append(plane, lens);

  live.draw = () => {
    const side = 2 / 2 ** zoom.value;
    const [x, y] = at;
    const [cx, cy] = left(x, y);
    const half = (scale * side) / 2;
    square.setAttribute("d", path([cx - half, cy - half, cx + half, cy - half, cx + half, cy + half, cx - half, cy + half], true));
    fill(circle, { cx, cy, r: half }, []);
    const reach = Math.max(half, 26);
    pointer(units[0], cx, cy, cx + reach, cy);
    pointer(units[1], cx, cy, cx, cy - reach);
    fill(point, { cx, cy, "aria-valuetext": `(${number(x, 2)}, ${number(y, 2)})` }, []);

    const many = SIDE / side;
    const right = (numbers) => numbers.map((value, i) => SIZE / 2 + (i % 2 ? -1 : 1) * many * value);
    const image = live.ask("image", x, y, side, LINES, POINTS);
    let [moved, copied] = ["", ""];
    for (let from = 0; from < image.length; from += 4 * POINTS) {
      moved += path(right(image.slice(from, from + 2 * POINTS)));
      const line = right(image.slice(from + 2 * POINTS, from + 4 * POINTS));
      copied += path([...line.slice(0, 2), ...line.slice(-2)]);
    }
    curves.setAttribute("d", moved);
    copies.setAttribute("d", copied);
    const round = live.ask("circle", x, y, side / 2, ROUND);
    ellipse.setAttribute("d", path(right(round.slice(2 * ROUND)), true));

    const [fx, fy, a, b, c, d, long, short] = live.ask("at", x, y);
    const [off] = live.ask("off", x, y, side);
    const one = SIDE / 2;
    pointer(columns[0], SIZE / 2, SIZE / 2, SIZE / 2 + one * a, SIZE / 2 - one * c);
    pointer(columns[1], SIZE / 2, SIZE / 2, SIZE / 2 + one * b, SIZE / 2 - one * d);

    const entry = (value, ink) => html("td", { class: ink }, value.toFixed(2).replace("-", "−"));
    const matrix = html("table", { class: "widget-matrix", "aria-label": "the Jacobian" }, html("tbody", {},
      html("tr", {}, entry(a, "ink-c"), entry(b, "ink-d")),
      html("tr", {}, entry(c, "ink-c"), entry(d, "ink-d"))));
    const share = 100 * off;
    live.report.dataset.jacobian = [a, b, c, d];
    live.report.dataset.off = off;
    live.report.dataset.axes = [long, short];
    live.report.dataset.at = at;
    live.report.replaceChildren(
      html("span", { class: "widget-pair" }, "J =", matrix),
      html("p", {}, `At x₀ = (${number(x, 2)}, ${number(y, 2)}), f(x₀) = (${number(fx, 2)}, ${number(fy, 2)}). `,
        html("span", { class: "ink-a" }, "The map"), " is off its ", html("span", { class: "ink-c" }, "linear copy"), " by up to ",
        html("strong", {}, share < 0.001 ? "less than 0.001 %" : `${number(share, share < 1 ? 3 : 1)} %`), " of the side. ",
        html("span", { class: "ink-e" }, "The circle"), ` becomes an ellipse: its half-axes are ${number(long, 2)} and ${number(short, 2)} times the radius.`),
    );
  };
};
