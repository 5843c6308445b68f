using Ledger.Rules;

namespace Ledger.Distribution.Domain;

public sealed record RunUnknown() : Rejection("run.unknown", RejectionKind.NotFound, new(
    "There is no such run in this consortium.", "该联合体中没有此分配方案。"));

public sealed record ObjectionUnanswered(int No) : Rejection("run.objection-unanswered", RejectionKind.Conflict, new(
    $"Objection {No} has no answer yet; a line is left in suspense only after its objector was answered.",
    $"第 {No} 号异议尚未答复；答复之后方可将争议条目挂账。"));

public sealed record ApprovalMissing(string Organisation) : Rejection("run.approval-missing", RejectionKind.Conflict, new(
    Organisation.Length == 0 ? "The approval of a person independent of the makers is missing." : $"The approval of {Organisation}, which answers for settlements under the agreement, is missing.",
    Organisation.Length == 0 ? "尚缺独立于经办人的复核。" : $"尚缺协议规定的结算责任方 {Organisation} 的复核。"));

public sealed record ValueReplacedMeanwhile(string Reference) : Rejection("run.value-replaced", RejectionKind.Conflict, new(
    $"The accepted value of {Reference}, on which the run rests, was replaced meanwhile: withdraw the run and compute it again.",
    $"方案所依据的 {Reference} 的认定价值已被更替，请撤回方案并重新计算。"));

public sealed record ChargeWaits(string Reference) : Rejection("run.charge-waits", RejectionKind.Conflict, new(
    $"The loss {Reference}, on which the run rests, is disputed or was reversed meanwhile: withdraw the run and compute it again.",
    $"方案所依据的损失 {Reference} 已有争议或已被撤销，请撤回方案并重新计算。"));

public sealed record CutOffAfterPeriod(DateOnly Given, DateOnly To) : Rejection("run.cut-off-after-period", RejectionKind.Invalid, new(
    $"The cut-off {Given:yyyy-MM-dd} lies after the period, which ends on {To:yyyy-MM-dd}.", $"截止日 {Given:yyyy-MM-dd} 晚于期间末日 {To:yyyy-MM-dd}。"));

public sealed record CutOffInFuture() : Rejection("run.cut-off-in-future", RejectionKind.Invalid, new(
    "The cut-off time has not come yet.", "截止时间尚未到来。"));

/// <summary>Another request computed a run of this pool at the same moment and took the number.</summary>
public sealed record RunNumberTaken(int No) : Rejection("run.computed-meanwhile", RejectionKind.Conflict, new(
    $"Run {No} of this pool was computed meanwhile. Try again.", $"该收益池的第 {No} 个方案刚刚已被计算，请重试。"));

public sealed record RunOtherStands() : Rejection("run.other-proposed", RejectionKind.Conflict, new(
    "Another run of this pool is proposed or approved; withdraw it first.", "该收益池已有其他提交或批准的方案，请先撤回。"));

public sealed record EarlierPoolOpen(string Reference) : Rejection("run.earlier-pool-open", RejectionKind.Conflict, new(
    $"Pool {Reference} of an earlier period is not settled: the reserve passes from one pool to the next.",
    $"较早期间的收益池 {Reference} 尚未结算：风险准备金须逐期结转。"));

public sealed record RunCurrencyMixed(Currency Found, Currency Agreed) : Rejection("run.currency-mixed", RejectionKind.Conflict, new(
    $"The agreement counts in {Agreed.Code}, but amounts in {Found.Code} are recorded under it.",
    $"协议以 {Agreed.Code} 计价，但其下已有以 {Found.Code} 记录的金额。"));

public sealed record TooManyInputs(int Count) : Rejection("run.too-many-inputs", RejectionKind.Conflict, new(
    $"The run would rest on {Count} contributions, claims and losses; {DistributionLimits.Inputs} is the limit.",
    $"该方案涉及 {Count} 项投入、申报与损失，超过上限 {DistributionLimits.Inputs}。"));

public sealed record RunTooLarge() : Rejection("run.too-large", RejectionKind.Conflict, new(
    "The amounts recorded for this run are too large to be added exactly.", "该方案所涉金额过大，无法精确相加。"));

public sealed record ReserveOverdrawn(Money Opening, Money Funded, Money Drawn) : Rejection("run.reserve-overdrawn", RejectionKind.Conflict, new(
    $"The reserve should pay {Drawn} but holds {Opening} and receives {Funded}.",
    $"风险准备金应付 {Drawn}，但期初余额为 {Opening}，本期提取 {Funded}。"));

public sealed record InputsChanged() : Rejection("run.inputs-changed", RejectionKind.Conflict, new(
    "What the run rests on has changed since it was computed: compute it again.",
    "方案计算之后，其依据已有变化，请重新计算。"));

public sealed record RunIsWithdrawn() : Rejection("run.withdrawn", RejectionKind.Conflict, new(
    "The run was withdrawn.", "该方案已撤回。"));

public sealed record RunIsSettled() : Rejection("run.settled", RejectionKind.Conflict, new(
    "The run is settled; a correction belongs into a later period.", "该方案已结算，更正须计入以后期间。"));

public sealed record RunNotProposed() : Rejection("run.not-proposed", RejectionKind.Conflict, new(
    "The run is not before the participants.", "该方案尚未提交各方。"));

public sealed record RunAlreadyApproved() : Rejection("run.already-approved", RejectionKind.Conflict, new(
    "The run is approved already.", "该方案已批准。"));

public sealed record ProposalChanged() : Rejection("run.proposal-changed", RejectionKind.Conflict, new(
    "The hash is not that of the proposal: read it again before deciding.", "哈希与提交的方案不符，请重新阅读后再决定。"));

public sealed record NotParticipant(string Organisation) : Rejection("run.not-participant", RejectionKind.Forbidden, new(
    $"{Organisation} has no line in this run.", $"{Organisation} 与该方案无关。"));

public sealed record LineUnknown(string Line) : Rejection("run.line-unknown", RejectionKind.Invalid, new(
    $"'{(Line.Length <= 60 ? Line : Line[..57] + "...")}' is no line of this run: name a tier, a party, or a line of the calculation.",
    $"“{(Line.Length <= 60 ? Line : Line[..57] + "...")}”不是该方案中的条目：请指明层级、成员或计算步骤。"));

public sealed record ObjectionLate(DateTimeOffset EndedAt) : Rejection("run.objection-late", RejectionKind.Conflict, new(
    $"The objection window ended at {EndedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z or the run is approved.",
    $"异议期已于 {EndedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z 结束，或方案已批准。"));

public sealed record NoObjectionGiven(string Party) : Rejection("run.no-objection-given", RejectionKind.Conflict, new(
    $"{Party} has declared that it does not object.", $"{Party} 已声明无异议。"));

public sealed record OwnObjectionStands(string Party) : Rejection("run.own-objection-stands", RejectionKind.Conflict, new(
    $"{Party} has an objection that stands; withdraw it first.", $"{Party} 尚有未撤回的异议，请先撤回。"));

public sealed record ObjectionUnknown(int No) : Rejection("run.objection-unknown", RejectionKind.NotFound, new(
    $"There is no objection {No} to this run.", $"该方案没有第 {No} 号异议。"));

public sealed record ObjectionOfAnother(string Party) : Rejection("run.objection-not-own", RejectionKind.Forbidden, new(
    $"Only {Party}, which raised the objection, can withdraw it.", $"只有提出异议的 {Party} 可以撤回。"));

public sealed record NotMaker() : Rejection("run.not-maker", RejectionKind.Forbidden, new(
    "Only who computed or proposed the run can withdraw it.", "只有计算或提交该方案的人可以撤回。"));

public sealed record MakerApproves(string Person) : Rejection("run.maker-approves", RejectionKind.Forbidden, new(
    $"{Person} made this run and cannot approve it.", $"{Person} 是该方案的经办人，不能复核。"));

public sealed record SameOrganisation(string Organisation) : Rejection("run.same-organisation", RejectionKind.Forbidden, new(
    $"{Organisation} made this run and has a share in it: somebody of another organisation must approve it.",
    $"{Organisation} 经办该方案且参与分配，须由其他单位的人复核。"));

public sealed record ObjectionsStanding(int Count) : Rejection("run.objections-standing", RejectionKind.Conflict, new(
    $"{Count} objections stand. They must be withdrawn, or the run must.", $"尚有 {Count} 项异议未撤回；须撤回异议或撤回方案。"));

public sealed record ObjectionWindowOpen(DateTimeOffset EndsAt) : Rejection("run.objection-window-open", RejectionKind.Conflict, new(
    $"The objection window is open until {EndsAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, or until every party concerned has declared not to object.",
    $"异议期至 {EndsAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z，或至全部相关成员声明无异议为止。"));

public sealed record NotApproved() : Rejection("run.not-approved", RejectionKind.Conflict, new(
    "The run is not approved by a second person.", "该方案尚未经第二人复核批准。"));

public sealed record ApproverSettles(string Person) : Rejection("run.approver-settles", RejectionKind.Forbidden, new(
    $"{Person} approved this run; somebody else settles it.", $"{Person} 是该方案的复核人，须由他人结算。"));

public sealed record ChargeAlreadySettled(string Reference) : Rejection("run.charge-settled", RejectionKind.Conflict, new(
    $"The loss {Reference} was settled by another run.", $"损失 {Reference} 已由其他方案结算。"));

public sealed record ValueReversed(string Reference) : Rejection("run.value-reversed", RejectionKind.Conflict, new(
    $"The contribution {Reference}, on which the run rests, was reversed meanwhile: withdraw the run and compute it again.",
    $"方案所依据的投入 {Reference} 已被撤销，请撤回方案并重新计算。"));
