#!/bin/sh
# What the tests need beyond Python: a browser, PostgreSQL, Redis and fonts.
# As root on Debian it installs what is missing; elsewhere it says what to install.
missing=""
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v redis-server >/dev/null 2>&1 || missing="$missing redis-server"
[ -z "$missing" ] && exit 0
packages="$missing fonts-liberation fonts-noto-core"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests:$missing"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
    exit $?
fi
echo "The tests leave out what needs:$missing"
echo "On Debian or Ubuntu: sudo apt-get install$packages"
exit 0
