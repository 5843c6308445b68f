using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record AgreementExists(string AgreementId, int Version) : Rejection("agreement.exists", RejectionKind.Conflict, new(
    $"Version {Version} of agreement {AgreementId} exists with another text. Draft a new version.",
    $"协议 {AgreementId} 的第 {Version} 版已存在且内容不同,请起草新版本。"));

public sealed record AgreementUnknown() : Rejection("agreement.unknown", RejectionKind.NotFound, new(
    "There is no such agreement version in this consortium.", "该联合体中没有此协议版本。"));

public sealed record AgreementNotDraft() : Rejection("agreement.not-draft", RejectionKind.Conflict, new(
    "Only a draft can be proposed.", "只有草案可以提交签署。"));

public sealed record AgreementNotProposed() : Rejection("agreement.not-proposed", RejectionKind.Conflict, new(
    "An agreement can be signed once it has been proposed.", "协议提交签署之后才能签署。"));

public sealed record SignerNotParty(string Organisation) : Rejection("agreement.signer-not-party", RejectionKind.Forbidden, new(
    $"{Organisation} is not a party of this agreement version.", $"{Organisation} 不是该协议版本的成员。"));

public sealed record DocumentHashMismatch() : Rejection("agreement.hash-mismatch", RejectionKind.Conflict, new(
    "The hash is not that of the proposed document: read it again before signing.",
    "所签哈希与提交的文本不符,请重新阅读后再签署。"));

public sealed record AgreementNotWithdrawable() : Rejection("agreement.not-withdrawable", RejectionKind.Conflict, new(
    "Only a proposal that not every party has signed can be withdrawn.", "只有尚未由全体成员签署的提案才能撤回。"));

public sealed record ReasonMissing() : Rejection("reason.missing", RejectionKind.Invalid, new(
    $"Say why, in 1 to {AgreementLimits.Reason} characters.", $"请说明理由（1 至 {AgreementLimits.Reason} 个字符）。"));

public sealed record VersionsOverlap(int Other, Period Period) : Rejection("agreement.versions-overlap", RejectionKind.Conflict, new(
    $"Version {Other} rules or is proposed for {Period}; a version that shall replace it names it in 'supersedes'.",
    $"第 {Other} 版的适用期或拟适用期为 {Period};如需取代,请在 supersedes 中注明。"));

public sealed record SupersededUnknown(int Superseded) : Rejection("agreement.superseded-unknown", RejectionKind.Conflict, new(
    $"Version {Superseded}, which shall be replaced, is not active.", $"拟取代的第 {Superseded} 版并未生效。"));

public sealed record AlreadySuperseded(int Superseded, int By) : Rejection("agreement.already-superseded", RejectionKind.Conflict, new(
    $"Version {Superseded} is replaced by version {By} already.", $"第 {Superseded} 版已被第 {By} 版取代。"));

public sealed record StartsBeforeSuperseded(int Superseded, DateOnly From) : Rejection("agreement.starts-before-superseded", RejectionKind.Conflict, new(
    $"The version would begin no later than version {Superseded}, which rules from {From:yyyy-MM-dd}.",
    $"新版本的起始日不晚于第 {Superseded} 版的起始日 {From:yyyy-MM-dd}。"));

public sealed record NotProspective(DateOnly Today) : Rejection("agreement.not-prospective", RejectionKind.Conflict, new(
    $"An amendment looks forward: it cannot rule from a day before it is proposed ({Today:yyyy-MM-dd}).",
    $"协议修改只面向将来:起始日不得早于提交日 {Today:yyyy-MM-dd}。"));

public sealed record AmendsClosedPeriod(DateOnly ClosedUntil) : Rejection("agreement.period-closed", RejectionKind.Conflict, new(
    $"The periods up to {ClosedUntil:yyyy-MM-dd} are settled; an amendment can rule only from the day after.",
    $"截至 {ClosedUntil:yyyy-MM-dd} 的期间已结算,修改只能自次日起适用。"));
