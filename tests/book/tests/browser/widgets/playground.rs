//! The introduction's playground.

use std::{env, fs};

use super::{Live, STEP, close, evaluate, native, number};

/// By how much a loss may differ: the module's networks have numbers of 32 bits, with seven
/// digits, and thousands of steps add up.
const LOSS: f64 = 1e-4;

#[test]
fn the_playground_learns_as_its_crates_do() {
    let Some(mut live) = Live::open("introduction.html", "playground") else {
        return;
    };
    // The same natively: circles; x₁ and x₂, tanh, start 1, two units; plain descent.
    let mut playground = widgets::open("playground").expect("there is a playground");
    let mut ask =
        |question: &str, numbers: &[f64]| native(&mut *playground, question, numbers);
    ask("data", &[1.0, 0.1, 1.0]);
    ask("network", &[3.0, 2.0, 1.0, 2.0]);
    ask("learn", &[0.0, 0.1, 0.0]);
    let agrees = |live: &mut Live, losses: Vec<f64>| {
        let shown = live.shown("losses");
        assert_eq!(shown.len(), 4);
        for (shown, expected) in shown.into_iter().zip(losses) {
            close(shown, expected, LOSS);
        }
    };
    agrees(&mut live, ask("losses", &[]));
    // Three single steps: by pointer, by pointer, and by key.
    live.click(STEP);
    live.click(STEP);
    live.press(STEP, "Enter");
    for _ in 0..3 {
        ask("train", &[10.0, 1.0]);
    }
    assert_eq!(live.shown("steps"), [3.0]);
    agrees(&mut live, ask("losses", &[]));

    // Where nothing may move by itself, a run is a hundred passes at once.
    live.let_move(false);
    live.click(".widget-main");
    for _ in 0..100 {
        ask("train", &[10.0, 18.0]);
    }
    assert_eq!(live.shown("steps"), [1803.0]);
    agrees(&mut live, ask("losses", &[]));
    live.script("await new Promise((done) => setTimeout(done, 300));");
    assert_eq!(live.shown("steps"), [1803.0]);

    // A unit more, by its button: the network begins anew.
    live.click(".net-head button[aria-label^=\"one unit more\"]");
    ask("network", &[3.0, 2.0, 1.0, 3.0]);
    ask("learn", &[0.0, 0.1, 0.0]);
    assert_eq!(live.shown("steps"), [0.0]);
    agrees(&mut live, ask("losses", &[]));

    // Running: every frame a pass, until it is told to pause.
    live.let_move(true);
    live.click(".widget-main");
    live.script(
        "for (let i = 0; i < 600 && Number(report.dataset.steps) < 900; i++) await frame();",
    );
    live.click(".widget-main");
    let steps = live.shown("steps")[0];
    assert!(steps >= 900.0 && steps % 18.0 == 0.0, "{steps}");
    let mut passes = 0.0;
    while passes < steps / 18.0 {
        ask("train", &[10.0, 18.0]);
        passes += 1.0;
    }
    agrees(&mut live, ask("losses", &[]));
    live.no_complaints();
}

/// How much faster than the other playground ours must be, at each of [`NETWORKS`].
const RATIO: f64 = 5.0;

/// Hidden layers between two inputs and one output, as a list of JavaScript has them.
const NETWORKS: [&str; 4] = ["4", "4, 2", "8, 8", "8, 8, 8, 8"];

/// Defines a function of the hidden layers. It trains both playgrounds, in turns: tanh, plain
/// descent by 0.03 on batches of 10, the points of ours. Its answer: the medians of both speeds,
/// in steps per second, and both losses, before all and after all.
const MEASURE: &str = "
const measure = async (hidden) => {
  const [batch, rate, rounds] = [10, 0.03, 15];
  const element = document.createElement('gradus-widget');
  element.setAttribute('name', 'playground');
  element.style.display = 'none';
  document.body.append(element);
  const ours = await gradus.wake(element);
  ours.ask('data', 1, 0.1, 1);
  ours.ask('network', 3, 2, 1, ...hidden);
  ours.ask('learn', 0, rate, 0);

  const [count, ...numbers] = ours.ask('points');
  const points = Array.from({ length: count }, (_, i) => {
    const [x, y, label] = numbers.slice(3 * i);
    return { at: [x, y], target: 2 * label - 1 };
  });
  const { TANH } = nn.Activations;
  const theirs = nn.buildNetwork([2, ...hidden, 1], TANH, TANH, null, ['x', 'y']);
  const pass = () => points.forEach(({ at, target }, i) => {
    nn.forwardProp(theirs, at);
    nn.backProp(theirs, target, nn.Errors.SQUARE);
    if ((i + 1) % batch === 0) nn.updateWeights(theirs, rate, 0);
  });
  const losses = () => {
    const error = ({ at, target }) => nn.Errors.SQUARE.error(nn.forwardProp(theirs, at), target);
    return [ours.ask('losses')[0], points.reduce((sum, point) => sum + error(point), 0) / count];
  };

  const train = (passes) => ours.ask('train', batch, (passes * count) / batch);
  const repeat = (passes) => {
    for (let i = 0; i < passes; i++) pass();
  };
  const perSecond = (work, passes) => {
    const start = performance.now();
    work(passes);
    return ((passes * count) / batch / (performance.now() - start)) * 1000;
  };
  const before = losses();
  ours.ask('train', batch, 50_000);
  repeat(1_000);
  const speeds = [[], []];
  for (let round = 0; round < rounds; round++) {
    speeds[0].push(perSecond(train, 1_000));
    speeds[1].push(perSecond(repeat, 200));
  }
  const after = losses();
  element.remove();
  const medians = speeds.map((all) => all.sort((a, b) => a - b)[rounds >> 1]);
  return { medians, before, after };
};";

/// Training steps per second, against the TensorFlow Playground's own code in the same browser:
/// <https://raw.githubusercontent.com/tensorflow/playground/master/src/nn.ts>, which
/// `esbuild nn.ts --bundle --format=iife --global-name=nn --outfile=nn.js` makes a script of.
///
/// `NN_JS=/…/nn.js cargo test -p book-tests --test browser -- --ignored --nocapture playground_outruns`
#[test]
#[ignore = "measures, and needs the other playground's code"]
fn the_playground_outruns_tensorflows() {
    let path = env::var("NN_JS").expect("NN_JS names the other code: see above");
    let theirs = fs::read_to_string(&path);
    let theirs = theirs.unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut live = Live::open("introduction.html", "playground")
        .expect("there are a browser and the module, or nothing can be measured");
    evaluate(&mut live.browser, &theirs);
    evaluate(&mut live.browser, MEASURE);

    println!("network       ours/s  theirs/s  ratio");
    let mut slow = Vec::new();
    for hidden in NETWORKS {
        let network = format!("2-{}-1", hidden.replace(", ", "-"));
        let seen = evaluate(&mut live.browser, &format!("measure([{hidden}])"));
        let [ours, theirs] = [0, 1].map(|who| number(&seen["medians"][who]));
        let ratio = ours / theirs;
        println!("{network:<11} {ours:>8.0}  {theirs:>8.0}  {ratio:>5.1}");
        // Speed counts only where something is learned.
        for who in [0, 1] {
            let [before, after] =
                ["before", "after"].map(|when| number(&seen[when][who]));
            assert!(after < before, "{network}: {before}, then {after}");
        }
        if ratio < RATIO {
            slow.push(network);
        }
    }
    live.no_complaints();
    assert!(slow.is_empty(), "less than {RATIO} times as fast: {slow:?}");
}
