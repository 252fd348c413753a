#!/usr/bin/env bash
# Install what the tests use beside Python: headless Chromium (the page); rapper and serdi (Turtle parsers that others
# wrote), roqet (a SPARQL engine that others wrote) and, where there is npm, the TypeScript compiler that checks the
# page's scripts.
set -euo pipefail

here="$(dirname "$0")"
if [ -x "$here/node_modules/.bin/tsc" ]; then
    echo "tsc is there"
elif command -v npm >/dev/null; then
    echo "installing typescript"
    npm ci --prefix "$here" --silent --no-fund --no-audit
else
    echo "there is no npm: the types of the page's scripts go unchecked" >&2
fi

missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
command -v rapper >/dev/null || missing+=(raptor2-utils)
command -v serdi >/dev/null || missing+=(serdi)
command -v roqet >/dev/null || missing+=(rasqal-utils)
if [ ${#missing[@]} -eq 0 ]; then
    echo "chromium, rapper, serdi and roqet are there"
    exit 0
fi

if ! command -v apt-get >/dev/null; then
    echo "install these with your package manager, then run this again: ${missing[*]}" >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "run this as root, or install: ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
fi
echo "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
