//! A batch in shares, for several threads.

use std::thread;

use backprop::layer::check_backward;
use backprop::{Layer, Parameter};
use matrix::{Matrix, Real};

/// A network several times, each for its share of a batch; from outside, one network.
///
/// The first copy is the one whose parameters count. The others take over its values on the
/// way forward, and on the way back their slopes are added to its own, always in the same
/// order. How many copies there are decides what is rounded, and how many threads there are
/// decides only who works. So one thread and two agree to the last bit.
pub struct Shards {
    copies: Vec<Shard>,
    threads: usize,
    /// All parameters of a network one after the other, on their way to another.
    numbers: Vec<Real>,
    output: Matrix,
    dx: Matrix,
}

/// A copy of the network, with its share of X, Y, ∂L/∂Y and ∂L/∂X.
struct Shard {
    network: Box<dyn Layer>,
    x: Matrix,
    y: Matrix,
    dy: Matrix,
    dx: Matrix,
}

impl Shards {
    /// So many copies, each by `make`, on so many threads.
    ///
    /// # Panics
    ///
    /// If there are no copies or no threads, or `make` does not always make the same.
    #[track_caller]
    pub fn new(
        copies: usize,
        threads: usize,
        mut make: impl FnMut() -> Box<dyn Layer>,
    ) -> Self {
        assert!(
            copies > 0 && threads > 0,
            "Shards: {copies} copies on {threads} threads, but at least one of each is needed"
        );
        let mut copies: Vec<_> = (0..copies).map(|_| Shard::new(make())).collect();
        let counts: Vec<_> = copies
            .iter_mut()
            .map(|s| s.network.count_parameters())
            .collect();
        assert!(
            counts.iter().all(|&count| count == counts[0]),
            "Shards: copies with {counts:?} parameters, but all must be alike"
        );
        Self {
            copies,
            threads,
            numbers: Vec::with_capacity(counts[0]),
            output: Matrix::default(),
            dx: Matrix::default(),
        }
    }

    /// Lets every copy do its share of the work: on one thread one after the other, else
    /// beside each other, the first of them here.
    fn each(&mut self, work: impl Fn(&mut Shard) + Sync) {
        if self.threads == 1 {
            return self.copies.iter_mut().for_each(work);
        }
        let share = self.copies.len().div_ceil(self.threads);
        let mut shares = self.copies.chunks_mut(share);
        let own = shares.next().into_iter().flatten();
        thread::scope(|scope| {
            for share in shares {
                scope.spawn(|| share.iter_mut().for_each(&work));
            }
            own.for_each(&work);
        });
    }
}

/// The columns of copy number `index`: all in order, each in exactly one share, and no
/// share more than one larger than another.
fn share(index: usize, copies: usize, columns: usize) -> std::ops::Range<usize> {
    // >>> exercise 5.17 (share): your code from here
    todo!("exercise 5.17 (share): Train it, with two at work")
    // <<< exercise 5.17 (share): to here
}

/// A matrix from some columns of another.
fn take(part: &mut Matrix, whole: &Matrix, columns: std::ops::Range<usize>) {
    part.reshape(whole.nrows(), columns.len());
    for (part, j) in part.column_iter_mut().zip(columns) {
        part.copy_from_slice(whole.column(j));
    }
}

/// Matrices beside each other.
fn join<'m>(whole: &mut Matrix, parts: impl Iterator<Item = &'m Matrix> + Clone) {
    let rows = parts.clone().map(Matrix::nrows).next().unwrap_or(0);
    whole.reshape(rows, parts.clone().map(Matrix::ncols).sum());
    let columns = parts.flat_map(Matrix::column_iter);
    for (whole, part) in whole.column_iter_mut().zip(columns) {
        whole.copy_from_slice(part);
    }
}

impl Layer for Shards {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        self.share_values();
        let copies = self.copies.len();
        for (index, shard) in self.copies.iter_mut().enumerate() {
            take(&mut shard.x, x, share(index, copies, x.ncols()));
        }
        self.each(|shard| shard.y.copy_from(shard.network.forward(&shard.x)));
        join(&mut self.output, self.copies.iter().map(|shard| &shard.y));
        &self.output
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        self.share_slopes(dy);
        self.each(|shard| shard.dx.copy_from(shard.network.backward(&shard.dy)));
        self.add_gradients();
        join(&mut self.dx, self.copies.iter().map(|shard| &shard.dx));
        &self.dx
    }

    fn backward_parameters(&mut self, dy: &Matrix) {
        self.share_slopes(dy);
        self.each(|shard| shard.network.backward_parameters(&shard.dy));
        self.add_gradients();
    }

    /// Shows the first copy's.
    fn visit(&mut self, visit: &mut dyn FnMut(&mut Parameter)) {
        self.copies[0].network.visit(visit);
    }
}

impl Shards {
    /// Gives every copy the values of the first.
    fn share_values(&mut self) {
        let (first, others) = self.copies.split_at_mut(1);
        self.numbers.clear();
        first[0].network.visit(&mut |p| {
            self.numbers.extend_from_slice(p.value.as_slice());
        });
        for other in others {
            let mut rest = self.numbers.as_slice();
            other.network.visit(&mut |p| {
                let own = p.value.as_mut_slice();
                let (values, after) = rest.split_at(own.len());
                own.copy_from_slice(values);
                rest = after;
            });
        }
    }

    /// Gives every copy its slopes. All but the first begin with gradients of 0.
    fn share_slopes(&mut self, dy: &Matrix) {
        check_backward("Shards::backward", dy, &self.output);
        let copies = self.copies.len();
        for (index, shard) in self.copies.iter_mut().enumerate() {
            take(&mut shard.dy, dy, share(index, copies, dy.ncols()));
            if index > 0 {
                shard.network.clear_gradients();
            }
        }
    }

    /// Adds the gradients of the other copies to those of the first, one copy after the
    /// other.
    fn add_gradients(&mut self) {
        let (first, others) = self.copies.split_at_mut(1);
        for other in others {
            self.numbers.clear();
            other.network.visit(&mut |p| {
                self.numbers.extend_from_slice(p.gradient.as_slice());
            });
            let mut rest = self.numbers.as_slice();
            first[0].network.visit(&mut |p| {
                let own = p.gradient.as_mut_slice();
                // >>> exercise 5.17 (add): your code from here
                todo!("exercise 5.17 (add): Train it, with two at work");
                // <<< exercise 5.17 (add): to here
            });
        }
    }
}

impl Shard {
    fn new(network: Box<dyn Layer>) -> Self {
        Self {
            network,
            x: Matrix::default(),
            y: Matrix::default(),
            dy: Matrix::default(),
            dx: Matrix::default(),
        }
    }
}
