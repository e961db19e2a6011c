//! The tape: every result in the order in which it was computed, and what it was
//! computed from.

use std::cell::RefCell;

use crate::Var;

/// One row of the tape: a result, and where its edges end.
///
/// The edges of all rows stand one after another in one list; a row's edges begin where
/// those of the row before end.
#[derive(Clone, Copy)]
pub(crate) struct Node {
    pub(crate) value: f64,
    pub(crate) edges_end: u32,
    pub(crate) op: Op,
}

/// An arrow back to a row that a result was computed from.
#[derive(Clone, Copy)]
pub(crate) struct Edge {
    /// How fast the result moves when this parent alone moves.
    pub(crate) slope: f64,
    pub(crate) parent: u32,
}

#[derive(Default)]
pub(crate) struct Record {
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
}

impl Record {
    /// The edges of row `index`.
    #[inline]
    pub(crate) fn edges_of(&self, index: usize) -> &[Edge] {
        let start = if index == 0 {
            0
        } else {
            self.nodes[index - 1].edges_end
        };
        &self.edges[start as usize..self.nodes[index].edges_end as usize]
    }
}

/// The record of a computation on numbers, from which its slopes are found.
///
/// A row is made by [`Tape::var`] and by every operation on a [`Var`]. The tape owns
/// all rows and a `Var` borrows it, so [`Tape::clear`], which needs the tape to itself,
/// cannot be called while a handle to an old row is still in use.
#[derive(Default)]
pub struct Tape {
    // One cell for the whole tape: operators take `Var` by value and must still append
    // a row.
    pub(crate) record: RefCell<Record>,
}

impl Tape {
    /// An empty tape.
    pub fn new() -> Self {
        Self::default()
    }

    /// A row without edges: an input, or a parameter.
    #[inline]
    pub fn var(&self, value: f64) -> Var<'_> {
        self.record(Op::Input, value, [])
    }

    /// One such row for each of the values.
    pub fn vars(&self, values: &[f64]) -> Vec<Var<'_>> {
        values.iter().map(|&value| self.var(value)).collect()
    }

    /// Forgets every row and keeps the memory, so that the next recording allocates
    /// nothing.
    pub fn clear(&mut self) {
        let record = self.record.get_mut();
        record.nodes.clear();
        record.edges.clear();
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.record.borrow().nodes.len()
    }

    /// Whether nothing has been recorded.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Tape {
    /// Appends a row: what was done, its value, and each parent with its local slope.
    ///
    /// # Panics
    ///
    /// If the tape is full, at 2³² edges (64 GiB). In a debug build, also if a parent
    /// stands on another tape.
    #[inline]
    pub(crate) fn record<'t>(
        &'t self,
        op: Op,
        value: f64,
        parents: impl IntoIterator<Item = (Var<'t>, f64)>,
    ) -> Var<'t> {
        let record = &mut *self.record.borrow_mut();
        let parents = parents.into_iter().inspect(|(parent, _)| {
            debug_assert!(
                std::ptr::eq(parent.tape, self),
                "{parent:?} is on another tape"
            );
        });
        // >>> exercise 1.7: your code from here
        todo!("exercise 1.7: Recording a row")
        // <<< exercise 1.7: to here
    }
}

/// A row's or an edge's number in 32 bits, half the memory of a `usize`.
#[inline]
pub(crate) fn row_number(number: usize) -> u32 {
    u32::try_from(number).expect("a tape holds at most 2³² edges")
}

/// What a row did: a name for drawings and tables. The sweep does not need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Nothing: a number put on the tape.
    Input,
    /// a + b
    Add,
    /// a − b
    Sub,
    /// a·b
    Mul,
    /// a / b
    Div,
    /// −a
    Neg,
    /// xⁿ or xᵖ
    Pow,
    /// eˣ
    Exp,
    /// ln x
    Ln,
    /// tanh x
    Tanh,
    /// σ(x)
    Sigmoid,
    /// max(x, 0)
    Relu,
    /// max(a, b)
    Max,
    /// x₁ + x₂ + … + xₙ
    Sum,
    /// w₁x₁ + … + wₙxₙ + b
    WeightedSum,
    /// ln(1 + eᶻ) − y·z
    LogisticLoss,
}

impl Op {
    /// The name in drawings and tables.
    pub fn symbol(self) -> &'static str {
        match self {
            Op::Input => "input",
            Op::Add => "+",
            Op::Sub => "−",
            Op::Mul => "×",
            Op::Div => "÷",
            Op::Neg => "neg",
            Op::Pow => "pow",
            Op::Exp => "exp",
            Op::Ln => "ln",
            Op::Tanh => "tanh",
            Op::Sigmoid => "σ",
            Op::Relu => "relu",
            Op::Max => "max",
            Op::Sum => "Σ",
            Op::WeightedSum => "w·x+b",
            Op::LogisticLoss => "loss",
        }
    }
}

/// A row of the tape in the open, for tables and drawings.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What was done.
    pub op: Op,
    /// What came out.
    pub value: f64,
    /// Each parent's row number, with the local slope.
    pub parents: Vec<(usize, f64)>,
}

impl Tape {
    /// A copy of all rows, first to last.
    pub fn rows(&self) -> Vec<Row> {
        let record = self.record.borrow();
        let parents = |index| {
            record
                .edges_of(index)
                .iter()
                .map(|edge| (edge.parent as usize, edge.slope))
        };
        record
            .nodes
            .iter()
            .enumerate()
            .map(|(index, node)| Row {
                op: node.op,
                value: node.value,
                parents: parents(index).collect(),
            })
            .collect()
    }
}
