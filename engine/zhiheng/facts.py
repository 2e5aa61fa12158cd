"""What can be written in an entry of the log, versioned for ever.

A released fact is never edited: a change is a new type with the next number, and both stay
readable (design.md §3). Facts hold ids, digests and results, never personal data: form
values, opinions and titles stand behind salted commitments (design.md §7).
"""

from typing import Literal

import msgspec

Scalar = str | int | bool
"""A variable's canonical value: decimals and dates are strings of declared form."""


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """One thing that happened. Fields left at their default are not written."""


# -- stream agency/<id> --------------------------------------------------------------------


class AgencyBootstrapped(Fact, frozen=True, kw_only=True, tag="agency-bootstrapped/1"):
    """Entry 1 of an agency, signed by two. A `demo` origin allows a simulated clock."""

    name: str
    origin: Literal["live", "demo"]
    signed_by: tuple[str, ...]


class RosterLoaded(Fact, frozen=True, kw_only=True, tag="roster-loaded/1"):
    """The roster in force from this entry on."""

    digest: str


class CalendarLoaded(Fact, frozen=True, kw_only=True, tag="calendar-loaded/1"):
    """The working-day calendar in force from this entry on."""

    digest: str


class ParametersProposed(Fact, frozen=True, kw_only=True, tag="parameters-proposed/1"):
    """Parameters (参数) that one officer proposes; not in force before another confirms them."""

    digest: str
    by: str
    person: str | None = None


class ParametersConfirmed(Fact, frozen=True, kw_only=True, tag="parameters-confirmed/1"):
    """The parameters in force from this entry on, by a second officer."""

    digest: str
    proposed_by: str


class AccountOpened(Fact, frozen=True, kw_only=True, tag="account-opened/1"):
    """An account is not a person: it speaks for one person, party or office."""

    account: str
    role: str
    person: str | None = None
    party: str | None = None


class AccountGranted(Fact, frozen=True, kw_only=True, tag="account-granted/1"):
    """An account that was opened in operation takes effect: the security officer grants it."""

    account: str


class OperationAsked(Fact, frozen=True, kw_only=True, tag="operation-asked/1"):
    """The system officer asks that the agency be put into operation (投入运行)."""

    by: str
    person: str | None = None


class OperationBegun(Fact, frozen=True, kw_only=True, tag="operation-begun/1"):
    """投入运行: from now on nothing that cases run on changes but by a system case."""

    asked_by: str
    begun_by: str


class CaseOrdered(Fact, frozen=True, kw_only=True, tag="case-ordered/1"):
    """Why this entry was written: entry n of a system case ordered the command."""

    case: str
    n: int
    command: str


class WaiverGranted(Fact, frozen=True, kw_only=True, tag="waiver-granted/1"):
    """豁免: a warning about a chart is accepted until a day, inclusive."""

    key: str
    rule: str
    reason: str
    until: str
    elements: tuple[str, ...] = ()


class EditionPublished(Fact, frozen=True, kw_only=True, tag="edition-published/1"):
    """公开版: this edition of this version of a chart is what the public sees from now on."""

    key: str
    chart: str
    edition: str


class EditionWithdrawn(Fact, frozen=True, kw_only=True, tag="edition-withdrawn/1"):
    """The public edition of a chart is taken down."""

    key: str
    edition: str


class AbsenceRecorded(Fact, frozen=True, kw_only=True, tag="absence-recorded/1"):
    """Approved leave (请假/出差): whole days, both inclusive. Opens the way for the B role."""

    person: str
    since: str
    until: str
    reason: str
    approved_by: str


class LeaveAsked(Fact, frozen=True, kw_only=True, tag="leave-asked/1"):
    """A request for leave (请假申请) by the person himself; a later one of his takes its place.

    no: the request's number in the agency, from 1.
    """

    no: int
    person: str
    since: str
    until: str
    reason: str


class LeaveDecided(Fact, frozen=True, kw_only=True, tag="leave-decided/1"):
    """A request for leave was granted, with the absence in the same entry, or refused."""

    no: int
    person: str
    granted: bool
    decided_by: str


class AbsenceEnded(Fact, frozen=True, kw_only=True, tag="absence-ended/1"):
    """销假: the person is back; his leave of this day and later no longer counts.

    on: the first day that he is there again. ended_by: himself, or who approves leave.
    """

    person: str
    on: str
    ended_by: str


class HandedOver(Fact, frozen=True, kw_only=True, tag="handed-over/1"):
    """交接: A hands his work to B before he leaves, or takes it back when he returns.

    sheet: digest of the hand-over sheet (交接单). back: B gives it back to A.
    """

    giver: str
    receiver: str
    post: str
    sheet: str
    cases: tuple[str, ...] = ()
    back: bool = False


class RelationsLoaded(Fact, frozen=True, kw_only=True, tag="relations-loaded/1"):
    """The list of relations (亲属、利害关系) in force from this entry on; kept by digest only."""

    digest: str


class Waived(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A warning about a chart that the agency accepts until a day, inclusive."""

    rule: str
    reason: str
    until: str
    elements: tuple[str, ...] = ()


class ChartDeployed(Fact, frozen=True, kw_only=True, tag="chart-deployed/1"):
    """A version of a chart that cases may be started on from now."""

    key: str
    version: int
    digest: str
    critical: tuple[str, ...] = ()
    """Persons without whom, and without stand-ins, some step cannot be staffed."""
    waived: tuple[Waived, ...] = ()
    command: str | None = None
    """What its cases end in, where it is the chart of a system case."""


class CaseRepaired(Fact, frozen=True, kw_only=True, tag="case-repaired/1"):
    """修复: the tables of a case were made anew out of its log.

    found: how many rows differed. told: SHA-256 of the list of them.
    """

    case: str
    found: int
    told: str


class ContentsErased(Fact, frozen=True, kw_only=True, tag="contents-erased/1"):
    """删除: what a case held of persons is gone; its log stands, and still verifies.

    contents: the commitments whose values were erased. papers: digests of those taken from the
    store. kept: papers of the case that another case holds as well, and that stay for it.
    """

    case: str
    ground: Literal["asked", "no-longer-needed", "unlawful"]
    contents: tuple[str, ...]
    papers: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


class LoginErased(Fact, frozen=True, kw_only=True, tag="login-erased/1"):
    """An applicant's login, name and password are gone; nobody speaks for the account any more."""

    account: str


class PartyErased(Fact, frozen=True, kw_only=True, tag="party-erased/1"):
    """The name of an applicant is gone; the number stays, and is nobody's any more."""

    party: str


class MigrationApproved(Fact, frozen=True, kw_only=True, tag="migration-approved/1"):
    """Running cases of a chart may go over to that version, each whose history fits it (迁移)."""

    migration: int
    key: str
    version: int
    chart: str
    names: dict[str, str] = {}


class ClockSet(Fact, frozen=True, kw_only=True, tag="clock-set/1"):
    """The simulated clock of a demo was moved. Never in a live agency.

    offset: seconds ahead of the system's clock, so that it keeps running over a restart.
    """

    offset: int


class DrawAnnounced(Fact, frozen=True, kw_only=True, tag="draw-announced/1"):
    """抽取公告: what will be drawn from which pool, by which method, with the log as of `at`.

    pool, salt: SHA-256 of the pool's canonical form, and of the salt, which is told when the
    draw is made. objects, take: how many are in the pool, and how many will be drawn.
    """

    no: int
    kind: str
    method: str
    at: str
    pool: str
    salt: str
    objects: int
    take: int
    since: str | None = None
    until: str | None = None


class DrawMade(Fact, frozen=True, kw_only=True, tag="draw-made/1"):
    """抽取: the draw announced under that number. outcome: SHA-256 of its canonical form.

    head, head_n: the last entry of the agency's stream that was written by the named time.
    pool: the announced one again, where pool and outcome go into bundles. Of experts neither it
    nor salt and seed are told, since from them and a known list the outcome would follow.
    """

    no: int
    head: str
    head_n: int
    outcome: str
    salt: str | None = None
    seed: str | None = None
    pool: str | None = None


class ArchiveFiled(Fact, frozen=True, kw_only=True, tag="archive-filed/1"):
    """归入个人档案: the commitment to the page; whose it is stands there alone, behind a nonce."""

    page: str


class ArchiveErased(Fact, frozen=True, kw_only=True, tag="archive-erased/1"):
    """个人档案已删除: all pages of one person; whose they were, the log does not say."""

    ground: Literal["asked", "no-longer-needed", "unlawful"]
    pages: tuple[str, ...]


# -- stream case/<id> ----------------------------------------------------------------------


class SlotOpened(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place for one signature, and who may take it."""

    no: int
    post: str | None = None
    section: str | None = None
    qualification: str | None = None
    card: str | None = None


class CaseStarted(Fact, frozen=True, kw_only=True, tag="case-started/1"):
    """An application came in (收件).

    applicant: the id of an account's party; the agency's own; else the number of who is named at
    the window. Before there were numbers the name itself stood there (docs/adr/0032-erasing.md).
    """

    key: str
    version: int
    chart: str
    applicant: str
    content: str
    channel: str
    project: str | None = None
    """The project that separations of scope `project` count by."""
    command: str | None = None
    """What the case ends in, where it is a system case."""


class TaskOpened(Fact, frozen=True, kw_only=True, tag="task-opened/1"):
    """A task waits for its signatures."""

    task: str
    visit: int
    slots: tuple[SlotOpened, ...]


class SlotClaimed(Fact, frozen=True, kw_only=True, tag="slot-claimed/1"):
    """A person took a slot. acting_for: the absent A whose stand-in he is (顶岗)."""

    task: str
    visit: int
    no: int
    person: str
    acting_for: str | None = None
    resolution: str | None = None


class SlotReleased(Fact, frozen=True, kw_only=True, tag="slot-released/1"):
    """A claim was given back, or ended because another lawfully took over."""

    task: str
    visit: int
    no: int
    person: str


class SlotTransferred(Fact, frozen=True, kw_only=True, tag="slot-transferred/1"):
    """转办: a claim went from one to another in the same entry. reason: commitment to its text."""

    task: str
    visit: int
    no: int
    giver: str
    receiver: str
    reason: str


class SignerAdded(Fact, frozen=True, kw_only=True, tag="signer-added/1"):
    """加签: one more, named, signs this visit besides those of the chart. reason: commitment."""

    task: str
    visit: int
    no: int
    person: str
    by: str
    reason: str


class SignerRemoved(Fact, frozen=True, kw_only=True, tag="signer-removed/1"):
    """减签: one who was added and has not signed is due no more. reason: commitment."""

    task: str
    visit: int
    no: int
    person: str
    by: str
    reason: str


class SlotDelegated(Fact, frozen=True, kw_only=True, tag="slot-delegated/1"):
    """委派: the holder lets another prepare it and hand back; only the holder signs."""

    task: str
    visit: int
    no: int
    giver: str
    person: str
    reason: str


class DelegateReported(Fact, frozen=True, kw_only=True, tag="delegate-reported/1"):
    """The delegate hands back. report: commitment; his work counts for separation as an act."""

    task: str
    visit: int
    no: int
    person: str
    report: str


class DelegationRecalled(Fact, frozen=True, kw_only=True, tag="delegation-recalled/1"):
    """The holder takes the matter back before the delegate has reported."""

    task: str
    visit: int
    no: int
    person: str
    by: str


class SlotReassigned(Fact, frozen=True, kw_only=True, tag="slot-reassigned/1"):
    """离职转办: a superior gives to another what one holds who is away or gone."""

    task: str
    visit: int
    no: int
    giver: str
    receiver: str
    by: str
    reason: str


class SuspensionAsked(Fact, frozen=True, kw_only=True, tag="suspension-asked/1"):
    """申请暂停. content: commitment to the reason. until: the last day, inclusive."""

    suspension: int
    by: str
    ground: str
    content: str
    until: str


class SuspensionDecided(Fact, frozen=True, kw_only=True, tag="suspension-decided/1"):
    """暂停决定. Nobody signs while it holds; no limit stops by it."""

    suspension: int
    granted: bool
    decided_by: str
    content: str


class CaseResumed(Fact, frozen=True, kw_only=True, tag="case-resumed/1"):
    """恢复: before the last day of the suspension. content: commitment to why."""

    suspension: int
    by: str
    content: str


class MergerAsked(Fact, frozen=True, kw_only=True, tag="merger-asked/1"):
    """申请并案: that another case be handled in this one. content: commitment to the reason.

    other_n: the last entry of the other case then.
    """

    merger: int
    other: str
    by: str
    content: str
    other_n: int | None = None


class MergerDecided(Fact, frozen=True, kw_only=True, tag="merger-decided/1"):
    """并案决定. other_n: the last entry of the other case then."""

    merger: int
    other: str
    granted: bool
    decided_by: str
    content: str
    other_n: int | None = None


class Acted(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One who has signed a step, and as what."""

    task: str
    person: str
    section: str | None = None
    grade: str | None = None


class CaseAbsorbed(Fact, frozen=True, kw_only=True, tag="case-absorbed/1"):
    """并入: from here on this case is about the other as well, which ends.

    n, hash: the last entry of the other before it ended. acted: all who had signed there; they
    count for separation as if they had signed here.
    """

    other: str
    number: str | None = None
    n: int
    hash: str
    acted: tuple[Acted, ...]


class CaseMerged(Fact, frozen=True, kw_only=True, tag="case-merged/1"):
    """The case goes on in another (并案)."""

    into: str
    number: str | None = None


class CaseMigrated(Fact, frozen=True, kw_only=True, tag="case-migrated/1"):
    """迁移: from here on the case runs on another version of its chart.

    chart: its digest. names: element paths of the old version that are others in the new.
    markings: after each earlier step that moved tokens and counts, by the net of the new chart;
    the history of the case is one of that chart, step by step. migration: as approved.
    """

    migration: int
    version: int
    chart: str
    names: dict[str, str]
    markings: tuple[str, ...]


class TaskUrged(Fact, frozen=True, kw_only=True, tag="task-urged/1"):
    """催办. by: an account. note: commitment to its text, where there is one."""

    task: str
    visit: int
    by: str
    note: str | None = None


class SlotSigned(Fact, frozen=True, kw_only=True, tag="slot-signed/1"):
    """A signature: the person signed the content of this digest.

    content: SHA-256(nonce ‖ canonical form, opinion, documents), the same for all slots.
    card: the number of the card that was valid that day, where one is needed.
    """

    task: str
    visit: int
    no: int
    person: str
    content: str
    opinion: str | None = None
    acting_for: str | None = None
    resolution: str | None = None
    card: str | None = None
    session: str | None = None
    """Which session gave a signature of a dual sign-off; no two come from one."""


class SignaturesVoided(Fact, frozen=True, kw_only=True, tag="signatures-voided/1"):
    """What was signed was changed, so that the signatures under it no longer count (双签).

    content: the digest that they had signed. by: who changed it.
    """

    task: str
    visit: int
    slots: tuple[int, ...]
    content: str
    by: str


class Member(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A member due (应到) at a meeting, and the slot that he votes in."""

    no: int
    person: str
    post: str | None = None


class MeetingConvened(Fact, frozen=True, kw_only=True, tag="meeting-convened/1"):
    """召集: members and topics are told before the meeting. topics: commitment to their text.

    meeting: 1, 2, ... among the meetings of this visit of the task.
    """

    task: str
    visit: int
    meeting: int
    on: str
    members: tuple[Member, ...]
    topics: str


class PresenceRecorded(Fact, frozen=True, kw_only=True, tag="presence-recorded/1"):
    """签到: who is there, who stands aside, and who presides. With a quorum, or not written."""

    task: str
    visit: int
    present: tuple[str, ...]
    struck: tuple[str, ...]
    chair: str


class VoteCast(Fact, frozen=True, kw_only=True, tag="vote-cast/1"):
    """表决: one member's vote. reason: commitment to its text."""

    task: str
    visit: int
    no: int
    person: str
    vote: Literal["agree", "against", "abstain"]
    reason: str | None = None


class MeetingResolved(Fact, frozen=True, kw_only=True, tag="meeting-resolved/1"):
    """决议: the votes counted. of: those the majority is counted of. outcome: the variable's value.

    dissent: who did not agree (保留意见). vetoed_by: who blocked it alone (一票否决).
    """

    task: str
    visit: int
    outcome: str
    agree: int
    against: int
    abstain: int
    due: int
    of: int
    dissent: tuple[str, ...] = ()
    vetoed_by: tuple[str, ...] = ()


class MeetingDeferred(Fact, frozen=True, kw_only=True, tag="meeting-deferred/1"):
    """缓议: put off to another meeting, or sent back by the chart. The clock runs on.

    outcome: what the chart writes when the matter is sent back; None: another meeting.
    """

    task: str
    visit: int
    reason: str
    outcome: str | None = None


class VariablesSet(Fact, frozen=True, kw_only=True, tag="variables-set/1"):
    """All variables that a signing of their task wrote; its earlier ones no longer hold."""

    task: str
    values: dict[str, Scalar]


class DocumentFiled(Fact, frozen=True, kw_only=True, tag="document-filed/1"):
    """A paper of the case, by digest."""

    task: str
    visit: int
    name: str
    digest: str


class ExternalRecorded(Fact, frozen=True, kw_only=True, tag="external-recorded/1"):
    """The act of an outside party, as recorded: when it happened by its own paper."""

    task: str
    visit: int
    party: str
    occurred_on: str


class CommandCarriedOut(Fact, frozen=True, kw_only=True, tag="command-carried-out/1"):
    """The system case has done what it was for: entry n of the agency's stream, of this hash.

    document: digest of the paper that the command was made of.
    """

    command: str
    document: str
    n: int
    hash: str


class ParametersTaken(Fact, frozen=True, kw_only=True, tag="parameters-taken/1"):
    """The values of the parameters that the chart names, as they are from this entry on."""

    values: dict[str, Scalar]


class AmountDecided(Fact, frozen=True, kw_only=True, tag="amount-decided/1"):
    """An amount (金额) was decided under a ladder. earlier: the sum of others in the window.

    scope: whose amounts are summed, as `supplier/...`; empty where each stands alone.
    """

    task: str
    visit: int
    ladder: str
    scope: str
    amount: str
    earlier: str
    on: str


class DecisionTaken(Fact, frozen=True, kw_only=True, tag="decision-taken/1"):
    """A decision table (决策表) was asked as the content of a task was signed.

    digest: of the table as it was. asked: SHA-256 of its inputs by name. rows: the numbers of the
    rows that counted; none: its default answered. What it answered stands among the variables.
    """

    task: str
    visit: int
    table: str
    digest: str
    asked: str
    rows: tuple[int, ...] = ()


class BoundKept(Fact, frozen=True, kw_only=True, tag="bound-kept/1"):
    """A value was decided within its bounds (裁量界限), and where it lies.

    Off the benchmark: with reasons and by a meeting; below the least: on a ground and by a meeting.
    """

    task: str
    visit: int
    variable: str
    standing: Literal["on-benchmark", "off-benchmark", "below-minimum"]


class RiskNoticed(Fact, frozen=True, kw_only=True, tag="risk-noticed/1"):
    """A task with a high risk waits; leaders of that grade are told (风险提示)."""

    task: str
    visit: int
    risk: str
    level: str
    grade: str


class RiskDischarged(Fact, frozen=True, kw_only=True, tag="risk-discharged/1"):
    """A measure (防控措施) of a risk point was kept at this visit of its task.

    measure: its number within the risk. how: `gate`, `document`, `rule`, `step`, `confirmation`,
    or `not-called-for`. by: the gate, paper, condition or step. note: commitment to what the
    signer wrote when he confirmed.
    """

    task: str
    visit: int
    risk: str
    measure: int
    how: str
    by: str | None = None
    note: str | None = None


class TokensMoved(Fact, frozen=True, kw_only=True, tag="tokens-moved/1"):
    """What the executor did: tasks closed and opened, as `path@visit`. Replay must match."""

    closed: tuple[str, ...]
    opened: tuple[str, ...]
    marking: str
    """Where the tokens are afterwards, by the net of the chart."""
    ended: str | None = None
    """The end event, when no token is left."""
    fired: str | None = None
    """The timer that moved the tokens, as `path@visit`, where it was none of the tasks closed."""


class CaseAccepted(Fact, frozen=True, kw_only=True, tag="case-accepted/1"):
    """受理: the case has its number (案号), gapless per agency, series and year."""

    number: str
    on: str


class SupplementNoticed(Fact, frozen=True, kw_only=True, tag="supplement-noticed/1"):
    """补正告知: all that is missing, told once (许可法 32(4))."""

    items: tuple[str, ...]


class Decided(Fact, frozen=True, kw_only=True, tag="decided/1"):
    """The power was exercised: granted or refused, on the day the decision bears."""

    means: Literal["grant", "refusal"]
    on: str


class ClockStarted(Fact, frozen=True, kw_only=True, tag="clock-started/1"):
    """A limit runs. All days are dates in China; `red_at` is an instant.

    before: the day that it counts back from (倒算), and loose how; None of one that counts on.
    """

    clock: str
    kind: str
    task: str | None = None
    visit: int | None = None
    n: int
    unit: str
    roll: str
    ends_with: str
    start: str
    due: str
    remind_on: str
    yellow_on: str
    red_at: str
    provisional: bool = False
    law: str | None = None
    before: str | None = None
    loose: bool = False


class ClockEnded(Fact, frozen=True, kw_only=True, tag="clock-ended/1"):
    """A limit no longer runs. late: it had passed.

    on: of one that counts back (倒算), the day on which its step was done; None when it was not.
    """

    clock: str
    late: bool
    on: str | None = None


class ClockStopped(Fact, frozen=True, kw_only=True, tag="clock-stopped/1"):
    """From this day on a limit is not counted, while a step that the law requires is open.

    ground: the step by its name in law. document: the notice of the time that it needs.
    """

    clock: str
    task: str
    visit: int
    ground: str
    document: str
    since: str


class ClockResumed(Fact, frozen=True, kw_only=True, tag="clock-resumed/1"):
    """The step is over: the limit goes on, its days worked out anew.

    until: the last day that is not counted.
    """

    clock: str
    task: str
    visit: int
    until: str
    due: str
    remind_on: str
    yellow_on: str
    red_at: str
    provisional: bool = False


class ClockRestarted(Fact, frozen=True, kw_only=True, tag="clock-restarted/1"):
    """A limit begins anew (重新计算), from the day of the event."""

    clock: str
    start: str
    due: str
    remind_on: str
    yellow_on: str
    red_at: str
    provisional: bool = False


class ClockExtended(Fact, frozen=True, kw_only=True, tag="clock-extended/1"):
    """A limit was extended (延长) by n units. reason: commitment. notice: digest of the paper."""

    clock: str
    n: int
    approver: str
    reason: str
    document: str
    notice: str
    due: str
    remind_on: str
    yellow_on: str
    red_at: str
    provisional: bool = False


class ClockReprojected(Fact, frozen=True, kw_only=True, tag="clock-reprojected/1"):
    """Another calendar is in force, and by it a limit has other days than before."""

    clock: str
    old_due: str
    due: str
    remind_on: str
    yellow_on: str
    red_at: str
    provisional: bool = False


class ClockDeemed(Fact, frozen=True, kw_only=True, tag="clock-deemed/1"):
    """A time is over and nobody has acted: what the law then takes as done (视为).

    since: the day from which it is. idle: who should have acted.
    """

    timer: str
    visit: int
    means: str
    since: str
    law: str
    idle: tuple[str, ...] = ()


class TimerReprojected(Fact, frozen=True, kw_only=True, tag="timer-reprojected/1"):
    """Another calendar is in force, and by it a timer fires at another time than before."""

    timer: str
    visit: int
    old_due: str
    due: str
    fires_at: str
    provisional: bool = False


class TimerExtended(Fact, frozen=True, kw_only=True, tag="timer-extended/1"):
    """A timer waits n units longer (延长). reason: commitment. notice: digest of the paper."""

    timer: str
    visit: int
    n: int
    approver: str
    reason: str
    document: str
    notice: str
    due: str
    fires_at: str
    provisional: bool = False


class CalendarTaken(Fact, frozen=True, kw_only=True, tag="calendar-taken/1"):
    """What runs in the case is counted by this calendar from now on."""

    calendar: str


class ClockWarned(Fact, frozen=True, kw_only=True, tag="clock-warned/1"):
    """预警: a limit that runs has reached a rung; said once of each count of its days."""

    clock: str
    rung: Literal["remind", "yellow", "red"]


class TimerArmed(Fact, frozen=True, kw_only=True, tag="timer-armed/1"):
    """A timer of the chart begins to wait. due: a date in China; since, fires_at: instants.

    provisional: the calendar was asked about a year whose notice is not in yet. told: the party
    has been told what is missing, so that silence decides nothing here and it never fires.
    """

    timer: str
    visit: int
    n: int
    unit: str
    roll: str
    since: str
    due: str
    fires_at: str
    provisional: bool = False
    told: bool = False


class TimerDisarmed(Fact, frozen=True, kw_only=True, tag="timer-disarmed/1"):
    """A timer waits no longer: it fired, or what it sat on ended before."""

    timer: str
    visit: int
    fired: bool = False


class ActVoided(Fact, frozen=True, kw_only=True, tag="act-voided/1"):
    """拿回: the last token-moving entry is taken back; replay skips it (design.md §5)."""

    n: int


class RecusalAsked(Fact, frozen=True, kw_only=True, tag="recusal-asked/1"):
    """Somebody should stand aside (申请回避). content: commitment to ground and reason.

    asked_by: the person himself, another person, `party:` and an id, or an account.
    """

    recusal: int
    person: str
    asked_by: str
    content: str


class RecusalDecided(Fact, frozen=True, kw_only=True, tag="recusal-decided/1"):
    """回避决定. decided_by: a person, or `meeting` with the digest of its minutes."""

    recusal: int
    person: str
    granted: bool
    decided_by: str
    content: str
    minutes: str | None = None


class CaseCopied(Fact, frozen=True, kw_only=True, tag="case-copied/1"):
    """抄送, or 阅知 (`circulate`): persons may know of the case, and act on nothing by it.

    copy: 1, 2, ... in the case. note: commitment to its text, where there is one.
    """

    copy: int
    kind: Literal["copy", "circulate"]
    by: str
    receivers: tuple[str, ...]
    note: str | None = None


class CopyRead(Fact, frozen=True, kw_only=True, tag="copy-read/1"):
    """已阅: who got a copy of the case says that he has read it."""

    copy: int
    person: str


class DutiesMet(Fact, frozen=True, kw_only=True, tag="duties-met/1"):
    """One person acted on both sides of a soft separation: let through, and put on record."""

    task: str
    visit: int
    person: str
    separation: str
    conflict: str


class BranchNarrowed(Fact, frozen=True, kw_only=True, tag="branch-narrowed/1"):
    """Warning: since this person took the slot, nobody is left for some branch of the case.

    tasks: the steps that would have nobody. rules: the separations that say so.
    """

    task: str
    visit: int
    no: int
    person: str
    tasks: tuple[str, ...]
    rules: tuple[str, ...]


class Stopped(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A running case in which some step has nobody. whole: no way to its end is left.

    since: the first day of which that is so.
    """

    case: str
    tasks: tuple[str, ...]
    rules: tuple[str, ...]
    whole: bool
    since: str


class CasesStopped(Fact, frozen=True, kw_only=True, tag="cases-stopped/1"):
    """What this change of the bureau leaves without anybody in running cases."""

    cases: tuple[Stopped, ...]


class TaskBlocked(Fact, frozen=True, kw_only=True, tag="task-blocked/1"):
    """Incident: nobody is left who may lawfully act on the task."""

    task: str
    visit: int
    slots: tuple[int, ...]


class CaseWithdrawn(Fact, frozen=True, kw_only=True, tag="case-withdrawn/1"):
    """The applicant withdrew."""


class CaseClosed(Fact, frozen=True, kw_only=True, tag="case-closed/1"):
    """办结: no token is left, or the case was withdrawn."""

    outcome: str


# -- stream report/<agency>/<id> -----------------------------------------------------------


class InterferenceRecorded(Fact, frozen=True, kw_only=True, tag="interference-recorded/1"):
    """打招呼登记: somebody was approached outside the path. The entry's actor is who recorded it.

    office: who is told, `supervision` or `head`. content: commitment to the case, to who
    approached him, what happened and how he answered.
    """

    kind: Literal["pleading", "gift", "instruction"]
    office: str
    content: str


class ComplaintMade(Fact, frozen=True, kw_only=True, tag="complaint-made/1"):
    """投诉: the applicant complains of a step. content: commitment to case, step and text.

    due: the last day for the answer, a date in China.
    """

    office: str
    content: str
    due: str
    provisional: bool = False


class ComplaintAnswered(Fact, frozen=True, kw_only=True, tag="complaint-answered/1"):
    """投诉答复. content: commitment to the reason. late: the last day had passed."""

    upheld: bool
    content: str
    late: bool


# -- stream card/<agency>/<id> -------------------------------------------------------------


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a card rests on, frozen: entry `n` of `stream`, of this hash.

    stream: None where a supervisor has found it out himself. facts: SHA-256 of the canonical form
    of all the rest, so that one line names it.
    """

    stream: str | None = None
    n: int = 0
    hash: str = ""
    rule: str
    case: str | None = None
    task: str | None = None
    clock: str | None = None
    due: str | None = None
    law: str | None = None
    facts: str


class CardIssued(Fact, frozen=True, kw_only=True, tag="card-issued/1"):
    """发牌. issuer: `law` or `supervisor`. section: None for a leader. told: addresses.

    days, until: working days for the answer, and the last of them. reason: commitment. source: no
    other card has the same.
    """

    family: Literal["time", "breach"]
    colour: Literal["yellow", "red"]
    trigger: str
    issuer: Literal["law", "supervisor"]
    section: str | None = None
    persons: tuple[str, ...]
    level: str
    told: tuple[str, ...]
    evidence: Evidence
    source: str
    days: int
    until: str
    provisional: bool = False
    reason: str | None = None


class CardAnswered(Fact, frozen=True, kw_only=True, tag="card-answered/1"):
    """答复, or the report of what was put right (整改报告). content: commitment."""

    person: str
    content: str
    late: bool = False


class CardAppealed(Fact, frozen=True, kw_only=True, tag="card-appealed/1"):
    """申诉: the card should not have been. It waits for supervision, and no day runs meanwhile."""

    person: str
    content: str


class CardUpheld(Fact, frozen=True, kw_only=True, tag="card-upheld/1"):
    """维持: the appeal was heard and refused; the days for the answer run anew."""

    content: str
    days: int
    until: str
    provisional: bool = False


class CardWithdrawn(Fact, frozen=True, kw_only=True, tag="card-withdrawn/1"):
    """撤牌, with the reason. It stays on record and counts no more."""

    content: str


class CardDisposed(Fact, frozen=True, kw_only=True, tag="card-disposed/1"):
    """处置: a step of the ladder. until: the last day, where it has a limit."""

    step: str
    content: str
    until: str | None = None


class CardEscalated(Fact, frozen=True, kw_only=True, tag="card-escalated/1"):
    """The next step came by itself, since its limit passed in silence (R-212).

    why: `unanswered`, or `unrectified`.
    """

    step: str
    why: Literal["unanswered", "unrectified"]
    told: tuple[str, ...]
    days: int = 0
    until: str | None = None
    provisional: bool = False


class CardClosed(Fact, frozen=True, kw_only=True, tag="card-closed/1"):
    """销号: supervision is satisfied. content: commitment to why."""

    content: str


# -- stream access/<agency>/<day> ----------------------------------------------------------


class Judged(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """On what a refusal rested, so that it can be judged again (docs/formats/why.md).

    n: the last entry of the case then; beside, beside_n: of the other case that the act was about.
    at: the instant that it was judged by. asked: what was asked for, as far as it is ids, numbers,
    days and digests; of a text, a form or a list of papers only whether there was one.
    """

    at: str
    n: int | None = None
    beside: str | None = None
    beside_n: int | None = None
    confirmed: bool = False
    asked: dict[str, Scalar | tuple[str, ...]] = {}


class Refused(Fact, frozen=True, kw_only=True, tag="refused/1"):
    """An act that was not allowed. folded: like attempts within the minute not written."""

    verb: str
    rule: str
    status: int
    account: str
    person: str | None = None
    case: str | None = None
    task: str | None = None
    conflict: str | None = None
    folded: int = 0
    judged: Judged | None = None


class FileRead(Fact, frozen=True, kw_only=True, tag="file-read/1"):
    """查看: the actor saw this of a file, so often within the minute that begins at `minute`.

    what: the act by its name in docs/log.md. file: id of a report or a card; paper: digest of one.
    Nothing of what was read is here.
    """

    what: str
    minute: str
    case: str | None = None
    task: str | None = None
    file: str | None = None
    paper: str | None = None
    times: int = 1


class Exported(Fact, frozen=True, kw_only=True, tag="exported/1"):
    """导出: what left the house. selection: what was asked for; sha256, size: of the bytes.

    minute, times: of a calendar feed, which programs fetch again and again; sha256 of the last.
    """

    what: str
    sha256: str
    size: int
    masked: bool = False
    selection: dict[str, str] = {}
    minute: str | None = None
    times: int = 1


class DocumentStored(Fact, frozen=True, kw_only=True, tag="document-stored/1"):
    """上传: a paper was stored by its digest; no case has it before a signature names it."""

    paper: str
    size: int


class SessionOpened(Fact, frozen=True, kw_only=True, tag="session-opened/1"):
    """登录. session: as signatures of a dual sign-off name it. A `token` can never sign."""

    session: str
    kind: Literal["session", "token"]


class SessionConfirmed(Fact, frozen=True, kw_only=True, tag="session-confirmed/1"):
    """The password was entered again, which opens signing for some minutes."""

    session: str


class SessionClosed(Fact, frozen=True, kw_only=True, tag="session-closed/1"):
    """退出."""

    session: str


class LogInFailed(Fact, frozen=True, kw_only=True, tag="log-in-failed/1"):
    """登录失败: a wrong password for an account that exists, so often within the minute.

    others: failures of further accounts within the minute that were counted and not written.
    """

    account: str
    minute: str
    times: int = 1
    others: int = 0


class FeedMade(Fact, frozen=True, kw_only=True, tag="feed-made/1"):
    """日历订阅: a new address of the account's calendar feed; the one before stops to work.

    feed: digest of the token's digest, so that the log gives no address away.
    """

    feed: str


class FeedRevoked(Fact, frozen=True, kw_only=True, tag="feed-revoked/1"):
    """The account has no calendar feed any more."""


class PasswordSet(Fact, frozen=True, kw_only=True, tag="password-set/1"):
    """设置密码. Nothing of the password is here, nor the login."""

    account: str


class NoticeRedelivered(Fact, frozen=True, kw_only=True, tag="notice-redelivered/1"):
    """A delivery that was given up is tried again, by the system officer."""

    channel: str
    notice: str


class OperatorActed(Fact, frozen=True, kw_only=True, tag="operator-acted/1"):
    """What was done at the machine itself, by whoever may do that: no account is known there.

    act: by its name in docs/log.md, as `db-upgrade`.
    """

    act: str
    detail: dict[str, str] = {}


class KeyRegistered(Fact, frozen=True, kw_only=True, tag="key-registered/1"):
    """登记公钥: the key with which the account signs its own acts (docs/formats/signature.md).

    proof: the account's signature of the registration, by that key.
    """

    account: str
    suite: str
    key: str
    proof: str


class KeyRevoked(Fact, frozen=True, kw_only=True, tag="key-revoked/1"):
    """注销公钥: what the key signs from here on is refused; what it has signed stays good."""

    account: str
    key: str


AnyFact = (
    AgencyBootstrapped
    | RosterLoaded
    | CalendarLoaded
    | ParametersProposed
    | ParametersConfirmed
    | AccountOpened
    | AccountGranted
    | OperationAsked
    | OperationBegun
    | CaseOrdered
    | WaiverGranted
    | EditionPublished
    | EditionWithdrawn
    | LeaveAsked
    | LeaveDecided
    | AbsenceRecorded
    | AbsenceEnded
    | HandedOver
    | RelationsLoaded
    | ChartDeployed
    | ClockSet
    | DrawAnnounced
    | ArchiveErased
    | ArchiveFiled
    | DrawMade
    | CaseStarted
    | TaskOpened
    | SlotClaimed
    | SlotReleased
    | SlotTransferred
    | SignerAdded
    | SignerRemoved
    | SlotDelegated
    | DelegateReported
    | DelegationRecalled
    | SlotReassigned
    | SuspensionAsked
    | SuspensionDecided
    | CaseResumed
    | MergerAsked
    | MergerDecided
    | CaseAbsorbed
    | CaseMerged
    | CaseMigrated
    | MigrationApproved
    | CaseRepaired
    | ContentsErased
    | LoginErased
    | PartyErased
    | TaskUrged
    | SlotSigned
    | SignaturesVoided
    | MeetingConvened
    | PresenceRecorded
    | VoteCast
    | MeetingResolved
    | MeetingDeferred
    | VariablesSet
    | DocumentFiled
    | ExternalRecorded
    | CommandCarriedOut
    | ParametersTaken
    | AmountDecided
    | DecisionTaken
    | BoundKept
    | RiskNoticed
    | RiskDischarged
    | TokensMoved
    | CaseAccepted
    | SupplementNoticed
    | Decided
    | ClockStarted
    | ClockEnded
    | ClockStopped
    | ClockResumed
    | ClockRestarted
    | ClockExtended
    | ClockReprojected
    | ClockDeemed
    | CalendarTaken
    | TimerReprojected
    | TimerExtended
    | ClockWarned
    | TimerArmed
    | TimerDisarmed
    | ActVoided
    | RecusalAsked
    | RecusalDecided
    | CaseCopied
    | CopyRead
    | DutiesMet
    | BranchNarrowed
    | CasesStopped
    | TaskBlocked
    | CaseWithdrawn
    | CaseClosed
    | InterferenceRecorded
    | ComplaintMade
    | ComplaintAnswered
    | CardIssued
    | CardAnswered
    | CardAppealed
    | CardUpheld
    | CardWithdrawn
    | CardDisposed
    | CardEscalated
    | CardClosed
    | Refused
    | FileRead
    | Exported
    | DocumentStored
    | SessionOpened
    | SessionConfirmed
    | SessionClosed
    | LogInFailed
    | FeedMade
    | FeedRevoked
    | PasswordSet
    | NoticeRedelivered
    | OperatorActed
    | KeyRegistered
    | KeyRevoked
)


class Actor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who acted, as of then."""

    account: str
    role: str
    person: str | None = None
    party: str | None = None
    post: str | None = None
    section: str | None = None
    grade: str | None = None
    acting_for: str | None = None


class Digests(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the decision rested on. agency: the last entry of the agency's stream by then."""

    chart: str | None = None
    roster: str | None = None
    calendar: str | None = None
    parameters: str | None = None
    rules: str | None = None
    executor: str | None = None
    agency: int | None = None


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """The caller's idempotency key and the digest of what he asked for."""

    key: str
    digest: str


class ActorSignature(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The actor's own signature of what he asked for (docs/formats/signature.md).

    suite: `ed25519`. key: the public key in hex; registered: the entry of the agency's stream that
    registered it. signature: in base64.
    """

    suite: str
    key: str
    registered: int
    signature: str


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One command, one entry: one row, one hash, one leaf (design.md §3)."""

    v: int
    agency: str
    stream: str
    n: int
    prev: str
    at: str
    command: str
    actor: Actor
    digests: Digests
    facts: tuple[AnyFact, ...]
    request: Request | None = None
    actor_signature: ActorSignature | None = None
    salt: str | None = None
    """32 random hex digits. Proofs of the sealed log give the hashes of entries to anybody; without
    it whoever guesses right who did what, and when, could see that he did."""


_DECODER = msgspec.json.Decoder(Entry)


def decode(body: bytes) -> Entry:
    """Read an entry from its stored bytes. Raises msgspec.ValidationError on unknown facts."""
    return _DECODER.decode(body)
