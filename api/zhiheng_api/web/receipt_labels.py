"""The words of the receipts."""

RECEIPTS: dict[str, tuple[str, str]] = {
    "receipts": ("查回执", "Receipts"),
    "receipt_long": ("日志回执", "Receipt of an entry of the log"),
    "receipt_number": ("条目编号", "Entry"),
    "receipt_hash": ("条目哈希（SHA-256）", "Hash of the entry (SHA-256)"),
    "receipt_place": ("在日志中的位置", "Place in the log"),
    "receipt_of": ("条，共", "of"),
    "receipt_covered": ("覆盖它的检查点", "Checkpoint that covers it"),
    "receipt_seen": ("见证签名", "Cosignatures of witnesses"),
    "receipt_waits": (
        "尚未封存。正常情况下约一秒内封存，请刷新本页；一直如此的，请核对哈希。",
        "Not sealed yet. It will be within about a second: reload. If it stays so, check the hash.",
    ),
    "receipt_proof": ("下载存在证明", "Download the proof"),
    "receipt_reload": ("刷新", "Reload"),
    "receipt_scan": ("扫码核对这张回执", "Scan to check this receipt"),
    "receipt_no_code": (
        "没有二维码：本单位还没有设定对外的网址。在本单位的网站上打开上面这一段即可核对。",
        "No code to scan: no public address is set. Open the path above on the office's site.",
    ),
    "receipt_keep": (
        "请打印或保存本页。以后日志中这一条若被改动或删去，它与本页的检查点就对不上；核对不需要本系统的程序。",
        "Print or keep this page: an entry that is changed or taken out later does not fit it.",
    ),
    "receipt_case": ("案号或办件编号", "Number or id of the case"),
    "receipt_code": ("查询码", "Code"),
    "receipt_ask": ("查询", "Look up"),
    "receipt_page": ("回执", "Receipt"),
    "code_hint": (
        "不登录也能查回执，凭案号和查询码：",
        "Receipts without logging in, by number and code:",
    ),
}
"""zh-CN, English."""
