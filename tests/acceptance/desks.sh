#!/usr/bin/env bash
# Machines on officials' desks: kernels before 5.6, which know no openat2, and systems whose libraries are older than ours.
#
#   desks.sh kernel              an office makes a release, and a terminal takes it in, while the kernel refuses openat2 (strace)
#   desks.sh static              only when asked for: a static program is built for TARGET (x86_64-unknown-linux-musl; aarch64-…, loongarch64-…)
#                                and makes the same release; for another processor than this one's under qemu-user, and the terminal is ours then
#
# Prints each command with its answer and ends with status 1 at the first thing that is not as it should be.
# GONGKAI names another binary than target/debug/gongkai; STATIC where the static one is built.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
export LC_ALL=C.UTF-8
. "$here/steps.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$here/office.sh"

# From now on the program is this command.
wrapped() {
    printf '#!/bin/sh\nexec %s "$@"\n' "$1" > "$work/gongkai"
    chmod +x "$work/gongkai"
    gongkai="$work/gongkai"
}

# A release made, put on a stick and taken in.
release() {
    office
    step 'A terminal takes the release in'
    cp "$repo/v1/meta/1.root.json" "$work/root.json"
    run "${terminal:-$gongkai}" sync "$stick" --library "$work/library" --root "$work/root.json" --yes
    ends_with 0
    run "${terminal:-$gongkai}" sync --status --library "$work/library"
    ends_with 0; says '核对码'
}

kernel() {
    have strace || { leave_out 'a kernel without openat2: no strace'; return; }
    step 'The kernel says that it knows no openat2'
    wrapped "strace -f -qq -A -o $work/trace -e trace=openat2 -e inject=openat2:error=ENOSYS $gongkai"
    release
    [ -s "$work/trace" ] || deviation 'openat2 was never called, so that nothing was refused'
}

static() {
    local target=${TARGET:-x86_64-unknown-linux-musl} built=${STATIC:-$work/static} runner= terminal=
    step "A static program for $target"
    local with=(env CARGO_TARGET_DIR="$built")
    if ! rustup target list --installed | grep -q "^$target\$" && ! rustup target add "$target"; then
        # Nobody hands out a standard library for it: it is compiled from this compiler's own source.
        rustup component add rust-src || deviation "first: rustup target add $target, or rustup component add rust-src"
        with+=(RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_unwind)
    fi
    if [ "$target" = x86_64-unknown-linux-musl ] && have musl-gcc; then
        run "${with[@]}" CC_x86_64_unknown_linux_musl=musl-gcc cargo build --quiet --locked --manifest-path "$root/Cargo.toml" --target "$target"
    else
        have cargo-zigbuild || deviation 'first: musl-tools for x86-64, or pip install ziglang cargo-zigbuild'
        run "${with[@]}" cargo zigbuild --quiet --locked --manifest-path "$root/Cargo.toml" --target "$target"
    fi
    ends_with 0
    run file "$built/$target/debug/gongkai"
    says 'static'
    if [ "${target%%-*}" != "$(uname -m)" ]; then
        # A terminal starts itself to try what is new, and this kernel starts no program of another processor.
        runner="qemu-${target%%-*}-static " terminal=$gongkai
    fi
    wrapped "$runner$built/$target/debug/gongkai"
    run "$gongkai" --version
    ends_with 0
    release
}

on_demand=static
walk "kernel" "$@"
