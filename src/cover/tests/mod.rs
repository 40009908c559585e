//! Coverage worked out by hand.
