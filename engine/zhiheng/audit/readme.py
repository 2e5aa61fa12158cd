"""What a bundle tells the outsider who opens it, in Chinese and in English."""

README = """\
制衡 证据包 / zhiheng evidence bundle

一、内容
entries.jsonl  日志条目原文，一行一条，按流分组，编号递增；字节与入库时完全相同，不得重新排版。
heads.json     每个流从第几行开始、共几条、其前一条的哈希 prev、最后一条的哈希 head。
documents/     条目以摘要引用的文件，文件名就是其 SHA-256。
每条的哈希 = SHA-256(一个零字节 + 该行去掉换行)，即 RFC 9162 的叶哈希；
下一条的 "prev" 就是它，最后一条的哈希就是 heads.json 中的 head。
head 须与您另行得到的（回执、见证方、公示）核对：能改全部文件的人也能改 heads.json。

二、只用 sha256sum 核对
第 N 行的哈希：
  { printf '\\000'; sed -n 'Np' entries.jsonl | tr -d '\\n'; } | sha256sum
文件：
  cd documents && for f in *; do echo "$f  $f"; done | sha256sum -c

三、用程序核对（离线）
  python -m zhiheng.audit 本目录或压缩包


1. What is in it
entries.jsonl  the raw entries of the log, one a line, grouped by stream, numbers ascending;
               the very bytes that were stored: do not reformat them.
heads.json     where each stream begins, how many entries it has, the hash before its first
               (prev) and the hash of its last (head).
documents/     the files that entries name by digest; each is named by its SHA-256.
The hash of an entry = SHA-256(one zero byte, then the line without its line break), which is
the leaf hash of RFC 9162; it is the "prev" of the next entry, and for the last one the head.
Compare the head with one you had from elsewhere (a receipt, the witness, the published one):
who can change every file can change heads.json too.

2. To check with sha256sum alone
The hash of line N:
  { printf '\\000'; sed -n 'Np' entries.jsonl | tr -d '\\n'; } | sha256sum
The documents:
  cd documents && for f in *; do echo "$f  $f"; done | sha256sum -c

3. To check with our program, offline
  python -m zhiheng.audit THIS-FOLDER-OR-ZIP
"""
