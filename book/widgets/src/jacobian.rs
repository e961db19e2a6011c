//! Lesson 2's Jacobian explorer: a map of the plane, and its linear copy at a point.

use backprop::Function;
use backprop::functions::{Affine, Chain, Elementwise, Softmax};
use matrix::{Matrix, Real, Vector};

use crate::protocol::{count, given, unknown, wide};
use crate::{Answer, Widget};

/// The map of the page "What does a Jacobian do?": (x + 0.35 sin 2y, y + 0.3 x²).
struct Bent;

impl Function for Bent {
    fn value(&self, x: &Vector) -> Vector {
        Vector::from([x[0] + 0.35 * (2.0 * x[1]).sin(), x[1] + 0.3 * x[0] * x[0]])
    }

    fn jacobian(&self, x: &Vector) -> Matrix {
        Matrix::from_rows([[1.0, 0.7 * (2.0 * x[1]).cos()], [0.6 * x[0], 1.0]])
    }
}

/// A layer of two units: tanh(W·x + b).
fn layer() -> Chain {
    let affine = Affine {
        weight: Matrix::from_rows([[1.5, -0.7], [0.6, 1.2]]),
        bias: Vector::from([0.2, -0.3]),
    };
    Chain {
        functions: vec![Box::new(affine), Box::new(Elementwise::tanh())],
    }
}

/// The maps, each with its name and the size of what it makes of the plane shown.
fn maps() -> [(&'static str, Box<dyn Function>); 4] {
    let rotation = Affine {
        weight: Matrix::from_rows([[0.8, -0.6], [0.6, 0.8]]),
        bias: Vector::zeros(2),
    };
    [
        ("bent: (x₁ + 0.35 sin 2x₂, x₂ + 0.3 x₁²)", Box::new(Bent)),
        ("a layer: tanh(W·x + b)", Box::new(layer())),
        ("a turn: R·x", Box::new(rotation)),
        ("softmax(x)", Box::new(Softmax)),
    ]
}

/// The widget `jacobian`. A point x₀ is looked at, by a square around it whose side is given.
/// It is asked:
///
/// | question | numbers | answer |
/// |---|---|---|
/// | `maps` | | nothing; the maps' names |
/// | `map` | which | nothing |
/// | `at` | x₁, x₂ | f(x): 2 numbers; J row by row: 4; the half-axes of the ellipse that J makes of the unit circle: 2 |
/// | `image` | x₁, x₂, side, lines, points | the images of the lines of a grid, first those along x₁; each as f − f(x₀), then as J·(x − x₀), x and y of each point in turn |
/// | `circle` | x₁, x₂, radius, points | the images of a circle, as f − f(x₀), then as J·t |
/// | `off` | x₁, x₂, side | the largest distance between f and its copy in the square, divided by the side |
pub struct Explorer {
    map: Box<dyn Function>,
}

impl Default for Explorer {
    fn default() -> Self {
        Self::new(0)
    }
}

/// f and its copy, seen from f(x₀).
struct Look<'f> {
    map: &'f dyn Function,
    centre: Vector,
    value: Vector,
    jacobian: Matrix,
}

impl Look<'_> {
    /// What the step t from x₀ becomes: by f, and by J.
    fn step(&self, t: &Vector) -> [Vector; 2] {
        let moved = &self.map.value(&(&self.centre + t)) - &self.value;
        [moved, &self.jacobian * t]
    }

    /// The distance between the two.
    fn off(&self, t: &Vector) -> f64 {
        let [moved, copied] = self.step(t);
        let off = &moved - &copied;
        wide(off.dot(&off).sqrt())
    }

    /// The images of a line of steps, by f and then by J.
    fn line(&self, steps: impl Iterator<Item = Vector>, answer: &mut Answer) {
        let images: Vec<_> = steps.map(|t| self.step(&t)).collect();
        for which in [0, 1] {
            let points = images
                .iter()
                .flat_map(|image| [image[which][0], image[which][1]].map(wide));
            answer.numbers.extend(points);
        }
    }
}

/// A place of the plane as the crates have it.
fn point(place: [f64; 2]) -> Vector {
    Vector::from(place.map(|x| x as Real))
}

/// Number `step` of `steps`, counted from 0, as a place between −½ and ½ of the side.
fn place(step: usize, steps: usize, side: f64) -> f64 {
    side * (step as f64 / (steps - 1) as f64 - 0.5)
}

/// The half-axes of the ellipse that J makes of the unit circle, the longer first: its
/// singular values.
fn half_axes(j: &Matrix) -> [f64; 2] {
    let singular = j.as_nalgebra().clone().singular_values();
    [singular[0], singular[1]].map(wide)
}

impl Explorer {
    /// One of the maps.
    ///
    /// # Panics
    ///
    /// If there is no such map.
    pub fn new(which: usize) -> Self {
        let map = maps().into_iter().nth(which);
        let (_, map) = map.unwrap_or_else(|| panic!("there is no map {which}"));
        Self { map }
    }

    fn look(&self, x: f64, y: f64) -> Look<'_> {
        let centre = point([x, y]);
        Look {
            value: self.map.value(&centre),
            jacobian: self.map.jacobian(&centre),
            map: self.map.as_ref(),
            centre,
        }
    }
}

impl Widget for Explorer {
    fn ask(&mut self, question: &str, numbers: &[f64], answer: &mut Answer) {
        match question {
            "maps" => answer.words = maps().map(|map| map.0).join("\n"),
            "map" => {
                let [which] = given(question, numbers);
                *self = Self::new(count(which));
            }
            "at" => {
                let [x, y] = given(question, numbers);
                let Look {
                    value, jacobian, ..
                } = self.look(x, y);
                answer.numbers.extend([value[0], value[1]].map(wide));
                for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                    answer.numbers.push(wide(jacobian[(row, column)]));
                }
                answer.numbers.extend(half_axes(&jacobian));
            }
            "image" => {
                let [x, y, side, lines, points] = given(question, numbers);
                let (lines, points) = (count(lines), count(points));
                let look = self.look(x, y);
                for across in [false, true] {
                    for line in 0..lines {
                        let fixed = place(line, lines, side);
                        let steps = (0..points).map(|step| {
                            let moving = place(step, points, side);
                            point(if across {
                                [fixed, moving]
                            } else {
                                [moving, fixed]
                            })
                        });
                        look.line(steps, answer);
                    }
                }
            }
            "circle" => {
                let [x, y, radius, points] = given(question, numbers);
                let points = count(points);
                let steps = (0..points).map(|step| {
                    let angle = std::f64::consts::TAU * step as f64 / points as f64;
                    point([radius * angle.cos(), radius * angle.sin()])
                });
                self.look(x, y).line(steps, answer);
            }
            "off" => {
                let [x, y, side] = given(question, numbers);
                let look = self.look(x, y);
                let steps = (0..21).flat_map(|i| (0..21).map(move |k| (i, k)));
                let off = steps.map(|(i, k)| {
                    look.off(&point([place(i, 21, side), place(k, 21, side)]))
                });
                answer.numbers.push(off.fold(0.0, f64::max) / side);
            }
            _ => unknown("jacobian", question),
        }
    }
}
