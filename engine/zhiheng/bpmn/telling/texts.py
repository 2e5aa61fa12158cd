"""What each BPM finding says and how it is cured; part of the message catalogue."""

from zhiheng.bpmn.telling.assembly_texts import ASSEMBLY_TEXTS
from zhiheng.bpmn.telling.import_texts import IMPORT_TEXTS
from zhiheng.model.finding import Severity
from zhiheng.model.finding_text import FindingText

TEXTS: dict[str, FindingText] = {
    **IMPORT_TEXTS,
    **ASSEMBLY_TEXTS,
    # -- the file ------------------------------------------------------------------------
    "BPM001": FindingText(
        "文件有 {size} 字节，超过上限 {limit} 字节。",
        "The file has {size} bytes; at most {limit} are read.",
        "拆成较小的流程图，并去掉嵌入的图片。",
        "Split the chart, and take embedded pictures out.",
    ),
    "BPM002": FindingText(
        "不是格式良好的 XML：{fault}",
        "This is not well-formed XML: {fault}",
        "用 BPMN 编辑器重新导出，编码选 UTF-8。",
        "Export it again from a BPMN editor, as UTF-8.",
    ),
    "BPM003": FindingText(
        "文件带有 DTD（<!DOCTYPE>），一律不收。",
        "The file has a DTD (<!DOCTYPE>), which is never read.",
        "删去 DOCTYPE 声明；BPMN 不需要它。",
        "Delete the DOCTYPE declaration; BPMN has no need of it.",
    ),
    "BPM004": FindingText(
        "元素超过 {limit} 个。",
        "There are more than {limit} elements.",
        "拆成较小的流程图。",
        "Split the chart.",
    ),
    "BPM005": FindingText(
        "元素嵌套超过 {limit} 层。",
        "Elements are nested more than {limit} deep.",
        "去掉多余的嵌套。",
        "Take the needless nesting out.",
    ),
    "BPM006": FindingText(
        "编号“{id}”不可用：须是不超过 {limit} 字符、以字母或下划线开头、不含“.”“~”“@”的 XML 名称。",
        "The id '{id}' cannot be used: it must be an XML name of at most {limit} characters "
        "without '.', '~' and '@'.",
        "改用由字母、数字、下划线和连字符组成的短编号。",
        "Use a short id of letters, digits, underscores and hyphens.",
    ),
    "BPM007": FindingText(
        "编号“{id}”重复，第 {first} 行已用。",
        "The id '{id}' was already used in line {first}.",
        "给其中一个换编号，并改正对它的引用。",
        "Give one of them another id, and mend the references to it.",
    ),
    "BPM008": FindingText(
        "文件须是 bpmn:definitions，恰含一个流程；这里有 {count} 个。",
        "The file must be bpmn:definitions with just one process; it has {count}.",
        "每个文件只留一个 bpmn:process。",
        "Keep one bpmn:process in each file.",
    ),
    "BPM009": FindingText(
        "“{parent}”下的“{element}”不在可执行范围内。",
        "'{element}' in '{parent}' is outside the execution profile.",
        "改用用户任务、排他网关、并行网关、空开始事件、空结束或终止事件；其他内容删去。",
        "Use user tasks, exclusive and parallel gateways, a plain start event and plain or "
        "terminate end events; delete the rest.",
    ),
    "BPM010": FindingText(
        "“{element}”的属性“{attribute}”不在可执行范围内。",
        "The attribute '{attribute}' of '{element}' is outside the execution profile.",
        "删去该属性；引擎不会照它执行。",
        "Delete the attribute; the engine would not obey it.",
    ),
    "BPM011": FindingText(
        "“{element}”会执行代码；流程图里一律不许有脚本。",
        "'{element}' runs code; a chart never holds a script.",
        "删去脚本；判断写成网关条件，计算由表单和规则完成。",
        "Delete the script; write decisions as gateway conditions.",
    ),
    "BPM012": FindingText(
        "词汇表里没有“{parent}”下的“zh:{element}”。",
        "The vocabulary has no 'zh:{element}' in '{parent}'.",
        "查对 docs/formats/vocabulary.md：名称和所在元素。",
        "Look up name and place in docs/formats/vocabulary.md.",
    ),
    "BPM013": FindingText(
        "词汇表里没有“{element}”的属性“{attribute}”。",
        "The vocabulary has no attribute '{attribute}' of '{element}'.",
        "可用的属性：{known}。",
        "Known attributes: {known}.",
    ),
    "BPM014": FindingText(
        "“{element}”缺少“{missing}”。",
        "'{element}' lacks '{missing}'.",
        "补上“{missing}”，且不得留空。",
        "Add '{missing}', and do not leave it empty.",
    ),
    "BPM015": FindingText(
        "“{element}”的属性“{attribute}”不能是“{value}”。",
        "The attribute '{attribute}' of '{element}' cannot be '{value}'.",
        "应为：{expected}。",
        "Expected: {expected}.",
    ),
    "BPM016": FindingText(
        "“{parent}”里只能有一个“zh:{element}”。",
        "There may be only one 'zh:{element}' in '{parent}'.",
        "只留一个。",
        "Keep one of them.",
    ),
    "BPM017": FindingText(
        "文件含处理指令“{target}”，浏览器可能照它加载样式或脚本。",
        "The file has a processing instruction '{target}', by which a browser may load things.",
        "删去 <?{target} …?>。",
        "Delete <?{target} ... ?>.",
    ),
    "BPM018": FindingText(
        "“{element}”没有名称。",
        "'{element}' has no name.",
        "写上公众看得懂的名称。",
        "Give it a name that the public understands.",
    ),
    "BPM019": FindingText(
        "一个元素的属性超过 {limit} 个。",
        "An element has more than {limit} attributes.",
        "删去多余的属性。",
        "Delete the needless attributes.",
    ),
    # -- the flow ------------------------------------------------------------------------
    "BPM020": FindingText(
        "开始事件须恰有一个；这里有 {count} 个。",
        "There must be just one start event; there are {count}.",
        "只留一个空开始事件。",
        "Keep one plain start event.",
    ),
    "BPM021": FindingText(
        "没有结束事件。",
        "There is no end event.",
        "在流程末尾加一个结束事件。",
        "Put an end event where the chart ends.",
    ),
    "BPM022": FindingText(
        "顺序流“{flow}”连到“{missing}”，流程里没有这个环节。",
        "The flow '{flow}' is tied to '{missing}', which is no step of the chart.",
        "把它接到流程中的元素上，或删去它。",
        "Tie it to an element of the chart, or delete it.",
    ),
    "BPM023": FindingText(
        "顺序流“{flow}”进入开始事件，或离开结束事件。",
        "The flow '{flow}' enters the start event or leaves an end event.",
        "改接到任务或网关。",
        "Tie it to a task or gateway instead.",
    ),
    "BPM024": FindingText(
        "“{element}”之后没有顺序流，流程会停在这里。",
        "No flow leaves '{element}', so the case would stop there.",
        "接到下一步或结束事件。",
        "Lead on to the next step or to an end event.",
    ),
    "BPM025": FindingText(
        "“{element}”不是网关，却有 {count} 条流出的顺序流。",
        "'{element}' is no gateway, but {count} flows leave it.",
        "在其后加排他网关（择一）或并行网关（同时）。",
        "Put an exclusive gateway (one of them) or a parallel one (all of them) after it.",
    ),
    "BPM026": FindingText(
        "顺序流“{flow}”带条件，但它不是排他网关的分支。",
        "The flow '{flow}' has a condition, but is no branch of an exclusive gateway.",
        "删去条件，或在前面加排他网关。",
        "Delete the condition, or put an exclusive gateway before it.",
    ),
    "BPM027": FindingText(
        "排他网关“{element}”没有默认分支；条件都不成立时流程会停住。",
        "The exclusive gateway '{element}' has no default flow; where no condition holds the "
        "case would stop.",
        "用 default 指明一条不带条件的分支，宜选最稳妥的一条。",
        "Name a branch without a condition in `default`, best the most careful one.",
    ),
    "BPM028": FindingText(
        "分支“{flow}”既不是默认分支，又没有条件。",
        "The branch '{flow}' is not the default and has no condition.",
        "写上条件。",
        "Give it a condition.",
    ),
    "BPM029": FindingText(
        "“{element}”的默认分支“{flow}”不是它自己的无条件分支。",
        "The default flow '{flow}' of '{element}' is not a branch of its own without condition.",
        "default 只能指向该网关自己的、不带条件的分支。",
        "Let `default` name a branch of that gateway which has no condition.",
    ),
    "BPM030": FindingText(
        "并行网关“{element}”既汇合又分开。",
        "The parallel gateway '{element}' both joins and splits.",
        "拆成两个：先汇合，再分开。",
        "Make it two: one that joins, then one that splits.",
    ),
    "BPM031": FindingText(
        "从开始事件走不到“{element}”。",
        "'{element}' cannot be reached from the start event.",
        "接上它，或删去它。",
        "Connect it, or delete it.",
    ),
    "BPM032": FindingText(
        "从“{element}”走不到任何结束事件。",
        "No end event can be reached from '{element}'.",
        "给它一条通向结束的路。",
        "Give it a way to an end.",
    ),
    "BPM033": FindingText(
        "并行网关“{element}”在回路中：汇合按轮次计数，重走一遍不会提前放行。",
        "The parallel gateway '{element}' stands in a loop: joins count arrivals by round, so "
        "going round again does not let one go on too early.",
        "不必改动；回路须在各分支汇合之后才回头，由健全性证明检查。",
        "Nothing need be done; that the loop turns back only behind the join is for the proof.",
        Severity.INFO,
    ),
    "BPM034": FindingText(
        "泳道“{lane}”写入了“{element}”，它不存在或已在别的泳道。",
        "The lane '{lane}' names '{element}', which does not exist or stands in another lane.",
        "每个元素只放进一个泳道。",
        "Put each element into one lane.",
    ),
    "BPM035": FindingText(
        "任务“{element}”的岗位“{post}”与泳道的岗位“{lane_post}”不一致。",
        "The post '{post}' of task '{element}' differs from the post '{lane_post}' of its lane.",
        "移到对应的泳道，或改正岗位；图上写的须是实际行使的人。",
        "Move it to the right lane or mend the post: the chart must show who really acts.",
    ),
    "BPM036": FindingText(
        "“{element}”可以分析，但还不能运行。",
        "'{element}' can be analysed, but may not run yet.",
        "改法：{cure_zh}",
        "Instead: {cure_en}",
    ),
    "BPM037": FindingText(
        "顺序流“{flow}”跨过了子流程的边界。",
        "The flow '{flow}' crosses the border of a sub-process.",
        "改由子流程的开始、结束或边界事件进出。",
        "Enter and leave a sub-process by its start, its end and its boundary events.",
    ),
    "BPM038": FindingText(
        "错误结束事件“{element}”的错误“{code}”没有外层子流程的边界事件接住。",
        "Nothing catches the error '{code}' of the end event '{element}'.",
        "在要中断的内嵌子流程的边上画一个同一错误的边界事件。",
        "Draw an event of the same error on the edge of the sub-process that is to be broken off.",
    ),
    "BPM039": FindingText(
        "边界事件“{element}”等的错误“{code}”，子流程里没有错误结束事件抛出，或已由别的边界事件接住。",
        "The boundary event '{element}' waits for the error '{code}', which no end event inside "
        "throws, or which another boundary event catches.",
        "在子流程里画一个同一错误的错误结束事件，或删去它。",
        "Draw an error end of that error inside the sub-process, or delete the event.",
    ),
    # -- events that wait ----------------------------------------------------------------
    "BPM130": FindingText(
        "定时事件“{element}”须写明等多久，且只写一处：zh:limit（n、start=enter 或 event、"
        "end=leave），或 timeDuration（P15D、P2W、P1M、PT48H）。",
        "The timer '{element}' must say in one place how long it waits: zh:limit with n, "
        "start=enter or event and end=leave, or timeDuration such as P15D, P2W, P1M or PT48H.",
        '按工作日计算的写 zh:limit unit="working-day"。',
        "For working days use zh:limit with unit working-day.",
    ),
    "BPM131": FindingText(
        "消息事件“{element}”没有 zh:external：来自外部的行为须有人登记。",
        "The message event '{element}' has no zh:external: what comes from outside must be "
        "recorded by somebody.",
        "加上 zh:external 写明外部主体，并以 zh:post 写明登记的岗位。",
        "Add zh:external with the party, and zh:post with the post that records it.",
    ),
    "BPM132": FindingText(
        "事件网关“{element}”只有 {count} 条出路。",
        "The event-based gateway '{element}' has {count} branch(es).",
        "至少两条，例如一条消息、一条定时；只等一件事的，不用网关。",
        "Give it at least two, such as a message and a timer; to wait for one event takes no "
        "gateway.",
    ),
    "BPM133": FindingText(
        "“{element}”在事件网关“{gateway}”之后，却还有别的顺序流进入。",
        "'{element}' stands behind the event-based gateway '{gateway}', yet another flow enters "
        "it too.",
        "让它只由该网关进入；别的路另画一个事件。",
        "Let only that gateway lead to it, and draw another event for the other way.",
    ),
    # -- variables and conditions --------------------------------------------------------
    "BPM040": FindingText(
        "“{owner}”的条件第 {column} 列有误：{fault_zh}",
        "The condition of '{owner}' is wrong at column {column}: {fault_en}",
        "只用已声明的变量，类型要相符；可用比较、and、or、not、四则运算和 in [ … ]。",
        "Use declared variables of the right type, with comparisons, and, or, not, + - * / and "
        "in [ ... ].",
    ),
    "BPM041": FindingText(
        "变量“{variable}”的写入环节“{writer}”不是任务。",
        "The writer '{writer}' of variable '{variable}' is no task.",
        "writer 写上填写该变量的用户任务编号。",
        "Name the user task that fills it in.",
    ),
    "BPM042": FindingText(
        "变量“{variable}”的声明不完整：choice 须有互不相同的选项，decimal 须有 0 到 12 的 "
        "scale，其他类型两者都不写。",
        "The variable '{variable}' is declared wrongly: a choice has distinct choices, a "
        "decimal a scale of 0 to 12, and no other type has either.",
        "补上或删去 zh:choice 和 scale。",
        "Add or delete zh:choice and scale.",
    ),
    "BPM043": FindingText(
        "变量“{variable}”声明了两次，或名称不能用于表达式。",
        "The variable '{variable}' is declared twice, or its name cannot stand in an expression.",
        "改名或删去；名称用字母、数字和下划线，不用 and、or、not、in 等词。",
        "Rename or delete it; use letters, digits and underscores, and no word like and, or, in.",
    ),
    "BPM044": FindingText(
        "全部条件合计超过 {limit} 字符。",
        "All conditions together have more than {limit} characters.",
        "把条件写短，或把判断交给填写变量的人。",
        "Make the conditions shorter.",
    ),
    # -- forms ---------------------------------------------------------------------------
    "BPM050": FindingText(
        "“{task}”的表单不是 JSON：{fault}",
        "The form of '{task}' is not JSON: {fault}",
        "写成一个 JSON 对象，键不重复，数字只用整数，放在 CDATA 里。",
        "Write one JSON object with distinct keys and whole numbers, in CDATA.",
    ),
    "BPM051": FindingText(
        "“{task}”的表单不是有效的 JSON Schema 2020-12：{fault}",
        "The form of '{task}' is no valid JSON Schema 2020-12: {fault}",
        "照规范改正；顶层 type 须是 object。",
        "Mend it; the type on top must be object.",
    ),
    "BPM052": FindingText(
        "“{task}”的表单在 {where} 用了“{keyword}”。",
        "The form of '{task}' uses '{keyword}' at {where}.",
        "可用：type、properties、required、enum、const、各种长度和大小、items、allOf、if、"
        "指向本表单 $defs 的 $ref（不得成环）、format decimal 和 date，以及 x- 开头的提示。",
        "Use type, properties, required, enum, const, bounds, items, allOf, if, a $ref to the "
        "form's own $defs (never in a circle), format decimal and date, and hints with x-.",
    ),
    "BPM053": FindingText(
        "“{task}”的表单过大或嵌套过深（上限：{limit}）。",
        "The form of '{task}' is too large or nested too deep (limit: {limit}).",
        "拆小，或减少嵌套和引用。",
        "Make it smaller, with less nesting and fewer references.",
    ),
    "BPM054": FindingText(
        "变量“{variable}”在“{task}”的表单里没有相符的同名栏。",
        "The form of '{task}' has no fitting field for the variable '{variable}'.",
        "加上同名栏：{expected}。",
        "Add a field of that name: {expected}.",
    ),
    # -- clocks --------------------------------------------------------------------------
    "BPM140": FindingText(
        "“{element}”的停钟须写明法定环节（ground）、依法需要的条件（when）和告知时间的文书（document）。",
        "The stop of '{element}' must name the step in law (ground), when the law requires it "
        "(when), and the notice of its time (document).",
        "补上三项；法律没有要求的环节不停钟（行政许可法 45）。",
        "Add the three; a step that the law does not require stops no clock (Licensing Law 45).",
    ),
    "BPM141": FindingText(
        "“{element}”停钟的告知文书“{document}”，没有别的环节发出。",
        "No other step gives out '{document}', the notice of the stop of '{element}'.",
        "把它作为前一环节的发出文书（zh:document direction=out）：先告知，后停钟。",
        "Make it an out paper of an earlier step: the party is told before the clock stops.",
    ),
    "BPM142": FindingText(
        "“{owner}”的延期须写全：extend、extendBy、extendNotice，次数至少 1。",
        "The extension of '{owner}' must be whole: extend, extendBy and extendNotice, at least "
        "once.",
        "按条文补上延长的数量、批准的级别和告知当事人的文书。",
        "Add units, level of the approver and the notice, as the article says.",
    ),
    "BPM143": FindingText(
        "“{element}”：视为（deemed）只能写在定时事件上，并写明 means 和依据；"
        "停钟、重新计算只能写在任务上。",
        "'{element}': a deemed result stands on a timer, with means and its basis; a stop or a "
        "restart on a task.",
        "把 zh:clock 移到相应的元素上，并补上 zh:basis。",
        "Move zh:clock to the right element, and add zh:basis.",
    ),
    "BPM144": FindingText(
        "“{element}”停钟或者重新计算，而整件的{kind}时限以小时计：小时连续计算，夜间和休息日照走，"
        "没有停的规定。",
        "'{element}' stops or restarts the limits of the case, and its {kind} limit is in hours, "
        "which run through nights and rest days and are stopped by no rule.",
        "整件的时限改用条文规定的日数；确以小时计的，去掉这个 zh:clock。",
        "Give the limit of the case in the days of its article; where it is in hours, drop this "
        "zh:clock.",
    ),
    "BPM145": FindingText(
        "定时“{element}”罩着停钟的环节“{step}”：依法不计入的时间，定时照样走，会提前届满。",
        "The timer '{element}' runs over the step '{step}', which stops the clock: time that the "
        "law does not count would make it fire early.",
        "把停钟的环节移出这个子流程，或者把定时挂在别的环节上。",
        "Move that step out of the sub-process, or put the timer on other steps.",
    ),
    "BPM146": FindingText(
        "“{element}”到期视为准予，而图上的“{step}”会停钟：并行的定时不停，会把不计入的时间算进去。",
        "'{element}' is deemed a grant when it fires, and '{step}' may stop the clock meanwhile: a "
        "timer beside it would count time that the law does not.",
        "视为准予的定时挂在作决定的环节上，停钟的环节排在它之前。",
        "Put the timer on the step that decides, with the step that stops the clock before it.",
    ),
    "BPM147": FindingText(
        "“{element}”的时限从某日起算或倒算，“{event}”却不是本图声明的日期变量：不知道从哪一天数起。",
        "The limit of '{element}' counts from a day, but '{event}' is no date variable of the "
        "chart: nothing says from which day.",
        "在 event 里写一个 type=date 的变量，由前面的环节写入（如听证日期）。",
        "Let event name a variable of type=date that an earlier task writes, such as the day of "
        "the hearing.",
    ),
    "BPM148": FindingText(
        "“{element}”的时限不能倒算：倒算只用于任务，单位为 working-day 或 day，起 enter、止 leave，"
        "不顺延，也不延长。",
        "The limit of '{element}' cannot count back: only a task's can, in working-day or day, "
        "from enter to leave, without roll and without extension.",
        '照此改正；要从某日往后数的，去掉 direction，写 start="event"。',
        'Mend it so; where it counts on from a day, drop direction and write start="event".',
    ),
    "BPM149": FindingText(
        "“{element}”的时限写了 event 或 reading，却不是倒算，也不从某日起算。",
        "The limit of '{element}' has event or reading, but does not count from a day.",
        "加上 direction=backward 或 start=event，或去掉这两项。",
        "Add direction=backward or start=event, or drop the two.",
    ),
    # -- tasks ---------------------------------------------------------------------------
    "BPM060": FindingText(
        "任务“{task}”须有 zh:limit，或以 zh:noLimit 说明为何不设时限，二者取一。",
        "The task '{task}' needs either zh:limit, or zh:noLimit saying why there is none.",
        "加上时限及依据；确无时限的写明理由。",
        "Add a limit with its basis, or the reason why there is none.",
    ),
    "BPM061": FindingText(
        "任务“{task}”须以 zh:post 指明岗位或资格，二者取一。",
        "The task '{task}' needs zh:post with either a post or a qualification.",
        "写明由哪个岗位（或持哪种证件的人）办理；外部环节写记录人的岗位。",
        "Name the post (or the card) that acts; for an outside step, who records it.",
    ),
    "BPM062": FindingText(
        "“{owner}”的时限须有 n（至少 1）或 variable，二者取一。",
        "The limit of '{owner}' needs either n (at least 1) or variable.",
        "写明天数，或写明存天数的整数变量。",
        "Give the number, or the integer variable that holds it.",
    ),
    "BPM063": FindingText(
        "“{owner}”的时限不会起算：任务的时限从 enter、receipt、decision 或 event（不以小时计）"
        "起且写明 n，全程时限从 acceptance 起。",
        "The limit of '{owner}' would never run: a task's starts at enter, receipt, decision or "
        "event (not in hours) and has n; the case's starts at acceptance.",
        "改正 start，或改用 n。",
        "Mend start, or use n.",
    ),
    "BPM064": FindingText(
        "“{owner}”有两个“{kind}”时限。",
        "'{owner}' has two limits of kind '{kind}'.",
        "每种时限只留一个。",
        "Keep one limit of each kind.",
    ),
    "BPM065": FindingText(
        "“{owner}”的时限以“{event}”起止，但没有任务产生这一法律后果。",
        "The limit of '{owner}' turns on '{event}', but no task has that legal effect.",
        "在作出受理或决定的任务上加 zh:outcome。",
        "Put zh:outcome on the task that accepts or decides.",
    ),
    "BPM066": FindingText(
        "“{task}”里的“{name}”出现两次。",
        "'{name}' stands twice in '{task}'.",
        "改名或删去其中一个。",
        "Rename or delete one of them.",
    ),
    # -- separation and outcome ----------------------------------------------------------
    "BPM070": FindingText(
        "职责分离“{separation}”写入了不是任务的“{element}”。",
        "The separation '{separation}' names '{element}', which is no task.",
        "a 和 b 只写用户任务的编号，用空格隔开。",
        "Put ids of user tasks into a and b, with spaces between.",
    ),
    "BPM071": FindingText(
        "职责分离“{separation}”把“{element}”同时放在两边。",
        "The separation '{separation}' has '{element}' on both sides.",
        "一个环节只放一边；要求同一环节两人的，用 zh:signOff。",
        "Put a task on one side; for two persons on one task use zh:signOff.",
    ),
    "BPM072": FindingText(
        "职责分离“{separation}”有一方没有环节。",
        "The separation '{separation}' has a side without a task.",
        "写上 a 和 b；只有与他图共用（use 或 shared）的跨件规则可以缺一方。",
        "Fill a and b; only a rule shared with other charts (use, shared) may leave one out.",
    ),
    "BPM073": FindingText(
        "职责分离“{separation}”的种类 {kind} 不能用于范围 {scope}。",
        "The separation '{separation}' of kind {kind} says nothing for the scope {scope}.",
        "same-person、higher-grade 只用于 case；window 只用于 case 以外的范围。",
        "Keep same-person and higher-grade to the case, and window to wider scopes.",
    ),
    "BPM074": FindingText(
        "职责分离“{separation}”只是留痕，但“{element}”有高等级风险。",
        "The separation '{separation}' is soft, but '{element}' bears a high risk.",
        '写 force="hard"；高风险环节的不相容职责一律禁止。',
        'Write force="hard": beside a high risk, incompatible duties are refused.',
    ),
    "BPM075": FindingText(
        "“{task}”的交叉制约岗位（crosscheck）没有本环节岗位，或与 zh:signOff 并用。",
        "The crosscheck of '{task}' stands without a post, or beside a zh:signOff.",
        "交叉制约写在有 post 的 zh:post 上，不与 zh:signOff 并用。",
        "Put crosscheck on a zh:post with a post, and leave zh:signOff out.",
    ),
    "BPM076": FindingText(
        "“{task}”的 zh:signOff 中 {what} 不合其种类。",
        "The zh:signOff of '{task}' has {what}, which does not go with its kind.",
        "hands 为 2 至 9 且只用于双人；from 与 second 写其一；集体决定只写会议的属性。",
        "Keep hands from 2 to 9 and to two-person; name from or second, and neither for a meeting.",
    ),
    "BPM077": FindingText(
        "“{task}”的集体决定没有主持人（chair），或一票否决的岗位不在应到之列。",
        "The meeting of '{task}' has no chair, or a veto of a post that is not due.",
        "写上 chair；veto 中的岗位须也在 members 中。",
        "Name a chair, and list in members whoever has a veto.",
    ),
    "BPM078": FindingText(
        "“{task}”的集体决定不能把结果写入变量“{variable}”。",
        "The meeting of '{task}' cannot write its outcome into '{variable}'.",
        "variable 须是本环节写入的选项变量；passed、rejected、deferred 是它的不同选项。",
        "Name a choice variable that this task writes; passed, rejected and deferred are three of "
        "its values.",
    ),
    "BPM079": FindingText(
        "“{task}”的 zh:follow 中“{variable}”或决议“{other}”对不上。",
        "The zh:follow of '{task}' does not fit: '{variable}' or the resolution '{other}'.",
        "resolution、resolved 须是某个集体决定的变量和值，variable、value 是本环节写入的选项。",
        "Let resolution and resolved be a meeting's variable and value, and variable and value a "
        "choice that this task writes.",
    ),
    "BPM120": FindingText(
        "“{task}”的防控措施“{measure}”写了几种落实方式；只能写一种。",
        "The measure '{measure}' of '{task}' names several ways to be discharged; one is meant.",
        "document、holds、step、confirm 只留一个，其余另写一条措施。",
        "Keep one of document, holds, step and confirm; write another measure for the rest.",
    ),
    "BPM121": FindingText(
        "“{task}”的防控措施“{measure}”落实于文书“{document}”，但本环节没有这份文书。",
        "The measure '{measure}' of '{task}' names the paper '{document}', not one of its own.",
        "在本环节加 zh:document，或改写名称。",
        "Add the zh:document to the task, or correct the name.",
    ),
    "BPM122": FindingText(
        "“{task}”的防控措施“{measure}”落实于“{step}”，它不是图中的另一个环节。",
        "The measure '{measure}' of '{task}' names the step '{step}', which is no other task here.",
        "写一个必先办完的环节的编号。",
        "Name the id of a task that is done before.",
    ),
    "BPM123": FindingText(
        "参数“{parameter}”重复声明，或与变量同名。",
        "The parameter '{parameter}' is declared twice, or is called like a variable.",
        "改名或删去一个；条件里一个名称只能指一样东西。",
        "Rename or delete one: in a condition a name means one thing.",
    ),
    "BPM124": FindingText(
        "“{task}”的金额变量“{variable}”没有声明，或不是小数或整数。",
        "The amount of '{task}' is in '{variable}', which is no declared decimal or integer.",
        "声明 decimal（元，两位小数）或 integer 变量。",
        "Declare it as a decimal (yuan, scale 2) or an integer.",
    ),
    "BPM125": FindingText(
        "“{task}”的金额累计口径（{by}）与 key 不合：供应商、项目须以 key 指明文字或选项变量，"
        "其余不写。",
        "The amount of '{task}' is summed by '{by}': supplier and project need a `key`, a declared "
        "text or choice; otherwise there is none.",
        "by=supplier 或 project 时写 key，其余不写。",
        "Write `key` with by=supplier or by=project only.",
    ),
    "BPM150": FindingText(
        "“{element}”的类别是“系统”，却没有系统命令；或有系统命令，类别却不是“系统”。",
        "Either '{element}' is of the category of system cases and orders no command, or it "
        "orders one and is of another category.",
        '系统事项写 category="系统"，并在最后发布的环节写 zh:command；其他事项两样都不写。',
        "A system case has that category, and a zh:command on its last step; others have neither.",
    ),
    "BPM151": FindingText(
        "“{task}”是第二个写 zh:command 的环节；一张图只执行一个命令。",
        "'{task}' is the second step with a zh:command; a chart orders one.",
        "只留一个。",
        "Keep one of them.",
    ),
    "BPM152": FindingText(
        "“{task}”的命令以“{document}”为据，它须恰由另一个环节（不在子流程里）提交，且一律必备。",
        "The command of '{task}' is made of '{document}', which just one other step, in no "
        "sub-process, must file, without condition.",
        '在起草环节写 required="true" 的 zh:document，不写 when。',
        'Give the drafting step a zh:document with required="true" and no `when`.',
    ),
    "BPM153": FindingText(
        "“{task}”执行系统命令，却不是由本机关两个岗位双签的环节。",
        "'{task}' orders a command, but is no step of the agency that two posts sign as one.",
        '写 zh:signOff kind="dual"，second 写另一岗位；不放进子流程。',
        'Write zh:signOff kind="dual" with another post as `second`, outside sub-processes.',
    ),
    "BPM154": FindingText(
        "从“{drawn}”到“{task}”没有绕不过去的审核环节，或起草、审核、发布没有两两分离。",
        "On the way from '{drawn}' to '{task}' there is no check that cannot be got around, or "
        "drafting, checking and releasing are not kept apart.",
        "中间放一个必经的审核环节，用 zh:separation 把三者两两分开。",
        "Put a check between that nobody gets around, and separate each of the three from each.",
    ),
    "BPM080": FindingText(
        "“{task}”的法律后果所指的“{variable} == {value}”不是它写入的选项。",
        "The outcome of '{task}' names '{variable} == {value}', which it does not write.",
        "写上由该任务写入的 choice 变量及其选项。",
        "Name a choice variable that this task writes, and one of its values.",
    ),
    "BPM081": FindingText(
        "“{task}”对“{variable} == {value}”写了两种法律后果。",
        "'{task}' gives two legal effects to '{variable} == {value}'.",
        "只留一种。",
        "Keep one of them.",
    ),
    # -- returns -------------------------------------------------------------------------
    "BPM082": FindingText(
        "“{task}”退回到“{to}”，它不是同一流程里在前的任务。",
        "'{task}' returns to '{to}', which is no earlier task of the same process.",
        "to 写上走到该任务之前必经或可经的用户任务编号。",
        "Name in `to` a user task from which the case comes to this one.",
    ),
    "BPM083": FindingText(
        "从“{task}”退回到“{to}”只经过并行网关“{gateway}”的部分分支，其他分支的令牌会留下或缺失。",
        "The return from '{task}' to '{to}' passes only some branches of the parallel gateway "
        "'{gateway}': tokens of the others would be left over or missing.",
        "把整个并行块（含分开和汇合）放进一个内嵌子流程，退回就会中断整块；或把退回放在汇合之后的任务上。",
        "Put the whole parallel block, from split to join, into an embedded sub-process: the "
        "return then breaks it off as a whole. Or let a task behind the join return the case.",
    ),
    "BPM170": FindingText(
        "“{task}”要问的决策表“{table}”不在文件里。",
        "The decision table '{table}' that '{task}' asks is not in the file.",
        "写 dmn:decision 的 id，并用 bpmn:import 引用那个文件，用 zhiheng assemble 装进来。",
        "Give the id of the dmn:decision, name its file by bpmn:import, and assemble the chart.",
    ),
    "BPM171": FindingText(
        "“{task}”问决策表“{table}”，输入“{input}”用的“{variable}”不行：{why}。",
        "'{task}' asks the table '{table}', whose input '{input}' cannot be '{variable}': {why}.",
        "用类型相符、办到这里已有值的变量或参数；名称不同的写 zh:given。",
        "Use a variable or parameter of that type that has a value by then; where the names "
        "differ, write a zh:given.",
    ),
    "BPM172": FindingText(
        "“{task}”从决策表“{table}”取的结果“{output}”不能写入“{variable}”：{why}。",
        "'{task}' cannot take '{output}' of the table '{table}' into '{variable}': {why}.",
        "结果变量由本环节写入（writer），类型相符；算出来的数写明 round。",
        "The variable is written by this task and of that type; what is reckoned needs `round`.",
    ),
    "BPM173": FindingText(
        "“{task}”问的决策表“{table}”可能给出几个答案，变量放不下。",
        "The table '{table}' that '{task}' asks may give several answers; a variable holds one.",
        "改用只有一个答案的命中策略，或给 COLLECT 写聚合（SUM、MIN、MAX、COUNT）。",
        "Choose a policy of one answer, or give COLLECT an aggregation (SUM, MIN, MAX, COUNT).",
    ),
    "BPM174": FindingText(
        "“{variable}”由决策表填写，“{task}”的表单不能再问它。",
        "'{variable}' is filled in by a decision table; the form of '{task}' must not ask for it.",
        "从表单里删去这个字段。",
        "Delete the field from the form.",
    ),
    "BPM175": FindingText(
        "“{task}”对“{variable}”的界限写得不对：{why}。",
        "The bounds of '{variable}' at '{task}' are not right: {why}.",
        "照 docs/formats/decision-table.md 的“界限”改。",
        "Change them as docs/formats/decision-table.md says of zh:bounded.",
    ),
    "BPM176": FindingText(
        "“{task}”的加处罚款写得不对：{why}。",
        "The surcharge of '{task}' is not right: {why}.",
        "数额是小数变量，由本环节写入；due、paid 是日期变量，suspended 是整数变量。",
        "The amounts are decimals, the surcharge written by this task; `due` and `paid` are dates, "
        "`suspended` is a whole number.",
    ),
    "BPM084": FindingText(
        "“{owner}”的 rounds 至少为 1。",
        "The rounds of '{owner}' must be at least 1.",
        "写 1 以上的整数，或删去（默认 50）。",
        "Give a whole number from 1, or leave it out (50).",
    ),
    "BPM085": FindingText(
        "“{task}”的退回条件“{when}”不看该任务写入的任何变量，一旦成立就会一直退回。",
        "The return of '{task}' on '{when}' turns on nothing that this task writes; once true it "
        "would return for ever.",
        "条件里用上由该任务写入的变量，如办理结论。",
        "Use a variable that this task writes, such as its conclusion.",
    ),
    "BPM087": FindingText(
        "流程“{called}”被调用了不止一次（第一次在第 {first} 行）。",
        "The process '{called}' is called more than once (first on line {first}).",
        "一个流程只在一处调用；别处画成另一个流程或内嵌子流程，环节各有自己的编号。",
        "Call it in one place; elsewhere draw another process or sub-process with ids of its own.",
    ),
    "BPM088": FindingText(
        "被调用的流程“{called}”写了“zh:{element}”：它在调用它的办件里运行，没有自己的职权和总时限。",
        "The called process '{called}' has a 'zh:{element}', but it runs inside the case that "
        "calls it, which has power and limits.",
        "删去它；时限写在环节上，或写在调用的流程上。",
        "Delete it; put limits on the steps, or on the process that calls.",
    ),
    "BPM086": FindingText(
        "“{element}”的退回超过 {limit} 个。",
        "'{element}' has more than {limit} returns.",
        "减少退回，或拆成较小的流程图。",
        "Have fewer returns, or split the chart.",
    ),
}
