#!/bin/sh
# Writes the lists of packages anew; see README.md beside this file.
set -eu
cd "$(dirname "$0")/.."
for tools in run dev bench; do
    case $tools in
        run) extras="" ;;
        dev) extras="--extra dev" ;;
        bench) extras="--extra dev --extra bench" ;;
    esac
    # shellcheck disable=SC2086
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
        --no-header --no-annotate $extras "$@" pyproject.toml requirements/build.in -o requirements/$tools.txt
done
