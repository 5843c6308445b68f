using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Where an instalment stands on a day.</summary>
public enum ObligationStanding
{
    /// <summary>Not yet due, not all delivered.</summary>
    Due,

    /// <summary>All delivered.</summary>
    Met,

    /// <summary>Past its day, not all delivered.</summary>
    Overdue,

    /// <summary>Overdue so long that a default notice may be given.</summary>
    NoticeAllowed,
}

/// <summary>One instalment of a commitment on a day.</summary>
/// <param name="Commitment">Id in the agreement.</param>
/// <param name="Party">Who promised.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Due">Last day in time.</param>
/// <param name="Planned">Of this instalment.</param>
/// <param name="Delivered">Of this instalment, by verified claims, not reversed, effective until the day asked for; by the accepted value where the claim is secret.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="DaysOverdue">0 when not overdue.</param>
/// <param name="NoticeFrom">First day on which a default notice may be given; null when the commitment knows none.</param>
/// <param name="CureBy">Last day to cure if the notice is given on that day; null likewise.</param>
/// <param name="MetOn">The day the last missing part was effective; null while something is missing.</param>
public sealed record Obligation(
    string Commitment, string Party, ContributionKind Kind, DateOnly Due, Money Planned, Money Delivered, ObligationStanding Standing, int DaysOverdue,
    DateOnly? NoticeFrom, DateOnly? CureBy, DateOnly? MetOn);

/// <summary>
/// Planned against delivered, as of a day. Deliveries of a party and kind fill its instalments in the order of their due dates
/// (ties by commitment id), each delivery whole until it is used up. Computed from facts and the day: no timer ticks.
/// </summary>
public static class ObligationCalendar
{
    /// <summary>Every instalment of the agreement's commitments, by due date, party and commitment.</summary>
    public static IReadOnlyList<Obligation> Of(AgreementDocument agreement, IReadOnlyList<Delivery> deliveries, DateOnly day)
    {
        var all = new List<Obligation>();
        foreach (var group in agreement.Terms.Commitments.GroupBy(commitment => (commitment.Party, commitment.Kind)))
        {
            var usable = new Queue<(DateOnly On, long Left)>(deliveries
                .Where(delivery => delivery.Counts() && delivery.Party == group.Key.Party && delivery.Kind == group.Key.Kind && delivery.EffectiveOn <= day
                    && delivery.Claimed?.Currency == agreement.Currency)
                .OrderBy(delivery => delivery.EffectiveOn).ThenBy(delivery => delivery.Reference, StringComparer.Ordinal)
                .Select(delivery => (delivery.EffectiveOn, delivery.Delivered!.Minor)));
            var instalments = group
                .SelectMany(commitment => commitment.Schedule.Select(instalment => (Commitment: commitment, Instalment: instalment)))
                .OrderBy(pair => pair.Instalment.Due).ThenBy(pair => pair.Commitment.Id, StringComparer.Ordinal);
            (DateOnly On, long Left) current = default;
            foreach (var (commitment, instalment) in instalments)
            {
                var missing = instalment.Value.Minor;
                DateOnly? last = null;
                while (missing > 0 && (current.Left > 0 || usable.TryDequeue(out current)))
                {
                    var part = Math.Min(missing, current.Left);
                    missing -= part;
                    current = current with { Left = current.Left - part };
                    if (part > 0) last = current.On;
                }

                all.Add(Stand(agreement, commitment, instalment, missing, missing == 0 ? last : null, day));
            }
        }

        return [.. all.OrderBy(obligation => obligation.Due).ThenBy(obligation => obligation.Party, StringComparer.Ordinal)
            .ThenBy(obligation => obligation.Commitment, StringComparer.Ordinal)];
    }

    private static Obligation Stand(
        AgreementDocument agreement, Commitment commitment, Instalment instalment, long missing, DateOnly? metOn, DateOnly day)
    {
        var overdue = missing > 0 && day > instalment.Due ? day.DayNumber - instalment.Due.DayNumber : 0;
        DateOnly? notice = commitment.DefaultAfterDays is { } after && after < DateOnly.MaxValue.DayNumber - instalment.Due.DayNumber
            ? instalment.Due.AddDays(after + 1)
            : null;
        var standing = missing == 0 ? ObligationStanding.Met
            : overdue == 0 ? ObligationStanding.Due
            : notice is { } from && day >= from ? ObligationStanding.NoticeAllowed
            : ObligationStanding.Overdue;
        var currency = agreement.Currency;
        return new Obligation(
            commitment.Id, commitment.Party, commitment.Kind, instalment.Due, instalment.Value, instalment.Value - new Money(missing, currency),
            standing, overdue, notice, CureBy(agreement.Terms.Default, notice), metOn);
    }

    private static DateOnly? CureBy(DefaultTerms? terms, DateOnly? notice) =>
        terms is null || notice is not { } day || terms.NoticeDays + terms.CureDays > DateOnly.MaxValue.DayNumber - day.DayNumber
            ? null
            : terms.CuredBy(day);
}
