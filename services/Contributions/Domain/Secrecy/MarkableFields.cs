using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>
/// The fields that can be marked. What rules count with (money, days, parties, the person whose hours are told) cannot: a
/// secret is never needed to compute a share, and what a share is computed from is never a secret.
/// </summary>
public static class MarkableFields
{
    /// <summary>What stands where a text was hidden.</summary>
    public static Text HiddenText { get; } = new("(hidden)", "（已隐藏）");

    /// <summary>What stands where an identifier was hidden.</summary>
    public const string HiddenIdentifier = "hidden";

    private const string Attribute = "attributes.";
    private const string Evidence = "evidence.";

    private static readonly Dictionary<string, (Func<KindDetails, object?> Value, Func<KindDetails, KindDetails> Hide)> Details = new(StringComparer.Ordinal)
    {
        ["details.cash.paymentReference"] = (d => d.Cash?.PaymentReference, d => d with { Cash = d.Cash! with { PaymentReference = HiddenIdentifier } }),
        ["details.equipment.serialNumber"] = (d => d.Equipment?.SerialNumber, d => d with { Equipment = d.Equipment! with { SerialNumber = HiddenIdentifier } }),
        ["details.staffTime.function"] = (d => d.StaffTime?.Function, d => d with { StaffTime = d.StaffTime! with { Function = HiddenText } }),
        ["details.technology.scope"] = (d => d.Technology?.Scope, d => d with { Technology = d.Technology! with { Scope = HiddenText } }),
        ["details.trainingContent.trade"] = (d => d.TrainingContent?.Trade, d => d with { TrainingContent = d.TrainingContent! with { Trade = HiddenText } }),
        ["details.data.legalBasis"] = (d => d.Data?.LegalBasis, d => d with { Data = d.Data! with { LegalBasis = HiddenText } }),
    };

    /// <summary>Whether a field of this kind of contribution can be marked at all.</summary>
    public static bool Contains(string field, ContributionKind kind) =>
        field == "title" || Names(field, Attribute) || Names(field, Evidence) || Details.ContainsKey(field)
        || (field == "details" && kind is not (ContributionKind.LoanedEquipment or ContributionKind.StaffTime));

    /// <summary>The value of a field, or null when it was not said.</summary>
    public static object? ValueOf(Particulars said, string field) => field switch
    {
        "title" => said.Title,
        "details" => said.Details,
        _ when Names(field, Attribute) => said.Attributes.GetValueOrDefault(field[Attribute.Length..]),
        _ when Names(field, Evidence) => Paper(said, field) is { } paper ? new EvidenceWords(paper.Title, paper.Number, paper.Issuer) : null,
        _ => said.Details is { } details && Details.TryGetValue(field, out var known) ? known.Value(details) : null,
    };

    /// <summary>The particulars without the value of a field.</summary>
    public static Particulars Hide(Particulars said, string field) => field switch
    {
        "title" => said with { Title = HiddenText },
        "details" => said with { Details = null },
        _ when Names(field, Attribute) => said with
        {
            Attributes = said.Attributes.Where(entry => entry.Key != field[Attribute.Length..])
                .ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
        },
        _ when Names(field, Evidence) => said with
        {
            Evidence = [.. said.Evidence.Select(item => Evidence + item.Reference == field
                ? item with { Title = HiddenText, Number = null, Issuer = null } : item)],
        },
        _ => said with { Details = Details[field].Hide(said.Details!) },
    };

    /// <summary>The piece of evidence that a field names, or null.</summary>
    public static EvidenceItem? Paper(Particulars said, string field) =>
        said.Evidence.FirstOrDefault(item => Evidence + item.Reference == field);

    private static bool Names(string field, string prefix) =>
        field.StartsWith(prefix, StringComparison.Ordinal) && field.Length > prefix.Length;
}

/// <summary>What a marked piece of evidence says in words; its hash, size and day stay in the event.</summary>
public sealed record EvidenceWords(Text Title, string? Number = null, string? Issuer = null);
