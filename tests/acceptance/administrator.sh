#!/usr/bin/env bash
# A bare Debian 13 becomes a terminal: set up from a file for dozens, examined, given its first stick, examined again, mended, taken back.
#
#   administrator.sh [bare] [packages]
#
# bare      a system from Debian's packages in a folder (mmdebstrap, a network and root; BARE names a folder made before)
# packages  the terminal's package comes into such a system, is set up, brought up to date, removed and purged (PACKAGES names the folder where
#           `kiosk-config/package/build` left it, PACKAGED a system that has what it needs)
#
# Prints each command with its answer and ends with status 1 at the first thing that is not as it should be.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$here/steps.sh"
. "$here/office.sh"

doctor() { run "$gongkai" doctor --root "$bare" "$@"; }
heals() { [ "$status" = "${1:-0}" ] || deviation "the doctor ended with $status, not ${1:-0}"; }

# A fault is planted, found with its mend, and taken away again: `planted NAME FILE EDIT`.
planted() {
    local name=$1 file="$bare$2"
    cp -a "$file" "$work/kept"
    eval "$3"
    doctor
    case $out in *"$name"*) ;; *) deviation "not found: $name" ;; esac
    rm -rf "$file"
    cp -a "$work/kept" "$file"
    rm -rf "$work/kept"
}

settings() {
    cat > "$work/settings.toml" << 'TOML'
[common.hall]
name = "清溪县政务服务中心"
zone = "清溪县政务公开专区"
help_desk = "一楼服务台"
help_phone = "0111-1234567"
complaint_phone = "0111-7654321"

[common.application]
unit = "清溪县人民政府办公室"
page = "https://www.qingxi.example/sq"
phone = "0111-2222222"
address = "城关镇一号"
hours = "工作日 9:00—17:00"

[common.links]
hosts = ["www.qingxi.example"]

[terminals.QX-01]
[terminals.QX-02.hall]
help_desk = "二楼服务台"
TOML
    echo 482915 > "$work/pin"
}

bare() {
    step 'A bare Debian 13'
    bare=${BARE:-$work/bare}
    if [ ! -d "$bare" ]; then
        have mmdebstrap || { leave_out 'mmdebstrap is missing'; return; }
        LINES_SHOWN=2 run mmdebstrap --variant=minbase --include=systemd,systemd-sysv,dbus,libpam-systemd,udev,cage,foot,wlr-randr,fonts-noto-cjk,fonts-dejavu-core,e2fsprogs trixie "$bare"
        ends_with 0
    fi
    settings
    office

    step 'Before: nothing is set up, and the doctor says so'
    doctor
    ends_with 2
    says 'gongkai setup'

    step 'One of dozens: what will be done is listed, then done'
    run "$gongkai" setup --root "$bare" --from "$work/settings.toml" --dry-run
    ends_with 1
    says 'QX-01、QX-02'
    run "$gongkai" setup --root "$bare" --from "$work/settings.toml" --terminal QX-02 --dry-run
    ends_with 0
    [ ! -e "$bare/etc/gongkai/kiosk.toml" ] || deviation 'a dry run wrote something'
    digits=$("$gongkai" setup --root "$bare" --from "$work/settings.toml" --terminal QX-02 --trust "$work/root.json" --dry-run | sed -n 's/.*指纹 //p' | tr -d ' ' | cut -c 1-8)
    run "$gongkai" setup --root "$bare" --from "$work/settings.toml" --terminal QX-02 --trust "$work/root.json" --confirm "$digits" --pin-file "$work/pin" --yes
    ends_with 0
    grep -q '二楼服务台' "$bare/etc/gongkai/kiosk.toml" || deviation 'the settings of QX-02 are not there'
    grep -q '^kiosk:' "$bare/etc/passwd" || deviation 'there is no user'
    [ "$(readlink "$bare/etc/systemd/system/autovt@.service")" = /dev/null ] || deviation 'consoles are open'

    step 'The first stick is still to come, and nothing else is the matter'
    doctor
    ends_with 2
    says '还没有内容'
    [ "$(grep -c '^坏' <<< "$out")" = 1 ] || deviation 'something else is bad'

    step 'The first stick'
    run "$gongkai" sync "$stick" --library "$bare/var/lib/gongkai/library" --root "$bare/etc/gongkai/root.json" --terminal QX-02 --yes
    ends_with 0
    chroot "$bare" chown -R kiosk:kiosk /var/lib/gongkai
    doctor
    heals 1

    step 'Faults are found, each with its mend'
    planted '文件权限' /etc/gongkai/kiosk.toml 'chmod 0600 "$file"; chown root:root "$file"'
    planted '配置文件' /etc/gongkai/kiosk.toml 'sed -i s/warn_after/warn_afer/ "$file"'
    planted '信任根' /etc/gongkai/root.json 'echo "{}" > "$file"'
    planted 'foot 的设置' /etc/gongkai/foot.ini 'sed -i s/spawn-terminal=none// "$file"'
    planted '字体' /usr/share/fonts 'find "$file" -name "NotoSansCJK*" -delete'
    planted '开机启动' /etc/systemd/system 'rm "$file/graphical.target.wants/gongkai.service"'
    planted '别的控制台' /etc/systemd/system 'rm "$file/autovt@.service"'
    planted '系统日志' /var/log 'rm -rf "$file/journal"'
    planted '内容库' /var/lib/gongkai 'find "$file/library" -name library.sqlite -exec truncate -s 4096 {} +'

    step 'Set up again: nothing is written twice'
    run "$gongkai" setup --root "$bare" --from "$work/settings.toml" --terminal QX-02 --dry-run
    ends_with 0
    case $out in *'写 /etc'* | *'换 /etc'*) deviation 'something would be written again' ;; esac

    step 'Taken back: files are gone, content and keys are not'
    run "$gongkai" setup --root "$bare" --undo --yes
    ends_with 0
    [ ! -e "$bare/etc/systemd/system/gongkai.service" ] || deviation 'the unit is still there'
    [ -e "$bare/var/lib/gongkai/library" ] || deviation 'the library is gone'
    run "$gongkai" setup --root "$bare" --undo --yes
    ends_with 1
}

inside() { run chroot "$bare" env PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

packages() {
    local package version
    package=$(ls -t "${PACKAGES:-packages}"/gongkai-terminal_*.deb 2> /dev/null | head -1)
    [ -n "$package" ] || { leave_out 'no package: kiosk-config/package/build terminal'; return; }
    step 'What is in the package'
    LINES_SHOWN=30 run dpkg-deb -I "$package"
    says 'Depends:'; says 'cage'; says 'foot'
    run dpkg-deb -c "$package"
    says './usr/bin/gongkai'; says 'man1/gongkai-setup.1'; says 'bash-completion/completions/gongkai'
    case $out in *'content-convert'*) deviation 'what only an office has lies in the package of a terminal' ;; esac

    step 'A system that has what the package needs'
    bare=${PACKAGED:-$work/packaged}
    if [ ! -d "$bare" ]; then
        have mmdebstrap || { leave_out 'mmdebstrap is missing'; return; }
        LINES_SHOWN=2 run mmdebstrap --variant=minbase --include="systemd,systemd-sysv,udev,$(dpkg-deb -f "$package" Depends | tr ',' '\n' | sed 's/|.*//; s/(.*//; s/ //g' | paste -sd,)" trixie "$bare"
        ends_with 0
    fi
    settings
    office

    step 'The package comes in, and changes nothing by itself'
    # What makes users and folders looks there.
    mount -t proc proc "$bare/proc" || { leave_out 'nothing can be mounted here'; return; }
    trap 'umount "$bare/proc"; rm -rf "$work"' EXIT
    cp "$package" "$bare/root/terminal.deb"
    inside dpkg -i /root/terminal.deb
    ends_with 0
    says 'gongkai setup'
    [ ! -e "$bare/etc/gongkai" ] || deviation 'the package set something up'
    inside gongkai --version
    ends_with 0

    step 'It is set up'
    cp "$work/settings.toml" "$work/root.json" "$work/pin" "$bare/root/"
    digits=$(chroot "$bare" gongkai setup --from /root/settings.toml --terminal QX-01 --trust /root/root.json --dry-run | sed -n 's/.*指纹 //p' | tr -d ' ' | cut -c 1-8)
    inside gongkai setup --from /root/settings.toml --terminal QX-01 --trust /root/root.json --confirm "$digits" --pin-file /root/pin --yes
    ends_with 0
    cp -r "$stick" "$bare/root/stick"
    inside runuser -u kiosk -- true
    inside gongkai sync /root/stick --library /var/lib/gongkai/library --root /etc/gongkai/root.json --terminal QX-01 --yes
    ends_with 0
    inside chown -R kiosk:kiosk /var/lib/gongkai
    # From outside: this machine's screen and keys are not the terminal's.
    doctor
    heals 1

    step 'A newer one comes: settings, content and trust stay'
    mkdir "$work/newer"
    dpkg-deb -R "$package" "$work/newer/tree"
    version=$(dpkg-deb -f "$package" Version)
    sed -i "s/^Version: .*/Version: $version+1/" "$work/newer/tree/DEBIAN/control"
    dpkg-deb -b --root-owner-group "$work/newer/tree" "$bare/root/newer.deb" > /dev/null
    find "$bare/etc/gongkai" "$bare/var/lib/gongkai" -type f -exec sha256sum {} + | sort > "$work/before"
    inside dpkg -i /root/newer.deb
    ends_with 0
    says 'gongkai setup --dry-run'
    find "$bare/etc/gongkai" "$bare/var/lib/gongkai" -type f -exec sha256sum {} + | sort > "$work/after"
    cmp -s "$work/before" "$work/after" || deviation 'bringing the program up to date changed what is the terminal'"'"'s own'

    step 'It is removed: consoles are open again, and nothing starts what is gone'
    inside dpkg -r gongkai-terminal
    ends_with 0
    [ ! -e "$bare/etc/systemd/system/gongkai.service" ] || deviation 'the unit is still there'
    [ ! -e "$bare/etc/systemd/system/autovt@.service" ] || deviation 'consoles are still locked'
    [ ! -e "$bare/usr/bin/gongkai" ] || deviation 'the program is still there'

    step 'Purged: what is the terminal'"'"'s own stays, and that is said'
    inside dpkg -P gongkai-terminal
    ends_with 0
    [ -d "$bare/var/lib/gongkai/library" ] || deviation 'the library is gone'
    inside dpkg -i /root/terminal.deb
    ends_with 0
    inside dpkg -P gongkai-terminal
    ends_with 0
    says '/var/lib/gongkai'
}

on_demand="bare packages"
walk "" "${@:-bare}"
