#!/usr/bin/env bash
# Whether others read what `gongkai bundle` writes: a repository with a department, a replaced root and a delta release is loaded by tough and by
# python-tuf, and both refuse it when it was altered, cut, mixed or signed by too few. And whether another HPKE opens what a terminal seals.
#
#   interop.sh
#
# Needs cargo with a registry for tests/interop (about five minutes the first time), and Python 3 with the packages tuf, cryptography and kyber-py.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$here/steps.sh"
. "$here/office.sh"

built
step 'Both readers are there'
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
cargo build --quiet --manifest-path "$root/tests/interop/Cargo.toml" || deviation 'tests/interop does not build'
tough="$CARGO_TARGET_DIR/debug/gongkai-interop"
python3 -c 'import tuf' 2> /dev/null || pip install --quiet tuf || deviation 'python-tuf cannot be installed'

# Both readers take a folder, or both refuse it; ours as well.
all() {
    local wanted=$1 folder=$2
    run "$tough" "$folder" "$work/root.json"
    [ "$wanted" = takes ] && ends_with 0 || { [ "$wanted" = takes ] || ends_with 1; }
    run python3 "$root/tests/interop/read.py" "$folder" "$work/root.json"
    [ "$wanted" = takes ] && ends_with 0 || { [ "$wanted" = takes ] || ends_with 1; }
    run "$gongkai" bundle verify "$folder/.." --root "$work/root.json"
    [ "$wanted" = takes ] && ends_with 0 || { [ "$wanted" = takes ] || [ "$status" != 0 ] || deviation 'our own reader took it'; }
}

office
step 'A first release'
all takes "$repo/v1"

step 'A department, a delta release, another root'
mkdir -p "$work/minzheng"
for post in office deputy chief; do
    "$gongkai" keys create "$post" --person "民政$post" --out "$work/minzheng" --passphrase-file "$pass" > /dev/null || deviation 'no key'
done
"$gongkai" bundle delegate "$repo" --name civil --title 民政局 "$work"/minzheng/*.pub > /dev/null || deviation 'not delegated'
sed -i 's/data_date = .*/data_date = 2026-11-24/' "$source/source.toml"
publish
mkdir -p "$work/civil/documents"
printf 'name = "民政局"\nplace = "云川县"\ndata_date = 2026-11-24\ntopics = []\n' > "$work/civil/source.toml"
printf '+++\ntitle = "临时救助规程"\nkind = "行政规范性文件"\nissuers = ["民政局"]\nissued_on = 2026-11-02\nmark = "此件公开发布"\n+++\n\n第一条 可以申请。\n' \
    > "$work/civil/documents/civil-linshi.md"
"$gongkai" bundle create "$work/civil" --out "$repo" --as civil > /dev/null || deviation 'the department drafted nothing'
for post in office deputy chief; do
    "$gongkai" bundle sign "$repo" --as civil --key "$(ls "$work/minzheng/$post"-*.key)" --passphrase-file "$pass" --yes > /dev/null || deviation 'not signed'
done
"$gongkai" root create "$repo" --body 云川县人民政府 --years 12 "$keys"/*.pub > /dev/null || deviation 'no second root'
for keeper in "$keys"/root-*.key; do "$gongkai" root sign "$repo" --key "$keeper" --passphrase-file "$pass" --yes > /dev/null; done
run "$gongkai" bundle assemble "$repo" --key "$(key packer)" --passphrase-file "$pass"
ends_with 0
all takes "$repo/v1"

bent() { rm -rf "$work/bad"; mkdir "$work/bad"; cp -r "$repo/v1" "$work/bad/v1"; }
newest() { ls -v "$work/bad/v1/meta/"*."$1".json | tail -n 1; }
step 'One byte of each file'
for name in snapshot targets; do
    bent; printf 'x' | dd of="$(newest $name)" bs=1 seek=120 conv=notrunc status=none
    all refuses "$work/bad/v1"
done
bent; printf 'x' | dd of="$work/bad/v1/meta/timestamp.json" bs=1 seek=120 conv=notrunc status=none
all refuses "$work/bad/v1"
step 'A file that is gone, and one that is cut'
bent; rm "$(newest snapshot)"; all refuses "$work/bad/v1"
bent; truncate -s 200 "$work/bad/v1/meta/timestamp.json"; all refuses "$work/bad/v1"
step 'One signature too few on the targets'
bent
python3 - "$(newest targets)" <<'PYTHON'
import json, sys
file = json.load(open(sys.argv[1]))
file["signatures"].pop()
json.dump(file, open(sys.argv[1], "w"), ensure_ascii=False, separators=(",", ":"))
PYTHON
all refuses "$work/bad/v1"

step 'What a terminal seals, opened by another HPKE: X-Wing out of other parts'
python3 -c 'import cryptography, kyber_py' 2> /dev/null || pip install --quiet cryptography kyber-py || deviation 'cryptography and kyber-py cannot be installed'
mkdir "$work/sealed"
GONGKAI_SEALED_INTO="$work/sealed" cargo test --quiet --manifest-path "$root/Cargo.toml" --all-features --lib -- outbox::seal > /dev/null \
    || deviation 'nothing was sealed'
run python3 "$root/tests/interop/open.py" "$work/sealed"
ends_with 0; says '公交首班车太晚'
printf 'x' | dd of="$work/sealed/sealed" bs=1 seek=2000 conv=notrunc status=none
run python3 "$root/tests/interop/open.py" "$work/sealed"
ends_with 1
printf '\nAll as it should be: %d steps.\n' "$number"
