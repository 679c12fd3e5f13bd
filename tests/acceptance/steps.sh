# How a step of a journey is told and judged, and which binary is asked: that of the tests, unless GONGKAI names another. Read by the journeys
# (`. steps.sh`), which set $work and $root before; no journey by itself.

gongkai=${GONGKAI:-${CARGO_TARGET_DIR:-$root/target}/debug/gongkai}

number=0
out='' status=0
step() { number=$((number + 1)); printf '\n%d. %s\n' "$number" "$1"; }
# Runs a command, shows it and the first lines of its answer; $out and $status hold the whole.
run() {
    printf '   $ %s\n' "$(printf '%s ' "$@" | sed "s|$gongkai|gongkai|g; s|$work/||g; s|$root/||g")"
    out=$("$@" 2>&1)
    status=$?
    printf '%s\n' "$out" | head -n "${LINES_SHOWN:-8}" | sed "s|$work/||g; s|$root/||g; s/^/     /"
}
deviation() {
    printf '\nNOT AS IT SHOULD BE in step %d: %s\n' "$number" "$1" >&2
    exit 1
}
ends_with() { [ "$status" = "$1" ] || deviation "ended with status $status, not $1"; }
says() { case $out in *"$1"*) ;; *) deviation "the answer does not say: $1" ;; esac; }
note() { printf '   - %s\n' "$1"; }
left_out=()
leave_out() { left_out+=("$1"); note "LEFT OUT: $1"; }
have() { command -v "$1" > /dev/null; }
# Waits up to 30 seconds, for the machine may be busy, for all texts on the screen of tmux, whose command stands in the array tmux; the screen is left in $screen.
appears() {
    local text left=300 all
    while :; do
        screen=$("${tmux[@]}" capture-pane -p)
        all=yes
        for text in "$@"; do
            case $screen in *"$text"*) ;; *) all=no ;; esac
        done
        [ $all = no ] || return 0
        left=$((left - 1))
        if [ $left = 0 ]; then
            printf '%s\n' "$screen" >&2
            "${tmux[@]}" kill-server
            deviation "not on the screen: $*"
        fi
        sleep 0.1
    done
}
# Builds the program if it is not there. With the suite, or what it adds to the features of dependencies would build them a second time.
built() {
    [ ! -x "$gongkai" ] || return 0
    step 'The program is built'
    LINES_SHOWN=1 run cargo build --all-features --test suite --manifest-path "$root/Cargo.toml"
    ends_with 0
}
# Walks the parts named after the first argument, or all that it names; what $on_demand names runs only when asked for. Says at the
# end what was seen and what was left out.
walk() {
    local all=$1 part
    shift
    for part in "$@"; do
        case " $all ${on_demand:-} " in *" $part "*) ;; *) sed -n '2,/^set -u/s/^# \{0,1\}//p' "$0" | sed '$d' >&2; exit 2 ;; esac
    done
    built
    for part in ${*:-$all}; do
        printf '\n== %s\n' "$part"
        "$part"
    done
    printf '\nAll %d steps as they should be.\n' "$number"
    [ ${#left_out[@]} = 0 ] || printf 'Left out: %s\n' "${left_out[@]}"
    printf '%d passed, 0 failed\n' "$number"
}
