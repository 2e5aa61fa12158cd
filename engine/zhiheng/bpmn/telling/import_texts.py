"""What is said of a file that is read for analysis; part of the message catalogue."""

from zhiheng.model.finding import Severity
from zhiheng.model.finding_text import FindingText

_INFO, _WARNING = Severity.INFO, Severity.WARNING

IMPORT_TEXTS: dict[str, FindingText] = {
    # -- which process -------------------------------------------------------------------
    "BPM090": FindingText(
        "文件里没有可分析的流程：须是 bpmn:definitions，其中有画了环节的 bpmn:process。",
        "The file has no process to analyse: it must be bpmn:definitions with a bpmn:process in "
        "which something is drawn.",
        "导出为 BPMN 2.0 XML（命名空间 20100524），并选对流程。",
        "Export BPMN 2.0 XML (namespace 20100524), and name the right process.",
    ),
    "BPM091": FindingText(
        "文件里的其他流程没有读：{names}。",
        "Other processes of the file were not read: {names}.",
        "要分析它们，逐个指明流程编号。",
        "Name their ids, one at a time, to analyse them.",
        _INFO,
    ),
    "BPM092": FindingText(
        "流程“{process}”没有标为可执行（isExecutable）。",
        "The process '{process}' is not marked as executable.",
        '分析不受影响；要部署时写 isExecutable="true"。',
        'That does not matter for analysis; write isExecutable="true" before deploying.',
        _INFO,
    ),
    "BPM093": FindingText(
        "流程“{process}”经调用活动又回到它自己。",
        "The process '{process}' calls itself, directly or by a detour.",
        "改为流程内的回路。",
        "Draw it as a loop within the process.",
        _WARNING,
    ),
    # -- ids -----------------------------------------------------------------------------
    "BPM094": FindingText(
        "“{element}”（{count} 个）没有编号，读入时补了编号。",
        "'{element}' ({count}) has no id; one was made up.",
        "在编辑器里给它编号。",
        "Give it an id in the editor.",
        _INFO,
    ),
    "BPM095": FindingText(
        "“{id}”等 {count} 个编号不能用于路径（超过 {limit} 字符，或含“.”等），读作“{name}”等。",
        "Ids like '{id}' ({count}) cannot stand in a path (XML names of at most {limit} "
        "characters without '.', '~' and '@'); it is read as '{name}'.",
        "改用由字母、数字、下划线和连字符组成的短编号。",
        "Use short ids of letters, digits, underscores and hyphens.",
        _INFO,
    ),
    # -- what is left out, or read otherwise ---------------------------------------------
    "BPM096": FindingText(
        "“{element}”（{count} 个）的走法从图上看不出来，无法分析。",
        "How '{element}' ({count}) goes on cannot be told from the drawing.",
        "改用排他、并行或包容网关和普通的子流程。",
        "Use exclusive, parallel or inclusive gateways and plain sub-processes.",
    ),
    "BPM097": FindingText(
        "略去了“{element}”（{count} 个），它不影响走法。",
        "'{element}' ({count}) was left out; it has no part in the flow.",
        "不必改动；部署前须删去。",
        "Nothing need be done; delete it before deploying.",
        _INFO,
    ),
    "BPM098": FindingText(
        "“{element}”（{count} 个）读作任务；本引擎不能运行它，其中的代码从不执行。",
        "'{element}' ({count}) is read as a task; it cannot run here, and no code in it ever does.",
        "部署前改为用户任务；外部主体办的加 zh:external。",
        "Make it a user task before deploying; for an outside party add zh:external.",
        _WARNING,
    ),
    "BPM099": FindingText(
        "“{element}”（{count} 个）没有读，环节按办一次分析。",
        "'{element}' ({count}) was not read: the step is analysed as done once.",
        "多人办理用 zh:signOff，重做用 zh:return。",
        "For several persons use zh:signOff, for doing it again zh:return.",
        _WARNING,
    ),
    "BPM100": FindingText(
        "略去了补偿：“{element}”（{count} 个）。",
        "Compensation was left out: '{element}' ({count}).",
        "撤销做过的事，要画成普通的环节。",
        "Draw as plain steps what undoes what was done.",
        _WARNING,
    ),
    "BPM101": FindingText(
        "“{element}”（{count} 个）等待多种事件，只读了第一种。",
        "'{element}' ({count}) waits for several events; only the first was read.",
        "每个事件只写一种，用事件网关择一。",
        "Give each event one definition, and choose by an event-based gateway.",
        _WARNING,
    ),
    "BPM102": FindingText(
        "事务“{element}”（{count} 个）读作子流程，取消读作名为 cancel 的错误。",
        "'{element}' ({count}) is read as a sub-process, and its cancel as an error 'cancel'.",
        "不需要补偿的，直接画成子流程。",
        "Draw a plain sub-process where nothing is compensated.",
        _WARNING,
    ),
    "BPM103": FindingText(
        "“{element}”（{count} 个）里面没有画环节，读作任务。",
        "'{element}' ({count}) shows nothing of its inside; it is read as a task.",
        "画出其中的环节，或改为任务。",
        "Draw what is inside, or make it a task.",
        _INFO,
    ),
    "BPM104": FindingText(
        "“{element}”（{count} 个）的名称里的换行和连续空格读作一个空格。",
        "Line breaks and runs of spaces in the names of '{element}' ({count}) are read as one "
        "space.",
        "不必改动。",
        "Nothing need be done.",
        _INFO,
    ),
    # -- the flow ------------------------------------------------------------------------
    "BPM105": FindingText(
        "“{element}”等 {count} 个环节之后没有顺序流，各补了一个结束事件。",
        "No flow leaves '{element}' (such steps: {count}); each got an end event.",
        "画出结束事件。",
        "Draw the end event.",
        _INFO,
    ),
    "BPM106": FindingText(
        "“{element}”没有开始事件；从没有流入的 {count} 个环节一起开始。",
        "'{element}' has no start event; it starts with the steps that nothing leads to: {count}.",
        "画出开始事件。",
        "Draw the start event.",
        _INFO,
    ),
    "BPM107": FindingText(
        "“{element}”有 {count} 个开始事件；每个案件从其中一个开始。",
        "'{element}' has {count} start events; each case starts at one of them.",
        "部署前只留一个开始事件，其后用排他网关。",
        "Keep one start event, with an exclusive gateway behind it, before deploying.",
        _WARNING,
    ),
    "BPM108": FindingText(
        "“{element}”直接分出 {count} 条顺序流，其后补了“{kind}”。",
        "{count} flows leave '{element}' without a gateway; a '{kind}' was put behind it.",
        "画出网关，读图的人才看得出是择一还是同时。",
        "Draw the gateway, so that readers see whether one or all are taken.",
        _WARNING,
    ),
    "BPM109": FindingText(
        "“{element}”等 {count} 个网关既汇合又分开，各读作先汇合、后分开的两个。",
        "'{element}' (such gateways: {count}) both joins and splits; it is read as two.",
        "画成两个网关。",
        "Draw two gateways.",
        _INFO,
    ),
    "BPM110": FindingText(
        "“{element}”的条件“{condition}”不在分支上，没有读。",
        "The condition '{condition}' of '{element}' is on no branch of a choice; it was not read.",
        "删去条件，或在前面加排他网关。",
        "Delete the condition, or put an exclusive gateway before it.",
        _WARNING,
    ),
    "BPM111": FindingText(
        "“{element}”是网关唯一没有条件的分支，读作默认分支。",
        "'{element}' is the only branch of its gateway without a condition, so it is the default.",
        "在网关的 default 里指明它。",
        "Name it in the `default` of the gateway.",
        _INFO,
    ),
    "BPM112": FindingText(
        "边界事件“{element}”没有附在本层的任务、子流程或调用活动上。",
        "The boundary event '{element}' sits on no task, sub-process or call of its own level.",
        "在编辑器里把它拖到环节的边上。",
        "Drag it onto the border of a step in the editor.",
    ),
    "BPM113": FindingText(
        "事件网关“{element}”之后的“{target}”不是等待事件。",
        "'{target}' behind the event-based gateway '{element}' waits for no event.",
        "其后只接中间捕获事件或接收任务。",
        "Lead on to intermediate catch events or receive tasks only.",
    ),
    "BPM114": FindingText(
        "事件子流程“{element}”须恰有一个由事件触发的开始事件。",
        "The event sub-process '{element}' needs just one start event, set off by an event.",
        "只留一个带触发的开始事件。",
        "Keep one start event that has a trigger.",
    ),
    "BPM115": FindingText(
        "链接事件“{element}”在本层没有恰好一个同名的接收端。",
        "The link event '{element}' has not just one partner of its name on its level.",
        "改用顺序流，或给两端起相同的名称。",
        "Draw a flow, or give both ends the same name.",
    ),
    "BPM116": FindingText(
        "链接“{source}”→“{target}”读作顺序流。",
        "The link from '{source}' to '{target}' is read as a flow.",
        "部署前改画顺序流。",
        "Draw a flow before deploying.",
        _INFO,
    ),
    "BPM117": FindingText(
        "“{element}”没有泳道，看不出由谁办理。",
        "'{element}' has no lanes, so it does not show who acts.",
        "画出泳道，并以 zh:post 指明岗位。",
        "Draw lanes, and name the posts by zh:post.",
        _INFO,
    ),
    "BPM118": FindingText(
        "{count} 个条件没有读，只当作文字；分析时各分支都算可能。",
        "{count} condition(s) were not read and stay mere text; in analysis each branch is "
        "possible.",
        "部署时照 docs/import.md 写条件，只用已声明的变量。",
        "For deploying write them as in docs/import.md, with declared variables only.",
        _INFO,
    ),
    "BPM119": FindingText(
        "{count} 条分支没有条件，分析时都算可能。",
        "{count} branch(es) have no condition; in analysis each is possible.",
        "部署前写上条件，并指明默认分支。",
        "Write conditions, and name the default flow, before deploying.",
        _INFO,
    ),
}
