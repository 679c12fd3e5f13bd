#!/usr/bin/env bash
# Real file systems of sticks: exFAT and FAT32 in images, mounted through FUSE, for most machines that build have no such kernel drivers.
# Needs root: loop devices, mounting.
#
#   stick.sh [exfat] [fat] [helper]      without arguments all three, in this order
#
# exfat   a release is put on a stick, the stick is pulled out in the middle, a second run ends it; a damaged part, a stick that is
#         write-protected, one that is full, one too small, one that cannot
#         hold two releases
# fat     the same release on FAT32, and pulled out while it is put there
# helper  what mounts for the kiosk: four words over a socket, on a file system the kernel knows
#
# Prints each command with its answer and ends with status 1 at the first thing that is not as it should be.
# GONGKAI names another binary than target/debug/gongkai.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
export LC_ALL=C.UTF-8
. "$here/steps.sh"
[ "$(id -u)" = 0 ] || { echo 'this needs root: loop devices and mounting' >&2; exit 1; }
work=$(mktemp -d)
. "$here/office.sh"
. "$here/plugs.sh"
trap clear_away EXIT

# ---------------------------------------------------------------- a stick

put() { run "$gongkai" stick prepare "$usb" --repo "$repo" --any-label; }
complete() {
    run "$gongkai" stick check "$usb" --root "$work/root.json"
    ends_with 0; says '完整'
}
# Files of parts that have their names.
parts() { find "$usb/GONGKAI" \( -name '*.pack' -o -name '*.blob' -o -name '*.catalogue' -o -name '*.[0-9][0-9][0-9]' \) 2> /dev/null | wc -l; }

# Twelve large attachments that were never there before.
attach() {
    local number
    mkdir -p "$source/attachments/jz-mingdan"
    for number in 1 2 3 4 5 6 7 8 9 10 11 12; do
        head -c 6000000 /dev/urandom > "$source/attachments/jz-mingdan/附件$number.pdf"
    done
}
# A release that is large, so that there is a middle to be interrupted in.
grown=''
grow() {
    office
    [ -z "$grown" ] || return 0
    step 'The release grows by large attachments'
    attach
    publish
    run "$gongkai" bundle inspect "$repo"
    ends_with 0; says '第 2 版'
    grown=yes
}
# Puts the release there and pulls the stick out when $1 parts have their names.
pull_after() {
    local there=$1 log="$work/pulled" process
    "$gongkai" stick prepare "$usb" --repo "$repo" --any-label > "$log" 2>&1 &
    process=$!
    while [ "$(parts)" -lt "$there" ]; do
        kill -0 "$process" 2> /dev/null || { cat "$log"; deviation 'it was done before the stick was pulled out'; }
    done
    pull_from "$process" "$log"
    ends_with 1; says 'U-07'; says '再运行一次'
    case $out in *可以拔下*) deviation 'it said that the stick may be pulled out' ;; esac
}
others_are_untouched() { [ "$(cat "$usb/photo.jpg")" = mine ] || deviation 'a file of somebody else was touched'; }

# ---------------------------------------------------------------- exFAT

exfat() {
    office
    have_stick exfat || return 0
    grow

    step 'exFAT: a folder on a stick is no stick, and a label that cannot be told is asked for'
    new_stick exfat 200; plug exfat
    echo mine > "$usb/photo.jpg"
    mkdir "$usb/folder"
    run "$gongkai" stick prepare "$usb/folder" --repo "$repo" --any-label
    ends_with 1; says 'U-02'
    run "$gongkai" stick prepare "$usb" --repo "$repo"
    if [ "$status" = 0 ]; then note 'udev knows the label'; else ends_with 1; says 'U-03'; says 'exfatlabel'; fi

    step 'exFAT: pulled out in the middle'
    unplug; new_stick exfat 200; plug exfat
    echo mine > "$usb/photo.jpg"
    sync -f "$usb"
    pull_after 6

    step 'exFAT: the second run ends it'
    plug exfat
    run "$gongkai" stick check "$usb" --root "$work/root.json"
    [ "$status" != 0 ] || deviation 'half a stick was called complete'
    put
    ends_with 0; says '可以拔下 U 盘了'
    unplug; plug exfat
    complete; others_are_untouched
    put
    ends_with 0; says '写了 0 个文件'

    step 'exFAT: a damaged part is found and replaced'
    part=$(find "$usb/GONGKAI" -name '*.pack' | head -n 1)
    printf 'XXXX' | dd of="$part" bs=1 seek=1000 conv=notrunc 2> /dev/null
    run "$gongkai" stick check "$usb" --root "$work/root.json"
    ends_with 3; says 'U-13'
    put
    ends_with 0; says '换掉坏的 1 个'
    complete

    step 'exFAT: write-protected'
    unplug; plug exfat -o ro
    put
    ends_with 1; says 'U-05'
    complete
    unplug

    step 'exFAT: too small, told before anything is written'
    new_stick exfat 40; plug exfat
    put
    ends_with 1; says 'U-04'; says '什么都没有写'
    [ "$(parts)" = 0 ] || deviation 'something was written'

    step 'exFAT: filled by somebody else in the middle'
    unplug; new_stick exfat 100; plug exfat
    "$gongkai" stick prepare "$usb" --repo "$repo" --any-label > "$work/full" 2>&1 &
    process=$!
    while [ "$(parts)" -lt 3 ] && kill -0 "$process" 2> /dev/null; do :; done
    kill -STOP "$process"
    head -c 100000000 /dev/zero > "$usb/film.mkv" 2> /dev/null
    kill -CONT "$process"
    wait "$process"
    status=$?
    out=$(cat "$work/full")
    printf '%s\n' "$out" | sed "s|$work/||g; s/^/     /"
    ends_with 1; says 'U-06'
    rm "$usb/film.mkv"
    put
    ends_with 0
    complete

    step 'exFAT: a release that has no room beside the old one'
    attach
    publish
    put
    ends_with 0; says '先删掉旧的'; says '可以拔下 U 盘了'
    unplug; plug exfat
    complete
    unplug
}

# ---------------------------------------------------------------- FAT32

fat() {
    office
    have_stick fat || return 0
    grow

    step 'FAT32: put there and read back'
    new_stick fat 200; plug fat
    echo mine > "$usb/photo.jpg"
    put
    ends_with 0; says '可以拔下 U 盘了'
    unplug; plug fat
    complete; others_are_untouched
    unplug

    step 'FAT32: pulled out in the middle, and ended by the second run'
    new_stick fat 200; plug fat
    pull_after 6
    plug fat
    put
    if [ "$status" != 0 ]; then
        # What serves FAT here may tear the file system itself when it is killed: then nothing new is taken either, which is said. Checked as a desktop
        # does, it is a stick like any other.
        says 'U-15'
        unplug
        fsck.fat -a "$work/image" > /dev/null
        plug fat
        put
    fi
    ends_with 0
    unplug; plug fat
    complete
    unplug
}

# ---------------------------------------------------------------- helper

helper() {
    have python3 || { leave_out 'helper, python3 is missing'; return; }
    office
    step 'What mounts for the kiosk'
    truncate -s 64M "$work/disk"
    mkfs.ext4 -q -L GONGKAI "$work/disk" || deviation 'no file system was made'
    device=$(losetup -f --show "$work/disk") || deviation 'no loop device'
    # As udev would: a link by the label.
    device_link="$work/GONGKAI"
    ln -s "$device" "$device_link"
    mkdir -p "$work/run/stick"
    # The kiosk's unit sees a copy of what is mounted: here somebody who sleeps does.
    mount --bind "$work/run" "$work/run" && mount --make-shared "$work/run" || deviation 'nothing can be bound'
    mounted=("$work/run/stick" "$work/run")
    unshare --mount --propagation slave sleep 600 &
    seen=$!
    # Says words one by one, each when the last was answered, and tells after each how the stick is mounted, and whether the other can write.
    cat > "$work/ask.py" <<'PYTHON'
import socket, subprocess, sys
at, seen, words, command = sys.argv[1], sys.argv[2], sys.argv[3].split(","), sys.argv[4:]
ours, theirs = socket.socketpair()
child = subprocess.Popen(command, stdin=theirs, stdout=theirs)
theirs.close()
def state():
    for line in open("/proc/self/mountinfo"):
        fields = line.split()
        if fields[4] == at:
            place, system = fields[5].split(","), fields[-1].split(",")
            writes = subprocess.run(["nsenter", "--target", seen, "--mount", "touch", at + "/word"], stderr=subprocess.DEVNULL).returncode == 0
            return ",".join([system[0]] + place[1:]) + (" | the other writes" if writes else " | the other reads")
    return "nothing"
answers = ours.makefile("r")
for word in words:
    ours.sendall(word.encode() + b"\n")
    print(word, "->", answers.readline().strip() or "(hung up)", "|", state(), flush=True)
answers.close()
ours.close()
child.wait()
print("hung up |", state())
PYTHON
    ask() { run python3 "$work/ask.py" "$work/run/stick" "$seen" "$1" "$gongkai" stick-helper --device "$device_link" --at "$work/run/stick" --kinds exfat,vfat,ext4 --user root "${@:2}"; }
    ask mount
    says 'error not-usb'; says 'hung up | nothing'
    ask mount,writable,read-only,mount --any-bus
    says 'mount -> ok | ro,nosuid,nodev,noexec,noatime,nosymfollow | the other reads'
    says 'writable -> ok | rw,nosuid,nodev,noexec,noatime,nosymfollow | the other writes'
    says 'read-only -> ok | ro,nosuid,nodev,noexec,noatime,nosymfollow | the other reads'
    step 'Nothing stays writable when the kiosk hangs up'
    ask writable --any-bus
    says 'writable -> ok | rw,'; says 'the other writes'; says 'hung up | ro,'
    step 'Nothing but the four words'
    ask 'mount /dev/sda1' --any-bus
    says 'error command'
    step 'Given back, also twice'
    ask release,release --any-bus
    says 'release -> ok | nothing'; says 'hung up | nothing'
    losetup -d "$device"
    rm "$device_link"
    device=''
    ask mount --any-bus
    says 'error no-stick'
    kill "$seen"
}

# ----------------------------------------------------------------

walk "exfat fat helper" "$@"
