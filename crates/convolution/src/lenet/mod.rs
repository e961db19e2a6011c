//! LeNet-5: as it is built today, and as it was published.

mod modern;
mod published;

pub use modern::{modern, shapes};
pub use published::{C3_TABLE, published};
