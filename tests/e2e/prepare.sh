#!/bin/sh
# Make sure of the programs that the end-to-end tests use and that no Python package brings: a browser to look through
# and LibreOffice to print with. What is there is used; as root on Debian or Ubuntu what is missing is installed.
set -eu

need() {
  package=$1
  name=$2
  shift 2
  for program in "$@"; do
    if command -v "$program" >/dev/null 2>&1; then return; fi
  done
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The end-to-end tests need $name. Please install it, so that one of these is found: $*." >&2
    exit 1
  fi
  echo "Installing $package."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$package" >/dev/null
}

need chromium "Chromium or Chrome" chromium chromium-browser google-chrome google-chrome-stable
need libreoffice-calc "LibreOffice" soffice libreoffice
