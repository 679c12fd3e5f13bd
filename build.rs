//! Tells cargo that the sample is part of the program: a file added there is otherwise not noticed.

fn main() {
    println!("cargo::rerun-if-changed=data");
}
