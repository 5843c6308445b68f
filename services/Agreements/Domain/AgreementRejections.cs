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
