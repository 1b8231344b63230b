#!/bin/sh
# Removes what was installed; your pictures, settings, history and models stay. --purge asks, and removes also the latter.
set -eu

say_where() {
    printf '%s\n' "$config" "$data" "$cache" | while read -r place; do
        [ ! -d "$place" ] || printf '    %s  %s\n' "$(du -sh "$place" | cut -f 1)" "$place"
    done
}

purge() {
    home="${HOME:?}"
    config="${XDG_CONFIG_HOME:-$home/.config}/modaverse-desktop"
    data="${XDG_DATA_HOME:-$home/.local/share}/modaverse-desktop"
    cache="${XDG_CACHE_HOME:-$home/.cache}/modaverse-desktop"
    [ -n "$(say_where)" ] || return 0
    echo "Your settings, history, drafts and added models:"
    say_where
    printf 'Remove them for good? What you made, for example in %s/ModaVerse, stays. [y/N] ' "$home"
    read -r answer || answer=""
    case "$answer" in
        y | Y | yes) rm -rf "$config" "$data" "$cache"; echo "Removed." ;;
        *) echo "They stay." ;;
    esac
}

# A window that was just closed takes its model process with it, but for a moment.
stays_running() {
    for _ in 1 2 3 4 5; do
        # shellcheck disable=SC2012
        ls -l /proc/[0-9]*/exe 2> /dev/null | grep -qF -e "-> $folder/" || return 1
        sleep 1
    done
}

main() {
    case "${1:-}" in
        "" | --purge | --data-only) ;;
        *) echo "uninstall.sh [--purge]: removes ModaVerse; with --purge also settings, history and models, if you say yes"
            exit 2 ;;
    esac
    folder="$(cd "$(dirname "$0")" && pwd)"
    if [ "${1:-}" != --data-only ] && stays_running; then
        echo "ModaVerse is running. Close it, then repeat this." >&2
        exit 1
    fi
    [ -z "${1:-}" ] || purge
    [ "${1:-}" != --data-only ] || exit 0
    [ -f "$folder/version" ] || { echo "$folder is not an installation of ModaVerse" >&2; exit 1; }
    [ -w "$(dirname "$folder")" ] || { echo "$folder cannot be removed by you; use: sudo apt remove modaverse-desktop" >&2
        exit 1; }
    "$folder/share/menu.sh" away "$folder"
    rm -rf "$folder"
    # the folders above it, if they are as good as gone: they came with the installation
    [ "$folder" != "${HOME:-}/.local/lib/modaverse-desktop" ] || rmdir "$HOME/.local/lib" "$HOME/.local" 2> /dev/null || true
    echo "ModaVerse was removed."
    exit 0
}

main "$@"
