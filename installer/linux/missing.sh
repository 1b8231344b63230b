#!/bin/sh
# missing.sh FOLDER: which of the system's libraries the window needs and does not find, with their Debian packages.
set -eu
readonly folder="$1"
command -v ldd > /dev/null || exit 0
cd "$folder/_internal" 2> /dev/null || exit 0
missing="$(LD_LIBRARY_PATH="$PWD" ldd PySide6/Qt/plugins/platforms/libqxcb.so \
    PySide6/Qt/plugins/multimedia/*.so 2> /dev/null | sed -n 's/^\t\(.*\) => not found.*/\1/p' | sort -u)"
[ -n "$missing" ] || exit 0
echo "The command line works. For the window, this system lacks:"
for name in $missing; do
    package="$(sed -n "s/^$name //p" "$folder/share/system-libraries")"
    echo "    $name${package:+  (Debian and Ubuntu: $package)}"
done
