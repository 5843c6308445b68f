using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>
/// The fields that can be marked: everything that a registration says of the thing itself. Numbers and days of the details are hidden with
/// all of them (<c>details</c>), since no number could stand in their place without lying. What makes the registration one cannot be
/// hidden: its reference, agreement, kind, parties, claim type and effective day, nor a paper's hash, source class and day.
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
        ["details.equipment.publicFundedShare"] = (d => d.Equipment?.PublicFundedShare, d => d with { Equipment = d.Equipment! with { PublicFundedShare = null } }),
        ["details.equipment.loan"] = (d => d.Equipment?.Loan, d => d with { Equipment = d.Equipment! with { Loan = null } }),
        ["details.equipment.availableHoursPerMonth"] =
            (d => d.Equipment?.AvailableHoursPerMonth, d => d with { Equipment = d.Equipment! with { AvailableHoursPerMonth = null } }),
        ["details.technology.term"] = (d => d.Technology?.Term, d => d with { Technology = d.Technology! with { Term = null } }),
        ["details.equipment.serialNumber"] = (d => d.Equipment?.SerialNumber, d => d with { Equipment = d.Equipment! with { SerialNumber = HiddenIdentifier } }),
        ["details.staffTime.function"] = (d => d.StaffTime?.Function, d => d with { StaffTime = d.StaffTime! with { Function = HiddenText } }),
        ["details.technology.scope"] = (d => d.Technology?.Scope, d => d with { Technology = d.Technology! with { Scope = HiddenText } }),
        ["details.trainingContent.trade"] = (d => d.TrainingContent?.Trade, d => d with { TrainingContent = d.TrainingContent! with { Trade = HiddenText } }),
        ["details.data.legalBasis"] = (d => d.Data?.LegalBasis, d => d with { Data = d.Data! with { LegalBasis = HiddenText } }),
    };

    /// <summary>The claimed amount; its currency stays.</summary>
    public const string Claimed = "claimed";

    /// <summary>The person whose hours are counted; a keyed digest stands in its place, so that the same hour is found twice.</summary>
    public const string Person = "details.staffTime.person";

    /// <summary>Whether a field can be marked at all.</summary>
    public static bool Contains(string field) =>
        field is "title" or "details" or Claimed or Person || Names(field, Attribute) || Names(field, Evidence) || Details.ContainsKey(field);

    /// <summary>What a keyed digest stands for when a field is hidden: the person whose hours it counts; null for every other field.</summary>
    public static string? StandsIn(Particulars said, string field) => field is Person or "details" ? said.Details?.StaffTime?.Person : null;

    /// <summary>The value of a field, or null when it was not said.</summary>
    public static object? ValueOf(Particulars said, string field) => field switch
    {
        "title" => said.Title,
        "details" => said.Details,
        Claimed => said.Claimed,
        Person => said.Details?.StaffTime?.Person,
        _ when Names(field, Attribute) => said.Attributes.GetValueOrDefault(field[Attribute.Length..]),
        _ when Names(field, Evidence) => Paper(said, field) is { } paper ? new EvidenceWords(paper.Title, paper.Number, paper.Issuer) : null,
        _ => said.Details is { } details && Details.TryGetValue(field, out var known) ? known.Value(details) : null,
    };

    /// <summary>The particulars without the value of a field.</summary>
    /// <param name="said">In clear.</param>
    /// <param name="field">The field.</param>
    /// <param name="stand">Keyed digest that stands for a hidden person.</param>
    public static Particulars Hide(Particulars said, string field, string? stand = null) => field switch
    {
        "title" => said with { Title = HiddenText },
        "details" => said with { Details = null },
        Claimed => said with { Claimed = Money.Zero(said.Claimed.Currency) },
        Person => said with { Details = said.Details! with { StaffTime = said.Details.StaffTime! with { Person = stand ?? HiddenIdentifier } } },
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
