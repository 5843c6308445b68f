using Ledger.Rules;

namespace Ledger.Contributions.Domain;

public sealed record ContributionExists(string Reference) : Rejection("contribution.exists", RejectionKind.Conflict, new(
    $"A contribution {Reference} is registered with other particulars. Give the new one a reference of its own.",
    $"编号 {Reference} 的投入已登记且内容不同，请为新的投入另取编号。"));

public sealed record ContributionUnknown() : Rejection("contribution.unknown", RejectionKind.NotFound, new(
    "There is no such contribution in this consortium.", "该联合体中没有此投入。"));

public sealed record AgreementNotActive(string AgreementId, DateOnly Day) : Rejection(
    "contribution.agreement-not-active", RejectionKind.Conflict, new(
    $"No version of agreement {AgreementId} signed by every party is in force on {Day:yyyy-MM-dd}.",
    $"协议 {AgreementId} 在 {Day:yyyy-MM-dd} 没有经全体成员签署的生效版本。"));

public sealed record PartyUnknown(string Party, DateOnly Day) : Rejection("party.unknown", RejectionKind.Invalid, new(
    $"{Party} is not a party of the agreement on {Day:yyyy-MM-dd}.",
    $"{Party} 在 {Day:yyyy-MM-dd} 不是协议成员。"));

public sealed record ReceivedBySelf(string Party) : Rejection("contribution.received-by-self", RejectionKind.Invalid, new(
    $"{Party} brings it in and cannot be the one that received it.",
    $"{Party} 是投入方，不能同时是接收方。"));

public sealed record KindNotAgreed(ContributionKind Asked, IEnumerable<ContributionKind> Agreed) : Rejection(
    "contribution.kind-not-agreed", RejectionKind.Invalid, new(
    $"The agreement takes no contributions of kind {KebabCase.Name(Asked)}; it takes {Names(Agreed)}.",
    $"协议不接受 {KebabCase.Name(Asked)} 类投入，可接受：{Names(Agreed)}。"))
{
    private static string Names(IEnumerable<ContributionKind> kinds) => string.Join(", ", kinds.Select(KebabCase.Name));
}

public sealed record WrongCurrency(Currency Given, Currency Agreed) : Rejection("money.wrong-currency", RejectionKind.Invalid, new(
    $"The agreement counts in {Agreed.Code}, not in {Given.Code}.",
    $"协议以 {Agreed.Code} 计价，不接受 {Given.Code}。"));

public sealed record EffectiveInFuture(DateOnly Day) : Rejection("contribution.effective-in-future", RejectionKind.Invalid, new(
    $"{Day:yyyy-MM-dd} has not come yet: a contribution is registered once it was brought in.",
    $"{Day:yyyy-MM-dd} 尚未到来，投入须在实际发生后登记。"));

public sealed record EvidenceMissing() : Rejection("contribution.evidence-missing", RejectionKind.Invalid, new(
    "A contribution needs at least one piece of evidence.", "投入至少需要一份凭证。"));

public sealed record EvidenceTwice(string What) : Rejection("evidence.twice", RejectionKind.Invalid, new(
    $"'{What}' stands twice among the evidence; each piece and each file counts once.",
    $"凭证“{What}”重复；每份凭证和每个文件只能列一次。"));

public sealed record EvidenceHashMalformed() : Rejection("evidence.hash-malformed", RejectionKind.Invalid, new(
    "A hash is the SHA-256 of the file: 64 lower-case hexadecimal digits.", "哈希应为文件的 SHA-256:64 位小写十六进制数字。"));

public sealed record EvidenceFileMissing(string Sha256) : Rejection("evidence.file-missing", RejectionKind.Invalid, new(
    $"No file {Sha256} is stored. Upload it first.", $"尚未上传文件 {Sha256}，请先上传。"));

public sealed record EvidenceFileDiffers(string Sha256, EvidenceFile Stored) : Rejection(
    "evidence.file-differs", RejectionKind.Invalid, new(
    $"The stored file {Sha256} is {Stored.MediaType} of {Stored.Size} bytes; the evidence says otherwise.",
    $"所存文件 {Sha256} 为 {Stored.MediaType}，{Stored.Size} 字节，与凭证所述不符。"));

public sealed record EvidenceInFuture(DateOnly Day) : Rejection("evidence.issued-in-future", RejectionKind.Invalid, new(
    $"The evidence is dated {Day:yyyy-MM-dd}, a day that has not come yet.", $"凭证日期 {Day:yyyy-MM-dd} 尚未到来。"));

public sealed record OwnContribution(string Party) : Rejection("contribution.own", RejectionKind.Forbidden, new(
    $"{Party} brought it in and cannot verify it itself.", $"{Party} 是投入方，不能自行核验。"));

public sealed record NotReceiver(string Organisation, string ReceivedBy) : Rejection(
    "contribution.not-receiver", RejectionKind.Forbidden, new(
    $"Only {ReceivedBy}, which received it, can verify it; {Organisation} cannot.",
    $"只有接收方 {ReceivedBy} 可以核验，{Organisation} 不能核验。"));

public sealed record VerifiedOtherwise() : Rejection("contribution.verified-otherwise", RejectionKind.Conflict, new(
    "It is verified already, with another finding or location.", "该投入已核验，且核验意见或地点不同。"));

public sealed record NotVerified() : Rejection("contribution.not-verified", RejectionKind.Conflict, new(
    "It has not been verified: there is nothing to value yet.", "该投入尚未核验，不能认定价值。"));

public sealed record AcceptedOtherwise() : Rejection("contribution.accepted-otherwise", RejectionKind.Conflict, new(
    "Another accepted value is recorded for it.", "该投入已记录另一认定价值。"));

public sealed record EvidenceIssuerMissing() : Rejection("evidence.issuer-missing", RejectionKind.Invalid, new(
    "A paper's number says nothing without its issuer.", "票据号码须与开具方一并填写。"));

public sealed record RetentionClassUnknown(string Class, IEnumerable<string> Agreed) : Rejection(
    "evidence.retention-class-unknown", RejectionKind.Invalid, new(
    $"The agreement keeps no class '{Class}'; it keeps: {string.Join(", ", Agreed)}.",
    $"协议没有保管类别“{Class}”，可用类别：{string.Join(", ", Agreed)}。"));

public sealed record RetentionClassMissing(IEnumerable<string> Agreed) : Rejection(
    "evidence.retention-class-missing", RejectionKind.Invalid, new(
    $"Say how long it is kept: the agreement has classes ({string.Join(", ", Agreed)}), and none of them follows from the kind.",
    $"请填写保管类别：协议规定了类别（{string.Join(", ", Agreed)}），且无法由投入类别推定。"));
