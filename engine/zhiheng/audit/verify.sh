#!/bin/sh
# 核对证据包，只用 openssl（3.0 起）、sha256sum、xxd 和 coreutils / verify a bundle with nothing else.
#   sh verify.sh [FOLDER [LOG-KEY [WITNESS-KEY]...]]
# 公钥应取自公布处；不给则用包内 keys.txt / keys should be the published ones; else those of keys.txt.
# 0 完好 fine, 1 有误 not fine, 2 读不了 unreadable. The format: docs/audit-format.md.
set -u
LC_ALL=C
export LC_ALL
dir=${1:-.}
[ $# -gt 0 ] && shift
case $dir in -*) dir=./$dir ;; esac
bad=0
zeros=0000000000000000000000000000000000000000000000000000000000000000
# What comes from the bundle is not to steer a terminal.
tell() { printf '%s\n' "$*" | tr -d '\000-\011\013-\037\177'; }
say() { tell "$*"; bad=1; }
stop() { tell "$*"; exit 2; }
t=$(mktemp -d) || exit 2
trap 'rm -rf "$t"' EXIT
mkdir "$t/in"
for f in entries.jsonl heads.json; do [ -f "$dir/$f" ] || stop "缺少 missing: $f"; done

# A file is lines without control characters, each ended; a shell would read others wrongly.
lines_only() {
  [ "$(tr -d '\000-\011\013-\037' < "$1" | wc -c)" -eq "$(wc -c < "$1")" ] &&
    { [ ! -s "$1" ] || [ -z "$(tail -c 1 "$1")" ]; }
}
# SHA-256 of each file that waits in $t/in, one a line, in the order of their names.
hash_in() {
  for f in "$t"/in/*; do [ -f "$f" ] && { sha256sum "$t"/in/* | cut -c1-64; rm -f "$t"/in/*; }; return 0; done
}
# Hex on stdin, of lines of $1 bytes each: the SHA-256 of each.
hash_hex() {
  xxd -r -p > "$t/raw"
  rm -f "$t"/part.*
  [ -s "$t/raw" ] && split -b $((1024 * $1)) -a 5 "$t/raw" "$t/part."
  for p in "$t"/part.*; do
    [ -f "$p" ] && { split -b "$1" -a 3 "$p" "$t/in/"; hash_in; }
  done
}
is_hash() { case $1 in *[!0-9a-f]*) return 1 ;; esac; [ ${#1} -eq 64 ]; }
is_number() { case $1 in 0) ;; ''|0*|*[!0-9]*) return 1 ;; esac; [ ${#1} -le 18 ]; }

# 1. The hash of each line: SHA-256 of a zero byte and the line.
lines_only "$dir/entries.jsonl" || say "entries.jsonl 含控制字符或末行缺换行 / control characters, or no last line break"
i=1000000000
: > "$t/hashes"
while IFS= read -r line; do
  { printf '\000'; printf '%s' "$line"; } > "$t/in/$i"
  i=$((i + 1))
  [ $((i % 1024)) -eq 0 ] && hash_in >> "$t/hashes"
done < "$dir/entries.jsonl"
hash_in >> "$t/hashes"

# 2. The heads say where each stream lies; each line names the hash of the one before.
lines_only "$dir/heads.json" || say "heads.json 有误 / is wrong"
: > "$t/heads"
first= from= count= prev= stream=
while IFS= read -r line; do
  case $line in
    '  "stream": "'*'",') v=${line#*: \"}; stream=${v%\",} ;;
    '  "first_line": '*) v=${line#*: }; first=${v%,} ;;
    '  "from_n": '*) v=${line#*: }; from=${v%,} ;;
    '  "count": '*) v=${line#*: }; count=${v%,} ;;
    '  "prev": "'*) v=${line#*: \"}; prev=${v%\",} ;;
    '  "head": "'*) v=${line#*: \"}; printf '%s\n' "$first" "$from" "$count" "$prev" "${v%\"}" "$stream" >> "$t/heads" ;;
  esac
done < "$dir/heads.json"
# Written again from what was read, it must be the same.
comma=
while IFS= read -r first; do
  IFS= read -r from; IFS= read -r count; IFS= read -r prev; IFS= read -r head; IFS= read -r stream
  printf '%s\n {\n  "stream": "%s",\n  "first_line": %s,\n  "from_n": %s,\n' "$comma" "$stream" "$first" "$from"
  printf '  "count": %s,\n  "prev": "%s",\n  "head": "%s"\n }' "$count" "$prev" "$head"
  comma=,
done < "$t/heads" > "$t/again"
[ -s "$t/again" ] && printf '\n' >> "$t/again"
{ printf '['; cat "$t/again"; printf ']\n'; } > "$t/heads.json"
[ "$(sha256sum < "$t/heads.json")" = "$(sha256sum < "$dir/heads.json")" ] || say "heads.json 有误 / is wrong"
n=0
exec 3< "$dir/entries.jsonl" 4< "$t/hashes"
while IFS= read -r first; do
  IFS= read -r from; IFS= read -r count; IFS= read -r prev; IFS= read -r head; IFS= read -r stream
  is_number "$first" && is_number "$from" && is_number "$count" && is_hash "$prev" && is_hash "$head" ||
    stop "heads.json 有误 / is wrong"
  [ "$first" -eq $((n + 1)) ] || say "heads.json: $stream 的位置不对 / does not begin at line $first"
  case $from:$prev in 1:$zeros) ;; 1:*|*:$zeros) say "heads.json: $stream" ;; esac
  last=$((n + count))
  while [ $n -lt $last ]; do
    n=$((n + 1))
    IFS= read -r line <&3 && read -r hash <&4 || { say "缺第 $n 行 / line $n is missing"; break 2; }
    rest=${line##*\"prev\":\"}
    before=${line%\"prev\":\"*}
    of=${rest##*\"stream\":\"}
    [ "${rest%%\"*}" = "$prev" ] || say "第 $n 行与前一条不符 / line $n does not follow the one before"
    [ "${of%%\"*}" = "$stream" ] || say "第 $n 行不属于 $stream / line $n is not of that stream"
    case $before in *"\"n\":$from,") ;; *) say "第 $n 行的编号不是 $from / line $n is not number $from" ;; esac
    prev=$hash
    from=$((from + 1))
  done
  [ "$prev" = "$head" ] || say "第 $n 行与流末记载不符 / line $n is not the head of $stream"
done < "$t/heads"
IFS= read -r line <&3 && say "第 $((n + 1)) 行不属于任何流 / line $((n + 1)) belongs to no stream"

# 3. Each document is named by its SHA-256.
docs=0
for f in "$dir"/documents/* "$dir"/documents/.[!.]*; do
  [ -e "$f" ] || continue
  docs=$((docs + 1))
  sum=$(sha256sum < "$f") || stop "$f"
  [ "${sum%% *}" = "${f##*/}" ] || say "材料 ${f##*/} 与其摘要不符 / is not what its digest says"
done

# 4. A checkpoint vouches for the lines.
have=0
for f in checkpoint.txt keys.txt leaves.txt proof.txt; do [ -f "$dir/$f" ] && have=$((have + 1)); done
if [ $have -eq 0 ]; then
  [ $# -eq 0 ] || say "包内没有检查点 / no checkpoint came with the bundle"
  echo "没有检查点为这些条目作证 / no checkpoint vouches for these lines"
else
  [ $have -eq 4 ] || stop "缺少检查点的文件 / a file of the checkpoint is missing"
  for f in keys.txt leaves.txt proof.txt; do lines_only "$dir/$f" || say "$f 有误 / is wrong"; done
  [ "$(sort -u "$dir/keys.txt" | sha256sum)" = "$(sha256sum < "$dir/keys.txt")" ] || say "keys.txt 有误 / is wrong"
  lines_only "$dir/checkpoint.txt" || say "checkpoint.txt 有误 / is wrong"

  # 4a. From the leaves to the root, level by level.
  exec 5< "$dir/checkpoint.txt"
  IFS= read -r origin <&5; IFS= read -r size <&5; IFS= read -r root64 <&5; IFS= read -r blank <&5
  is_number "$size" && [ -n "$origin" ] && [ -z "$blank" ] || stop "checkpoint.txt 有误 / is wrong"
  root=$(printf '%s' "$root64" | base64 -d 2> /dev/null | xxd -p -c 64)
  [ "$(printf '%s' "$root" | xxd -r -p | base64 -w 0)" = "$root64" ] && is_hash "$root" || say "检查点的根有误 / wrong root"
  : > "$t/row"
  k=0 open=0
  exec 3< "$dir/leaves.txt" 4< "$t/hashes"
  while read -r hash <&4; do
    k=$((k + 1))
    IFS= read -r leaf <&3 || { say "leaves.txt 缺第 $k 行 / line $k is missing"; break; }
    [ "$leaf" = - ] && { open=$((open + 1)); continue; }
    at=${leaf%% *}
    is_number "$at" && is_hash "${leaf#* }" || stop "leaves.txt:$k"
    [ "${leaf#* }" = "$hash" ] || say "第 $k 行不是封存时的那一条 / line $k is not the one that was sealed"
    [ "$at" -lt "$size" ] || say "leaves.txt:$k"
    printf '%s\n' "$leaf" >> "$t/row"
  done
  IFS= read -r leaf <&3 && say "leaves.txt 多出一行 / one line too many"
  sort -n "$t/row" > "$t/level"
  last=-1
  while read -r at hash; do
    [ "$at" -gt $last ] || say "叶 $at 重复 / leaf $at stands twice"
    last=$at
  done < "$t/level"
  exec 6< "$dir/proof.txt"
  width=$size
  sibling() { IFS= read -r other <&6 && is_hash "$other" || { say "proof.txt 太短或有误 / too short, or wrong"; other=$zeros; }; }
  [ -s "$t/level" ] && [ $bad -eq 0 ] && while [ "$width" -gt 1 ]; do
    : > "$t/places"; : > "$t/pairs"; : > "$t/alone"
    left=
    while read -r at hash; do
      if [ -n "$left" ]; then
        if [ "$at" -eq $((place + 1)) ]; then
          printf '%s\n' $((place / 2)) >> "$t/places"; printf '01%s%s\n' "$left" "$hash" >> "$t/pairs"
          left=; continue
        fi
        sibling
        printf '%s\n' $((place / 2)) >> "$t/places"; printf '01%s%s\n' "$left" "$other" >> "$t/pairs"
        left=
      fi
      if [ $((at % 2)) -eq 1 ]; then
        sibling
        printf '%s\n' $((at / 2)) >> "$t/places"; printf '01%s%s\n' "$other" "$hash" >> "$t/pairs"
      else
        left=$hash place=$at
      fi
    done < "$t/level"
    if [ -n "$left" ]; then
      if [ $((place + 1)) -eq "$width" ]; then
        printf '%s %s\n' $((place / 2)) "$left" > "$t/alone"
      else
        sibling
        printf '%s\n' $((place / 2)) >> "$t/places"; printf '01%s%s\n' "$left" "$other" >> "$t/pairs"
      fi
    fi
    hash_hex 65 < "$t/pairs" > "$t/sums"
    { paste -d ' ' "$t/places" "$t/sums"; cat "$t/alone"; } > "$t/level"
    width=$(((width + 1) / 2))
  done
  if [ $bad -eq 0 ]; then
    IFS= read -r other <&6 && say "proof.txt 太长 / too long"
    if [ -s "$t/level" ]; then
      read -r at hash < "$t/level"
      [ "$hash" = "$root" ] || say "各行与检查点的根不符 / the lines do not lead to the root of the checkpoint"
    fi
  fi

  # 4b. Who has signed: the log itself, and witnesses.
  printf '%s\n%s\n%s\n' "$origin" "$size" "$root64" > "$t/text"
  : > "$t/signatures"
  signatures=0
  while IFS= read -r line <&5; do
    signatures=$((signatures + 1))
    v=${line#— }
    sig=${v#* }
    case $line in "— "*" "*) ;; *) say "checkpoint.txt 的签名行有误 / a line of a signature is wrong" ;; esac
    [ "$(printf '%s' "$sig" | base64 -d 2> /dev/null | base64 -w 0)" = "$sig" ] || say "checkpoint.txt: base64"
    printf '%s\n' "$line" >> "$t/signatures"
  done
  [ "$(sort -u "$t/signatures" | wc -l)" -eq $signatures ] || say "checkpoint.txt: 签名重复 / a signature stands twice"
  [ $signatures -gt 0 ] || say "checkpoint.txt 没有签名 / is not signed"
  # $1 a key, $2 its kind, 01 or 04: whether it is one. Sets name, id, key.
  is_key() {
    name=${1%%+*} v=${1#*+}
    id=${v%%+*} key=$(printf '%s' "${v#*+}" | base64 -d 2> /dev/null | xxd -p -c 64)
    [ "$(printf '%s' "$key" | xxd -r -p | base64 -w 0)" = "${v#*+}" ] && [ ${#key} -eq 66 ] && [ "${key%"${key#??}"}" = "$2" ] || return 1
    sum=$({ printf '%s\n' "$name"; printf '%s' "$key" | xxd -r -p; } | sha256sum)
    [ "${sum%"${sum#????????}"}" = "$id" ]
  }
  # $3 digits of a signature: 0 signed, 1 wrongly signed, 2 not signed by this key.
  signed() {
    is_key "$1" "$2" || return 1
    printf '302a300506032b6570032100%s' "${key#??}" | xxd -r -p > "$t/key"
    while IFS= read -r line; do
      v=${line#— }
      hex=$(printf '%s' "${v#* }" | base64 -d 2> /dev/null | xxd -p -c 256)
      [ "${v%% *}" = "$name" ] && [ "${hex%"${hex#????????}"}" = "$id" ] || continue
      hex=${hex#????????}
      [ ${#hex} -eq $3 ] || return 1
      cp "$t/text" "$t/message"
      if [ "$2" = 04 ]; then
        seconds=$((0x${hex%"${hex#????????????????}"}))
        hex=${hex#????????????????}
        { printf 'cosignature/v1\ntime %s\n' "$seconds"; cat "$t/text"; } > "$t/message"
      fi
      printf '%s' "$hex" | xxd -r -p > "$t/signature"
      openssl pkeyutl -verify -pubin -keyform DER -inkey "$t/key" -rawin -in "$t/message" -sigfile "$t/signature" > /dev/null 2>&1
      return $?
    done < "$t/signatures"
    return 2
  }
  [ $# -gt 0 ] && { printf 'log %s\n' "$1"; shift; for k in "$@"; do printf 'witness %s\n' "$k"; done; } > "$t/keys"
  if [ -f "$t/keys" ]; then
    while read -r kind word; do
      case $kind in log) is_key "$word" 01 || say "keys.txt 有误 / is wrong" ;; *) printf '%s %s\n' "$kind" "$word" >> "$t/keys" ;; esac
    done < "$dir/keys.txt"
  else
    cp "$dir/keys.txt" "$t/keys"
    echo "公钥取自包内，请与公布的比对 / the keys came with the bundle; compare them with published ones:"
    tell "$(cat "$t/keys")"
  fi
  sort -u "$t/keys" > "$t/all"
  by_log=0
  while IFS= read -r line; do
    kind=${line%% *} key=${line#* }
    case $kind in log) code='01 128' ;; witness) code='04 144' ;; *) say "keys.txt: $kind"; continue ;; esac
    [ "$kind" = log ] && [ "${key%%+*}" != "$origin" ] && say "密钥不是本日志的 / the key is of another log: ${key%%+*}"
    signed "$key" $code
    case $kind$? in
      log0) by_log=1; tell "日志已签 / signed by the log: $name" ;;
      log2) ;;
      log*) say "检查点的签名不对 / the checkpoint is wrongly signed: $name" ;;
      witness0) tell "见证方 $name 于 $seconds（Unix 秒）见过 / seen by the witness then" ;;
      *) say "见证方没有副署 / not cosigned by $name" ;;
    esac
  done < "$t/all"
  [ $by_log -eq 1 ] || say "检查点没有可信密钥的签名 / no trusted key has signed the checkpoint"
  tell "检查点 checkpoint: $origin $size；未封存 not yet sealed: $open 条 lines"
fi
[ $bad -eq 0 ] && echo "完好 fine: $(wc -l < "$t/hashes") 条 lines, $docs 份材料 documents"
exit $bad
