#!/usr/bin/env bash
# The image of a terminal, built and booted in emulation: first screen, a key, a code that is read off it, power cut while it runs, booted again.
#
#   image.sh [boot]
#
# boot      an image with the sample on it (kiosk-config/image/build), as root with mmdebstrap, qemu-system-x86, ovmf, zbar-tools and a network;
#           IMAGE names one that was built before (from the same settings, with the sample on it)
#
# Prints each command with its answer and ends with status 1 at the first thing that is not as it should be. Emulated, a start takes minutes.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
export LC_ALL=C.UTF-8
work=$(mktemp -d)
machine=''
trap '[ -z "$machine" ] || kill -9 "$machine" 2> /dev/null; rm -rf "$work"' EXIT
. "$here/steps.sh"
. "$here/office.sh"

# Minutes until the first screen, on a machine without help from its processor.
PATIENCE=${PATIENCE:-15}

# Starts the machine; its disk keeps what is written to it.
power_on() {
    cp -n /usr/share/OVMF/OVMF_VARS_4M.fd "$work/vars.fd"
    rm -f "$work/qmp"
    qemu-system-x86_64 -machine q35 -accel tcg,thread=multi -cpu max -m 1536 -smp 2 -nodefaults -display none -net none \
        -drive if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd -drive if=pflash,format=raw,file="$work/vars.fd" \
        -device qemu-xhci -drive if=none,id=disk,file="$work/disk.img",format=raw -device usb-storage,drive=disk,bootindex=0 \
        -device usb-kbd -device usb-tablet -device virtio-vga,xres=1280,yres=800 -serial file:"$work/serial" \
        -qmp unix:"$work/qmp",server=on,wait=off &
    machine=$!
}

# Power is cut: nothing is told to anybody.
power_cut() {
    kill -9 "$machine"
    wait "$machine" 2> /dev/null
    machine=''
}

# Speaks to the machine: `machine_does key:ret shot:FILE wait:2`.
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
            return answer
stream.readline()
ask("qmp_capabilities")
for step in sys.argv[2:]:
    what, _, value = step.partition(":")
    if what == "key":
        ask("send-key", keys=[{"type": "qcode", "data": key} for key in value.split("+")])
        time.sleep(0.5)
    elif what == "wait":
        time.sleep(float(value))
    elif what == "shot":
        ask("screendump", filename=value, format="png")
PYTHON
}

# Waits until the screen shows what the kiosk shows first: paper, most of it light.
first_screen() {
    local begun=$SECONDS light
    while [ $((SECONDS - begun)) -lt $((PATIENCE * 60)) ]; do
        sleep 10
        machine_does "shot:$work/screen.png" 2> /dev/null || continue
        light=$(python3 -c '
import struct, sys, zlib
data = open(sys.argv[1], "rb").read()
width, height, depth, kind = struct.unpack(">IIBB", data[16:26])
raw, at = b"", 8
while at < len(data):
    (length,), name = struct.unpack(">I", data[at:at + 4]), data[at + 4:at + 8]
    raw += data[at + 8:at + 8 + length] if name == b"IDAT" else b""
    at += length + 12
# Light bytes before the filters are undone tell enough: a black screen has none.
raw = zlib.decompress(raw)
print(len(set(raw[:200000])) > 8 and int(len(set(raw)) > 40))
' "$work/screen.png" 2> /dev/null)
        [ "$light" != 1 ] || { note "the first screen after $((SECONDS - begun)) s"; return 0; }
    done
    [ -z "${PICTURES:-}" ] || cp "$work/screen.png" "$PICTURES/"
    deviation 'no first screen'
}

boot() {
    for tool in qemu-system-x86_64 zbarimg python3 mmdebstrap; do
        have "$tool" || { leave_out "$tool is missing"; return; }
    done
    step 'The image'
    if [ -n "${IMAGE:-}" ]; then
        cp --sparse=always "$IMAGE" "$work/disk.img"
    else
        office
        sed 's/YC-01/QX-01/; /^pin_hash/d; /^terminal/d; s/^\[\(.*\)\]/[common.\1]/' "$root/kiosk-config/kiosk.toml" > "$work/settings.toml"
        printf '\n[terminals.QX-01]\n' >> "$work/settings.toml"
        digits=$("$gongkai" setup --root "$work" --from "$work/settings.toml" --trust "$work/root.json" --dry-run | sed -n 's/.*指纹 //p' | tr -d ' ' | cut -c 1-8)
        LINES_SHOWN=30 run "$root/kiosk-config/image/build" --program "$gongkai" --settings "$work/settings.toml" --terminal QX-01 \
            --trust "$work/root.json" --confirm "$digits" --stick "$stick" --out "$work/disk.img"
        ends_with 0
    fi

    step 'It boots into the kiosk, from a stick under UEFI, without a graphics chip that renders'
    power_on
    first_screen

    step 'Keys to a guide and on to its code, which is read off the screen'
    machine_does key:ret wait:5 key:2 wait:5 key:5 wait:5 key:2 wait:5 key:9 wait:5 key:2 wait:10 "shot:$work/guide.png"
    [ -z "${PICTURES:-}" ] || cp "$work/guide.png" "$PICTURES/"
    run zbarimg -q --raw "$work/guide.png"
    says 'https://'

    step 'No key leads out'
    machine_does key:ctrl+alt+f2 key:ctrl+alt+delete key:alt+f4 key:ctrl+c wait:5 "shot:$work/after.png"
    run zbarimg -q --raw "$work/after.png"
    says 'https://'

    step 'Power is cut, and it comes back'
    power_cut
    power_on
    first_screen
    power_cut
}

on_demand=boot
walk "" "${@:-boot}"
