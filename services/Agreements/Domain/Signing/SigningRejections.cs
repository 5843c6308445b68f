using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record SignatureMissing(IReadOnlyList<string> Parties) : Rejection("agreement.signature-missing", RejectionKind.Conflict, new(
    $"These parties must sign and have not: {string.Join(", ", Parties)}.", $"以下成员必须签署但尚未签署：{string.Join("、", Parties)}。"));

public sealed record VetoNotSigned(IReadOnlyList<string> Parties) : Rejection("agreement.veto-not-signed", RejectionKind.Conflict, new(
    $"These parties can stop an amendment and have not signed: {string.Join(", ", Parties)}.",
    $"以下成员对协议修改享有否决权且尚未签署：{string.Join("、", Parties)}。"));

public sealed record MajorityNotReached(int Signed, int Needed, int Of) : Rejection("agreement.majority-not-reached", RejectionKind.Conflict, new(
    $"{Signed} of the {Of} parties of the version to be replaced have signed; {Needed} must.",
    $"被取代版本的 {Of} 个成员中已有 {Signed} 个签署，须有 {Needed} 个签署。"));

public sealed record PartyNotAcceded(string Party, DateOnly Day) : Rejection("agreement.party-not-acceded", RejectionKind.Conflict, new(
    $"{Party} is no member of the consortium on {Day:yyyy-MM-dd}: it has to accede first.",
    $"{Party} 在 {Day:yyyy-MM-dd} 不是联合体成员，须先办理加入。"));

public sealed record PartyHasLeft(string Party, DateOnly LastDay) : Rejection("agreement.party-left", RejectionKind.Conflict, new(
    $"{Party} has left the consortium; its last day is {LastDay:yyyy-MM-dd}.", $"{Party} 已退出联合体，最后一日为 {LastDay:yyyy-MM-dd}。"));

public sealed record PartyInDefault(string Party, int No) : Rejection("agreement.party-in-default", RejectionKind.Conflict, new(
    $"{Party} did not cure its default no. {No} in time; the others have to choose a remedy before they sign with it.",
    $"{Party} 未在期限内补救第 {No} 号违约，其他成员须先确定处置措施，再与其签署。"));

public sealed record PartyDiffers(string Party, string Registered) : Rejection("agreement.party-differs", RejectionKind.Conflict, new(
    $"{Party} stands in the register with the identifier {Registered}.", $"{Party} 在登记簿中的法定代码为 {Registered}。"));

public sealed record SignerNotAppointed(string Person, string Party, DateOnly Day) : Rejection("agreement.signer-not-appointed", RejectionKind.Forbidden, new(
    $"{Person} holds no role '{RegisterRules.SigningRole}' for {Party} on {Day:yyyy-MM-dd}.",
    $"{Person} 在 {Day:yyyy-MM-dd} 未担任 {Party} 的“{RegisterRules.SigningRole}”职责。"));
