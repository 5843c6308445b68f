using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Why somebody is reminded.</summary>
public enum ReminderKind
{
    /// <summary>An instalment falls due soon.</summary>
    DueSoon,

    /// <summary>An instalment is overdue.</summary>
    Overdue,

    /// <summary>An instalment is overdue so long that a default notice may be given.</summary>
    NoticeAllowed,

    /// <summary>A default can still be cured.</summary>
    CureRuns,

    /// <summary>A default was not cured; the others choose a remedy.</summary>
    RemedyDue,
}

/// <summary>An instalment of an agreement.</summary>
public sealed record DatedObligation(string AgreementId, Obligation Obligation);

/// <summary>One entry of a party's calendar.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Party">Who has to do something: of <see cref="ReminderKind.RemedyDue"/>, the party in default.</param>
/// <param name="By">Last day to do it; past when it is late.</param>
/// <param name="AgreementId">Agreement of the commitment; null for a default with another ground.</param>
/// <param name="Commitment">Id of the commitment; null likewise.</param>
/// <param name="Missing">What is not delivered; null likewise.</param>
/// <param name="DefaultNo">Number of the party's default; null when no notice was given.</param>
public sealed record Reminder(
    ReminderKind Kind, string Party, DateOnly By, string? AgreementId, string? Commitment, Money? Missing, int? DefaultNo);

public sealed record ReminderDaysOutOfRange(int Days) : Rejection("reminder.days", RejectionKind.Invalid, new(
    $"Reminders look 0 to {AgreementLimits.ReminderDays} days ahead, not {Days}.", $"提醒期为 0 至 {AgreementLimits.ReminderDays} 天，不能是 {Days} 天。"));

/// <summary>What has to be done, as of a day. Computed from facts and the day: no timer ticks.</summary>
public static class Reminders
{
    /// <summary>By last day, party and agreement. An instalment with an open default stands there as the default, once.</summary>
    public static IReadOnlyList<Reminder> Of(
        IReadOnlyList<DatedObligation> obligations, IReadOnlyList<DefaultCase> defaults, DateOnly day, int days, string? party)
    {
        var last = days > DateOnly.MaxValue.DayNumber - day.DayNumber ? DateOnly.MaxValue : day.AddDays(days);
        var open = defaults.Where(other => other.NoticedOn <= day)
            .Where(other => other.On(day) is DefaultStanding.Curable or DefaultStanding.RemedyDue).ToList();
        var owed = obligations.Where(dated => dated.Obligation.Standing != ObligationStanding.Met && dated.Obligation.Due <= last)
            .Where(dated => !open.Exists(other => Concerns(other, dated)))
            .Select(dated => new Reminder(
                Kind(dated.Obligation.Standing), dated.Obligation.Party, dated.Obligation.Due, dated.AgreementId, dated.Obligation.Commitment,
                dated.Obligation.Planned - dated.Obligation.Delivered, null));
        var cases = open.Select(other => new Reminder(
            other.On(day) == DefaultStanding.Curable ? ReminderKind.CureRuns : ReminderKind.RemedyDue, other.Party, other.CureBy,
            other.Commitment?.AgreementId, other.Commitment?.Commitment, other.Commitment?.Missing, other.No));
        return
        [
            .. owed.Concat(cases).Where(reminder => party is null || reminder.Party == party)
                .OrderBy(reminder => reminder.By).ThenBy(reminder => reminder.Party, StringComparer.Ordinal)
                .ThenBy(reminder => reminder.AgreementId, StringComparer.Ordinal).ThenBy(reminder => reminder.Commitment, StringComparer.Ordinal),
        ];
    }

    private static bool Concerns(DefaultCase other, DatedObligation dated) => other.Commitment is { } cited
        && (cited.AgreementId, cited.Commitment, cited.Due, other.Party)
            == (dated.AgreementId, dated.Obligation.Commitment, dated.Obligation.Due, dated.Obligation.Party);

    private static ReminderKind Kind(ObligationStanding standing) => standing switch
    {
        ObligationStanding.Due => ReminderKind.DueSoon,
        ObligationStanding.Overdue => ReminderKind.Overdue,
        _ => ReminderKind.NoticeAllowed,
    };
}
