#!/usr/bin/env bash
# Real file systems, real pulls and real power cuts: sticks are FUSE mounts of exFAT and FAT32 images whose server is killed, the terminal's disk is
# an ext4 image that is shut down in the middle of an import.
#
#   faults.sh [pull] [powercut] [mutant] [full]      without arguments all four, in this order
#
# pull      a stick (exFAT, FAT32) is pulled while a terminal takes it in; stick.sh pulls it while it is written
# powercut  power fails at random moments of an import and right after it: the old release answers, or the new one, and what was reported as done is
#           there (ROUNDS, 30 if not given)
# mutant    the same without fsync, which must lose what was reported as done, or this test could not find a missing one
# full      the terminal's disk fills up: it says so, and searching goes on
#
# Needs root, loop devices, and from Debian: exfat-fuse exfatprogs fusefat dosfstools fuse strace e2fsprogs python3.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
gongkai=${GONGKAI:-$root/target/release/gongkai}
rounds=${ROUNDS:-30}
export LC_ALL=C.UTF-8
[ "$(id -u)" = 0 ] || { echo 'root is needed' >&2; exit 77; }
work=$(mktemp -d)
disk="$work/disk" plug="$work/plug"
mkdir -p "$disk" "$plug"
unplug() {
    umount -l "$plug" 2> /dev/null
    umount -l "$disk" 2> /dev/null
    losetup -j "$work/stick.img" -O NAME -n 2> /dev/null | xargs -r losetup -d
}
trap 'unplug; rm -rf "$work"' EXIT
. "$here/steps.sh"
. "$here/office.sh"
library="$disk/library"

# The stick of a file system, plugged in; $server is its FUSE process.
plug_in() {
    local options=${2:-rw}
    case $1 in
        exfat)
            device=$(losetup --show -f "$work/stick.img")
            mount.exfat-fuse -o "$options" "$device" "$plug" > /dev/null 2>&1 || deviation 'the exFAT stick cannot be mounted'
            ;;
        fat32) fusefat -o "rw+" "$work/stick.img" "$plug" > /dev/null 2>&1 || deviation 'the FAT32 stick cannot be mounted' ;;
    esac
    server=$(pgrep -nf "(exfat-fuse|fusefat).*$plug")
}
pull() { kill -9 "$server"; sleep 0.2; umount -l "$plug" 2> /dev/null; losetup -j "$work/stick.img" -O NAME -n | xargs -r losetup -d; }
put_away() { sync -f "$plug"; umount "$plug"; losetup -j "$work/stick.img" -O NAME -n | xargs -r losetup -d; }
format() {
    rm -f "$work/stick.img"
    truncate -s "${2:-128M}" "$work/stick.img"
    case $1 in
        exfat) mkfs.exfat -n GONGKAI "$work/stick.img" > /dev/null ;;
        # Not by our label: fusefat takes it for a file, which then lies where our folder should. Kernels do not.
        fat32) mkfs.vfat -F 32 -n STICK "$work/stick.img" > /dev/null ;;
    esac
}

pull_out() {
    office
    head -c 40000000 /dev/urandom > "$source/attachments/large.pdf" 2> /dev/null || { mkdir -p "$source/attachments"; head -c 40000000 /dev/urandom > "$source/attachments/large.pdf"; }
    publish
    for kind in exfat fat32; do
        command -v "$([ $kind = exfat ] && echo mount.exfat-fuse || echo fusefat)" > /dev/null || { leave_out "$kind: its FUSE server is not installed"; continue; }
        format $kind
        plug_in $kind
        "$gongkai" stick prepare "$plug" --repo "$repo" --folder > /dev/null || deviation "nothing is put on $kind"
        put_away
        plug_in $kind
        step "$kind: pulled while it is taken in; nothing changes, and the next import goes on"
        rm -rf "$disk/library"
        "$gongkai" sync "$stick" --library "$library" --root "$work/root.json" --terminal YC-01 --check > /dev/null
        "$gongkai" sync "$plug" --library "$library" --terminal YC-01 --yes > "$work/told" 2>&1 &
        local importing=$!
        sleep 0.25
        pull
        wait $importing
        note "pulled: ended with $? and said: $(tail -n 2 "$work/told" | head -n 1)"
        plug_in $kind
        run "$gongkai" sync "$plug" --library "$library" --terminal YC-01 --yes
        ends_with 0
        run "$gongkai" search 退休金怎么领 --library "$library" --limit 1
        says '退休'
        put_away
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
}
# Power fails: what was not written to the disk is gone.
cut_power() { python3 -c 'import fcntl, os, struct, sys; fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack("I", 2))' "$disk"; }
answers() { "$gongkai" sync --status --library "$library" 2> /dev/null | grep -o '^第 [0-9]* 版' | grep -o '[0-9]*'; }

# One import with a cut; sets $verdict to well, lost or broken.
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
    local release found
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
    local lost=0 broken=0 round
    for round in $(seq "$rounds"); do
        if [ $((round % 3)) = 0 ]; then one_cut after; else one_cut "0.$(printf '%03d' $((RANDOM % 900)))"; fi
        case $verdict in lost) lost=$((lost + 1)) ;; broken) broken=$((broken + 1)) ;; esac
    done
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

parts=${*:-pull powercut mutant full}
for part in $parts; do
    case $part in
        pull) printf '\n== pull\n'; pull_out ;;
        powercut | mutant | full) printf '\n== %s\n' "$part"; "$part" ;;
        *) echo "unknown part: $part" >&2; exit 2 ;;
    esac
done
printf '\nAll as it should be: %d steps.\n' "$number"
for what in "${left_out[@]}"; do printf 'Left out: %s\n' "$what"; done
