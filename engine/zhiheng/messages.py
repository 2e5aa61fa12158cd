"""The message catalogue: what a refusal says, its legal basis, and what would help.

Keyed by rule id, which is API: each stands in docs/refusals.md, generated from here. Fields in
braces come from the refusal's facts; `{basis}` given there overrides the basis here.
"""

from dataclasses import dataclass

from zhiheng.errors import Refusal
from zhiheng.model.finding import Text


@dataclass(frozen=True, slots=True)
class Message:
    """Title, text and cure, zh-CN first; basis is law, seed or design, said as such."""

    title: Text
    text: Text
    cure: Text
    basis: str | None = None


def _m(  # noqa: PLR0917 - a row of a table
    title_zh: str,
    title_en: str,
    zh: str,
    en: str,
    cure_zh: str,
    cure_en: str,
    basis: str | None = None,
) -> Message:
    return Message(Text(title_zh, title_en), Text(zh, en), Text(cure_zh, cure_en), basis)


CATALOGUE: dict[str, Message] = {
    # -- who ---------------------------------------------------------------------------
    "not-a-candidate": _m(
        "不是本环节的经办人", "Not a candidate",
        "{person}不能办理“{task}”：本环节由{needed}办理。",
        "{person} may not act on '{task}': it is for {needed}.",
        "请由{needed}的在岗人员办理。", "Let someone who holds {needed} act.",
        "不能越权（岗位职责，本单位岗位表）",
    ),
    "not-in-roster": _m(
        "账号不对应在册人员", "Account is no member of the bureau",
        "账号{account}不对应花名册中的人员，不能办理。",
        "Account {account} stands for nobody in the roster.",
        "请系统管理员核对账号与花名册。", "Have the system officer check account and roster.",
    ),
    "on-leave": _m(
        "请假期间不能办理", "On recorded leave",
        "{person}今天有已登记的请假或出差，不能办理“{task}”。",
        "{person} is on recorded leave today and may not act on '{task}'.",
        "由B角顶岗，或销假后办理。", "Let the stand-in act, or act after returning.",
        "AB角工作制（地方惯例，notes/domain.md §5.1）",
    ),
    "stand-in-while-present": _m(
        "A角在岗，B角不能顶岗", "The holder is present",
        "{person}是{holder}的B角；{holder}今天在岗，B角不能办理“{task}”。",
        "{person} is stand-in for {holder}, who is present; '{task}' is not his to do.",
        "由{holder}办理；确需离岗的，先经批准登记请假。",
        "Let {holder} act, or have the absence approved and recorded first.",
        "AB角工作制（地方惯例，notes/domain.md §5.1）",
    ),
    "stand-in-order": _m(
        "顶岗次序在后", "Another stand-in comes first",
        "{holder}离岗时，依次应由{first}顶岗，{person}次序在后。",
        "While {holder} is away, {first} comes before {person}.",
        "由{first}办理“{task}”。", "Let {first} act on '{task}'.",
        "AB角工作制（本单位顶岗名单）",
    ),
    "stand-in-separated": _m(
        "顶岗违反职责分离", "Standing in would break separation",
        "{person}不能为{holder}顶岗办理“{task}”：{whose}已办理过“{conflict}”，两个环节不能由同一人办理。",
        "{person} may not stand in for {holder} on '{task}': {whose} has acted on '{conflict}'.",
        "由顶岗名单中的下一人办理；名单中没有合法人选的，报局务会增补。",
        "Let the next on the list act; if none is lawful, the bureau meeting must name one.",
        "职责分离（design.md §10）",
    ),
    "stand-in-not-lawful": _m(
        "没有合法的顶岗人", "No lawful stand-in",
        "{holder}的顶岗名单中目前没有可以合法办理“{task}”的人，{person}也不能办理。",
        "Nobody on {holder}'s list may lawfully act on '{task}' now, {person} included.",
        "跨科室顶岗须有局务会决议号；请补充决议或等待{holder}返岗。",
        "A stand-in from another section needs a resolution; add one, or wait for {holder}.",
        "AB角工作制（notes/domain.md §5.1）",
    ),
    "different-person": _m(
        "不相容职责须由不同人员办理", "Duties not separated",
        "{person}已在本件中办理过“{conflict}”，不能再办理“{task}”。{reason}",
        "{person} has acted on '{conflict}' in this case and may not act on '{task}'.",
        "由同岗位的其他人员办理。", "Let another holder of the post act.",
        "不相容职责分离（notes/domain.md §5.4）",
    ),
    "two-hands": _m(
        "须由两名不同人员共同办理", "Two distinct persons are needed",
        "{person}已在“{task}”占有一个签署位置，不能一人签两处。",
        "{person} already holds a slot of '{task}'; one person cannot be both hands.",
        "由另一名符合条件的人员签署。", "Let another qualified person sign.",
        "行政许可法 第三十四条第三款",
    ),
    "no-valid-card": _m(
        "当日没有有效证件", "No card valid that day",
        "{person}在{day}没有有效的{card}，不能办理“{task}”。",
        "{person} has no valid {card} on {day} and may not act on '{task}'.",
        "换由持有效证件的人员办理，或先更新证件登记。",
        "Let a holder of a valid card act, or record the renewed card first.",
        "资格证件（notes/domain.md §5.3）",
    ),
    "role-may-not": _m(
        "该类账号不能做此操作", "This kind of account may not",
        "{role}类账号不能执行“{verb}”。", "An account of role {role} may not '{verb}'.",
        "请由有权的岗位办理。", "Let an entitled post do it.",
        "三员分立、不能越权（design.md §11）",
    ),
    "fresh-authentication": _m(
        "签署前须重新验证身份", "Fresh authentication needed",
        "签署须由本人在5分钟内重新输入密码；访问令牌不能签署。",
        "Signing needs the person's own password within the last 5 minutes; tokens cannot sign.",
        "请重新输入密码后再签署。", "Confirm your password, then sign.",
        "design.md §18",
    ),
    "not-yours": _m(
        "没有您签收的位置", "Nothing of yours to give back",
        "“{task}”没有由您签收且未签署的位置。", "You hold no unsigned slot of '{task}'.",
        "无需操作。", "There is nothing to do.",
    ),
    "not-the-applicants-step": _m(
        "不是申请人的环节", "Not a step of the applicant",
        "“{task}”由机关办理，申请人不能代办。", "'{task}' is for the office, not the applicant.",
        "请等待机关办理；可查看进度。", "Wait for the office; you can follow the progress.",
    ),
    "not-for-others": _m(
        "只能为自己申请", "Only for oneself",
        "账号{account}只能以自己的名义申请。", "Account {account} can only apply in its own name.",
        "请用申请人自己的账号，或到窗口办理。", "Use the applicant's own account, or the window.",
    ),
    "not-your-step": _m(
        "只能拿回自己的办理", "Not your own step",
        "上一步由{holder}办理，只能由其本人拿回。", "The last step was {holder}'s; only he may take it back.",
        "请由{holder}拿回。", "Let {holder} take it back.",
    ),
    "may-not-approve-leave": _m(
        "无权批准请假", "May not approve leave",
        "账号{account}所在岗位无权批准请假。", "The post of account {account} may not approve leave.",
        "由局长或副局长批准登记。", "Let the head or the deputy approve and record it.",
        "AB角工作制：先批假、后交接（notes/domain.md §5.1）",
    ),
    "own-leave": _m(
        "不能批准自己的请假", "Own leave",
        "{person}不能批准自己的请假。", "{person} may not approve his own leave.",
        "请由另一名负责人批准。", "Let another leader approve it.",
    ),
    "clock-is-real": _m(
        "正式单位不能调时钟", "The clock is real",
        "只有演示库可以使用模拟时钟。", "Only a database made by `demo` has a simulated clock.",
        "请使用演示库。", "Use a demo database.",
        "design.md §18",
    ),
    "bad-login": _m(
        "账号或密码不正确", "Wrong login or password",
        "账号或密码不正确。", "Login or password is wrong.",
        "请重新输入；连续失败5次将锁定15分钟。", "Try again; five failures lock it for 15 minutes.",
    ),
    "login-locked": _m(
        "账号已暂时锁定", "Login locked",
        "连续登录失败，账号已锁定至{until}。", "Too many failures; locked until {until}.",
        "请稍后再试，或联系系统管理员。", "Try later, or ask the system officer.",
    ),
    "not-logged-in": _m(
        "尚未登录", "Not logged in",
        "请先登录。", "Log in first.", "打开登录页登录。", "Open the login page.",
    ),
    "cross-site": _m(
        "请求来源不符", "Cross-site request",
        "请求不是从本系统页面发出的，已拒绝。", "The request did not come from this site's own pages.",
        "请从本系统页面重新操作。", "Do it again from this site's pages.",
    ),
    "sample-password": _m(
        "示例密码只能在本机使用", "Sample password",
        "示例密码只在回环地址上有效。", "Sample passwords work on loopback addresses only.",
        "请先更换密码。", "Change the password first.",
        "design.md §18",
    ),
    # -- not there ---------------------------------------------------------------------
    "no-such-case": _m(
        "没有这件办件", "No such case",
        "没有这件办件，或您无权查看。", "There is no such case, or it is not yours to see.",
        "请核对编号。", "Check the number.",
    ),
    "no-such-task": _m(
        "没有这个环节", "No such task",
        "本件没有待办环节“{task}”。", "The case has no open task '{task}'.",
        "请刷新待办列表。", "Refresh the task list.",
    ),
    "no-such-chart": _m(
        "没有这张流程图", "No such chart",
        "没有已部署的流程图“{key}”。", "No chart '{key}' is deployed.",
        "请核对名称，或先部署。", "Check the name, or deploy it first.",
    ),
    "no-such-agency": _m(
        "没有这个单位", "No such agency",
        "没有单位{agency}。", "There is no agency {agency}.", "请核对。", "Check the name.",
    ),
    "no-such-document": _m(
        "没有这份材料", "No such document",
        "没有这份材料，或您无权查看。", "There is no such paper, or it is not yours to see.",
        "请核对摘要值。", "Check the digest.",
    ),
    # -- not ready ---------------------------------------------------------------------
    "task-done": _m(
        "环节已办结", "Task already complete",
        "“{task}”已经办结。", "'{task}' is already complete.",
        "请刷新待办列表。", "Refresh the task list.",
    ),
    "case-ended": _m(
        "办件已结束", "Case has ended",
        "本件已结束（{status}）。", "The case has ended ({status}).", "无需操作。", "Nothing to do.",
    ),
    "claimed-by-other": _m(
        "已被他人签收", "Claimed by another",
        "该位置已由{holder}签收。", "The slot is held by {holder}.",
        "由{holder}办理或退签后再办。", "Let {holder} act or give it back.",
    ),
    "already-yours": _m(
        "您已签收", "Already yours",
        "您已签收“{task}”。", "You hold '{task}' already.", "请直接办理。", "Go on and act.",
    ),
    "slots-taken": _m(
        "没有空余的签署位置", "No free slot",
        "“{task}”没有空余的签署位置。", "'{task}' has no free slot.", "无需操作。", "Nothing to do.",
    ),
    "slot-signed": _m(
        "该位置已签署", "Slot already signed",
        "“{task}”的该位置已签署。", "That slot of '{task}' is signed.",
        "由其他人员签署其余位置。", "Others may sign the remaining slots.",
    ),
    "content-is-fixed": _m(
        "签署内容已确定", "Content is fixed",
        "“{task}”已有人签署，后签者须签同一内容（{content}）。",
        "'{task}' has been signed; later signers sign the same content ({content}).",
        "不要再提交表单；内容有误的，由先签者处理。",
        "Send no form; if the content is wrong, the first signer must deal with it.",
        "design.md §6",
    ),
    "document-missing": _m(
        "缺少材料", "Document missing",
        "“{task}”缺少必需材料：{document}。", "'{task}' needs the paper '{document}'.",
        "请上传后再签署。", "Upload it, then sign.",
    ),
    "papers-missing": _m(
        "要件不齐，不能受理", "Papers missing",
        "要件标注为缺少：{missing}，不能受理。", "Marked as missing: {missing}; it cannot be accepted.",
        "一次性告知补正，或标注要件齐全后受理。", "Issue one supplement notice, or tick all papers.",
        "行政许可法 第三十二条第一款第（五）项；净月控制措施 R-140",
    ),
    "supplement-once": _m(
        "补正只能一次告知", "Supplement notice is given once",
        "第一次补正告知没有列出：{items}。只能重复尚未补齐的事项：{told}。",
        "The first notice did not name: {items}. Only its unmet items may be named again: {told}.",
        "删除新增事项；材料已齐的应当受理。", "Drop the new items; accept if the listed are in.",
        "行政许可法 第三十二条第一款第（四）项",
    ),
    "taken-up": _m(
        "下一环节已有动作，不能拿回", "Already taken up",
        "您办理之后本件已有新的动作，不能拿回。", "The case has moved since; it cannot be taken back.",
        "请下一环节人员按流程退回。", "Ask the next officer to send it back along the chart.",
    ),
    "went-out": _m(
        "已对外产生效力，不能拿回", "Already in effect outside",
        "受理、补正告知和决定已对外产生效力，不能拿回。",
        "Acceptance, supplement notice and decision have gone out and cannot be taken back.",
        "依法定程序更正。", "Correct it by the lawful procedure.",
    ),
    "too-late-to-withdraw": _m(
        "决定已作出，不能撤回", "Too late to withdraw",
        "决定已经作出，不能再撤回申请。", "The decision is made; the application cannot be withdrawn.",
        "可依法申请注销或变更。", "Apply for cancellation or change.",
    ),
    "agency-not-ready": _m(
        "单位尚未配置", "Agency not set up",
        "单位尚未载入花名册和工作日历。", "Roster and calendar are not loaded.",
        "请系统管理员先载入。", "Have the system officer load them.",
    ),
    "agency-exists": _m(
        "单位已存在", "Agency exists",
        "单位{agency}已经初始化。", "Agency {agency} is already there.", "无需操作。", "Nothing to do.",
    ),
    "account-exists": _m(
        "账号已存在", "Account exists",
        "账号{account}已经开立。", "Account {account} is already open.", "换一个账号名。", "Use another name.",
    ),
    "already-deployed": _m(
        "流程图没有变化", "Nothing has changed",
        "流程图“{key}”与现行第{version}版完全相同。", "Chart '{key}' equals version {version} in force.",
        "无需部署。", "No need to deploy.",
    ),
    "unstaffable": _m(
        "人员不足，不能部署", "Cannot be staffed",
        "按现有人员和职责分离要求，下列环节无人可以合法办理：{tasks}。",
        "With this roster and these separations, nobody may lawfully do: {tasks}.",
        "增加人员、调整岗位，或由其他科室人员担任。", "Add persons, change posts, or take another section's.",
        "职责分离（design.md §1，部署前证明）",
    ),
    # -- stale, busy -------------------------------------------------------------------
    "moved-on": _m(
        "办件已有新的动作", "The case has moved on",
        "您查看之后，本件已有新的动作。", "The case has moved on since you looked.",
        "请刷新后再办。", "Refresh, then act.",
    ),
    "busy": _m(
        "系统繁忙", "Busy",
        "暂时取不到锁，请稍后重试。", "A lock was not had in time.", "请稍候重试。", "Try again shortly.",
    ),
    "too-many-requests": _m(
        "请求过于频繁", "Too many requests",
        "请求过于频繁，请稍后再试。", "Too many requests; try again later.", "请稍候重试。", "Wait a little.",
    ),
    # -- data --------------------------------------------------------------------------
    "opinion-required": _m(
        "须写明意见", "Opinion required",
        "“{task}”须写明意见，不能只签名。", "'{task}' needs an opinion, not a bare name.",
        "请填写意见。", "Write your opinion.",
        "审批分级：每级签意见、姓名、时间（notes/domain.md §5.5）",
    ),
    "float": _m(
        "数值须以文本传送", "No floats",
        "金额、面积等小数须以文本传送，如 \"1500.00\"，不能用浮点数。",
        "Send decimals as text, such as \"1500.00\", never as a JSON float.",
        "把该值加上引号。", "Put the value in quotes.",
        "design.md §7",
    ),
    "wrong-value": _m(
        "填写的值不正确", "Wrong value",
        "“{title}”：{why_zh}", "'{title}': {why_en}", "请更正该项。", "Correct the field.",
    ),
    "form-fault": _m(
        "表单不符合要求", "Form fault",
        "表单不符合要求（{keyword}）：{fault}", "The form does not fit ({keyword}): {fault}",
        "请更正所指字段。", "Correct the field that the pointer names.",
    ),
    "no-form": _m(
        "本环节没有表单", "No form here",
        "“{task}”没有表单，不能提交字段。", "'{task}' has no form; send no fields.", "不要提交字段。", "Send none.",
    ),
    "too-deep": _m(
        "嵌套过深", "Nested too deep",
        "数据嵌套超过{limit}层。", "The data is nested more than {limit} deep.", "请简化。", "Flatten it.",
    ),
    "content-too-large": _m(
        "表单内容过大", "Content too large",
        "一次签署的表单内容不能超过{limit}字节。", "A signed form may hold {limit} bytes at most.",
        "大文件请作为材料上传。", "Upload large files as papers.",
    ),
    "body-too-large": _m(
        "请求体过大", "Body too large",
        "请求体超过{limit}字节。", "The body is over {limit} bytes.", "请分开上传。", "Send less.",
    ),
    "not-json": _m(
        "不是可读的JSON", "Not readable JSON",
        "请求体不是可读的JSON：{fault}", "The body is no readable JSON: {fault}", "请更正。", "Correct it.",
    ),
    "bad-request": _m(
        "请求不符合接口", "Request does not fit",
        "{fault}", "{fault}", "请对照接口文档更正。", "Compare with the API documentation.",
    ),
    "not-canonical": _m(
        "数据不能规范化", "No canonical form",
        "数据不能规范化：{fault}", "The data has no canonical form: {fault}",
        "小数用文本，文本用NFC，整数在±2^53之内。", "Decimals as text, text in NFC, integers within ±2^53.",
        "RFC 8785",
    ),
    "key-reused": _m(
        "重复的幂等键", "Key used for something else",
        "幂等键“{key}”已用于另一请求。", "Key '{key}' was used for another request.",
        "请换一个幂等键。", "Use a new key.",
    ),
    "unknown-document": _m(
        "不是本环节的材料", "Not a paper of this step",
        "“{document}”不是本环节的材料；本环节的材料：{known}。",
        "'{document}' is no paper of this step; it has: {known}.",
        "请核对材料名称。", "Check the name of the paper.",
    ),
    "document-not-stored": _m(
        "材料尚未上传", "Paper not uploaded",
        "“{document}”的摘要值在材料库中不存在。", "The digest of '{document}' is not in the store.",
        "请先上传，再以返回的摘要值引用。", "Upload it first and use the digest returned.",
    ),
    "promise-missing": _m(
        "未填服务承诺天数", "Promise missing",
        "受理须填写服务承诺书的办结工作日数。", "Acceptance needs the promised working days.",
        "请填写承诺天数。", "Fill in the promised days.",
        "净月控制措施：填写服务承诺书（R-196）",
    ),
    "promise-too-long": _m(
        "承诺天数超过法定时限", "Promise longer than the statute",
        "承诺天数须在1到{limit}个工作日之间。", "The promise must be 1 to {limit} working days.",
        "请缩短承诺天数。", "Shorten the promise.",
        "行政许可法 第四十二条；承诺时限不得长于法定时限",
    ),
    "supplement-items": _m(
        "须列明补正事项", "Name what is missing",
        "补正告知须列明全部事项：1到{most}项，每项不超过{length}字。",
        "The notice must name all items: 1 to {most}, each at most {length} characters.",
        "请逐项列明。", "List each item.",
        "行政许可法 第三十二条第一款第（四）项",
    ),
    "supplement-without-notice": _m(
        "没有发出补正告知", "No supplement notice",
        "办理结果不是补正，不能列补正事项。", "The outcome is no supplement notice; name no items.",
        "请改选补正，或删除补正事项。", "Choose supplement, or drop the items.",
    ),
    "not-yet-happened": _m(
        "日期在将来", "Not yet happened",
        "外部结果的日期{day}在今天之后。", "The outside act is dated {day}, after today.",
        "请核对文书日期。", "Check the date on the paper.",
    ),
    "title": _m(
        "项目名称不正确", "Bad title",
        "项目名称须为1到{limit}字。", "The title must be 1 to {limit} characters.", "请更正。", "Correct it.",
    ),
    "no-such-person": _m(
        "花名册中没有此人", "Not in the roster",
        "花名册中没有{person}。", "{person} is not in the roster.", "请核对。", "Check the name.",
    ),
    "bad-days": _m(
        "请假日期不正确", "Bad days",
        "请假须从今天（{today}）或以后开始，止于开始之后一年内。",
        "Leave starts today ({today}) or later and ends within a year of its start.",
        "请更正日期；不能补登过去的请假。", "Correct the days; past leave cannot be recorded.",
    ),
    "bad-reason": _m(
        "请假事由不正确", "Bad reason",
        "请假事由须为：{known}。", "The reason must be one of: {known}.", "请更正。", "Correct it.",
    ),
    "roster-fault": _m(
        "花名册有误", "Roster fault",
        "花名册有误：{why_zh}", "Roster fault: {why_en}", "请更正文件。", "Correct the file.",
    ),
    "chart-refused": _m(
        "流程图不能部署", "Chart refused",
        "流程图有{count}处问题，不能部署。", "The chart has {count} faults and cannot be deployed.",
        "请按所列位置逐一更正。", "Cure each finding at its place.",
    ),
    "clock-goes-back": _m(
        "时钟不能倒拨", "Clock goes back",
        "模拟时钟只能向前。", "The simulated clock only goes forward.", "请改用更晚的时间。", "Use a later time.",
    ),
}


class _Blank(dict[str, object]):
    """A field that the refusal does not carry is left empty, never a fault of its own."""

    def __missing__(self, key: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Told:
    """A refusal in words."""

    title: Text
    text: Text
    cure: Text
    basis: str | None


def tell(refusal: Refusal) -> Told:
    """The words of a refusal."""
    message = CATALOGUE[refusal.rule]
    named = {k: refusal.names.get(str(v), v) for k, v in refusal.facts.items()}
    facts = _Blank(named)
    return Told(
        message.title,
        Text(message.text.zh.format_map(facts), message.text.en.format_map(facts)),
        Text(message.cure.zh.format_map(facts), message.cure.en.format_map(facts)),
        refusal.facts.get("basis") or message.basis,
    )
