#!/usr/bin/env bash
# Runs a program full screen in foot, without a display, presses keys and takes pictures.
#
#   screenshot.sh [-r RESOLUTION] [-x SCALE] [-p PIXELS] [-s STEP]... -- PROGRAM [ARGUMENT]...
#
#   -r    resolution of the screen, 1920x1080 if not given
#   -x    output scale, 1 if not given; 2 is large text
#   -p    height of a cell in pixels, 36 if not given; a cell is half as wide
# Steps, in order:
#   key:NAME          a key by its xkb name: Return, Escape, Page_Down, F12
#   type:TEXT         text, a key a character
#   wait:SECONDS
#   shot:FILE         a picture (PNG) of the screen
#   code:FILE         a picture as soon as a QR code can be read from it; its text goes to standard output. Fails after 30 seconds
#
# Without options the grid is 106x30. Where foot knows every key of kiosk-config/foot.ini, that file is used
# as it is installed; with older versions only its section [main].
# Debian: sway foot grim wtype zbar-tools fonts-noto-cjk fonts-dejavu-core. Status: 0 done, 1 failed, 2 wrong usage, 77 something is missing.
set -u

usage() { sed -n '2,/^set -u/s/^# \{0,1\}//p' "$0" >&2; exit 2; }

steps=() resolution=1920x1080 scale=1 pixels=36
while getopts r:x:p:s: option; do
    case $option in
        r) resolution=$OPTARG ;;
        x) scale=$OPTARG ;;
        p) pixels=$OPTARG ;;
        s) steps+=("$OPTARG") ;;
        *) usage ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || usage

missing=()
for tool in sway foot grim wtype zbarimg setpriv fc-list; do
    command -v "$tool" >/dev/null || missing+=("$tool")
done
for font in 'Noto Sans Mono CJK SC' 'DejaVu Sans Mono'; do
    [ -n "$(fc-list "$font" 2>/dev/null)" ] || missing+=("font $font")
done
if [ ${#missing[@]} -gt 0 ]; then
    printf 'missing: %s\n' "${missing[*]}" >&2
    exit 77
fi

here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
started=()
end() {
    local pid
    # The last started goes first: a terminal that loses its compositor complains.
    for ((i = ${#started[@]} - 1; i >= 0; i--)); do
        pid=${started[i]}
        kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
    done
    rm -rf "$tmp"
}
trap end EXIT
fail() {
    printf 'screenshot.sh: %s\n' "$1" >&2
    tail -n 5 "$tmp"/*.log >&2
    exit 1
}
# Waits up to 30 seconds for a command to succeed.
until_true() {
    local left=300
    until "$@" >/dev/null 2>&1; do
        left=$((left - 1))
        [ $left -gt 0 ] || return 1
        sleep 0.1
    done
}

export XDG_RUNTIME_DIR="$tmp/run" LC_ALL=C.UTF-8 WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 WLR_RENDERER=pixman
unset WAYLAND_DISPLAY DISPLAY SWAYSOCK
mkdir -m 700 "$XDG_RUNTIME_DIR"
cat > "$tmp/sway.conf" <<SWAY
xwayland disable
output HEADLESS-1 resolution $resolution position 0 0 scale $scale
default_border none
seat * hide_cursor 100
SWAY
# sway does not run as root; nothing else needs to be somebody else.
demote=()
if [ "$(id -u)" = 0 ]; then
    demote=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    chown 65534:65534 "$XDG_RUNTIME_DIR"
    chmod 755 "$tmp"
fi
"${demote[@]}" sway -c "$tmp/sway.conf" > "$tmp/sway.log" 2>&1 &
started+=($!)
has_display() { compgen -G "$XDG_RUNTIME_DIR/wayland-?" > /dev/null; }
until_true has_display || fail 'sway did not start'
WAYLAND_DISPLAY=$(basename "$(compgen -G "$XDG_RUNTIME_DIR/wayland-?" | head -n 1)")
export WAYLAND_DISPLAY

ini="$here/../../kiosk-config/foot.ini"
settings=(-c "$ini")
if ! foot --check-config -c "$ini" > /dev/null 2>&1; then
    settings=(-c /dev/null)
    while read -r setting; do
        settings+=(-o "$setting")
    done < <(sed -n '/^\[main\]/,/^\[/{/^[a-z-]*=/p}' "$ini")
fi
if [ "$pixels" != 36 ]; then
    settings+=(-o "font=DejaVu Sans Mono:pixelsize=$((pixels * 5 / 6)),Noto Sans Mono CJK SC:pixelsize=$pixels" -o "line-height=${pixels}px")
fi
# The program's process tells that it runs; exec keeps its number.
# shellcheck disable=SC2016 # the inner shell expands
foot -F "${settings[@]}" /bin/sh -c 'echo $$ > "$0"; exec "$@"' "$tmp/pid" "$@" > "$tmp/foot.log" 2>&1 &
started+=($!)
until_true test -s "$tmp/pid" || fail 'foot did not start the program'
# foot starts a program before it has the size of its window.
sleep 1.2

# Every call of wtype is a new keyboard, which the compositor and foot must first get to know.
press() { wtype -s 150 "$@" || fail "wtype $*"; sleep 0.1; }
for step in "${steps[@]}"; do
    kill -0 "$(cat "$tmp/pid")" 2>/dev/null || fail "the program had ended before $step"
    value=${step#*:}
    case $step in
        key:*) press -k "$value" ;;
        type:*) press -d 40 -- "$value" ;;
        wait:*) sleep "$value" ;;
        shot:*) grim "$value" || fail "no picture" ;;
        code:*)
            left=60
            until grim "$value" && text=$(zbarimg --quiet --raw -Sdisable -Sqrcode.enable "$value" 2>/dev/null) && [ -n "$text" ]; do
                left=$((left - 1))
                [ $left -gt 0 ] || fail "no QR code on the screen, see $value"
                sleep 0.5
            done
            printf '%s\n' "$text"
            ;;
        *) usage ;;
    esac
done
