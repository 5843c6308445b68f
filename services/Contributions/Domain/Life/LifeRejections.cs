using Ledger.Rules;

namespace Ledger.Contributions.Domain;

public sealed record WrongState(LifeMove Move, ContributionState State) : Rejection("contribution.wrong-state", RejectionKind.Conflict, new(
    $"'{KebabCase.Name(Move)}' is not possible: the contribution is {KebabCase.Name(State)}.",
    $"投入当前状态为 {KebabCase.Name(State)}，不能执行“{KebabCase.Name(Move)}”。"));

public sealed record DisputeOpen() : Rejection("contribution.disputed", RejectionKind.Conflict, new(
    "The contribution is in dispute; nothing goes on before the dispute is decided.", "该投入存在争议，争议处理前不能继续办理。"));

public sealed record NotDisputed() : Rejection("contribution.not-disputed", RejectionKind.Conflict, new(
    "The contribution is not in dispute.", "该投入没有争议。"));

public sealed record NotYours(LifeMove Move, string Organisation) : Rejection("contribution.not-yours", RejectionKind.Forbidden, new(
    $"{Organisation} may not do '{KebabCase.Name(Move)}' here.", $"{Organisation} 无权执行“{KebabCase.Name(Move)}”。"));

public sealed record NotLent() : Rejection("contribution.not-lent", RejectionKind.Invalid, new(
    "Only lent equipment is given back.", "只有借用设备可以归还。"));

public sealed record DayMissing() : Rejection("contribution.day-missing", RejectionKind.Invalid, new(
    "Say on which day it happened.", "请填写发生日期。"));

public sealed record DayInFuture(DateOnly Day) : Rejection("contribution.day-in-future", RejectionKind.Invalid, new(
    $"{Day:yyyy-MM-dd} has not come yet.", $"{Day:yyyy-MM-dd} 尚未到来。"));

public sealed record DayBeforeEffective(DateOnly Day, DateOnly EffectiveOn) : Rejection(
    "contribution.day-before-effective", RejectionKind.Invalid, new(
    $"{Day:yyyy-MM-dd} lies before {EffectiveOn:yyyy-MM-dd}, from when the contribution counts.",
    $"{Day:yyyy-MM-dd} 早于投入生效日 {EffectiveOn:yyyy-MM-dd}。"));

public sealed record ReasonMissing() : Rejection("contribution.reason-missing", RejectionKind.Invalid, new(
    "Say why.", "请说明理由。"));

public sealed record NothingChanged() : Rejection("contribution.nothing-changed", RejectionKind.Invalid, new(
    "Give a location or a tag.", "请填写地点或标签。"));

public sealed record NotVerifiable(ContributionState State) : Rejection("contribution.not-verifiable", RejectionKind.Conflict, new(
    $"The contribution is {KebabCase.Name(State)} and cannot be verified.", $"投入当前状态为 {KebabCase.Name(State)}，不能核验。"));
