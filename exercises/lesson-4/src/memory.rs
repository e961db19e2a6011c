//! What an optimizer remembers, for each parameter apart.

use matrix::Real;

/// For each parameter a number of steps, and `SLOTS` lists of numbers, as many numbers in
/// each as the parameter has. They begin as 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory<const SLOTS: usize> {
    pub(crate) parameters: Vec<Slots<SLOTS>>,
}

/// The memory of one parameter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Slots<const SLOTS: usize> {
    pub(crate) steps: u32,
    pub(crate) numbers: [Vec<Real>; SLOTS],
}

impl<const SLOTS: usize> Memory<SLOTS> {
    /// The memory of parameter `index`, and which step this is, counted from 1.
    ///
    /// # Panics
    ///
    /// If parameters before `index` have not been seen yet, or this one had another size.
    pub fn step(&mut self, index: usize, size: usize) -> (u32, [&mut [Real]; SLOTS]) {
        let known = self.parameters.len();
        assert!(
            index <= known,
            "parameter {index} updated, but only {known} were seen before it: update them \
             in the same order at every step, from 0"
        );
        if index == known {
            let numbers = std::array::from_fn(|_| vec![0.0; size]);
            self.parameters.push(Slots { steps: 0, numbers });
        }
        let slots = &mut self.parameters[index];
        if let Some(other) = slots.numbers.iter().find(|n| n.len() != size) {
            let before = other.len();
            panic!("parameter {index} has {size} numbers, but had {before} before");
        }
        // 2³² steps are some years of training: then the count stands still.
        slots.steps = slots.steps.saturating_add(1);
        (slots.steps, slots.numbers.each_mut().map(Vec::as_mut_slice))
    }
}
