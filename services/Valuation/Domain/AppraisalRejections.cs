using Ledger.Rules;

namespace Ledger.Valuation.Domain;

public sealed record AppraisalUnknown() : Rejection("appraisal.unknown", RejectionKind.NotFound, new(
    "There is no such appraisal in this consortium.", "该联合体中没有此评估。"));

public sealed record AppraisalOpenedOtherwise(string Reference) : Rejection("appraisal.opened-otherwise", RejectionKind.Conflict, new(
    $"The appraisal of {Reference} is open with other particulars.", $"{Reference} 的评估已开立，且内容不同。"));

public sealed record OwnAppraisal(string Party) : Rejection("appraisal.own", RejectionKind.Forbidden, new(
    $"{Party} brought it in: neither a valuer nor an approver of {Party} decides on its value.",
    $"{Party} 是投入方，其人员不得参与该投入的评估或认定。"));

public sealed record AlreadyAccepted() : Rejection("appraisal.accepted", RejectionKind.Conflict, new(
    "A value has been accepted; this appraisal is closed.", "价值已认定，该评估已结束。"));

public sealed record AgreementNotActive(string AgreementId, DateOnly Day) : Rejection(
    "appraisal.agreement-not-active", RejectionKind.Conflict, new(
    $"No version of agreement {AgreementId} signed by every party is in force on {Day:yyyy-MM-dd}.",
    $"协议 {AgreementId} 在 {Day:yyyy-MM-dd} 没有经全体成员签署的生效版本。"));

public sealed record AgreementChanged(int Proposed, int InForce) : Rejection(
    "appraisal.agreement-changed", RejectionKind.Conflict, new(
    $"The value was proposed under version {Proposed} of the agreement; version {InForce} is in force for that day now. Propose it anew.",
    $"该价值依据协议第 {Proposed} 版提出，而该日现行为第 {InForce} 版，请重新提出。"));

public sealed record KindNotAgreed(ContributionKind Asked, int Version) : Rejection(
    "appraisal.kind-not-agreed", RejectionKind.Conflict, new(
    $"Version {Version} of the agreement takes no contributions of kind {KebabCase.Name(Asked)}.",
    $"协议第 {Version} 版不接受 {KebabCase.Name(Asked)} 类投入。"));

public sealed record WrongCurrency(Currency Given, Currency Agreed) : Rejection("money.wrong-currency", RejectionKind.Invalid, new(
    $"The claim is in {Given.Code}, the agreement counts in {Agreed.Code}.",
    $"申报货币为 {Given.Code}，协议以 {Agreed.Code} 计价。"));

public sealed record MethodNotAgreed(string Method, ContributionKind Asked, IReadOnlyList<string> Agreed) : Rejection(
    "appraisal.method-not-agreed", RejectionKind.Invalid, new(
    $"'{Shown(Method)}' is not agreed for {KebabCase.Name(Asked)}; agreed: {string.Join(", ", Agreed)}.",
    $"协议未约定以“{Shown(Method)}”评估 {KebabCase.Name(Asked)} 类投入，可用：{string.Join(", ", Agreed)}。"))
{
    private static string Shown(string method) => method.Length <= 60 ? method : method[..57] + "...";
}

public sealed record MethodVersionUnknown(string Method, int Version) : Rejection(
    "appraisal.method-version-unknown", RejectionKind.Invalid, new(
    $"There is no version {Version} of method {Method}.", $"方法 {Method} 没有第 {Version} 版。"));

public sealed record NothingProposed() : Rejection("appraisal.nothing-proposed", RejectionKind.Conflict, new(
    "No value has been proposed yet.", "尚未提出评估价值。"));

public sealed record MakerApproves() : Rejection("appraisal.maker-approves", RejectionKind.Forbidden, new(
    "Whoever proposed the value cannot accept it: a second person must.", "提出价值的人不得自行认定，须由另一人复核。"));

public sealed record ProposalChanged() : Rejection("appraisal.proposal-changed", RejectionKind.Conflict, new(
    "The hash is not that of the standing proposal: read it again before accepting.",
    "所认定的哈希与现行提案不符，请重新阅读后再认定。"));

public sealed record ContributionIsReversed() : Rejection("appraisal.contribution-reversed", RejectionKind.Conflict, new(
    "The contribution was reversed; there is nothing to value.", "该投入已被撤销，无须评估。"));

public sealed record ClaimIsSecret(int Version) : Rejection("appraisal.claim-undisclosed", RejectionKind.Conflict, new(
    $"Version {Version} of the agreement credits no more than is claimed, and the contributor keeps its claim secret.",
    $"协议第 {Version} 版规定认定价值不超过申报，而投入方对申报保密。"));
