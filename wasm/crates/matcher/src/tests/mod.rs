//! Tests of the parts, over the tables of the shipped rule data.
