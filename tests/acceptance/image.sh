#!/usr/bin/env bash
# The image of a terminal, built and booted as a virtual machine: screen, keys, taps, codes, sticks, power cuts, a new program, a disk that becomes
# the terminal and gets a new system.
#
#   image.sh [boot] [program] [disk] [cuts]
#
# boot      first screen, a tap, keys, a code that is read off it, no key that leads out, a stick that is noticed, power cut, booted again
# program   a program on a signed stick (NEWER names one of a later version) is tried, begun when nobody is there, and given up when its starts do
#           not last
# disk      the stick makes the machine's disk the terminal, which starts without it; a new system goes beside the old one; one that does not come
#           up is gone back from
# cuts      power fails CUTS times (20) at random moments of set-up, import and new system; each start after it shows the kiosk
#
# As root with a network, mmdebstrap squashfs-tools dosfstools mtools e2fsprogs fdisk qemu-system-x86 ovmf zbar-tools python3. IMAGE names an image
# that was built before from the same settings (with OFFICE, the folder of the office that made its content). PICTURES is a folder for what was seen.
#
# Prints each command with its answer and ends with status 1 at the first thing that is not as it should be. Emulated, a start takes one to three
# minutes; ACCEL=kvm CPU=host where the processor helps.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
export LC_ALL=C.UTF-8
work=$(mktemp -d)
machine=''
trap '[ -z "$machine" ] || kill -9 "$machine" 2> /dev/null; rm -rf "$work"' EXIT
. "$here/steps.sh"
. "$here/office.sh"
[ -z "${OFFICE:-}" ] || { keys="$OFFICE/keys" repo="$OFFICE/repo" source="$OFFICE/source" stick="$OFFICE/stick" pass="$OFFICE/pass"; }

# Minutes until the first screen, on a machine without help from its processor.
PATIENCE=${PATIENCE:-15}
PIN=482915

# Starts the machine from its stick ($work/disk.img, unless there is none) and with its disk ($work/inner.img, where there is one); both keep what
# is written to them.
power_on() {
    local drives=()
    [ -e "$work/vars.fd" ] || cp /usr/share/OVMF/OVMF_VARS_4M.fd "$work/vars.fd"
    rm -f "$work/qmp"
    if [ "$with_stick" = yes ]; then
        drives+=(-drive if=none,id=disk,file="$work/disk.img",format=raw -device usb-storage,drive=disk,bootindex=0,removable=on)
    fi
    if [ "$with_disk" = yes ]; then
        drives+=(-drive if=none,id=inner,file="$work/inner.img",format=raw -device nvme,drive=inner,serial=GK0001,bootindex=1)
    fi
    qemu-system-x86_64 -machine q35 -accel "${ACCEL:-tcg,thread=multi,tb-size=1024}" -cpu "${CPU:-max}" -m 1536 -smp 2 -nodefaults -display none -net none -boot menu=off \
        -drive if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd -drive if=pflash,format=raw,file="$work/vars.fd" \
        -device qemu-xhci,id=usb,p2=8,p3=8 "${drives[@]}" \
        -device usb-kbd -device usb-tablet -device virtio-vga,xres=1280,yres=800 -serial file:"$work/serial" \
        -qmp unix:"$work/qmp",server=on,wait=off 2>> "$work/qemu" &
    machine=$!
}

# Power is cut: nothing is told to anybody.
power_cut() {
    kill -9 "$machine" 2> /dev/null
    wait "$machine" 2> /dev/null
    machine=''
}

# Speaks to the machine: `machine_does key:ret click:X,Y type:123 plug:FILE unplug: shot:FILE wait:2`. A click is told in pixels.
machine_does() {
    python3 - "$work/qmp" "$@" << 'PYTHON'
import json, socket, sys, time
line = socket.socket(socket.AF_UNIX)
line.connect(sys.argv[1])
stream = line.makefile("rw")
def ask(command, **arguments):
    stream.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
    stream.flush()
    for answer in stream:
        answer = json.loads(answer)
        if "return" in answer or "error" in answer:
            if "error" in answer:
                print(command, answer["error"], file=sys.stderr)
            return answer
def press(value):
    ask("send-key", keys=[{"type": "qcode", "data": key} for key in value.split("+")])
stream.readline()
ask("qmp_capabilities")
for step in sys.argv[2:]:
    what, _, value = step.partition(":")
    if what == "key":
        press(value)
        time.sleep(0.5)
    elif what == "type":
        for letter in value:
            press(letter)
            time.sleep(0.2)
    elif what == "click":
        x, y = (int(part) for part in value.split(","))
        ask("input-send-event", events=[{"type": "abs", "data": {"axis": "x", "value": x * 32767 // 1280}},
                                        {"type": "abs", "data": {"axis": "y", "value": y * 32767 // 800}}])
        for down in (True, False):
            time.sleep(0.1)
            ask("input-send-event", events=[{"type": "btn", "data": {"down": down, "button": "left"}}])
        time.sleep(0.5)
    elif what == "plug":
        ask("blockdev-add", **{"node-name": "plugged", "driver": "raw", "file": {"driver": "file", "filename": value}})
        ask("device_add", driver="usb-storage", drive="plugged", id="plugged-stick", bus="usb.0", removable=True)
    elif what == "unplug":
        ask("device_del", id="plugged-stick")
        time.sleep(2)
        ask("blockdev-del", **{"node-name": "plugged"})
    elif what == "wait":
        time.sleep(float(value))
    elif what == "shot":
        ask("screendump", filename=value, format="png")
PYTHON
}

# A picture of the screen, kept where somebody wants to see it.
picture() {
    machine_does "shot:$work/$1.png" || return
    [ -z "${PICTURES:-}" ] || cp "$work/$1.png" "$PICTURES/"
}

# Looks at pictures of the screen: `sees kind FILE` tells which screen it is by its colours, `sees change FILE FILE` how many of a thousand points differ.
sees() {
    python3 - "$@" 2> /dev/null << 'PYTHON'
import struct, sys, zlib

def points(path):
    """Width, and the colour of each eighth point of each eighth row."""
    data = open(path, "rb").read()
    width, height, depth, kind = struct.unpack(">IIBB", data[16:26])
    raw, at = b"", 8
    while at < len(data):
        (length,), name = struct.unpack(">I", data[at:at + 4]), data[at + 4:at + 8]
        raw += data[at + 8:at + 8 + length] if name == b"IDAT" else b""
        at += length + 12
    raw = zlib.decompress(raw)
    bytes_a_pixel = {2: 3, 6: 4}[kind]
    stride = width * bytes_a_pixel
    before, found = bytearray(stride), []
    for row in range(height):
        filtered = raw[row * (stride + 1)]
        line = bytearray(raw[row * (stride + 1) + 1:(row + 1) * (stride + 1)])
        for i in range(stride):
            left = line[i - bytes_a_pixel] if i >= bytes_a_pixel else 0
            up, corner = before[i], before[i - bytes_a_pixel] if i >= bytes_a_pixel else 0
            if filtered == 1: line[i] = line[i] + left & 255
            elif filtered == 2: line[i] = line[i] + up & 255
            elif filtered == 3: line[i] = line[i] + (left + up) // 2 & 255
            elif filtered == 4:
                p = left + up - corner
                a, b, c = abs(p - left), abs(p - up), abs(p - corner)
                line[i] = line[i] + (left if a <= b and a <= c else up if b <= c else corner) & 255
        before = line
        if row % 8 == 0:
            found += [tuple(line[i:i + 3]) for i in range(0, stride, bytes_a_pixel * 8)]
    return width, found

what, *paths = sys.argv[1:]
width, found = points(paths[0])
if what == "change":
    other = points(paths[1])[1]
    print(1000 * sum(a != b for a, b in zip(found, other)) // len(found))
    sys.exit()
colours = {colour: found.count(colour) for colour in set(found)}
total = len(found)
most, count = max(colours.items(), key=lambda item: item[1])
doors = any(max(colour) - min(colour) > 60 and count > 0.04 * total for colour, count in colours.items())
if len(colours) > 8 and width >= 1024:
    print("kiosk" if sum(most) > 600 and doors else "questions" if most == (36, 36, 36) and count < 0.999 * total else "")
PYTHON
}

# Which screen stands there: `kiosk` (light paper, with doors to go through), `questions` (the paper of foot itself), or nothing yet.
screen_is() { machine_does "shot:$work/screen.png" 2> /dev/null && sees kind "$work/screen.png"; }

# Waits until something holds, as long as a machine without help from its processor may take: `within SECONDS COMMAND …`.
within() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || return 1
        sleep 2
    done
}
is_no_kiosk() { [ "$(screen_is)" != kiosk ]; }
# A code stands on the screen that a camera reads: `reads_code PICTURE`; $out holds it.
reads_code() {
    picture "$1"
    out=$(zbarimg -q --raw "$work/$1.png" 2> /dev/null)
    case $out in *https://*) ;; *) return 1 ;; esac
}
# More of the screen than a clock or an announcement is other than on this picture: `is_other_than PICTURE NEW`.
is_other_than() {
    picture "$2"
    [ "$(sees change "$work/$1.png" "$work/$2.png")" -ge 30 ]
}

# Waits until the screen is this one.
shows() {
    local begun=$SECONDS
    while [ $((SECONDS - begun)) -lt $((PATIENCE * 60)) ]; do
        sleep 3
        [ -z "$machine" ] || kill -0 "$machine" 2> /dev/null || { cat "$work/qemu" >&2; deviation 'the machine ended'; }
        [ "$(screen_is)" != "$1" ] || { note "$1 after $((SECONDS - begun)) s"; return 0; }
    done
    [ -z "${PICTURES:-}" ] || cp "$work/screen.png" "$PICTURES/"
    deviation "the screen does not show: $1"
}

# Waits until the machine has put itself off.
goes_off() {
    for _ in $(seq 120); do kill -0 "$machine" 2> /dev/null || { machine=''; return 0; }; sleep 1; done
    deviation 'the machine does not go off'
}

# A file of the data partition, as it lies on a disk that is off: `owned DISK PATH`.
owned() {
    local start size
    read -r start size < <(sfdisk --dump "$1" | sed -n 's/.*start= *\([0-9]*\), size= *\([0-9]*\),.*name="gongkai-\(stick-\)*data".*/\1 \2/p')
    dd if="$1" of="$work/owned" bs=512 skip="$start" count="$size" conv=sparse status=none
    e2fsck -fy "$work/owned" > "$work/checked" 2>&1
    debugfs -R "cat $2" "$work/owned" 2> /dev/null
}

# A stick as staff plug it, with what the office published.
make_stick() {
    rm -f "$work/content.img"
    truncate -s 512M "$work/content.img"
    mkfs.vfat -F 32 -n GONGKAI "$work/content.img" > /dev/null
    mcopy -s -i "$work/content.img" "$stick"/* ::
}

made=''
# The image, once; every part begins with it as it was made.
image() {
    for tool in qemu-system-x86_64 zbarimg python3 mksquashfs mcopy; do
        have "$tool" || { leave_out "$tool is missing"; return 1; }
    done
    if [ -z "$made" ]; then
        office
        made=${IMAGE:-$work/made.img}
    fi
    if [ ! -e "$made" ]; then
        step 'The image'
        sed 's/YC-01/QX-01/; /^pin_hash/d; /^terminal/d; s/^\[\(.*\)\]/[common.\1]/' "$root/kiosk-config/kiosk.toml" > "$work/settings.toml"
        printf '\n[terminals.QX-01]\n[terminals.QX-02.hall]\nhelp_desk = "2 楼服务台"\n' >> "$work/settings.toml"
        echo $PIN > "$work/pin"
        cp "$repo/v1/meta/1.root.json" "$work/root.json"
        digits=$("$gongkai" setup --root "$work" --from "$work/settings.toml" --terminal QX-01 --trust "$work/root.json" --dry-run | sed -n 's/.*指纹 //p' | tr -d ' ' | cut -c 1-8)
        LINES_SHOWN=30 run "$root/kiosk-config/image/build" --program "$gongkai" --settings "$work/settings.toml" \
            --trust "$work/root.json" --confirm "$digits" --pin-file "$work/pin" --stick "$stick" --out "$made"
        ends_with 0
    fi
    cp --sparse=always "$made" "$work/disk.img"
    rm -f "$work/vars.fd"
    with_stick=yes with_disk=''
}

# The first start of a stick that holds two terminals, on a machine without a disk of its own.
first_start() {
    step 'The first start asks which terminal it is, and nothing else'
    power_on
    shows questions
    picture which
    machine_does type:2 key:ret
    shows kiosk
    picture attract
}

boot() {
    image || return
    first_start

    step 'A tap, and back'
    machine_does click:640,490
    within 60 is_no_kiosk || deviation 'a tap does nothing'
    picture tapped

    step 'Keys to a guide and on to its code, which is read off the screen'
    machine_does key:5 wait:6 key:1 wait:6 key:9 wait:6 key:2
    within 60 reads_code guide || deviation 'no code is read off the screen'
    note "$out"

    step 'No key leads out'
    machine_does key:ctrl+alt+f2 key:ctrl+alt+delete key:alt+f4 key:ctrl+c wait:3
    within 30 reads_code after || deviation 'the guide is gone'

    step 'A stick is noticed'
    make_stick
    machine_does key:home wait:100
    picture waiting
    machine_does "plug:$work/content.img" wait:3
    within 60 is_other_than waiting plugged || deviation 'nobody notices the stick'

    step 'Power is cut, and it comes back as the same terminal, asking nothing'
    power_cut
    power_on
    shows kiosk
    picture again
    power_cut
    case $(owned "$work/disk.img" /settings/kiosk.toml) in *'2 楼服务台'*) ;; *) deviation 'it is not the second terminal' ;; esac
}


# A program that says it is of this version; NEWER is one that really is.
newer() {
    python3 - "${NEWER:-$gongkai}" "$source/programs/x86_64/gongkai" "$1" <<'PYTHON'
import re, sys
old, new, version = sys.argv[1:]
data = open(old, "rb").read()
if version:
    note = re.compile(rb"gongkai-program/1 (version=[0-9.]+ kind=(office|terminal);)")
    data = note.sub(lambda m: b"gongkai-program/0 " + m.group(1), data) + f"gongkai-program/1 version={version} kind=terminal;".encode()
open(new, "wb").write(data)
PYTHON
}

# Staff take in what is on the stick that is plugged in.
take_in() {
    machine_does "plug:$work/content.img" wait:6 key:f12 wait:2 "type:$PIN" key:ret wait:4
    picture door
    machine_does key:1 wait:15
    picture offered
    machine_does key:1 wait:30
    picture taken-in
    machine_does unplug: wait:2 key:esc wait:1 key:home
}

# How it stands with programs at the terminal.
programs() { owned "$work/disk.img" /gongkai/library/sync/programs/state.json; }

program() {
    image || return
    mkdir -p "$source/programs/x86_64"
    first_start

    step 'A program that came on the stick is tried, and begun when nobody is there'
    if [ -n "${NEWER:-}" ]; then cp "$NEWER" "$source/programs/x86_64/gongkai"; else newer 90.0.0; fi
    publish
    make_stick
    take_in
    machine_does wait:360
    picture newer
    [ "$(screen_is)" = kiosk ] || deviation 'the kiosk is gone'
    power_cut
    run programs
    case $out in *'"chosen": {'*) ;; *) deviation 'the program was not begun, or did not last' ;; esac

    step 'Five starts in a row that do not last lead back to the program of the image, for good'
    for _ in 1 2 3 4 5; do power_on; shows kiosk; power_cut; done
    power_on
    shows kiosk
    picture rolled-back
    power_cut
    run programs
    case $out in *'"chosen": null'*'"given_up": ['*version*) ;; *) deviation 'it was not given up' ;; esac
}

# The entries of the boot partition of the machine's disk.
entries() {
    local start
    start=$(sfdisk --dump "$work/inner.img" | sed -n 's/.*start= *\([0-9]*\), .*name="gongkai-efi".*/\1/p')
    mdir -b -i "$work/inner.img@@$((start * 512))" ::loader/entries
}

# The machine starts from its disk alone.
from_disk() {
    with_stick='' with_disk=yes
    power_on
    shows kiosk
}

# A stick of the image as it was made, in a machine with this disk.
with_new_stick() {
    cp --sparse=always "$made" "$work/disk.img"
    with_stick=yes with_disk=yes
    power_on
    shows questions
}

# What an administrator types to make an empty disk the second terminal.
install_on_disk() {
    machine_does type:1 key:ret wait:3 type:2 key:ret wait:3
    picture what-will-be-done
    machine_does type:12 key:ret
}

# The same for a new system on a disk that is one already.
renew_on_disk() {
    machine_does type:1 key:ret wait:3 type:1 key:ret wait:3
    picture what-will-be-renewed
    machine_does type:12 key:ret
}

# Waits for the end of the work, which is told below what was to be done, and puts the machine off.
work_ends() {
    for _ in $(seq 30); do
        machine_does wait:10 key:ret 2> /dev/null
        kill -0 "$machine" 2> /dev/null || break
        picture installed 2> /dev/null
    done
    goes_off
}

disk() {
    image || return
    step 'A machine with an empty disk: what is offered, what will be done, and done'
    truncate -s 12G "$work/inner.img"
    with_new_stick
    picture offered-disk
    install_on_disk
    work_ends
    run entries
    says 'gongkai-a.conf'

    step 'It starts from its disk, as the terminal that was named'
    from_disk
    picture from-disk
    power_cut
    case $(owned "$work/inner.img" /settings/kiosk.toml) in *'2 楼服务台'*) ;; *) deviation 'it is not the second terminal' ;; esac

    step 'A new system goes beside the old one, and is the one when it came up'
    with_new_stick
    renew_on_disk
    work_ends
    run entries
    says 'gongkai-a.conf'; says 'gongkai-b+3.conf'
    from_disk
    machine_does wait:90
    power_cut
    run entries
    says 'gongkai-a.conf'; says 'gongkai-b.conf'

    step 'One that does not come up is gone back from'
    with_new_stick
    renew_on_disk
    work_ends
    run entries
    says 'gongkai-a+3.conf'
    start=$(sfdisk --dump "$work/inner.img" | sed -n 's/.*start= *\([0-9]*\), .*name="gongkai-a".*/\1/p')
    dd if=/dev/urandom of="$work/inner.img" bs=512 seek="$start" count=4096 conv=notrunc status=none
    from_disk
    picture gone-back
    power_cut
    run entries
    says 'gongkai-a+0-3.conf'; says 'gongkai-b.conf'
}

# Power fails so many tenths of a second after the last key.
fails_after() { machine_does "wait:$(($1 / 10)).$(($1 % 10))"; power_cut; }

cuts() {
    image || return
    local count=${CUTS:-20} round moment
    truncate -s 12G "$work/inner.img"
    make_stick
    for round in $(seq "$count"); do
        moment=$((RANDOM % 200))
        case $((round % 10)) in
            1 | 2)
                step "$round: power fails $moment tenths of a second into the set-up of a disk, which is done again"
                rm "$work/inner.img" && truncate -s 12G "$work/inner.img"
                with_new_stick
                install_on_disk
                fails_after $moment
                with_new_stick
                machine_does type:1 key:ret wait:6
                # What looks like a terminal is asked about once more.
                if sfdisk --dump "$work/inner.img" 2> /dev/null | grep -q gongkai-data; then machine_does type:2 key:ret wait:6; fi
                machine_does type:2 key:ret wait:6 type:12 key:ret
                work_ends
                ;;
            3 | 4 | 5)
                step "$round: power fails $moment tenths of a second into a new system"
                with_new_stick
                renew_on_disk
                fails_after $moment
                ;;
            *)
                step "$round: power fails $moment tenths of a second into an import"
                [ -n "$machine" ] || from_disk
                machine_does "plug:$work/content.img" wait:8 key:f12 wait:3 "type:$PIN" key:ret wait:5 key:1 wait:12 key:1
                fails_after $moment
                ;;
        esac
        from_disk
        picture "cut-$round"
        # The next import begins where this start ended.
        case $(((round + 1) % 10)) in [1-5]) power_cut ;; esac
    done
    note "$count cuts, after each of them the kiosk"
}

on_demand="boot program disk cuts"
walk "" "${@:-boot}"
