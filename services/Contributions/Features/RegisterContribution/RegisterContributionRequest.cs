using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Contributions.Features;

/// <param name="Reference">The contributor's own id: letters, digits, dots, underscores, hyphens.</param>
/// <param name="AgreementId">Agreement under which it is brought in.</param>
/// <param name="Kind">Kind of contribution, kebab-case: <c>donated-equipment</c>.</param>
/// <param name="Title">What it is.</param>
/// <param name="Claimed">Value claimed, in the agreement's currency, above zero.</param>
/// <param name="EffectiveOn">From when it counts; not in the future.</param>
/// <param name="ReceivedBy">Party that received it and will verify it.</param>
/// <param name="Evidence">At least one piece; each file is uploaded first.</param>
/// <param name="Attributes">Further particulars by name (maker, serial number, area).</param>
/// <param name="Details">What only this kind has to say: the one group that belongs to the kind.</param>
/// <param name="ClaimType">How long it gives a claim on benefits.</param>
/// <param name="Secrecy">Marks of fields that not everybody may see; the value of a hidden one enters no event.</param>
public sealed record RegisterContributionRequest(
    string Reference, string AgreementId, string Kind, Text Title, Money Claimed, DateOnly EffectiveOn, string ReceivedBy,
    IReadOnlyList<EvidenceItem> Evidence, IReadOnlyDictionary<string, string>? Attributes = null,
    KindDetails? Details = null, ClaimType? ClaimType = null, IReadOnlyList<FieldMark>? Secrecy = null)
{
    /// <summary>The particulars as stated by a person of this party, or null.</summary>
    /// <param name="party">The caller's organisation.</param>
    /// <param name="rejection">Why they cannot even be written down.</param>
    public Particulars? For(string party, out Rejection? rejection)
    {
        rejection = References.Check(Reference);
        if (rejection is not null) return null;
        if (KebabCase.Find<ContributionKind>(Kind) is not { } kind)
        {
            rejection = Problems.UnknownValue("kind", Kind, KebabCase.Names<ContributionKind>());
            return null;
        }

        // The serializer checks members of records for null, not entries of lists and maps.
        for (var i = 0; i < Evidence.Count; i++)
        {
            if (Evidence[i] is not null) continue;
            rejection = Problems.WrongType($"evidence[{i}]", "an object", "对象");
            return null;
        }

        var attributes = Attributes ?? new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in attributes)
        {
            if (value is not null) continue;
            rejection = Problems.WrongType($"attributes.{name}", "a string", "字符串");
            return null;
        }

        rejection = Malformed(Secrecy);
        if (rejection is not null) return null;
        return new Particulars(Reference, AgreementId, party, kind, Title, Claimed, EffectiveOn, ReceivedBy, Evidence, attributes,
            Details, ClaimType);
    }

    /// <summary>What is wrong with the form of marks, or null: the serializer does not look into lists.</summary>
    internal static Rejection? Malformed(IReadOnlyList<FieldMark>? marks)
    {
        for (var i = 0; i < (marks?.Count ?? 0); i++)
        {
            if (marks![i] is null || marks[i].Readers?.All(reader => reader is not null) == false)
                return Problems.WrongType($"secrecy[{i}]", "a mark", "标注");
        }

        return null;
    }
}
