#!/usr/bin/env bash
# Copies what browsers load and what letters are set in out of the installed packages into the ignored vendor folders.
set -euo pipefail
cd -P "$(dirname "$0")/.."
static=portal/static/vendor
fonts=pdf_templates/vendor/fonts
kern=node_modules/@kern-ux/native
noto=node_modules/@expo-google-fonts

# copy FROM TO: one file, readable by the web server, with the folder it goes to.
copy() {
    install -D -m 644 "$1" "$2"
}

rm -rf "$static" "$fonts"

for sheet in kern kern-grid kern-utilities; do
    copy "$kern/dist/$sheet.min.css" "$static/kern/$sheet.min.css"
done
copy "$kern/LICENSE.md" "$static/kern/LICENSE.md"
copy "$kern/dist/fonts/fira-sans.css" "$static/kern/fonts/fira-sans.css"
grep -o 'fira-sans/[A-Za-z-]*\.woff2' "$kern/dist/fonts/fira-sans.css" | while read -r font; do
    copy "$kern/dist/fonts/$font" "$static/kern/fonts/$font"
done
copy node_modules/htmx.org/dist/htmx.min.js "$static/htmx/htmx.min.js"
copy node_modules/htmx.org/LICENSE "$static/htmx/LICENSE"

for family in noto-sans:NotoSans noto-sans-hebrew:NotoSansHebrew noto-sans-arabic:NotoSansArabic; do
    for weight in 400Regular:Regular 700Bold:Bold; do
        from="$noto/${family%:*}/${weight%:*}/${family#*:}_${weight%:*}.ttf"
        copy "$from" "$fonts/${family#*:}-${weight#*:}.ttf"
    done
    copy "$noto/${family%:*}/LICENSE_FONT" "$fonts/${family#*:}-LICENSE"
done
copy "$noto/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf" "$fonts/NotoSans-Italic.ttf"
cjk=$(.venv/bin/python -c 'import importlib.util as i; print(i.find_spec("noto_cjk_sans_jp_regular").submodule_search_locations[0])')
copy "$cjk/NotoSansCJKjp-Regular.otf" "$fonts/NotoSansCJKjp-Regular.otf"

# Partner cities stand on the pages in their own scripts. Fira Sans lacks some, and not every device has a font
# for them, so a few letters travel along; any other name falls back to the reader's own fonts.
# excerpt FROM TO LETTERS: a web font of just these.
excerpt() {
    mkdir -p "$(dirname "$2")"
    .venv/bin/pyftsubset "$1" --flavor=woff2 --output-file="$2" --unicodes="$3"
}
excerpt "$fonts/NotoSansHebrew-Regular.ttf" "$static/names/hebrew.woff2" U+0590-05FF
# 北 京 東 and the names of the demo world: 吕 秀 英 大 谷 優 子
excerpt "$fonts/NotoSansCJKjp-Regular.otf" "$static/names/cjk.woff2" \
    U+5317,U+4EAC,U+6771,U+5415,U+79C0,U+82F1,U+5927,U+8C37,U+512A,U+5B50
