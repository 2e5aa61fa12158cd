"""Each rule of the reader with a chart that breaks it."""

# ruff: noqa: E501 - one fault a line reads as a table

from dataclasses import dataclass

import pytest
from unit.bpmn.small import CHART, line_of, spoilt

from zhiheng.bpmn.markup import safe_xml
from zhiheng.bpmn.pipeline import MAX_FINDINGS
from zhiheng.bpmn.reader import read_chart
from zhiheng.bpmn.telling.assembly_texts import ASSEMBLY_TEXTS
from zhiheng.bpmn.telling.import_texts import IMPORT_TEXTS
from zhiheng.bpmn.telling.texts import TEXTS
from zhiheng.model.finding import Severity


@dataclass(frozen=True)
class Fault:
    """law: what a chart must be. old -> new: how it is spoilt. at: a text on the line named.
    besides: rules that are broken as a consequence."""

    rule: str
    law: str
    old: str
    new: str
    elements: tuple[str, ...]
    at: str
    besides: tuple[str, ...] = ()


TASK = '<bpmn:userTask id="accept"'
DECIDE = '<bpmn:userTask id="decide"'
PROCESS = '<bpmn:process id="small"'
POST_A = '<zh:post post="A" opinion="none" />'
POST_LIMIT = '<zh:limit kind="post" n="5" unit="working-day" start="enter" end="leave" />'
START = '<bpmn:startEvent id="start">'
DONE = '<bpmn:endEvent id="done" />'
F7 = '<bpmn:sequenceFlow id="f7" sourceRef="join" targetRef="done" />'
MEETING = 'kind="collective" chair="B" variable="result" passed="grant" rejected="refuse"'
GRANTED = '<zh:outcome variable="result" value="grant" means="grant" />'
MEASURE = '<zh:measure text="登记" guard="acceptance_register" />'
FORM = '<zh:form>{"type": "object", "properties": {'
RESULT = '"result": {"type": "string", "enum": ["refuse", "grant"]}'


def flow(name: str, source: str, target: str) -> str:
    return f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}" />'


def task(name: str) -> str:
    return (
        f'<bpmn:userTask id="{name}" name="x"><bpmn:extensionElements><zh:post post="B" />'
        '<zh:noLimit reason="x" /></bpmn:extensionElements></bpmn:userTask>'
    )


def element(name: str) -> str:
    return f'<bpmn:{name} id="extra" />'


OUTSIDE = (
    "adHocSubProcess", "complexGateway", "dataObject", "dataStoreReference", "ioSpecification",
    "property", "textAnnotation",
)  # fmt: skip
ANALYSED = (
    "scriptTask", "serviceTask", "sendTask", "receiveTask", "manualTask", "task", "callActivity",
    "businessRuleTask", "subProcess", "transaction", "inclusiveGateway",
    "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent",
)  # fmt: skip

FAULTS = [
    # -- the file
    Fault("BPM002", "the file is well-formed XML", "</bpmn:process>", "", (), "</bpmn:definitions>"),
    Fault("BPM006", "an id has no dot", 'id="done"', 'id="do.ne"', ("do.ne",), "do.ne"),
    Fault("BPM006", "an id has no tilde", 'id="done"', 'id="do~ne"', ("do~ne",), "do~ne"),
    Fault("BPM006", "an id has no at-sign", 'id="done"', 'id="do@ne"', ("do@ne",), "do@ne"),
    Fault("BPM006", "an id begins with no figure", 'id="done"', 'id="1"', ("1",), 'id="1"'),
    Fault("BPM006", "an id is in NFC", 'id="done"', 'id="e\u0301"', ("e\u0301",), "e\u0301"),
    Fault("BPM007", "an id is used once", 'id="done"', 'id="join"', ("join",), '<bpmn:endEvent id="j'),
    Fault("BPM007", "a drawing shares no id with the flow", 'id="plane.1"', 'id="join"', ("join",), "<bpmndi:BPMNPlane"),
    Fault("BPM007", "a risk has an id of its own", "</zh:risk>", '</zh:risk><zh:risk id="R1" kind="integrity" manifestation="x" inherent="low" residual="low"><zh:measure text="x" /></zh:risk>', ("R1",), '<zh:risk id="R1" kind="integrity" manifestation="x"'),
    Fault("BPM008", "a file holds one process", "</bpmn:process>", '</bpmn:process><bpmn:process id="more" />', ("small", "more"), 'id="file"', ("BPM014",)),
    *(
        Fault("BPM009", f"{name} is not run", DONE, DONE + element(name), ("extra",), 'id="extra"')
        for name in OUTSIDE
    ),
    *(
        Fault("BPM036", f"{name} can be analysed but not run", DONE, DONE + element(name), ("extra",), 'id="extra"')
        for name in ANALYSED
    ),
    Fault("BPM036", "a start event waits for nothing", START, START + element("timerEventDefinition"), ("extra",), 'id="extra"'),
    Fault("BPM036", "an end event sends nothing", DONE, f'<bpmn:endEvent id="done">{element("messageEventDefinition")}</bpmn:endEvent>', ("extra",), 'id="extra"'),
    Fault("BPM036", "a task is not multiplied", "<bpmn:documentation>", f'{element("multiInstanceLoopCharacteristics")}<bpmn:documentation>', ("extra",), 'id="extra"'),
    Fault("BPM036", "a task does not loop by itself", "<bpmn:documentation>", f'{element("standardLoopCharacteristics")}<bpmn:documentation>', ("extra",), 'id="extra"'),
    Fault("BPM009", "lanes are not nested", "<bpmn:flowNodeRef>accept</bpmn:flowNodeRef>", f'{element("childLaneSet")}<bpmn:flowNodeRef>accept</bpmn:flowNodeRef>', ("extra",), 'id="extra"'),
    Fault("BPM036", "nothing is imported", PROCESS, f'<bpmn:import namespace="x" location="http://x" importType="x" />{PROCESS}', ("file",), "<bpmn:import"),
    Fault("BPM009", "no message flows", "</bpmn:collaboration>", f'{element("messageFlow")}</bpmn:collaboration>', ("extra",), 'id="extra"'),
    Fault("BPM009", "a foreign element stands only in an extension", DONE, f"{DONE}<other:thing />", (), "<other:thing"),
    Fault("BPM009", "BPMN does not hide in an extension", '<other:colour name="red" />', f'<other:colour>{element("task")}</other:colour>', ("extra",), 'id="extra"'),
    Fault("BPM009", "a flow has one condition", "days &lt;= 20</bpmn:conditionExpression>", "days &lt;= 20</bpmn:conditionExpression><bpmn:conditionExpression>True</bpmn:conditionExpression>", (), "days &lt;="),
    Fault("BPM010", "a task names no script", TASK, f'{TASK} scriptFormat="x"', ("accept",), TASK),
    Fault("BPM010", "a task compensates nothing", TASK, f'{TASK} isForCompensation="true"', ("accept",), TASK),
    Fault("BPM010", "our attributes stand on our elements", TASK, f'{TASK} zh:post="A"', ("accept",), TASK),
    Fault("BPM010", "a condition is in our language", "<bpmn:conditionExpression>intake", '<bpmn:conditionExpression language="javascript">intake', ("",), "language="),
    Fault("BPM011", "an extension holds no script", '<other:colour name="red" />', "<other:colour><other:Script>x</other:Script></other:colour>", ("",), "<other:Script"),
    Fault("BPM017", "no style sheet is loaded", "<bpmn:definitions", '<?xml-stylesheet href="http://x"?><bpmn:definitions', (), "<?xml-stylesheet"),
    Fault("BPM018", "a task has a name", 'name="受理"', 'name=" "', ("accept",), TASK),
    Fault("BPM018", "a chart has a name", 'name="小流程"', "", ("small",), PROCESS),
    # -- the vocabulary
    Fault("BPM012", "each zh element is known", POST_A, f"{POST_A}<zh:waiver />", ("accept",), "<zh:waiver"),
    Fault("BPM012", "each zh element stands in its place", POST_A, f'{POST_A}<zh:power code="x" />', ("accept",), '<zh:power code="x"'),
    Fault("BPM012", "a zh element does not hide in a foreign one", '<other:colour name="red" />', f"<other:colour>{POST_A}</other:colour>", ("",), f"<other:colour>{POST_A}"),
    Fault("BPM012", "a zh element stands in an extension", START, f"{START}{POST_A}", ("start",), START, ("BPM009",)),
    Fault("BPM012", "another version of the namespace is not skipped", '<other:colour name="red" />', '<x:post xmlns:x="urn:zhiheng:1" post="A" />', ("accept",), "<x:post"),
    Fault("BPM013", "each zh attribute is known", POST_A, '<zh:post post="A" night="true" />', ("accept",), 'night="true"'),
    Fault("BPM014", "a required attribute is there", ' manifestation="不收件"', "", ("accept",), "<zh:risk"),
    Fault("BPM014", "an attribute is not left empty", 'qualification="card" />\n        <zh:outcome', 'qualification="" />\n        <zh:outcome', ("decide",), 'qualification=""'),
    Fault("BPM014", "a separation has two sides", 'a="accept" b="decide"', 'a="accept" b=" "', ("small",), "<zh:separation"),
    Fault("BPM014", "a risk has a measure", '<zh:measure text="登记" guard="acceptance_register" />', "", ("accept",), "<zh:risk"),
    Fault("BPM014", "a chart names its power", '<zh:power code="T-1" category="行政许可" office="测试局" enquiryPhone="1" complaintPhone="2" fee="不收费" edition="public" series="测" />', "", ("small",), PROCESS),
    Fault("BPM014", "a form is not left empty", FORM + RESULT + "}}", "<zh:form>", ("decide",), "<zh:form></zh:form>"),
    Fault("BPM014", "a node has an id", DONE, f"{DONE}<bpmn:endEvent />", ("",), "<bpmn:endEvent />"),
    Fault("BPM015", "a limit starts at a known event", 'n="5" unit="working-day" start="enter"', 'n="5" unit="working-day" start="lunch"', ("accept",), 'start="lunch"'),
    Fault("BPM015", "a limit ends at a known event", 'start="enter" end="leave"', 'start="enter" end="whenever"', ("accept",), 'end="whenever"'),
    Fault("BPM015", "a number is whole", 'n="5"', 'n="5.5"', ("accept",), 'n="5.5"'),
    Fault("BPM015", "a number is not negative", 'n="5"', 'n="-5"', ("accept",), 'n="-5"'),
    Fault("BPM015", "a flag is true or false", 'required="true"', 'required="yes"', ("accept",), 'required="yes"'),
    Fault("BPM015", "a separation is of a kind that is enforced", 'id="apart"', 'id="apart" kind="not-friends"', ("small",), 'kind="not-friends"'),
    Fault("BPM015", "a variable's name is an identifier", 'name="days"', 'name="a-b"', ("small",), 'name="a-b"'),
    Fault("BPM015", "a variable's name is no word of the language", 'name="days"', 'name="and"', ("small",), 'name="and"'),
    Fault("BPM015", "a variable's name does not begin with an underscore", 'name="days"', 'name="_a"', ("small",), 'name="_a"'),
    Fault("BPM016", "a task has one form", "</zh:form>", '</zh:form><zh:form>{"type": "object"}</zh:form>', ("accept",), "</zh:form><zh:form>"),
    # -- the flow
    Fault("BPM020", "a case starts in one place", DONE, f'{DONE}<bpmn:startEvent id="again" />{flow("g", "again", "accept")}', ("start", "again"), PROCESS),
    Fault("BPM022", "a flow leads to an element", 'id="f7" sourceRef="join" targetRef="done"', 'id="f7" sourceRef="join" targetRef="nowhere"', ("f7",), 'id="f7"', ("BPM024", "BPM031", "BPM032")),
    Fault("BPM022", "a flow comes from an element", F7, F7 + flow("g", "lane", "done"), ("g",), 'id="g"'),
    Fault("BPM023", "no flow enters the start", F7, F7 + flow("g", "accepted", "start").replace("/>", "><bpmn:conditionExpression>urgent</bpmn:conditionExpression></bpmn:sequenceFlow>"), ("g",), 'id="g"'),
    Fault("BPM023", "no flow leaves an end", F7, F7 + flow("g", "rejected", "decide"), ("g",), 'id="g"'),
    Fault("BPM024", "no task is a dead end", F7, F7 + task("alone") + flow("g", "split", "alone"), ("alone",), 'id="alone"'),
    Fault("BPM025", "a task does not split", F7, F7 + flow("g", "decide", "done"), ("decide",), DECIDE),
    Fault("BPM026", "only a gateway puts conditions", flow("f2", "accept", "accepted"), flow("f2", "accept", "accepted").replace("/>", "><bpmn:conditionExpression>urgent</bpmn:conditionExpression></bpmn:sequenceFlow>"), ("f2",), 'id="f2"'),
    Fault("BPM027", "an exclusive split has a default", ' default="no"', "", ("accepted",), 'id="accepted"', ("BPM028",)),
    Fault("BPM028", "each other branch has a condition", F7, F7 + flow("g", "accepted", "rejected"), ("g",), 'id="g"'),
    Fault("BPM028", "a condition is not left empty", "intake == 'yes' and days &lt;= 20", " ", ("yes",), 'id="yes"'),
    Fault("BPM029", "the default has no condition", 'default="no"', 'default="yes"', ("accepted", "yes"), 'id="accepted"', ("BPM028",)),
    Fault("BPM029", "the default is a branch of its own", 'default="no"', 'default="f1"', ("accepted", "f1"), 'id="accepted"', ("BPM027", "BPM028")),
    Fault("BPM030", "a parallel gateway does not join and split at once", F7, F7 + task("more") + flow("g", "join", "more") + flow("h", "more", "done"), ("join",), 'id="join"'),
    Fault("BPM031", "every element can be reached", F7, F7 + task("island") + flow("g", "island", "done"), ("island",), 'id="island"'),
    Fault("BPM034", "a lane names what is there", "<bpmn:flowNodeRef>decide", "<bpmn:flowNodeRef>ghost", ("rest", "ghost"), 'id="rest"'),
    Fault("BPM034", "an element stands in one lane", "<bpmn:flowNodeRef>decide", "<bpmn:flowNodeRef>accept", ("rest", "accept"), 'id="rest"'),
    Fault("BPM035", "the lane shows the post that acts", POST_A, '<zh:post post="B" />', ("accept",), TASK),
    # -- conditions and variables
    Fault("BPM040", "a condition can be read", "intake == 'yes' and", "intake == 'yes' and and", ("yes",), 'id="yes"'),
    Fault("BPM040", "a condition names what is declared", "intake == 'yes' and", "intak == 'yes' and", ("yes",), 'id="yes"'),
    Fault("BPM040", "a condition compares like with like", "intake == 'yes' and", "intake == 1 and", ("yes",), 'id="yes"'),
    Fault("BPM040", "a condition is true or false", "intake == 'yes' and days &lt;= 20", "days + 1", ("yes",), 'id="yes"'),
    Fault("BPM040", "a condition calls nothing", "intake == 'yes' and", "exit() and", ("yes",), 'id="yes"'),
    Fault("BPM040", "a paper's condition names what is declared", "urgent and", "hurry and", ("accept",), TASK),
    Fault("BPM041", "a variable is written by a task", 'title="急件" writer="accept"', 'title="急件" writer="accepted"', (), 'name="urgent"'),
    Fault("BPM042", "a decimal has a scale", ' scale="2"', "", ("accept",), 'name="area"'),
    Fault("BPM042", "a scale is at most twelve", ' scale="2"', ' scale="13"', ("accept",), 'name="area"'),
    Fault("BPM042", "a choice has distinct values", 'value="refuse" title', 'value="grant" title', ("decide",), 'name="result"', ("BPM080",)),
    Fault("BPM042", "only a decimal has a scale", 'type="integer"', 'type="integer" scale="2"', ("accept",), 'name="days"'),
    Fault("BPM043", "a variable is declared once", '<zh:variable name="urgent"', '<zh:variable name="days" type="integer" title="x" writer="accept" /><zh:variable name="urgent"', (), 'name="urgent"'),
    # -- forms
    Fault("BPM050", "a form is JSON", FORM, '<zh:form>{"type": "object", "properties": {,', ("decide",), DECIDE),
    Fault("BPM050", "a form names a key once", FORM, '<zh:form>{"type": "object", "type": "object", "properties": {', ("decide",), DECIDE),
    Fault("BPM050", "a form holds no floats", FORM, '<zh:form>{"type": "object", "minProperties": 1.0, "properties": {', ("decide",), DECIDE),
    Fault("BPM050", "a form holds no infinity", FORM, '<zh:form>{"type": "object", "minProperties": Infinity, "properties": {', ("decide",), DECIDE),
    Fault("BPM051", "a form is a JSON Schema", FORM, '<zh:form>{"type": "object", "required": "result", "properties": {', ("decide",), DECIDE),
    Fault("BPM051", "a form is an object", FORM, '<zh:form>{"type": "array", "properties": {', ("decide",), DECIDE),
    *(
        Fault("BPM052", f"a form has no {name}", RESULT, f'"x": {{{fault}}}, {RESULT}', ("decide",), DECIDE)
        for name, fault in (
            ("pattern", '"pattern": "(a+)+$"'),
            ("patternProperties", '"patternProperties": {"(a+)+$": {}}'),
            ("outside reference", '"$ref": "http://example.org/schema"'),
            ("reference to nothing", '"$ref": "#/$defs/none"'),
            ("dynamic reference", '"$dynamicRef": "#x"'),
            ("id of its own", '"$id": "http://example.org/x"'),
            ("format mail", '"format": "email"'),
            ("unknown keyword", '"requierd": true'),
        )
    ),
    Fault("BPM052", "a form's references do not run in a circle", FORM, '<zh:form>{"type": "object", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"not": {"$ref": "#/$defs/a"}}}, "properties": {', ("decide",), DECIDE),
    Fault("BPM054", "a variable has its field", '"days": {"type": "integer"},', "", ("accept",), 'name="days"'),
    Fault("BPM054", "a whole number is filled in as one", '"days": {"type": "integer"}', '"days": {"type": "string"}', ("accept",), 'name="days"'),
    Fault("BPM054", "a decimal is filled in with its scale", '"x-scale": 2', '"x-scale": 3', ("accept",), 'name="area"'),
    Fault("BPM054", "a date is filled in as one", '"format": "date"', '"title": "x"', ("accept",), 'name="since"'),
    Fault("BPM054", "a yes or no is filled in as one", '"boolean"', '"string"', ("accept",), 'name="urgent"'),
    Fault("BPM054", "a form offers all choices and no more", '["yes", "no"]', '["yes", "no", "maybe"]', ("accept",), 'name="intake"'),
    # -- duties and limits
    Fault("BPM060", "a task has a limit or says why not", POST_LIMIT, "", ("accept",), TASK),
    Fault("BPM060", "a task with a limit gives no excuse", POST_LIMIT, f'{POST_LIMIT}<zh:noLimit reason="x" />', ("accept",), TASK),
    Fault("BPM061", "a task has a post or a qualification", '<zh:post post="B" />', "", ("decide",), DECIDE),
    Fault("BPM061", "a task has not both", '<zh:post post="B" />', '<zh:post post="B" qualification="card" />', ("decide",), DECIDE),
    Fault("BPM062", "a limit has a number", 'n="5" ', "", ("accept",), TASK),
    Fault("BPM062", "a limit is at least one", 'n="5" ', 'n="0" ', ("accept",), TASK),
    Fault("BPM062", "a limit's variable is a whole number", 'variable="days"', 'variable="who"', ("small",), PROCESS),
    Fault("BPM062", "a limit's variable is declared", 'variable="days"', 'variable="ghost"', ("small",), PROCESS),
    Fault("BPM063", "a task's limit starts when the engine starts it", 'start="enter" end="leave"', 'start="acceptance" end="leave"', ("accept",), TASK),
    Fault("BPM063", "a case's limit starts at acceptance", 'n="20" unit="working-day" start="acceptance"', 'n="20" unit="working-day" start="decision"', ("small",), PROCESS),
    Fault("BPM064", "each kind of limit stands once", POST_LIMIT, POST_LIMIT * 2, ("accept",), TASK),
    Fault("BPM066", "a paper is named once", '<zh:document name="通知书"', '<zh:document name="通知书" direction="in" required="false" /><zh:document name="通知书"', ("accept",), TASK),
    Fault("BPM070", "a separation names tasks", 'b="decide"', 'b="decide ghost"', ("ghost",), "<zh:separation"),
    Fault("BPM070", "a separation names no gateway", 'b="decide"', 'b="decide accepted"', ("accepted",), "<zh:separation"),
    Fault("BPM071", "no task stands on both sides", 'b="decide"', 'b="decide accept"', ("accept",), "<zh:separation"),
    Fault("BPM072", "a separation has two sides", 'a="accept" b="decide" reason', 'a="accept" reason', (), "<zh:separation"),
    Fault("BPM073", "only a case has its own handler", 'b="decide" reason', 'b="decide" kind="same-person" scope="applicant" reason', (), "<zh:separation"),
    Fault("BPM073", "a window is for wider scopes", 'b="decide" reason', 'b="decide" window="30" reason', (), "<zh:separation"),
    Fault("BPM074", "beside a high risk a separation is hard", 'b="decide" reason', 'b="decide" force="soft" reason', ("accept",), "<zh:separation"),
    Fault("BPM075", "a cross-check is no second sign-off", '<zh:post post="B" />', '<zh:post post="B" crosscheck="A" />', ("decide",), DECIDE),
    Fault("BPM076", "two sign, or more", 'qualification="card" />', 'qualification="card" hands="1" />', ("decide",), DECIDE),
    Fault("BPM076", "of dual sign-off there are two", 'kind="two-person" from="S"', 'kind="dual" hands="3"', ("decide",), DECIDE),
    Fault("BPM076", "the second is of a section or of a post", 'from="S"', 'from="S" second="A"', ("decide",), DECIDE),
    Fault("BPM076", "a meeting has members, no second hand", 'kind="two-person"', MEETING, ("decide",), DECIDE),
    Fault("BPM076", "rules of the agency stand instead of the chart's", 'kind="two-person" from="S"', f'{MEETING} rules="r" quorum="all"', ("decide",), DECIDE),
    Fault("BPM077", "a meeting has a chair", 'kind="two-person" from="S"', MEETING.replace('chair="B"', ""), ("decide",), DECIDE),
    Fault("BPM077", "who has a veto is due", 'kind="two-person" from="S"', f'{MEETING} members="A" veto="C"', ("decide",), DECIDE),
    Fault("BPM078", "a meeting writes what it resolves", 'kind="two-person" from="S"', MEETING.replace("result", "intake"), ("decide",), DECIDE),
    Fault("BPM078", "passed is one thing and rejected another", 'kind="two-person" from="S"', MEETING.replace("refuse", "grant"), ("decide",), DECIDE),
    Fault("BPM079", "who follows follows a meeting", '<zh:signOff kind="two-person"', '<zh:follow resolution="intake" resolved="yes" variable="result" value="grant" /><zh:signOff kind="two-person"', ("decide",), DECIDE),
    Fault("BPM170", "a table that is asked is in the file", '<zh:decision table="bands"', '<zh:decision table="none"', ("accept",), TASK),
    Fault("BPM171", "a table is asked with values of its types", '<zh:result output="band"', '<zh:given name="area" variable="urgent" /><zh:result output="band"', ("accept",), TASK),
    Fault("BPM172", "what is taken from a table is one of its outputs", '<zh:result output="band"', '<zh:result output="none"', ("accept",), TASK),
    Fault("BPM173", "a variable holds one answer", 'hitPolicy="UNIQUE"', 'hitPolicy="COLLECT"', ("accept",), TASK),
    Fault("BPM174", "what a table fills in, no form asks for", '"days": {"type": "integer"},', '"days": {"type": "integer"}, "band": {"type": "string"},', ("accept",), TASK),
    Fault("BPM175", "bounds are put on a number that the task writes", '<zh:signOff kind="two-person"', '<zh:bounded variable="days" maximum="days" /><zh:signOff kind="two-person"', ("decide",), DECIDE),
    Fault("BPM176", "a surcharge is reckoned of amounts and days", '<zh:signOff kind="two-person"', '<zh:surcharge variable="area" fine="area" announced="urgent" due="since" paid="since" /><zh:signOff kind="two-person"', ("decide",), DECIDE),
    Fault("BPM123", "a name in a condition means one thing", '<zh:variable name="days"', '<zh:parameter name="days" type="integer" title="天数" /><zh:variable name="days"', (), "<zh:parameter"),
    Fault("BPM124", "an amount is in a number that is declared", '<zh:signOff kind="two-person"', '<zh:amount variable="nothing" ladder="payment" /><zh:signOff kind="two-person"', ("decide",), DECIDE),
    Fault("BPM125", "amounts of a supplier are summed by his name", '<zh:signOff kind="two-person"', '<zh:amount variable="days" ladder="payment" by="supplier" /><zh:signOff kind="two-person"', ("decide",), DECIDE),
    *(
        Fault(rule, law, MEASURE, MEASURE.replace(" />", f" {said} />"), ("accept",), TASK)
        for rule, law, said in (
            ("BPM120", "a measure is discharged one way", 'confirm="true" holds="days &lt;= 20"'),
            ("BPM121", "a measure names a paper of its task", 'document="无此文书"'),
            ("BPM122", "a measure names another task", 'step="accept"'),
            ("BPM122", "a measure names a task that is there", 'step="nowhere"'),
            ("BPM040", "a measure's condition can be read", 'holds="days &lt;"'),
            ("BPM040", "a measure's condition names a variable", 'when="nothing == 1"'),
        )
    ),
    Fault("BPM080", "an outcome is of a variable that the task writes", GRANTED, GRANTED.replace("result", "intake").replace('"grant" means', '"yes" means'), ("decide",), DECIDE),
    Fault("BPM080", "an outcome is of a value that can be chosen", GRANTED, GRANTED.replace('value="grant"', 'value="granted"'), ("decide",), DECIDE),
    Fault("BPM081", "a value has one legal effect", GRANTED, GRANTED * 2, ("decide",), DECIDE),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule} {fault.law}")
def test_a_chart_is_refused_unless(fault: Fault) -> None:
    xml = spoilt((fault.old, fault.new))
    reading = read_chart(xml)
    assert reading.chart is None
    assert {found.rule for found in reading.findings} == {fault.rule, *fault.besides}
    found = next(found for found in reading.findings if found.rule == fault.rule)
    assert found.severity is Severity.ERROR
    assert found.elements == tuple(e for e in fault.elements if e)
    assert found.line == line_of(fault.at, xml)


def test_a_chart_has_an_end() -> None:
    xml = spoilt(
        ('<bpmn:endEvent id="rejected"><bpmn:terminateEventDefinition id="stop" /></bpmn:endEvent>', ""),
        (DONE, ""),
        (F7, flow("f7", "join", "accept")),
        (flow("no", "accepted", "rejected"), flow("no", "accepted", "accept")),
    )  # fmt: skip
    rules = {found.rule for found in read_chart(xml).findings}
    assert {"BPM021", "BPM032"} <= rules


def test_no_element_is_without_a_way_to_an_end() -> None:
    trap = task("trap") + task("snare") + flow("g", "trap", "snare") + flow("h", "snare", "trap")
    xml = spoilt((F7, F7 + trap + flow("i", "split", "trap")))
    found = read_chart(xml).findings
    assert {(f.rule, *f.elements) for f in found} == {("BPM032", "trap"), ("BPM032", "snare")}


def test_a_clock_without_an_acceptance_or_a_decision_never_runs() -> None:
    xml = spoilt(
        ('<zh:outcome variable="intake" value="yes" means="acceptance" />', ""),
        (GRANTED, ""),
        ('<zh:outcome variable="result" value="refuse" means="refusal" />', ""),
    )
    found = read_chart(xml).findings
    assert {f.rule for f in found} == {"BPM065"}
    assert {"acceptance", "decision"} <= {w for f in found for w in f.message.en.split("'")}


def test_all_faults_of_a_pass_are_told_at_once() -> None:
    xml = spoilt((POST_LIMIT, ""), (' default="no"', ""), ("intake == 'yes' and", "x and"))
    rules = [found.rule for found in read_chart(xml).findings]
    assert sorted(rules) == ["BPM027", "BPM028", "BPM040", "BPM060"]


def test_findings_come_in_the_order_of_the_file_and_are_not_endless() -> None:
    xml = spoilt((POST_A, POST_A + "<zh:waiver />\n" * (MAX_FINDINGS + 50)))
    found = read_chart(xml).findings
    assert len(found) == MAX_FINDINGS
    assert [f.line for f in found] == sorted(f.line for f in found)


def test_what_a_file_says_is_quoted_short_and_printable() -> None:
    xml = spoilt(('targetRef="done"', f'targetRef="{"x" * 150}&#x202e;"'), chart=CHART)
    message = read_chart(xml).findings[0].message
    assert len(message.en) < 250
    assert "\u202e" not in message.en + message.zh


_BY_BYTES = {"BPM001", "BPM003", "BPM004", "BPM005", "BPM019", "BPM044", "BPM053"}
"""Tried in test_hostile.py."""
_BY_HAND = {"BPM021", "BPM032", "BPM065"}
_CLOCKS = {f"BPM14{n}" for n in range(7)}
_WAITING = {f"BPM13{n}" for n in range(4)}
_COMMANDS = {f"BPM15{n}" for n in range(5)}
_ELSEWHERE = {"BPM033", "BPM038", "BPM039", *(f"BPM08{n}" for n in range(2, 9)), *_WAITING}
_ELSEWHERE |= _COMMANDS | _CLOCKS | {"BPM147", "BPM148", "BPM149"}
"""Tried in test_returns, test_bodies, test_calls, test_timers, test_commands, test_clocks, and
test_counting_back."""
_IMPORTED = {*IMPORT_TEXTS, "BPM037"}
"""Tried in test_importing.py; those of putting files together in test_assemble.py."""


def test_every_rule_has_a_chart_that_breaks_it() -> None:
    tried = {fault.rule for fault in FAULTS} | _BY_BYTES | _BY_HAND | _ELSEWHERE
    assert tried == set(TEXTS) - _IMPORTED - set(ASSEMBLY_TEXTS)


@pytest.mark.parametrize("rule", TEXTS)
def test_every_rule_speaks_chinese_and_english_and_says_the_cure(rule: str) -> None:
    text = TEXTS[rule]
    assert all(any("\u4e00" <= c <= "\u9fff" for c in said) for said in (text.zh, text.cure_zh))
    assert all(text)
    assert text.en.isascii()
    assert text.cure_en.isascii()


def test_the_bounds_are_those_of_the_manual() -> None:
    assert (safe_xml.MAX_BYTES, safe_xml.MAX_ELEMENTS, safe_xml.MAX_DEPTH) == (2**21, 5000, 100)
