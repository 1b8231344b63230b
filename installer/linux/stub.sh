#!/bin/sh
# ModaVerse @VERSION@ for this user, without root: `sh FILE.run --help`. After the last line follow zstd and a tar.
# Not makeself: that unpacks into a temporary folder and copies, which takes twice the room and can leave half a program.
set -eu
readonly version="@VERSION@" app="@APP@" machine="@MACHINE@" least_glibc="@GLIBC@"
readonly offset=@OFFSET@ tool=@TOOL_SIZE@ size=@SIZE@ digest="@SHA256@" unpacked_kb=@UNPACKED_KB@

target=""
forced=""
quiet=""
checking=""
new=""
made=""
lock=""

say() { [ -n "$quiet" ] || printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

usage() {
    cat << END
Installs ModaVerse $version for you alone; no root, no network.

  sh $(basename "$0") [--target FOLDER] [--force] [--quiet] [--check]

  --target FOLDER  where it goes (default: ~/.local/lib/$app)
  --force          also over a newer version
  --check          only look whether this file is whole
  --quiet          say nothing but errors
To remove it: FOLDER/uninstall.sh [--purge]
END
}

words() {
    while [ $# -gt 0 ]; do
        case "$1" in
            --target) [ $# -gt 1 ] || fail "--target needs a folder"; target="$2"; shift ;;
            --force) forced=yes ;;
            --quiet) quiet=yes ;;
            --check) checking=yes ;;
            --version) echo "$version"; exit 0 ;;
            -h | --help) usage; exit 0 ;;
            *) fail "$1 is not known here." "See: sh $(basename "$0") --help" ;;
        esac
        shift
    done
}

payload() { tail -c "+$((offset + ${1:-0}))" "$0"; }

whole() {
    have="$(wc -c < "$0")"
    want=$((offset - 1 + size))
    [ "$have" -eq "$want" ] || fail "This file is not whole: it has $have bytes and should have $want." "Copy it again."
    say "Checking this file"
    [ "$(payload | sha256sum | cut -c 1-64)" = "$digest" ] \
        || fail "This file is damaged: its checksum is not the one it was made with." "Copy it again."
}

# newer A B: whether version A is above version B.
newer() { [ "$1" != "$2" ] && [ "$(printf '%s\n' "$1" "$2" | sort -V | tail -n 1)" = "$1" ]; }

suits() {
    [ "$(uname -s) $(uname -m)" = "Linux $machine" ] || fail "This is for Linux on $machine; here is $(uname -sm)."
    glibc="$(getconf GNU_LIBC_VERSION 2> /dev/null | cut -d ' ' -f 2)" || glibc=""
    [ -n "$glibc" ] || fail "This system has no glibc, which ModaVerse needs (version $least_glibc or newer)."
    ! newer "$least_glibc" "$glibc" || fail "This system's glibc is $glibc, and ModaVerse needs $least_glibc or newer." \
        "Debian 12, Ubuntu 24.04, Fedora 38 and later have it."
}

# Whatever happens: nothing of an installation that did not come to its end.
leave() {
    [ -z "$new" ] || rm -rf "$new"
    [ -z "$lock" ] || rm -f "$lock"
    [ -z "$made" ] || rmdir "$made" 2> /dev/null || true
}

place() {
    if [ -z "$target" ]; then
        [ -n "${HOME:-}" ] || fail "There is no home folder: say where with --target FOLDER."
        target="$HOME/.local/lib/$app"
    fi
    case "$target" in /*) ;; *) target="$PWD/$target" ;; esac
    parent="$(dirname "$target")"
    trap leave EXIT
    [ -d "$parent" ] || made="$parent"
    mkdir -p "$parent" 2> /dev/null || fail "The folder $parent cannot be made: is the disk read-only?" \
        "Say another place with --target FOLDER."
    new="$parent/.$app.new.$$"
    mkdir "$new" 2> /dev/null || { new=""; fail "Nothing can be written in $parent: is the disk read-only?" \
        "Say another place with --target FOLDER."; }
    trap 'exit 130' INT TERM HUP
    free="$(df -k --output=avail "$parent" | tail -n 1)"
    [ "$free" -gt "$unpacked_kb" ] || fail "There is too little room in $parent:" \
        "$((unpacked_kb / 1024)) MB are needed and $((free / 1024)) MB are free." "Say another place with --target FOLDER."
}

alone() {
    exec 9> "$parent/.$app.lock"
    ! command -v flock > /dev/null || flock -n 9 || fail "Another installation is going on in $parent."
    lock="$parent/.$app.lock"
    ! stays_running || fail "ModaVerse is running. Close it, then repeat this."
}

# A window that was just closed takes its model process with it, but for a moment.
stays_running() {
    for _ in 1 2 3 4 5; do
        # shellcheck disable=SC2012
        ls -l /proc/[0-9]*/exe 2> /dev/null | grep -qF -e "-> $target/" || return 1
        sleep 1
    done
}

earlier() {
    [ -e "$target" ] || return 0
    [ -f "$target/version" ] || fail "$target is there and is not ModaVerse." "Say another place with --target FOLDER."
    there="$(cat "$target/version")"
    if newer "$there" "$version" && [ -z "$forced" ]; then
        fail "ModaVerse $there is installed, which is newer than $version. Nothing was changed." \
            "To go back all the same: --force. An older version may not read your newest history."
    fi
    say "Replacing ModaVerse $there; your settings, history and models stay."
}

unpack() {
    say "Unpacking into $target"
    mkdir "$new/.tool"
    payload | head -c "$tool" | tar -x -C "$new/.tool"
    { payload "$tool" | LD_LIBRARY_PATH="$new/.tool" "$new/.tool/zstd" -dcq --long=27 && : > "$new/.whole"; } 2> "$new/.problem" \
        | tar -x -C "$new" 2>> "$new/.problem" && [ -e "$new/.whole" ] || fail "It could not be unpacked: $(tail -n 1 "$new/.problem")" \
        "Nothing was changed."
    rm -rf "$new/.problem" "$new/.whole" "$new/.tool"
    told="$("$new/modaverse" --version 2>&1)" || fail "It does not run on this system:" "$told" "Nothing was changed."
}

swap() {
    old="$parent/.$app.old.$$"
    if [ -e "$target" ]; then
        "$target/share/menu.sh" away "$target" || true
        mv "$target" "$old"
    fi
    mv "$new" "$target" || { [ ! -e "$old" ] || mv "$old" "$target"; fail "It could not be put into $target."; }
    rm -rf "$old"
    "$target/share/menu.sh" in "$target" || say "The menu entry could not be made; the program itself is installed."
}

words "$@"
if [ -n "$checking" ]; then
    whole
    say "This file is whole."
    exit 0
fi
suits
place
alone
earlier
whole
unpack
swap
say "ModaVerse $version is installed: find it in the menu, or start $target/$app"
"$target/share/missing.sh" "$target"
exit 0
