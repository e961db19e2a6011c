//! Lesson 4: the race of the optimizers.

use super::{Live, STEP, close, native};

/// The race's numbers, relative to their size: 32 bits, and a few hundred steps at most. None of
/// its runners here is chaotic.
const RACE: f64 = 1e-4;

/// The button beside that for a step.
const RESET: &str = ".widget-controls > button:nth-of-type(3)";

#[test]
fn the_race_runs_as_its_crates_do() {
    let Some(mut live) = Live::open("lesson-4/race.html", "race") else {
        return;
    };
    let mut race = widgets::open("race").expect("there is a race");
    // Start and η of the page; ρ = 0.9.
    let mut agrees = |live: &mut Live, exponent: f64, steps: f64| {
        assert_eq!(live.shown("steps"), [steps]);
        let start = live.shown("start");
        let mut ask =
            |question: &str, numbers: &[f64]| native(&mut *race, question, numbers);
        let rate = 10.0_f64.powf(exponent);
        ask("begin", &[start[0], start[1], rate, 0.9]);
        ask("run", &[steps]);
        let expected = ask("runners", &[]);
        let shown = live.shown("runners");
        assert_eq!(shown.len(), 6 * 5);
        for (place, (&shown, &expected)) in shown.iter().zip(&expected).enumerate() {
            if place % 5 > 2 {
                // The step at which it was there, or gone.
                close(shown, expected, 0.0);
            } else {
                close(shown, expected, RACE * expected.abs().max(1.0));
            }
        }
        let factors = live.shown("factors");
        close(factors[4], 1.0 - rate, RACE);
        close(factors[5], 1.0 - 100.0 * rate, RACE);
        close(factors[6], 0.02, RACE);
    };
    agrees(&mut live, -1.9, 50.0);
    // Another start, by pointer and by key.
    live.drag(".point", (-60.0, 20.0));
    agrees(&mut live, -1.9, 50.0);
    let before = live.shown("start");
    live.press(".point", "ArrowLeft");
    let after = live.shown("start");
    assert!(
        before[0] < 9.0 && after[0] < before[0],
        "{before:?} {after:?}"
    );
    // A larger rate, by key: beyond 2/100 plain descent explodes, and it is said.
    for _ in 0..6 {
        live.press("input[type=range]", "ArrowRight");
    }
    live.press(STEP, "Enter");
    live.click(STEP);
    agrees(&mut live, -1.6, 52.0);
    let said = live.script("return report.textContent;");
    let said = said.as_str().expect("words");
    assert!(said.contains("Exploded: SGD, Nesterov."), "{said}");
    assert!(
        said.contains("= −1.512 across it. One is larger than 1"),
        "{said}"
    );
    // Who does not run is not said to.
    live.click(".race-table tbody tr:first-child button");
    let said = live.script("return report.textContent;");
    assert!(
        said.as_str()
            .expect("words")
            .contains("Exploded: Nesterov.")
    );

    // From the start; where nothing may move by itself, a run is a hundred steps at once.
    live.click(RESET);
    agrees(&mut live, -1.6, 0.0);
    live.let_move(false);
    live.click(".widget-main");
    agrees(&mut live, -1.6, 100.0);
    live.script("await new Promise((done) => setTimeout(done, 300));");
    assert_eq!(live.shown("steps"), [100.0]);
    live.let_move(true);
    live.click(RESET);
    live.click(".widget-main");
    live.script(
        "for (let i = 0; i < 600 && Number(report.dataset.steps) < 40; i++) await frame();",
    );
    live.click(".widget-main");
    let steps = live.shown("steps")[0];
    assert!(steps >= 40.0, "{steps}");
    agrees(&mut live, -1.6, steps);
    let address = live.address();
    for part in ["widget=race", "who=6", "rate=-1.6", "w1=", "w2="] {
        assert!(address.contains(part), "{address}");
    }
    live.no_complaints();
}
