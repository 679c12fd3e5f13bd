#!/usr/bin/env bash
# Photographs the first page, home, a map, results, a document and its code on the four grids, for the README, and the first three also as terminals
# without pictures show them; and makes a moving picture of the way from a question to its code. Needs what screenshot.sh needs, tmux and imagemagick.
#
#   pictures.sh [FOLDER]        FOLDER is tests/acceptance/pictures if not given
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
gongkai=${GONGKAI:-$root/target/debug/gongkai}
folder=${1:-$here/pictures}
mkdir -p "$folder"

# Grid, and the screen that gives it.
while read -r grid options; do
    # shellcheck disable=SC2086 # the options are words
    "$here/screenshot.sh" $options \
        -s "shot:$folder/attract-$grid.png" \
        -s key:Return -s wait:0.5 -s "shot:$folder/home-$grid.png" \
        -s type:6 -s wait:0.5 -s type:2 -s wait:0.5 -s "shot:$folder/map-$grid.png" -s key:F10 -s wait:0.3 -s key:Return -s wait:0.5 \
        -s type:ylbx -s wait:0.5 -s key:Return -s wait:0.5 -s "shot:$folder/results-$grid.png" \
        -s key:F10 -s wait:0.3 -s type:云政发2023-8 -s wait:0.5 -s key:Return -s wait:0.3 -s type:1 -s wait:0.8 \
        -s "shot:$folder/document-$grid.png" -s type:9 -s wait:0.8 -s "shot:$folder/code-$grid.png" \
        -- "$gongkai" --windowed < /dev/null
    # A terminal in a terminal says that it draws no pictures.
    # shellcheck disable=SC2086 # the options are words
    "$here/screenshot.sh" $options \
        -s wait:1 -s "shot:$folder/cells-attract-$grid.png" \
        -s key:Return -s wait:0.5 -s "shot:$folder/cells-home-$grid.png" \
        -s type:6 -s wait:0.5 -s type:2 -s wait:0.5 -s "shot:$folder/cells-map-$grid.png" \
        -- env COLORTERM=truecolor tmux -f /dev/null -L "gongkai-$$-$grid" new-session "$gongkai --windowed" \; set status off \; \
        set -as terminal-overrides ',*:RGB' < /dev/null
    for picture in "$folder"/*-"$grid".png; do
        # Screens have few colours; a palette keeps the pictures small.
        convert "$picture" -resize '1280x1280>' -colors 64 "png8:$picture"
    done
done <<'GRIDS'
106x30
53x15 -p 72
60x53 -r 1080x1920
160x45 -p 24
GRIDS

# Letter by letter, at the pace of somebody who looks for keys; then the hits, the answer, its code.
frames=$(mktemp -d)
trap 'rm -rf "$frames"' EXIT
shot() { steps+=(-s "wait:$1" -s "shot:$frames/$2.png"); }
steps=()
shot 4 10-170
for key in t u i x i u; do
    steps+=(-s "type:$key")
    shot 0.6 "$((${#steps[@]} + 10))-45"
done
steps+=(-s key:Return); shot 0.8 70-190
steps+=(-s type:3); shot 0.8 80-300
steps+=(-s type:9); shot 0.8 90-300
"$here/screenshot.sh" "${steps[@]}" -- "$gongkai" --windowed < /dev/null
moving=()
for frame in "$frames"/*.png; do
    # The name says its place and how long it stays, in hundredths of a second.
    name=$(basename "$frame" .png)
    moving+=(-delay "${name#*-}" "$frame")
done
convert "${moving[@]}" -gravity center -crop 1908x1080+0+0 +repage -resize 848x +dither -colors 64 -loop 0 -layers optimize "$folder/question-to-code.gif"
