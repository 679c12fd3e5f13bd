# An office for the journeys: seven keys, a root, a release of the sample on a folder that stands for a stick. Read by them after steps.sh; no
# journey by itself.

keys="$work/keys" repo="$work/repo" source="$work/source" stick="$work/stick" pass="$work/pass"
echo '云川-验收-2026' > "$pass"

# The one key of a post.
key() { ls "$keys/$1"-*.key | head -n 1; }
# Runs a command that wants something said by name; says what the refusal asks for, as somebody who has looked at it would.
confirmed() {
    local said
    said=$("$@" 2>&1) && return 0
    mapfile -t flags < <(grep -o -- '--confirm [^ ）]*' <<< "$said" | sed 's/^--confirm /--confirm=/')
    [ "${#flags[@]}" -gt 0 ] && "$@" "${flags[@]}"
}

# Publishes the source with three signatures and puts it on the stick.
publish() {
    confirmed "$gongkai" bundle create "$source" --out "$repo" "$@" > /dev/null 2>&1 || deviation 'the release was not drafted'
    for post in office deputy chief; do
        confirmed "$gongkai" bundle sign "$repo" --key "$(key $post)" --passphrase-file "$pass" --yes > /dev/null || deviation "not signed by $post"
    done
    "$gongkai" bundle assemble "$repo" --key "$(key packer)" --passphrase-file "$pass" > /dev/null || deviation 'not published'
    "$gongkai" stick prepare "$stick" --repo "$repo" --folder > /dev/null || deviation 'not put on the stick'
}

# An office with seven keys, a root and a first release on the stick.
office() {
    [ -d "$repo" ] && return
    step 'Seven people make their keys, each with a passphrase of their own'
    for post in root root office deputy chief packer receipts; do
        person="${post}-$RANDOM"
        run "$gongkai" keys create "$post" --person "$person" --out "$keys" --passphrase-file "$pass"
        ends_with 0; says '指纹'
    done
    [ "$(stat -c %a "$(key office)")" = 600 ] || deviation 'a private key can be read by others'
    grep -q 'ENCRYPTED PRIVATE KEY' "$(key office)" || deviation 'a private key is not encrypted'

    step 'The root: who may sign what; two keepers put it in force'
    run "$gongkai" root create "$repo" --body 云川县人民政府 "$keys"/*.pub
    ends_with 0
    for keeper in "$keys"/root-*.key; do
        run "$gongkai" root sign "$repo" --key "$keeper" --passphrase-file "$pass" --yes
        ends_with 0
    done
    says '生效'

    step 'The content is checked and drafted'
    cp -r "$root/data/sample" "$source"
    cat > "$source/documents/jz-mingdan.md" <<'DOCUMENT'
+++
title = "云川县临时救助对象公示"
kind = "其他文件"
issuers = ["云川县民政局"]
issued_on = 2026-10-12
mark = "此件公开发布"
topics = ["救助"]
+++

柳桥村赵某甲一户领取临时救助金两千四百元。
DOCUMENT
    run "$gongkai" library check "$source"
    ends_with 0
    run "$gongkai" bundle create "$source" --out "$repo"
    ends_with 0; says '新增'

    step 'Nothing is published before three people have signed'
    for post in office deputy; do
        run "$gongkai" bundle sign "$repo" --key "$(key $post)" --passphrase-file "$pass" --yes
        ends_with 0; says '核对码'; says '还要签'
    done
    run "$gongkai" bundle assemble "$repo" --key "$(key packer)" --passphrase-file "$pass"
    ends_with 1; says 'B-35'; says '主要领导'
    run "$gongkai" bundle sign "$repo" --key "$(key packer)" --passphrase-file "$pass" --yes
    ends_with 1; says 'B-23'
    run bash -c "echo 不同意 | '$gongkai' bundle sign '$repo' --key '$(key chief)' --passphrase-file '$pass'"
    ends_with 1; says '没有签名'
    run "$gongkai" bundle sign "$repo" --key "$(key chief)" --passphrase-file "$pass" --yes
    ends_with 0; says '三个人都签了'
    run "$gongkai" bundle assemble "$repo" --key "$(key packer)" --passphrase-file "$pass"
    ends_with 0; says '第 1 版'
    run "$gongkai" bundle inspect "$repo"
    ends_with 0

    step 'It is put on a stick and read back'
    mkdir -p "$stick"
    run "$gongkai" stick prepare "$stick" --repo "$repo" --folder
    ends_with 0
    cp "$repo/v1/meta/1.root.json" "$work/root.json"
    run "$gongkai" bundle verify "$stick" --root "$work/root.json"
    ends_with 0; says '通过'
}
