using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record NotRetroactive(DateOnly Today) : Rejection("retroactive.not-in-past", RejectionKind.Conflict, new(
    $"A retroactive change names the version it replaces and rules from a day before {Today:yyyy-MM-dd}; propose it as an amendment otherwise.",
    $"追溯变更须注明所取代的版本，且起始日早于 {Today:yyyy-MM-dd}；否则请按一般修改提交。"));

public sealed record PreviewStale() : Rejection("retroactive.preview-stale", RejectionKind.Conflict, new(
    "The effects are no longer those with this hash: look at the preview again.", "影响已与此哈希所示不同，请重新查看预览。"));

public sealed record PreviewHashMismatch() : Rejection("retroactive.hash-mismatch", RejectionKind.Conflict, new(
    "A retroactive change is signed with the hash of its effects; an ordinary version has none.",
    "追溯变更须连同其影响的哈希一并签署；一般版本没有此哈希。"));

public sealed record NotProposedAsRetroactive() : Rejection("retroactive.not-proposed", RejectionKind.Conflict, new(
    "The version is not before the parties as a retroactive change.", "该版本并未作为追溯变更提交签署。"));

public sealed record ConfirmationNeeded() : Rejection("retroactive.confirmation-needed", RejectionKind.Conflict, new(
    "A retroactive change becomes active by its confirmation.", "追溯变更须经确认方可生效。"));

public sealed record TooManyEffects(int Count) : Rejection("retroactive.too-many", RejectionKind.Conflict, new(
    $"The change touches {Count} settled runs and allocated losses; {AgreementLimits.RetroactiveEffects} is the limit.",
    $"该变更涉及 {Count} 项已结算方案与已分担损失，超过上限 {AgreementLimits.RetroactiveEffects}。"));

public sealed record BasisUnknown(string Reference) : Rejection("retroactive.basis-unknown", RejectionKind.Conflict, new(
    $"What {Reference} was computed from is not known here: its effects cannot be listed.", $"无法获知 {Reference} 的计算依据，不能列明其影响。"));

public sealed record NotReproduced(string Reference) : Rejection("retroactive.not-reproduced", RejectionKind.Conflict, new(
    $"{Reference}, computed again under the version it was settled under, does not come to what was settled: its effects cannot be listed.",
    $"按原版本重新计算 {Reference} 的结果与已结算不符，不能列明其影响。"));

public sealed record NotComputable(string Reference, Text Why) : Rejection("retroactive.not-computable", RejectionKind.Conflict, new(
    $"{Reference} cannot be computed under the new version: {Why.En}", $"{Reference} 无法按新版本计算：{Why.Zh}"));

public sealed record CurrencyChanged(Currency Before, Currency After) : Rejection("retroactive.currency-changed", RejectionKind.Conflict, new(
    $"The agreement counts in {Before.Code}; a change of what is past cannot count in {After.Code}.",
    $"协议以 {Before.Code} 计价，追溯变更不得改用 {After.Code}。"));
