#!/bin/sh
# A round in a network namespace of its own, which the caller has entered. Tells how many packets
# have left towards nobody, up to and with each step.
# usage: round.sh FOLDER JAVA CLASSPATH FLAGS SPEC
set -eu
folder=$1 java=$2 classpath=$3 flags=$4 spec=$5

# Whoever is not on this machine is behind "out", where nobody is. No IPv6: it talks by itself.
echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6
ip link set lo up
ip link add out type veth peer name nobody
ip addr add 192.0.2.1/24 dev out
ip link set nobody up
ip link set out up
ip neigh add 192.0.2.2 lladdr 02:00:00:00:00:02 dev out
ip route add default via 192.0.2.2
# Names are asked for out there too.
printf 'nameserver 192.0.2.53\noptions timeout:1 attempts:1\n' > "$folder/resolv.conf"
ip neigh add 192.0.2.53 lladdr 02:00:00:00:00:53 dev out
mount --bind "$folder/resolv.conf" /etc/resolv.conf

packets() {
  sed -n 's/^ *out://p' /proc/net/dev | while read -r _ _ _ _ _ _ _ _ _ sent _; do
    echo "packets $1 $sent"
  done
}

packets before
"$java" -cp "$classpath" dev.pushmark.server.Main --port 8080 > "$folder/server.txt" 2>&1 &
server=$!
trap 'kill "$server" 2> /dev/null || true' EXIT
tries=0
until grep -q 'listening on' "$folder/server.txt"; do
  tries=$((tries + 1))
  [ "$tries" -lt 300 ] || { echo 'the server did not start' >&2; exit 1; }
  sleep 0.1
done
# shellcheck disable=SC2086 # flags are several words
timeout 45 "$java" $flags -cp "$classpath" dev.pushmark.scenarios.gatling.Injector "$spec"
packets round
"$java" -cp "$classpath" dev.pushmark.scenarios.gatling.CallOut
packets datagram
"$java" -cp "$classpath" dev.pushmark.scenarios.gatling.CallOut pushmark.example
packets lookup
