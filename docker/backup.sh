#!/bin/sh
# usage: backup.sh DATA BACKUP: writes the database and the files of a host into a new directory below BACKUP. The host may
# run. Files are only ever added, so files that are taken after the database hold all that it refers to. The usual variables
# of PostgreSQL (PGHOST, PGUSER, PGDATABASE) name the database; PGPASSWORD_FILE holds its password.
set -eu
umask 077
data=$1
backup=$2
[ -d "$data/repository" ] || { echo "$data is no data directory of the host: it has no repository/" >&2; exit 1; }
if [ -n "${PGPASSWORD_FILE:-}" ]; then
  PGPASSWORD=$(cat "$PGPASSWORD_FILE")
  export PGPASSWORD
fi
name=heliograph-$(date -u +%Y%m%dT%H%M%SZ)
unfinished=$backup/.$name.unfinished
# What was not finished is no backup, and is not named like one.
trap 'rm -rf "$unfinished"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$unfinished"

pg_dump --format=custom --file="$unfinished/database.dump"
# The index is made anew from the database, renditions from their originals.
code=0
tar -C "$data" -czf "$unfinished/data.tar.gz" \
  --exclude=./index --exclude='./index-*' --exclude=./repository/index-stamp --exclude='./repository/index-*-stamp' \
  --exclude=./repository/.lock --exclude=./http --exclude=./transfer \
  --exclude=./media/temporary --exclude=./media/renditions . || code=$?
# 1: a file changed while it was read, such as the log that the host writes on.
[ "$code" -le 1 ] || exit "$code"
pg_restore --list "$unfinished/database.dump" >/dev/null
tar -tzf "$unfinished/data.tar.gz" >/dev/null
(cd "$unfinished" && sha256sum database.dump data.tar.gz >SHA256SUMS)

mv "$unfinished" "$backup/$name"
echo "$backup/$name"
