using Ledger.Rules;

namespace Ledger.Distribution.Domain;

public sealed record PoolUnknown() : Rejection("pool.unknown", RejectionKind.NotFound, new(
    "There is no such pool in this consortium.", "该联合体中没有此收益池。"));

public sealed record PoolAlreadyDeclared(string Reference, Period Period) : Rejection("pool.already-declared", RejectionKind.Conflict, new(
    $"Pool {Reference} is declared for {Period}. A reference names one pool, and periods of one agreement do not overlap.",
    $"收益池 {Reference}（{Period}）已申报。一个编号只对应一个收益池，同一协议的期间不得重叠。"));

public sealed record PoolOutOfOrder(string Latest, Period Period) : Rejection("pool.out-of-order", RejectionKind.Conflict, new(
    $"Pool {Latest} for {Period} is declared already: pools follow each other, and a closed period is not reopened.",
    $"收益池 {Latest}（{Period}）已申报：收益池须按期间先后申报，已过期间不再补报。"));

public sealed record PoolAgreementNotActive(string AgreementId, DateOnly Day) : Rejection("pool.agreement-not-active", RejectionKind.Conflict, new(
    $"No version of agreement {AgreementId} signed by every party is in force on {Day:yyyy-MM-dd}.",
    $"协议 {AgreementId} 在 {Day:yyyy-MM-dd} 没有经全体成员签署的生效版本。"));

public sealed record PeriodNotEnded(DateOnly Day) : Rejection("pool.period-not-ended", RejectionKind.Invalid, new(
    $"The period ends on {Day:yyyy-MM-dd}, which is not over yet: contributions and losses of it may still come.",
    $"期间至 {Day:yyyy-MM-dd} 尚未结束，其间的投入和损失仍可能发生。"));

public sealed record EvidenceHashMalformed() : Rejection("evidence.hash-malformed", RejectionKind.Invalid, new(
    "A hash is the SHA-256 of the file: 64 lower-case hexadecimal digits.", "哈希应为文件的 SHA-256：64 位小写十六进制数字。"));

public sealed record WrongCurrency(Currency Given, Currency Agreed) : Rejection("money.wrong-currency", RejectionKind.Invalid, new(
    $"The agreement counts in {Agreed.Code}, not in {Given.Code}.", $"协议以 {Agreed.Code} 计价，不接受 {Given.Code}。"));

public sealed record ClaimantNotParticipant(string Party) : Rejection("cost-claim.not-participant", RejectionKind.Forbidden, new(
    $"{Party} takes no part in the benefits and cannot claim costs from the pool.", $"{Party} 不参与收益分配，不能从收益池申报成本。"));

public sealed record ClaimForAnother(string Party, string Organisation) : Rejection("cost-claim.not-own", RejectionKind.Forbidden, new(
    $"{Organisation} claims its own costs only, not those of {Party}.", $"{Organisation} 只能申报本单位成本，不能代 {Party} 申报。"));

public sealed record NoCostTier() : Rejection("cost-claim.no-cost-tier", RejectionKind.Conflict, new(
    "The agreement pays back no costs: it has no cost-recovery tier.", "协议没有成本回收层级，不返还成本。"));

public sealed record CostClaimExists(string Reference) : Rejection("cost-claim.exists", RejectionKind.Conflict, new(
    $"A claim {Reference} against this pool exists with other particulars.", $"该收益池已有编号 {Reference} 的成本申报且内容不同。"));

public sealed record ClaimsClosed() : Rejection("pool.run-proposed", RejectionKind.Conflict, new(
    "A run of this pool is proposed: costs can be claimed again only when it is withdrawn.",
    "该收益池已有提交的分配方案，方案撤回后方可再申报成本。"));

public sealed record PoolIsSettled(string Reference) : Rejection("pool.settled", RejectionKind.Conflict, new(
    $"Pool {Reference} is settled.", $"收益池 {Reference} 已结算。"));

public sealed record PoolStillOpen(string Reference) : Rejection("pool.open", RejectionKind.Conflict, new(
    $"Pool {Reference} is open: benefits may still come in. Close it before it is shared.", $"收益池 {Reference} 尚未关闭，仍可能有收益计入；关闭后方可分配。"));

public sealed record PoolIsClosed(string Reference) : Rejection("pool.closed", RejectionKind.Conflict, new(
    $"Pool {Reference} is closed; what comes late is recorded in the next pool.", $"收益池 {Reference} 已关闭，迟到的收益计入下一收益池。"));

public sealed record BenefitAfterPeriod(DateOnly On, Period Period) : Rejection("benefit.after-period", RejectionKind.Invalid, new(
    $"{On:yyyy-MM-dd} lies after the period {Period}.", $"{On:yyyy-MM-dd} 晚于期间 {Period}。"));

public sealed record BenefitOfOpenPool(DateOnly On, string Pool) : Rejection("benefit.other-pool-open", RejectionKind.Conflict, new(
    $"{On:yyyy-MM-dd} belongs to the pool {Pool}, which is open: record it there.", $"{On:yyyy-MM-dd} 属于尚未关闭的收益池 {Pool}，请计入该池。"));

public sealed record BenefitWithoutPool(DateOnly On) : Rejection("benefit.before-period", RejectionKind.Invalid, new(
    $"{On:yyyy-MM-dd} lies before the period, and no closed pool covers it.", $"{On:yyyy-MM-dd} 早于本期间，且没有已关闭的收益池涵盖该日。"));

public sealed record BenefitNotYet(DateOnly On) : Rejection("benefit.in-future", RejectionKind.Invalid, new(
    $"{On:yyyy-MM-dd} has not come yet.", $"{On:yyyy-MM-dd} 尚未到来。"));

public sealed record BenefitExists(string Reference, string Pool) : Rejection("benefit.exists", RejectionKind.Conflict, new(
    $"A benefit {Reference} is recorded in pool {Pool}; the same benefit is shared once.", $"收益 {Reference} 已计入收益池 {Pool}，同一收益只分配一次。"));

public sealed record BenefitEvidenceMissing() : Rejection("benefit.evidence-missing", RejectionKind.Invalid, new(
    "A benefit needs at least one paper that shows it.", "收益至少需要一份凭证。"));

public sealed record BenefitHolderMissing() : Rejection("benefit.party-missing", RejectionKind.Invalid, new(
    "A benefit in kind names the party that has it.", "实物收益须指明获得该收益的成员。"));

public sealed record BenefitHolderUnwanted() : Rejection("benefit.party-unwanted", RejectionKind.Invalid, new(
    "Money comes into the pool, to no single party.", "货币收益计入收益池，不指定单一成员。"));

public sealed record KindNotShared() : Rejection("pool.in-kind", RejectionKind.Invalid, new(
    "A benefit in kind is not shared in cash: open a pool and record it there for the party that has it.",
    "实物收益不以现金分配：请开设收益池，并为获得者登记。"));

public sealed record MeasureNotAgreed(string Measure) : Rejection("score.not-agreed", RejectionKind.Conflict, new(
    $"The agreement divides nothing by '{Measure}'.", $"协议没有按“{Measure}”分配的部分。"));

public sealed record ScoreMissing(string Party) : Rejection("score.missing", RejectionKind.Invalid, new(
    $"{Party} has no score; write \"0\" if it shall have none.", $"{Party} 没有评分；如为零请写 \"0\"。"));

public sealed record ClaimClassUnknown(string? Class) : Rejection("cost-claim.class-unknown", RejectionKind.Invalid, new(
    $"'{Class}' is no class of costs in the agreement's cost-recovery tier.", $"“{Class}”不是协议成本回收层级中的成本类别。"));
