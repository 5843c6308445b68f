using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record ProfileExists(string ProfileId, int Version) : Rejection("profile.exists", RejectionKind.Conflict, new(
    $"Version {Version} of profile {ProfileId} is adopted with another text.", $"地区参数 {ProfileId} 的第 {Version} 版已采用且内容不同。"));

public sealed record ProfileFull() : Rejection("profile.full", RejectionKind.Conflict, new(
    $"A profile takes at most {AgreementLimits.ProfileVersions} versions.", $"一份地区参数最多 {AgreementLimits.ProfileVersions} 个版本。"));

public sealed record ProfileUnsigned() : Rejection("profile.unsigned", RejectionKind.Invalid, new(
    "A profile is adopted with the signature of its authority.", "采用地区参数须附发布机关的签名。"));

public sealed record AuthorityNotNamed(string Authority) : Rejection("profile.authority-not-named", RejectionKind.Invalid, new(
    $"{Authority} is not among the authorities that issue this profile.", $"{Authority} 不在该地区参数的发布机关之列。"));

public sealed record AuthorityNotTrusted(string Authority) : Rejection("profile.authority-not-trusted", RejectionKind.Forbidden, new(
    $"This deployment knows no key of {Authority}.", $"本系统未登记 {Authority} 的公钥。"));

public sealed record ProfileSignatureWrong(string Authority) : Rejection("profile.signature-wrong", RejectionKind.Invalid, new(
    $"The signature is not {Authority}'s signature over this document.", $"该签名不是 {Authority} 对本文件的签名。"));

public sealed record ProfileUnknown(string ProfileId, int Version) : Rejection("profile.unknown", RejectionKind.NotFound, new(
    $"Version {Version} of profile {ProfileId} is not adopted in this consortium.", $"本联合体未采用地区参数 {ProfileId} 的第 {Version} 版。"));

public sealed record ProfileTooDeep() : Rejection("profile.too-deep", RejectionKind.Invalid, new(
    $"At most {AgreementLimits.ProfileLayers} profiles lie over one another.", $"地区参数最多叠加 {AgreementLimits.ProfileLayers} 层。"));

public sealed record ProfileOutsideBase(Period Base) : Rejection("profile.outside-base", RejectionKind.Invalid, new(
    $"The base is issued for {Base}; its override cannot go beyond.", $"基准的适用期为 {Base}，本参数不得超出。"));

public sealed record ProfileVersionsOverlap(int Other, Period Period) : Rejection("profile.versions-overlap", RejectionKind.Conflict, new(
    $"Version {Other} rules {Period}; a version that shall replace it names it in 'supersedes'.", $"第 {Other} 版的适用期为 {Period}；如需取代，请在 supersedes 中注明。"));

public sealed record ProfileAlreadySuperseded(int Superseded, int By) : Rejection("profile.already-superseded", RejectionKind.Conflict, new(
    $"Version {Superseded} is replaced by version {By} already.", $"第 {Superseded} 版已被第 {By} 版取代。"));

public sealed record ProfileStartsTooEarly(int Superseded, DateOnly From) : Rejection("profile.starts-before-superseded", RejectionKind.Conflict, new(
    $"The version would begin no later than version {Superseded}, which rules from {From:yyyy-MM-dd}.", $"新版本的起始日不晚于第 {Superseded} 版的起始日 {From:yyyy-MM-dd}。"));

public sealed record ProfileNotInForce(string ProfileId, int Version, DateOnly Day) : Rejection("profile.not-in-force", RejectionKind.Conflict, new(
    $"Version {Version} of profile {ProfileId} does not rule on the agreement's first day, {Day:yyyy-MM-dd}.",
    $"地区参数 {ProfileId} 第 {Version} 版在协议起始日 {Day:yyyy-MM-dd} 不适用。"));

/// <summary>An agreement breaks the profile that it names.</summary>
/// <param name="Finding">Which key, where, and how sure the profile is.</param>
public sealed record AgreementAgainstProfile(ProfileFinding Finding) : Rejection("agreement.against-profile", RejectionKind.Conflict, new(
    $"{Finding.Key}: {Finding.Message.En} The agreement says {Finding.Agreement}.{MarkOf(Finding).En}",
    $"{Finding.Key}：{Finding.Message.Zh}协议为 {Finding.Agreement}。{MarkOf(Finding).Zh}"))
{
    private static Text MarkOf(ProfileFinding finding) => finding.Mark is { } mark and not SourceMark.Found
        ? new($" (Source of the rule: {KebabCase.Name(mark)}.)", $"（依据标记：{KebabCase.Name(mark)}。）")
        : new("", "");
}
