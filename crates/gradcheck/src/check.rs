//! The checks: an analytic derivative against the ladder's.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{
    Argument, Options,
    derivative::derivatives,
    estimate::Estimate,
    hint,
    judge::{judge, verdict},
    ladder::ladder,
    paste::Subject,
    random::Random,
    report::{Entry, Judgement, Report, Verdict},
};

pub(crate) type Function<'a> = dyn FnMut(&[Vec<f64>]) -> Vec<f64> + 'a;
pub(crate) type Vjp<'a> = dyn FnMut(&[Vec<f64>], &[f64]) -> Vec<Vec<f64>> + 'a;
pub(crate) type Jvp<'a> = dyn FnMut(&[Vec<f64>], &[Vec<f64>]) -> Vec<f64> + 'a;

/// How the cotangent comes about.
#[derive(Clone, Copy)]
pub(crate) enum Cotangent<'a> {
    Random,
    Given(&'a [f64]),
}

/// Everything about one point that a check and its hints need.
pub(crate) struct Case<'a> {
    pub(crate) arguments: &'a [Argument],
    pub(crate) values: Vec<Vec<f64>>,
    pub(crate) outputs: Vec<f64>,
    pub(crate) cotangent: Vec<f64>,
    pub(crate) yours: Vec<Vec<f64>>,
    pub(crate) options: &'a Options,
}

impl<'a> Case<'a> {
    /// Calls f and the vector-Jacobian product, each twice, and looks at shapes and promises.
    fn new(
        subject: Subject,
        f: &mut Function,
        vjp: &mut Vjp,
        arguments: &'a [Argument],
        cotangent: Cotangent,
        options: &'a Options,
    ) -> Result<Self, Box<Report>> {
        let fail = |verdict, problem| {
            Err(Box::new(Report::failed(
                subject, arguments, verdict, problem,
            )))
        };
        let (values, outputs) = outputs(subject, f, arguments, options)?;
        let cotangent = match cotangent {
            Cotangent::Random => {
                Random::new(options.seed).away_from_zero(outputs.len())
            }
            Cotangent::Given(cotangent) => cotangent.to_vec(),
        };
        if cotangent.len() != outputs.len() {
            let problem = format!(
                "the cotangent has {} numbers, the function {} outputs",
                cotangent.len(),
                outputs.len()
            );
            return fail(Verdict::ShapeMismatch, problem);
        }
        let yours = vjp(&values, &cotangent);
        if let Some(problem) = wrong_shape(&yours, arguments) {
            return fail(Verdict::ShapeMismatch, problem);
        }
        let again = vjp(&values, &cotangent);
        if let Some(problem) = changed(&yours, &again, arguments, options.nondet_tol) {
            return fail(Verdict::Nondeterministic, problem);
        }
        Ok(Self {
            arguments,
            values,
            outputs,
            cotangent,
            yours,
            options,
        })
    }

    /// The places to check: all, or a random sample of all.
    fn places(&self) -> Vec<(usize, usize)> {
        let mut all: Vec<_> = (self.values.iter().enumerate())
            .flat_map(|(a, values)| (0..values.len()).map(move |i| (a, i)))
            .collect();
        if let Some(count) = self.options.subsample {
            Random::new(self.options.seed ^ 0x5eed).sample(&mut all, count);
        }
        all
    }

    /// The derivative of the outputs, weighted by `cotangent`, along one entry.
    pub(crate) fn numerical(
        &mut self,
        f: &mut Function,
        (a, i): (usize, usize),
        cotangent: &[f64],
    ) -> Estimate {
        let x = self.values[a][i];
        let values = &mut self.values;
        let mut along = |t: f64| {
            values[a][i] = t;
            dot(&f(values), cotangent)
        };
        let estimate = ladder(&mut along, x, self.options.max_evals);
        self.values[a][i] = x;
        estimate
    }
}

/// `gradcheck` and `check_vjp`, and under other names everything with one cotangent.
pub(crate) fn check_vjp(
    subject: Subject,
    f: &mut Function,
    vjp: &mut Vjp,
    arguments: &[Argument],
    cotangent: Cotangent,
    options: &Options,
) -> Report {
    let mut case = match Case::new(subject, f, vjp, arguments, cotangent, options) {
        Ok(case) => case,
        Err(report) => return *report,
    };
    let cotangent = case.cotangent.clone();
    let mut entries = Vec::new();
    for (a, i) in case.places() {
        let numerical = case.numerical(f, (a, i), &cotangent);
        let yours = case.yours[a][i];
        entries.push(Entry {
            name: arguments[a].entry_name(i),
            x: Some(case.values[a][i]),
            yours,
            numerical,
            judgement: judge(yours, &numerical, options),
            place: (a, i),
        });
    }
    let mut report = Report::of(subject, arguments, entries);
    report.total = arguments.iter().map(|argument| argument.values.len()).sum();
    if report.verdict == Verdict::Mismatch {
        report.paste = subject.paste(&case, &report.entries);
        // A guess may ask f and vjp far from the point, and they may refuse: no guess then.
        let guess = || hint::find(&mut case, f, vjp, &report.entries);
        report.found = catch_unwind(AssertUnwindSafe(guess)).ok().flatten();
    }
    report
}

/// One random direction through all arguments at once.
pub(crate) fn check_directional(
    f: &mut Function,
    vjp: &mut Vjp,
    arguments: &[Argument],
    options: &Options,
) -> Report {
    let subject = Subject::Directional;
    let case = match Case::new(subject, f, vjp, arguments, Cotangent::Random, options) {
        Ok(case) => case,
        Err(report) => return *report,
    };
    let direction = Random::new(options.seed ^ 0xd1f).direction(arguments);
    let mut along =
        |t: f64| dot(&f(&moved(&case.values, &direction, t)), &case.cotangent);
    let numerical = ladder(&mut along, 0.0, options.max_evals);
    let yours = case
        .yours
        .iter()
        .zip(&direction)
        .map(|(g, v)| dot(g, v))
        .sum();
    let entry = Entry {
        name: "along v".to_owned(),
        x: None,
        yours,
        numerical,
        judgement: judge(yours, &numerical, options),
        place: (0, 0),
    };
    Report::of(subject, arguments, vec![entry])
}

/// A Jacobian-vector product along one random direction, output by output.
pub(crate) fn check_jvp(
    f: &mut Function,
    jvp: &mut Jvp,
    arguments: &[Argument],
    options: &Options,
) -> Report {
    let subject = Subject::Jvp;
    let (values, outputs) = match outputs(subject, f, arguments, options) {
        Ok(both) => both,
        Err(report) => return *report,
    };
    let direction = Random::new(options.seed ^ 0xd1f).direction(arguments);
    let yours = jvp(&values, &direction);
    if yours.len() != outputs.len() {
        let (got, wanted) = (yours.len(), outputs.len());
        let problem = format!("yours has {got} numbers, the function {wanted} outputs");
        return Report::failed(subject, arguments, Verdict::ShapeMismatch, problem);
    }
    let mut along = |t: f64| f(&moved(&values, &direction, t));
    let numerical = derivatives(&mut along, 0.0, outputs.len(), options.max_evals);
    let entries = (yours.iter().zip(numerical).enumerate())
        .map(|(i, (&yours, numerical))| Entry {
            name: if outputs.len() == 1 {
                "output".to_owned()
            } else {
                format!("output[{i}]")
            },
            x: None,
            yours,
            numerical,
            judgement: judge(yours, &numerical, options),
            place: (0, i),
        })
        .collect();
    // Entries are outputs here: no argument has a share of them.
    let mut report = Report::of(subject, &[], entries);
    if report.verdict == Verdict::Mismatch {
        report.found = hint::of_rows(&report.entries);
    }
    report
}

/// f at the point, called twice, or the reason why there is nothing to check.
#[allow(clippy::type_complexity, reason = "a pair and a report, used twice")]
fn outputs(
    subject: Subject,
    f: &mut Function,
    arguments: &[Argument],
    options: &Options,
) -> Result<(Vec<Vec<f64>>, Vec<f64>), Box<Report>> {
    let fail = |verdict, problem| {
        Err(Box::new(Report::failed(
            subject, arguments, verdict, problem,
        )))
    };
    let values: Vec<Vec<f64>> = arguments.iter().map(|a| a.values.clone()).collect();
    let outputs = f(&values);
    let again = f(&values);
    if outputs.len() != again.len() {
        let problem = format!(
            "the function gave {} outputs, then {} for the same arguments",
            outputs.len(),
            again.len()
        );
        return fail(Verdict::Nondeterministic, problem);
    }
    for (i, (first, second)) in outputs.iter().zip(&again).enumerate() {
        if differs(*first, *second, options.nondet_tol) {
            let problem = format!(
                "output {i} of the function was {first}, then {second} at the same point"
            );
            return fail(Verdict::Nondeterministic, problem);
        }
    }
    if let Some(i) = outputs.iter().position(|y| !y.is_finite()) {
        let problem =
            format!("output {i} of the function is {} at this point", outputs[i]);
        return fail(Verdict::NonFinite, problem);
    }
    Ok((values, outputs))
}

fn wrong_shape(yours: &[Vec<f64>], arguments: &[Argument]) -> Option<String> {
    if yours.len() != arguments.len() {
        let (got, wanted) = (yours.len(), arguments.len());
        return Some(format!(
            "yours has {got} {}, but there {}: one gradient for each is wanted",
            if got == 1 { "gradient" } else { "gradients" },
            if wanted == 1 {
                "is 1 argument".to_owned()
            } else {
                format!("are {wanted} arguments")
            },
        ));
    }
    let (argument, got) = arguments
        .iter()
        .zip(yours)
        .find(|(a, g)| a.values.len() != g.len())?;
    Some(format!(
        "{} has {} entries, its gradient {}: a gradient has the shape of its argument",
        argument.described(),
        argument.values.len(),
        got.len()
    ))
}

fn changed(
    first: &[Vec<f64>],
    second: &[Vec<f64>],
    arguments: &[Argument],
    tolerance: f64,
) -> Option<String> {
    if let Some(problem) = wrong_shape(second, arguments) {
        return Some(format!("the second call went wrong: {problem}"));
    }
    for ((argument, first), second) in arguments.iter().zip(first).zip(second) {
        for (i, (&a, &b)) in first.iter().zip(second).enumerate() {
            if differs(a, b, tolerance) {
                let name = argument.entry_name(i);
                let guess = if a != 0.0 && (b / a - 2.0).abs() < 1e-9 {
                    ". Twice as much: are the gradients of the first call not cleared?"
                } else {
                    ". Does a call leave something behind for the next?"
                };
                return Some(format!(
                    "d/d{name} was {a}, then {b} at the same point{guess}"
                ));
            }
        }
    }
    None
}

fn differs(a: f64, b: f64, tolerance: f64) -> bool {
    // NaN twice is a repeatable answer; it is judged later.
    !(a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= tolerance)
}

fn moved(values: &[Vec<f64>], direction: &[Vec<f64>], t: f64) -> Vec<Vec<f64>> {
    let along = |(x, v): (&Vec<f64>, &Vec<f64>)| -> Vec<f64> {
        x.iter().zip(v).map(|(x, v)| x + t * v).collect()
    };
    values.iter().zip(direction).map(along).collect()
}

pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    if a.len() == b.len() {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    } else {
        f64::NAN
    }
}

impl Report {
    fn of(subject: Subject, arguments: &[Argument], entries: Vec<Entry>) -> Self {
        let mut report =
            Self::failed(subject, arguments, verdict(&entries), String::new());
        report.problem = None;
        report.total = entries.len();
        report.evaluations = entries
            .iter()
            .map(|entry| entry.numerical.evaluations)
            .sum();
        report.entries = entries;
        if report
            .entries
            .iter()
            .any(|e| e.judgement == Judgement::YoursNotFinite)
        {
            report.problem = Some(format!("the {} is not finite", subject.noun()));
        }
        report
    }

    fn failed(
        subject: Subject,
        arguments: &[Argument],
        verdict: Verdict,
        problem: String,
    ) -> Self {
        Self {
            title: None,
            noun: subject.noun(),
            verdict,
            problem: Some(problem),
            entries: Vec::new(),
            total: 0,
            arguments: arguments
                .iter()
                .map(|argument| argument.name.clone())
                .collect(),
            evaluations: 0,
            found: None,
            hint: None,
            paste: Vec::new(),
        }
    }
}
