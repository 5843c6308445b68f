using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>A contribution or record looked at for a requirement.</summary>
/// <param name="Reference">Its own reference.</param>
/// <param name="On">Its day.</param>
/// <param name="Claimed">What the contributor claims; null for a record.</param>
/// <param name="Accepted">What was accepted; null for a record, and before it was accepted.</param>
/// <param name="Count">What the record counts; null for a contribution.</param>
/// <param name="WhyNot">Why it does not count: entry.not-verified, .reversed, .not-accepted, .currency, .too-short; null when it counts.</param>
/// <param name="LeavesOn">First day on which it no longer counts; null when it stays, or never counted.</param>
public sealed record TrackedEntry(
    string Reference, DateOnly On, Money? Claimed, Money? Accepted, int? Count, OpenPoint? WhyNot, DateOnly? LeavesOn)
{
    private static readonly OpenPoint NotVerified = new("entry.not-verified", new("The receiver has not confirmed it.", "接收方尚未核验。"));
    private static readonly OpenPoint Reversed = new("entry.reversed", new("It was taken out of the books.", "该投入已被撤销。"));
    private static readonly OpenPoint NotAccepted = new("entry.not-accepted", new("No value is accepted for it yet.", "价值尚未认定。"));
    private static readonly OpenPoint OtherCurrency = new("entry.currency", new("Its value is in another currency.", "其价值以其他货币计。"));
    private static readonly OpenPoint TooShort = new("entry.too-short", new("It did not last long enough.", "时长不足。"));

    public bool Counts => WhyNot is null;

    /// <summary>Contributions of the kinds whose day lies within the window that ends on a day.</summary>
    public static IEnumerable<TrackedEntry> Of(CertificationRequirement requirement, IEnumerable<Delivery> deliveries, DateOnly day, int windowMonths) =>
        from delivery in deliveries
        where requirement.Kinds is not { Count: > 0 } kinds || kinds.Contains(delivery.Kind)
        let leaves = Months.After(delivery.EffectiveOn, windowMonths)
        where delivery.EffectiveOn <= day && day < leaves
        let why = delivery.Source is null ? NotVerified
            : delivery.Reversal is not null ? Reversed
            : delivery.Valuation is null ? NotAccepted
            : delivery.Accepted!.Currency != requirement.Value!.Currency ? OtherCurrency
            : null
        orderby delivery.EffectiveOn, delivery.Reference
        select new TrackedEntry(delivery.Reference, delivery.EffectiveOn, delivery.Claimed, delivery.Accepted, null, why, why is null ? leaves : null);

    /// <summary>Records of the kind that stand on the day, or whose day lies within the window.</summary>
    public static IEnumerable<TrackedEntry> Of(CertificationRequirement requirement, IEnumerable<KeptRecord> records, DateOnly day, int windowMonths) =>
        from kept in records
        let record = kept.Record
        where kept.Struck is null && record.Kind == requirement.RecordKind && record.On <= day
        let leaves = requirement.Standing ? AfterLast(record) : Months.After(record.On, windowMonths)
        where leaves is not { } gone || day < gone
        let why = requirement.MinMonths is { } least && (record.Months ?? 0) < least ? TooShort : null
        orderby record.On, record.Reference
        select new TrackedEntry(record.Reference, record.On, null, null, record.Count, why, why is null ? leaves : null);

    private static DateOnly? AfterLast(CertificationRecord record) =>
        record.Until is { } last && last < DateOnly.MaxValue ? last.AddDays(1) : null;
}

/// <summary>Days that lie months away, kept within the calendar.</summary>
internal static class Months
{
    public static DateOnly After(DateOnly day, int months) =>
        ((DateOnly.MaxValue.Year - day.Year) * 12) + (DateOnly.MaxValue.Month - day.Month) < months ? DateOnly.MaxValue : day.AddMonths(months);
}
