#!/usr/bin/env bash
# Real file systems, real pulls and real power cuts: sticks are FUSE mounts of exFAT and FAT32 images whose server is killed, the terminal's disk is
# an ext4 image that is shut down in the middle of an import.
#
#   faults.sh [pull] [powercut] [mutant] [full]      without arguments all four, in this order
#
# pull      a stick (exFAT, FAT32) is pulled while a terminal takes it in; stick.sh pulls it while it is written
# powercut  power fails at random moments of an import, however long one takes here, and right after it: the old release answers, or the new one,
#           and what was reported as done is there (ROUNDS, 30 if not given)
# mutant    the same without fsync, which must lose what was reported as done, or this test could not find a missing one
# full      the terminal's disk fills up: it says so, and searching goes on
#
# Needs root, loop devices, and from Debian: exfat-fuse exfatprogs fusefat dosfstools fuse strace e2fsprogs python3.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
rounds=${ROUNDS:-30}
export LC_ALL=C.UTF-8
[ "$(id -u)" = 0 ] || { echo 'root is needed' >&2; exit 77; }
work=$(mktemp -d)
. "$here/steps.sh"
. "$here/office.sh"
. "$here/plugs.sh"
disk="$work/disk" library="$work/disk/library"
mkdir -p "$disk"
trap 'umount -l "$disk" 2> /dev/null; clear_away' EXIT

pull() {
    office
    mkdir -p "$source/attachments"
    head -c 40000000 /dev/urandom > "$source/attachments/large.pdf"
    publish
    for kind in exfat fat; do
        have_stick $kind || continue
        new_stick $kind 128; plug $kind
        "$gongkai" stick prepare "$usb" --repo "$repo" --folder > /dev/null || deviation "nothing is put on $kind"
        unplug; plug $kind
        step "$kind: pulled while it is taken in; nothing changes, and the next import goes on"
        rm -rf "$library"
        "$gongkai" sync "$stick" --library "$library" --root "$work/root.json" --terminal YC-01 --check > /dev/null
        "$gongkai" sync "$usb" --library "$library" --terminal YC-01 --yes > "$work/told" 2>&1 &
        local importing=$!
        # The large part has begun to arrive.
        until [ -n "$(find "$library/sync/incoming" -size +4M 2> /dev/null)" ]; do
            kill -0 $importing 2> /dev/null || { cat "$work/told"; deviation 'it was done before the stick was pulled out'; }
        done
        pull_from $importing "$work/told"
        ends_with 1; says '原来的内容照常使用'; says '已经复制的不用重来'
        [ -z "$(answers)" ] || deviation 'half a release answers'
        plug $kind
        run "$gongkai" sync "$usb" --library "$library" --terminal YC-01 --yes
        ends_with 0
        run "$gongkai" search 退休金怎么领 --library "$library" --limit 1
        says '退休'
        unplug
    done
}

# A disk with the first release, kept as an image; and the second release on the stick.
terminal() {
    office
    [ -e "$work/base.img" ] && return
    step 'A terminal with the first release, on a disk of its own'
    truncate -s 400M "$work/base.img"
    mkfs.ext4 -q "$work/base.img"
    mount -o loop "$work/base.img" "$disk"
    "$gongkai" sync "$stick" --library "$library" --root "$work/root.json" --terminal YC-01 --yes > /dev/null || deviation 'not imported'
    before=$(answers) after=$(($(answers) + 1))
    umount "$disk"
    cat >> "$source/notices/n-hanchao.md" <<< $'\n新的一段。'
    publish
    # How long an import takes here, so that cuts fall on all of it.
    cp --sparse=always "$work/base.img" "$work/disk.img"
    mount -o loop "$work/disk.img" "$disk"
    local begun
    begun=$(date +%s%3N)
    "$gongkai" sync "$stick" --library "$library" --terminal YC-01 --yes > /dev/null || deviation 'not imported'
    lasts=$(($(date +%s%3N) - begun))
    umount "$disk"
    note "an import takes $lasts ms"
}
# Power fails: what was not written to the disk is gone.
cut_power() { python3 -c 'import fcntl, os, struct, sys; fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack("I", 2))' "$disk"; }
answers() { "$gongkai" sync --status --library "$library" 2> /dev/null | grep -o '^第 [0-9]* 版' | grep -o '[0-9]*'; }

# One import with a cut; sets $verdict to well, lost or broken, and $release to what answered after it.
one_cut() {
    local moment=$1; shift
    cp --sparse=always "$work/base.img" "$work/disk.img"
    mount -o loop "$work/disk.img" "$disk" || deviation 'the disk cannot be mounted'
    "$@" "$gongkai" sync "$stick" --library "$library" --terminal YC-01 --yes > /dev/null 2>&1 &
    local importing=$! reported=no
    if [ "$moment" = after ]; then
        wait $importing && reported=yes
        cut_power
    else
        sleep "$moment"
        cut_power
        wait $importing && reported=yes
    fi
    umount "$disk" || deviation 'the disk cannot be unmounted'
    mount -o loop "$work/disk.img" "$disk" || deviation 'the disk cannot be mounted after the cut'
    local found
    release=$(answers)
    found=$("$gongkai" search 退休金怎么领 --library "$library" --limit 1 2> /dev/null | grep -c 退休)
    verdict=well
    case $release in "$before" | "$after") [ "$found" -ge 1 ] || verdict=broken ;; *) verdict=broken ;; esac
    if [ "$verdict" = well ] && [ $reported = yes ] && [ "$release" != "$after" ]; then verdict=lost; fi
    if [ "$verdict" = well ]; then
        "$gongkai" sync "$stick" --library "$library" --terminal YC-01 --yes > /dev/null 2>&1 && [ "$(answers)" = "$after" ] || verdict=broken
    fi
    umount "$disk"
}

powercut() {
    terminal
    step "Power fails $rounds times"
    local lost=0 broken=0 old=0 new=0 round moment
    for round in $(seq "$rounds"); do
        if [ $((round % 3)) = 0 ]; then
            one_cut after
        else
            moment=$((RANDOM % (lasts + lasts / 10)))
            one_cut "$((moment / 1000)).$(printf '%03d' $((moment % 1000)))"
            if [ "$release" = "$after" ]; then new=$((new + 1)); else old=$((old + 1)); fi
        fi
        case $verdict in lost) lost=$((lost + 1)) ;; broken) broken=$((broken + 1)) ;; esac
        [ $((round % 50)) != 0 ] || note "$round cuts: $broken broken, $lost lost"
    done
    note "in the middle of an import the old release answered after $old cuts, the new one after $new"
    note "$rounds cuts: $broken terminals broken, $lost finished imports lost"
    [ "$broken" = 0 ] && [ "$lost" = 0 ] || deviation 'a power cut did harm'
}

mutant() {
    terminal
    step 'Without fsync the same test must fail'
    local round harmed=0
    for round in $(seq 50); do
        one_cut after strace -f -qq -o /dev/null -e trace=fsync,fdatasync,sync_file_range,syncfs -e inject=fsync,fdatasync,sync_file_range,syncfs:retval=0
        [ "$verdict" = well ] || { harmed=$round; break; }
    done
    [ "$harmed" != 0 ] || deviation '50 cuts without fsync did no harm: this test finds nothing'
    note "cut $harmed without fsync: $verdict"
}

full() {
    terminal
    step 'The disk of the terminal is full'
    cp --sparse=always "$work/base.img" "$work/disk.img"
    mount -o loop "$work/disk.img" "$disk"
    head -c 600000000 /dev/zero > "$disk/filler" 2> /dev/null
    run "$gongkai" sync "$stick" --library "$library" --terminal YC-01 --yes
    ends_with 1; says 'Y-05'
    run "$gongkai" search 退休金怎么领 --library "$library" --limit 1
    ends_with 0; says '退休'
    rm "$disk/filler"
    run "$gongkai" sync "$stick" --library "$library" --terminal YC-01 --yes
    ends_with 0
    umount "$disk"
}

walk "pull powercut mutant full" "$@"
