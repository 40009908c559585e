//! Tests of the whole stage.

mod reads;
