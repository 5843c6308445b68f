using Ledger.Rules;

namespace Ledger.Valuation.Domain;

public sealed record CommitmentMalformed() : Rejection("assignment.commitment-malformed", RejectionKind.Invalid, new(
    "A commitment is a SHA-256: 64 lower-case hex digits.", "承诺值是 SHA-256：64 位小写十六进制数字。"));

public sealed record NonceMalformed() : Rejection("assignment.nonce-malformed", RejectionKind.Invalid, new(
    $"A nonce is {RuleLimits.NonceLeast} to {RuleLimits.NonceMost} lower-case hex digits.",
    $"随机数须为 {RuleLimits.NonceLeast} 至 {RuleLimits.NonceMost} 位小写十六进制数字。"));

public sealed record DrawWindowMalformed() : Rejection("assignment.window-malformed", RejectionKind.Invalid, new(
    $"The end of the draw lies in the future, at most {ValuationLimits.DrawWindow.Days} days from now.",
    $"抽取截止时间须在将来，且不超过 {ValuationLimits.DrawWindow.Days} 天。"));

public sealed record AssignmentRuns(int Round) : Rejection("assignment.running", RejectionKind.Conflict, new(
    $"Round {Round} of the draw has not ended.", $"第 {Round} 轮抽取尚未结束。"));

public sealed record TooManyRounds(int Limit) : Rejection("assignment.too-many-rounds", RejectionKind.Conflict, new(
    $"A case has no more than {Limit} rounds.", $"每案最多 {Limit} 轮抽取。"));

public sealed record CommitterBarred(string Organisation) : Rejection("assignment.committer-barred", RejectionKind.Forbidden, new(
    $"{Organisation} knew the outcome of an earlier round and did not reveal it: another organisation commits.",
    $"{Organisation} 曾知悉抽取结果而未揭示，须由其他组织承诺随机数。"));

public sealed record NoCandidates(int Excluded) : Rejection("assignment.no-candidates", RejectionKind.Conflict, new(
    $"Nobody on the panel can be drawn; {Excluded} are excluded.", $"名册中无人可供抽取，{Excluded} 人被排除。"));

public sealed record NoAssignment() : Rejection("assignment.unknown", RejectionKind.NotFound, new(
    "No draw was opened for this appraisal.", "该评估尚未开启抽取。"));

public sealed record NotAwaiting(AssignmentStep Step) : Rejection("assignment.not-now", RejectionKind.Conflict, new(
    $"The draw stands at {KebabCase.Name(Step)}; this is not its next step.", $"抽取处于 {KebabCase.Name(Step)} 阶段，不能进行此步。"));

public sealed record DrawLapsed(DateTimeOffset RevealUntil) : Rejection("assignment.lapsed", RejectionKind.Conflict, new(
    $"The time of this round ended at {RevealUntil:yyyy-MM-dd HH:mm:ss}Z; open a new one.",
    $"本轮已于 {RevealUntil:yyyy-MM-dd HH:mm:ss}Z 截止，请重新开启。"));

public sealed record NonceNotIndependent() : Rejection("assignment.nonce-not-independent", RejectionKind.Forbidden, new(
    "The second nonce comes from another group of organisations than the first, and from nobody who can be drawn.",
    "第二个随机数须由与承诺方无关联的组织提供，且提供人不得为候选人。"));

public sealed record NonceNotCommitted() : Rejection("assignment.nonce-not-committed", RejectionKind.Conflict, new(
    "The nonce is not the one that was committed to.", "该随机数与承诺值不符。"));

public sealed record AssignmentRequired() : Rejection("appraisal.assignment-required", RejectionKind.Conflict, new(
    "By the agreement only a valuer drawn from the panel proposes a value; nobody is drawn.", "协议规定须由抽取的评估人提出价值，目前尚未抽取。"));

public sealed record NotAssigned() : Rejection("appraisal.not-assigned", RejectionKind.Forbidden, new(
    "Another valuer is assigned to this appraisal, or the draw has not ended.", "该评估已指派其他评估人，或抽取尚未完成。"));

public sealed record MethodNotQualified(string Method) : Rejection("appraisal.method-not-qualified", RejectionKind.Forbidden, new(
    $"The assigned valuer is not qualified for {Method}.", $"被指派的评估人不具备 {Method} 的资格。"));

public sealed record ValuerConflicted(string Rules) : Rejection("appraisal.valuer-conflicted", RejectionKind.Conflict, new(
    $"The valuer has a conflict ({Rules}): the value is not accepted; review the assignment.",
    $"评估人存在利益冲突（{Rules}），价值不予认定，请复查指派。"));

public sealed record FeeCurrency(Currency Given, Currency Agreed) : Rejection("money.wrong-currency", RejectionKind.Invalid, new(
    $"The fee is in {Given.Code}, the agreement counts in {Agreed.Code}.", $"费用货币为 {Given.Code}，协议以 {Agreed.Code} 计价。"));
