"""The words of the inbox, and of copies."""

INBOX: dict[str, tuple[str, str]] = {
    "inbox": ("收件箱", "Inbox"),
    "inbox_notices": ("提醒", "Notices"),
    "inbox_copied": ("抄送给我", "Copies for me"),
    "inbox_done": ("已办", "Done by me"),
    "inbox_started": ("我发起", "Started by me"),
    "inbox_none": ("没有。", "Nothing."),
    "notice": ("提醒", "Notice"),
    "unread": ("未读", "unread"),
    "read": ("已读", "read"),
    "mark_read": ("标为已读", "Mark as read"),
    "mark_all_read": ("以上全部标为已读", "Mark all of these as read"),
    "more": ("更多", "More"),
    "copies": ("抄送、阅知", "Copies"),
    "copy_send": ("抄送或阅知", "Send a copy"),
    "copy_kind": ("方式", "Kind"),
    "copy_copy": ("抄送", "copy"),
    "copy_circulate": ("阅知（须点已阅）", "to be read by each"),
    "copy_by": ("发出人", "From"),
    "copy_to": ("收件人", "To"),
    "copy_note": ("要说的话（可不填）", "Note (may be left empty)"),
    "acknowledge": ("已阅", "I have read it"),
    "acknowledged": ("已阅", "read"),
    "not_read": ("未阅", "not read yet"),
}
"""zh-CN, English."""
