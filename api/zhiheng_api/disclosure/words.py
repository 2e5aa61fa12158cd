"""The words of the public pages, zh-CN first, English second."""

from collections.abc import Callable

from zhiheng_api.disclosure.power_words import POWER

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("权力公开", "Powers in public"),
    "skip": ("跳到正文", "Skip to content"),
    "powers": ("职权清单", "List of powers"),
    "statistics": ("办件统计", "Figures"),
    "progress": ("办件进度", "Progress of a case"),
    "verify": ("怎样核验", "How to verify"),
    "catalogue": ("事项目录", "Catalogue"),
    "larger": ("长辈模式（大字）", "Large type"),
    "smaller": ("标准字号", "Normal type"),
    "other_language": ("English", "中文"),
    "made": ("数据截至", "As of"),
    "demo": ("演示数据，人和事均为虚构", "Demonstration: all persons and cases are invented"),
    "menu": ("栏目", "Sections"),
    "none_yet": ("还没有公布的职权事项。", "No power item has been published yet."),
    "count": ("项", "items"),
    "filters": ("按类别查看", "Filters"),
    "all": ("全部", "All"),
    "category": ("职权类别", "Category"),
    "office": ("承办机构", "Office"),
    "fee_filter": ("收费", "Fee"),
    "free": ("不收费", "free"),
    "charged": ("收费", "charged"),
    "level": ("最高风险等级", "Highest risk level"),
    "high": ("高", "high"),
    "medium": ("中", "medium"),
    "low": ("低", "low"),
    "find": ("查找", "Search"),
    "find_words": ("名称、编码、依据、材料中的字词", "Words in name, code, basis or papers"),
    "find_static": (
        "查找：按 Ctrl+F（手机用“在网页上查找”），输入事项名称或编码；或按下面的类别查看。",
        (
            "To search, press Ctrl+F (on a phone: find in page) and type a name or a code, or use "
            "the filters."
        ),
    ),
    "found": ("找到", "Found"),
    "nothing_found": (
        "没有符合的事项。换一个词，或看全部。",
        "Nothing fits. Try another word, or see all.",
    ),
    "code": ("职权编码", "Code"),
    "name": ("职权名称", "Power"),
    "statutory": ("法定时限", "Statutory limit"),
    "promised": ("承诺时限", "Promised limit"),
    "risks": ("风险点", "Risk points"),
    "same": ("公布的就是正在运行的", "What is published is what runs"),
    "differs": ("与正在运行的不一致，待重新公布", "Differs from what runs; to be published anew"),
    "year": ("年度", "Year"),
    "received": ("收件", "Received"),
    "closed": ("办结", "Closed"),
    "outcomes": ("办结结果", "Outcomes"),
    "median": ("办理用时中位数（工作日）", "Median working days"),
    "late": ("超期比例", "Share that was late"),
    "few": ("不足5件，不公布", "fewer than 5, not told"),
    "no_figures": ("截止日前没有办件。", "No cases before that day."),
    "statistics_note": (
        "统计到上月末，每满5件计入一次，未满的并入其后。不足5件的数不公布，能由此推算出的数也不公布，以免认出个人。用时自受理之日起，到承诺时限（没有承诺的，法定时限）停止。",
        (
            "Up to the end of last month, in batches of 5 or more; what is left counts with what "
            "comes after. Counts below 5 are not told, nor those from which they follow, so that "
            "nobody can be recognised. Days run from acceptance to the end of the "
            "promise, or of the statutory limit where nothing is promised."
        ),
    ),
    "table_json": ("同样的数据（JSON）", "The same data (JSON)"),
    "number": ("案号或受理前的编号", "Number of the case"),
    "query_code": ("查询码", "Code"),
    "query_hint": (
        "案号在受理通知书上，查询码在申请人的办件页和受理通知书上。",
        "The number stands on the notice of acceptance; the code on the applicant's own page.",
    ),
    "look": ("查询", "Look up"),
    "progress_static": (
        "本页是静态文件，查不了进度。凭案号和查询码，到受理机关的网站查询，或拨打服务电话。",
        (
            "These are static files and cannot look up a case. With number and code, ask the "
            "service of the office, or call it."
        ),
    ),
    "progress_at": ("查询地址", "Address"),
    "state": ("状态", "State"),
    "running": ("办理中", "in progress"),
    "closed_state": ("已办结", "closed"),
    "withdrawn": ("已撤回", "withdrawn"),
    "merged": ("已并案", "merged into another"),
    "opened_on": ("收件日期", "Received on"),
    "closed_on": ("办结日期", "Closed on"),
    "outcome": ("结果", "Outcome"),
    "due": ("到期日", "Due"),
    "left": ("剩余工作日", "Working days left"),
    "overdue": ("已超期", "overdue"),
    "stopped": ("依法不计入，自", "not counted by law, since"),
    "provisional": ("推定（次年放假安排未公布）", "provisional (next year's holidays are not out)"),
    "step": ("环节", "Step"),
    "from": ("开始", "Begun"),
    "until": ("完成", "Done"),
    "here": ("正在此环节", "now here"),
    "your_turn": ("请您办理", "waits for you"),
    "inner_work": ("机关内部办理", "internal work of the office"),
    "not_numbered": ("尚未受理，无案号", "not accepted yet"),
    "key": ("公钥", "Public keys"),
    "checkpoint": ("日志检查点", "Checkpoint of the log"),
    "no_checkpoint": ("日志还没有封存。", "The log has not been sealed yet."),
    "catalogue_note": (
        "本单位事项在前，已公布的可以点开；其后是参照目录（出处见各组），不是本单位职权，列出以便看出还缺哪些流程图。",
        (
            "Own matters first; what is published can be opened. Lists after them are of another "
            "body, no powers of this one: they show which charts are still missing."
        ),
    ),
    "status": ("状态", "Status"),
    "runs": ("已有流程图", "has a chart"),
    "not_yet": ("尚无流程图", "no chart yet"),
    "published": ("已公布", "published"),
    "source": ("来源", "Source"),
    "foot": (
        "本网站只公布经保密审查和签发的内容，不含当事人信息；办件数据不在流程图中出现。",
        "Only what was examined for secrets and signed is published here; nothing of any party.",
    ),
    "nothing": ("—", "—"),
} | POWER


def words(lang: str) -> Callable[[str], str]:
    """Look a word up in that language."""
    at = 1 if lang == "en" else 0
    return lambda key: _WORDS[key][at]
