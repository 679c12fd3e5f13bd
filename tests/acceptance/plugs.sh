# Sticks as real file systems, plugged in and pulled out: exFAT and FAT32 in an image, mounted through FUSE, for most machines that build have no
# such kernel drivers. Read by journeys after steps.sh, with $work set; they call clear_away when they end. No journey by itself.

usb="$work/usb"
mkdir -p "$usb"
server='' device='' mounted=()

# Whether sticks of a kind (exfat, fat) can be made and served here; leaves out what cannot.
have_stick() {
    local program programs='mkfs.vfat fusefat'
    [ "$1" = fat ] || programs='mkfs.exfat mount.exfat-fuse losetup'
    for program in $programs; do
        have "$program" || { leave_out "$1, $program is missing"; return 1; }
    done
}
# An empty stick of a kind and a size in MiB.
new_stick() {
    rm -f "$work/image"
    truncate -s "${2}M" "$work/image"
    case $1 in
        exfat) mkfs.exfat -L GONGKAI "$work/image" > /dev/null ;;
        # Not by our label: fusefat takes it for a file, which then lies where our folder should. Kernels do not.
        fat) mkfs.vfat -F 32 -n STICK "$work/image" > /dev/null ;;
    esac || deviation 'no file system was made'
}
# Plugs the stick in: options for the server follow. $server is the process that stands for the stick.
plug() {
    local kind=$1
    shift
    case $kind in
        exfat)
            device=$(losetup -f --show "$work/image") || deviation 'no loop device'
            mount.exfat-fuse "$@" "$device" "$usb" > /dev/null 2>&1 || deviation 'exfat-fuse did not mount'
            server=$(pgrep -f "^mount.exfat-fuse (.* )?$device " | head -n 1)
            ;;
        fat)
            [ $# != 0 ] || set -- -o rw+
            fusefat "$@" "$work/image" "$usb" > /dev/null 2>&1 || deviation 'fusefat did not mount'
            server=$(pgrep -f "^fusefat .*$work/image " | head -n 1)
            ;;
    esac
    mounted=("$usb")
    [ -n "$server" ] || deviation 'nothing serves the stick'
}
# Takes it out in an orderly way: when the server has ended, everything is in the image.
unplug() {
    umount "$usb" || deviation 'still in use'
    while kill -0 "$server" 2> /dev/null; do sleep 0.1; done
    detach
}
# Pulls it out in the middle of what a process does, whose end $status then is and whose words, from a file, $out.
pull_from() {
    kill -9 "$server"
    wait "$1"
    status=$?
    out=$(cat "$2")
    printf '%s\n' "$out" | sed "s|$work/||g; s/^/     /"
    umount -l "$usb"
    detach
}
detach() {
    [ -z "$device" ] || losetup -d "$device"
    device='' mounted=()
}
clear_away() {
    local point
    for point in "${mounted[@]}"; do umount -l "$point" 2> /dev/null; done
    [ -z "$device" ] || losetup -d "$device" 2> /dev/null
    rm -rf "$work"
}
