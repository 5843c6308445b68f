using Ledger.Rules;

namespace Ledger.Contributions.Domain;

public sealed record FieldNotMarkable() : Rejection("secrecy.field-not-markable", RejectionKind.Invalid, new(
    "This field cannot be marked. Markable are title, claimed, attributes.NAME, evidence.REFERENCE, details as a whole, and of the details: cash.paymentReference, equipment.serialNumber, equipment.publicFundedShare, equipment.loan, equipment.availableHoursPerMonth, staffTime.person, staffTime.function, technology.scope, technology.term, trainingContent.trade, data.legalBasis. Of a verification its receiver marks verification.finding, verification.location, verification.tag and verification.photo; of a placement placement.location and placement.tag. Other numbers and days are hidden with the whole details; reference, agreement, kind, parties, claim type and effective day make the registration one.",
    "该字段不能标注。可标注：title、claimed、attributes.名称、evidence.编号、整个 details，以及 details 中的 cash.paymentReference、equipment.serialNumber、equipment.publicFundedShare、equipment.loan、equipment.availableHoursPerMonth、staffTime.person、staffTime.function、technology.scope、technology.term、trainingContent.trade、data.legalBasis。核验由接收方标注 verification.finding、verification.location、verification.tag、verification.photo；安置由接收方标注 placement.location、placement.tag。其他数字与日期随整个 details 隐藏；编号、协议、类别、成员、回报方式与生效日为登记之本，不能隐藏。"));

public sealed record ClaimIsValue() : Rejection("secrecy.claim-is-value", RejectionKind.Invalid, new(
    "Cash is worth what was paid: its amount stands in the consortium's accounts and cannot be a secret.",
    "现金以实付金额计价，金额记入联合体账目，不能保密。"));

public sealed record ClaimCaps() : Rejection("secrecy.claim-caps", RejectionKind.Invalid, new(
    "The agreement lets no accepted value go beyond the claim (capAtClaim): nobody could compute the value again without it.",
    "协议规定认定价值不超过申报价值（capAtClaim）：若申报价值保密，他人无法复算认定价值。"));

public sealed record MarkedFieldAbsent() : Rejection("secrecy.field-absent", RejectionKind.Invalid, new(
    "Nothing is said in the field that is marked.", "所填内容中没有所标注的字段。"));

public sealed record MarksOfAnother(string Owner) : Rejection("secrecy.marks-of-another", RejectionKind.Forbidden, new(
    $"Only {Owner}, whose contribution it is, marks its papers: the keys are its own.", $"只有投入方 {Owner} 可以标注其凭证：密钥归其所有。"));

public sealed record MarkedTwice(string Other) : Rejection("secrecy.field-twice", RejectionKind.Invalid, new(
    $"The field is marked already, by {Other}.", $"该字段已由 {Other} 标注。"));

public sealed record TierMissing() : Rejection("secrecy.tier-missing", RejectionKind.Invalid, new(
    "Say the tier: consortium, named, sealed or personal. The agreement states none.", "请填写密级：consortium、named、sealed 或 personal；协议未作约定。"));

public sealed record ReadersMissing() : Rejection("secrecy.readers-missing", RejectionKind.Invalid, new(
    "The tier named needs its readers; the agreement names none.", "named 级须列明可阅读者；协议未列明。"));

public sealed record ReadersUnused(SecrecyTier Tier) : Rejection("secrecy.readers-unused", RejectionKind.Invalid, new(
    $"Readers are named, but the tier {KebabCase.Name(Tier)} has none. Grant access after registering.",
    $"列出了可阅读者，但 {KebabCase.Name(Tier)} 级不使用；可在登记后授权。"));

public sealed record ReaderIsOwner(string Owner) : Rejection("secrecy.reader-is-owner", RejectionKind.Invalid, new(
    $"{Owner} says it and reads it anyway.", $"该内容由 {Owner} 填写，本就可以阅读。"));

public sealed record SubjectMissing() : Rejection("secrecy.subject-missing", RejectionKind.Invalid, new(
    "Personal data need their subject: an identifier of the person that says nothing about who it is.",
    "个人信息须指明主体：不透露身份的人员标识。"));

public sealed record SubjectOfAnotherKind() : Rejection("secrecy.subject-of-another-kind", RejectionKind.Conflict, new(
    "A subject is a person or an asset, not both: its key would be erased for one and lost for the other.",
    "主体只能是人员或资产之一：否则为其一删除密钥会使另一方丢失。"));

public sealed record SubjectErased(DateTimeOffset At, Text Ground) : Rejection("secrecy.erased", RejectionKind.Conflict, new(
    $"The key was erased on {At.UtcDateTime:yyyy-MM-dd}: {Ground.En}", $"密钥已于 {At.UtcDateTime:yyyy-MM-dd} 删除：{Ground.Zh}"));

/// <summary>Stands in for a rejection that would repeat a hidden value.</summary>
public sealed record HiddenValueRefused(string Broken, RejectionKind Obstacle) : Rejection(Broken, Obstacle, new(
    $"The marked value breaks the rule {Broken}; it is not repeated here.", $"所标注的值不符合规则 {Broken}；此处不再重复其内容。"))
{
    /// <summary>The rejection itself, or one that does not repeat what is hidden.</summary>
    public static Rejection Of(Rejection rejection, Particulars said, FieldSecrecy? secrecy) =>
        secrecy is null || !secrecy.Hides(Named(rejection.Field, said)) ? rejection
            : new HiddenValueRefused(rejection.Code, rejection.Kind) { Field = rejection.Field };

    /// <summary>The same for what the receiver says: rules name its fields without their path.</summary>
    public static Rejection Of(Rejection rejection, SaidByReceiver said, FieldSecrecy? secrecy)
    {
        var path = $"{said.Path}.{(rejection.Field == "photoSha256" ? "photo" : rejection.Field)}";
        return secrecy is null || rejection.Field is null || !secrecy.Hides(path) ? rejection
            : new HiddenValueRefused(rejection.Code, rejection.Kind) { Field = rejection.Field };
    }

    // Rules name evidence by its place, marks by its reference.
    private static string? Named(string? field, Particulars said)
    {
        for (var i = 0; i < said.Evidence.Count && field is not null; i++)
        {
            if (field.StartsWith($"evidence[{i}]", StringComparison.Ordinal)) return $"evidence.{said.Evidence[i].Reference}{field[$"evidence[{i}]".Length..]}";
        }

        return field;
    }
}
