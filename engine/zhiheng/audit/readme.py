"""What a bundle gives the outsider who opens it: words in Chinese and English, and a script."""

from pathlib import Path

SCRIPT = Path(__file__).with_name("verify.sh").read_bytes()
"""Verifies the bundle with openssl, sha256sum and xxd."""

README = """\
制衡 证据包 / zhiheng evidence bundle

一、内容
entries.jsonl  日志条目原文，一行一条，按流分组，编号递增；字节与入库时完全相同，不得重新排版。
heads.json     每个流从第几行开始、共几条、其前一条的哈希 prev、最后一条的哈希 head。
documents/     条目以摘要引用的文件，文件名就是其 SHA-256。
checkpoint.txt 日志的检查点：日志名、条数、根，日志的签名，见证方的副署。
keys.txt       签名所用的公钥。请与公布的比对：能改全部文件的人也能改它。
leaves.txt     每行条目是日志的第几片叶、其哈希；“-”为尚未封存。
proof.txt      从这些叶算到根还缺的哈希。四个文件同有同无，早先的包没有。
verify.sh      核对用的脚本。请用您自己另行得到的一份。
每条的哈希 = SHA-256(一个零字节 + 该行去掉换行)，即 RFC 9162 的叶哈希；
下一条的 "prev" 就是它，最后一条的哈希就是 heads.json 中的 head。
head 须与您另行得到的（回执、见证方、公示）核对：能改全部文件的人也能改 heads.json。

二、只用 sha256sum 核对
第 N 行的哈希：
  { printf '\\000'; sed -n 'Np' entries.jsonl | tr -d '\\n'; } | sha256sum
文件：
  cd documents && for f in *; do echo "$f  $f"; done | sha256sum -c

三、用脚本核对（openssl、sha256sum、xxd）
  sh verify.sh 本目录 日志公钥 见证方公钥

四、用程序核对（离线）
  python -m zhiheng.audit 本目录或压缩包 --key 日志公钥 --witness 见证方公钥


1. What is in it
entries.jsonl  the raw entries of the log, one a line, grouped by stream, numbers ascending;
               the very bytes that were stored: do not reformat them.
heads.json     where each stream begins, how many entries it has, the hash before its first
               (prev) and the hash of its last (head).
documents/     the files that entries name by digest; each is named by its SHA-256.
checkpoint.txt the log's checkpoint: its name, size and root, its signature, the witnesses' ones.
keys.txt       the public keys. Compare them with published ones: who can change every file can
               change this one too.
leaves.txt     for each line its index among the log's leaves and its hash; "-": not yet sealed.
proof.txt      the hashes that lead from these leaves to the root. All four or, of old, none.
verify.sh      a script that verifies the bundle. Use a copy that you had from elsewhere.
The hash of an entry = SHA-256(one zero byte, then the line without its line break), which is
the leaf hash of RFC 9162; it is the "prev" of the next entry, and for the last one the head.
Compare the head with one you had from elsewhere (a receipt, the witness, the published one):
who can change every file can change heads.json too.

2. To check with sha256sum alone
The hash of line N:
  { printf '\\000'; sed -n 'Np' entries.jsonl | tr -d '\\n'; } | sha256sum
The documents:
  cd documents && for f in *; do echo "$f  $f"; done | sha256sum -c

3. To check with a script (openssl, sha256sum, xxd)
  sh verify.sh THIS-FOLDER LOG-KEY WITNESS-KEY

4. To check with our program, offline
  python -m zhiheng.audit THIS-FOLDER-OR-ZIP --key LOG-KEY --witness WITNESS-KEY
"""
