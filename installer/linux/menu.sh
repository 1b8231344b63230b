#!/bin/sh
# menu.sh in|away FOLDER: makes known to this user's desktop what is installed in FOLDER, or forgets it again.
# What is made is listed in FOLDER/placed, folders too: exactly that is taken away.
set -eu
readonly folder="$2" list="$2/placed"
readonly data="${XDG_DATA_HOME:-$HOME/.local/share}" programs="$HOME/.local/bin"

# Makes a folder and those above it, and lists those that were not there.
folders() {
    [ -d "$1" ] && return 0
    folders "$(dirname "$1")"
    mkdir "$1"
    printf '%s\n' "$1" >> "$list"
}

# One file for the desktop; where the desktop entry names a program, it gets its full path.
put() {
    folders "$(dirname "$2")"
    case "$1" in
        *.desktop) entry "$1" > "$2" ;;
        *) cp "$1" "$2" ;;
    esac
    printf '%s\n' "$2" >> "$list"
}

# In the key Exec, inside quotes, ", `, $ and \ need a backslash, which the file's own rules double; % is doubled.
entry() {
    quoted="$(printf '%s' "$folder" | sed 's/[\\]/\\\\\\\\/g; s/["`$]/\\\\&/g; s/%/%%/g' | sed 's/[\\&|]/\\&/g')"
    plain="$(printf '%s' "$folder" | sed 's/[\\]/\\\\/g' | sed 's/[\\&|]/\\&/g')"
    sed -e "s|^Exec=\([^ ]*\)|Exec=\"$quoted/\1\"|" -e "s|^TryExec=|TryExec=$plain/|" "$1"
}

link() {
    if [ -e "$programs/$1" ] && [ ! -L "$programs/$1" ]; then
        return 0 # somebody else's
    fi
    folders "$programs"
    ln -sfn "$folder/$1" "$programs/$1"
    printf '%s\n' "$programs/$1" >> "$list"
}

into() {
    rm -f "$list"
    (cd "$folder/share/desktop" && find . -type f | sort) | while read -r file; do
        put "$folder/share/desktop/$file" "$data/${file#./}"
    done
    link modaverse
    link modaverse-desktop
    case ":$PATH:" in
        *":$programs:"*) ;;
        *) echo "The command modaverse is in $programs, which is not in your PATH yet; a new session may find it." ;;
    esac
}

away() {
    [ -f "$list" ] || return 0
    sort -r "$list" | while read -r place; do
        case "$place" in # caches that the desktop made of our files alone
            "$data/mime") [ -d "$data/mime/packages" ] || rm -rf "$data/mime" ;;
            "$data/applications") [ "$(ls "$place" 2> /dev/null)" != mimeinfo.cache ] || rm -f "$place/mimeinfo.cache" ;;
        esac
        if [ -d "$place" ] && [ ! -L "$place" ]; then
            rmdir "$place" 2> /dev/null || true # others put something there
        else
            rm -f "$place"
        fi
    done
}

refresh() {
    command -v update-desktop-database > /dev/null && update-desktop-database -q "$data/applications" 2> /dev/null
    command -v update-mime-database > /dev/null && [ -d "$data/mime/packages" ] \
        && update-mime-database "$data/mime" 2> /dev/null
    return 0
}

refresh_what_is_left() {
    [ ! -d "$data/mime/packages" ] || refresh
}

case "$1" in
    in) into && refresh ;;
    away) away && refresh_what_is_left ;;
esac
